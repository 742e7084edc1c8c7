package base

import "net/http"

type settings struct{ URL string }

type app struct{ settings *settings }

// ConfigPointer reaches the base through a pointer in another struct.
func ConfigPointer(id string) error {
	s := &settings{}
	a := app{settings: s}
	s.URL = "https://graph.facebook.com/v13.0/"
	return a.managers(id)
}

func (a app) managers(id string) error {
	return done(http.Get(a.settings.URL + id + "/managers")) // want: GET graph.facebook.com /{id}/managers version=v13.0
}
