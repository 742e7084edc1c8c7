package base

import (
	"net/http"
	"strings"
)

var registry = map[string]map[string]string{}

func register(name string, of map[string]string) { registry[name] = of }

func init() {
	register("workplace", map[string]string{"endpoint": "https://graph.workplace.com", "user": "/%ID?fields=name,email"})
	register("code", map[string]string{"endpoint": "https://api.code.example", "user": "/users/%ID"})
	register("mail", map[string]string{"endpoint": "https://mail.example/v1", "user": "/profile"})
}

func registered() []string {
	var names []string
	for name := range registry {
		names = append(names, name)
	}
	return names
}

type signIn struct{ provider string }

func (s *signIn) user(id string) error {
	for _, name := range registered() {
		if name != s.provider {
			continue
		}
		provider := registry[s.provider]
		path := strings.Replace(provider["user"], "%ID", id, 1)
		return done(http.Get(provider["endpoint"] + path)) // want: GET graph.workplace.com /{id} fields=email,name
	}
	return nil
}

// Registry has the addresses of several services in a map; host and path are those
// of one of them.
func Registry(id string) error {
	return (&signIn{"workplace"}).user(id)
}
