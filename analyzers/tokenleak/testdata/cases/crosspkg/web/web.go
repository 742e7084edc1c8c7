// Package web serves pages.
package web

import (
	"encoding/json"
	"log"
	"net/http"

	"cases.example/crosspkg/config"
	"cases.example/crosspkg/graph"
)

type server struct {
	cfg    *config.Config
	client *graph.Client
}

func reply(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(v) // want `response: access token from field config.Config.Token`
}

func (s *server) settings(w http.ResponseWriter, _ *http.Request) {
	reply(w, s.cfg)
}

func (s *server) name(w http.ResponseWriter, _ *http.Request) {
	reply(w, s.cfg.Name)
}

func (s *server) about(w http.ResponseWriter, _ *http.Request) {
	w.Write([]byte(s.cfg.Title()))
	w.Write([]byte(s.cfg.Describe())) // want `response: access token from field config.Config.Token`
}

func (s *server) forward(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, s.client.Link("me"), http.StatusFound) // want `redirect: access token from field graph.Client.token`
}

func (s *server) groups(w http.ResponseWriter, _ *http.Request) {
	data, err := s.client.Groups()
	if err != nil {
		log.Print(err) // want `log: access token from field graph.Client.token`
		return
	}
	w.Write(data) // want `answer: access token from field graph.Client.token`
}

func Serve() {
	cfg := config.Load()
	s := &server{cfg, graph.New(cfg.Token)} // want `log: access token from field config.Config.Token is written to the log at config.go:18`
	http.HandleFunc("/settings", s.settings)
	http.HandleFunc("/name", s.name)
	http.HandleFunc("/about", s.about)
	http.HandleFunc("/forward", s.forward)
	http.HandleFunc("/groups", s.groups)
}
