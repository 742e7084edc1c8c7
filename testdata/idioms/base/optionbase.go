package base

import "net/http"

type hosted struct{ base string }

type hostedOption interface{ apply(*hosted) }

type hostedFunc func(*hosted)

func (f hostedFunc) apply(h *hosted) { f(h) }

func withHost(base string) hostedOption {
	return hostedFunc(func(h *hosted) { h.base = base })
}

func newHosted(opts ...hostedOption) *hosted {
	h := new(hosted)
	for _, o := range opts {
		o.apply(h)
	}
	return h
}

// OptionBase has the base in nothing but an option behind an interface.
func OptionBase(id string) error {
	h := newHosted(withHost("https://graph.workplace.com/v11.0"))
	return done(http.Get(h.base + "/" + id + "/albums")) // want: GET graph.workplace.com /{id}/albums version=v11.0
}
