package scim

import (
	"net/http"
	"net/url"
	"os"
	"strings"
)

// An accounts client has its base in a field, with a path in it.
type accounts struct{ root string }

func newAccounts() *accounts {
	root, ok := os.LookupEnv("IDIOMS_SCIM_ROOT")
	if !ok {
		root = "https://www.workplace.com/scim/v1"
	}
	return &accounts{root: strings.TrimRight(root, "/")}
}

func (a *accounts) call(method string, segments []string, params map[string]string) error {
	address := a.root
	for _, segment := range segments {
		address += "/" + url.PathEscape(segment)
	}
	query := url.Values{}
	for name, value := range params {
		query.Set(name, value)
	}
	if len(query) > 0 {
		address += "?" + query.Encode()
	}
	req, err := http.NewRequest(method, address, nil)
	if err != nil {
		return err
	}
	return done(http.DefaultClient.Do(req))
}

// RootDefault has a default for its base, and parameters that are left out.
func RootDefault(id string) error {
	return newAccounts().call(http.MethodDelete, []string{"Users", id}, nil) // want: DELETE www.workplace.com /scim/v1/Users/{id}
}
