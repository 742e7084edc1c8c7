package base

import "net/http"

type hostConfig struct{ host string }

type session struct{ config hostConfig }

type service struct{ session *session }

func newSession(c hostConfig) *session    { return &session{config: c} }
func newService(s *session) *service      { return &service{session: s} }
func (s *service) root() string           { return "https://" + s.session.config.host }
func (s *service) member(id string) error { return s.read("/" + id + "/posts") } // want: GET graph.facebook.com /{id}/posts
func (s *service) read(path string) error { return done(http.Get(s.root() + path)) }

// Chain builds the client by a chain of constructors.
func Chain(id string) error {
	return newService(newSession(hostConfig{host: "graph.facebook.com"})).member(id)
}
