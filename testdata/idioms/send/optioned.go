package send

import (
	"net/http"
	"net/url"
	"strings"
)

type requestOption func(*http.Request)

func withFields(names ...string) requestOption {
	return func(req *http.Request) {
		q := req.URL.Query()
		q.Set("fields", strings.Join(names, ","))
		req.URL.RawQuery = q.Encode()
	}
}

type catalogue struct{ base *url.URL }

func (c *catalogue) request(ref string, opts ...requestOption) (*http.Request, error) {
	target, err := c.base.Parse(ref)
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequest(http.MethodGet, target.String(), nil)
	if err != nil {
		return nil, err
	}
	for _, opt := range opts {
		opt(req)
	}
	return req, nil
}

// Optioned makes a request with options, in a function that may fail.
func Optioned(id string) error {
	base, err := url.Parse("https://graph.workplace.com/")
	if err != nil {
		return err
	}
	req, err := (&catalogue{base}).request(id, withFields("id", "department"))
	if err != nil {
		return err
	}
	return done(http.DefaultClient.Do(req)) // want: GET graph.workplace.com /{id} fields=department,id
}
