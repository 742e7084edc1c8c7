// Package chat talks to another service with the same helpers, and links to a
// page of the API.
package chat

import (
	"log"
	"net/http"
	"net/url"
	"strings"

	"cases.example/helper/httpx"
)

const manual = "https://graph.workplace.com/docs"

const chat = "https://slack.com/api"

type settings struct{ Form, Body, Header string }

func start(s settings) {
	httpx.Post(chat+"/chat.postMessage", url.Values{"access_token": {s.Form}})

	req, _ := http.NewRequest(http.MethodPost, chat+"/chat.postMessage", strings.NewReader("access_token="+s.Body))
	httpx.Send(req)

	req, _ = http.NewRequest(http.MethodGet, chat+"/users.list", nil)
	req.Header.Set("Authorization", "Bearer "+s.Header)
	httpx.Send(req)

	log.Print("see ", manual)
	log.Print(s.Form, s.Body, s.Header)
}
