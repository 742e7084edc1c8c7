// Package helper talks to the API with what another package has for all services.
package helper

import (
	"log"
	"net/http"
	"net/url"
	"os"
	"strings"

	"cases.example/helper/httpx"
)

const graph = "https://graph.workplace.com"

type settings struct{ Form, Body, Header, Get string }

func start(s settings) {
	httpx.Post(graph+"/me/feed", url.Values{"access_token": {s.Form}, "message": {"hello"}})

	req, _ := http.NewRequest(http.MethodPost, graph+"/me/feed", strings.NewReader("access_token="+s.Body))
	httpx.Send(req)

	req, _ = http.NewRequest(http.MethodGet, graph+"/me", nil)
	req.Header.Set("Authorization", "Bearer "+s.Header)
	httpx.Send(req)

	c := &httpx.Client{Base: graph, Token: s.Get}
	c.Get("/community/groups")

	log.Print(s.Form)   // want `log: access token from field helper.settings.Form`
	log.Print(s.Body)   // want `log: access token from field helper.settings.Body`
	log.Print(s.Header) // want `log: access token from field helper.settings.Header`
	log.Print(s.Get)    // want `log: access token from field helper.settings.Get`
	log.Print(os.Getenv("API_URL"))
}
