// Package gateway sends through a host that its manifest names, and to one that
// it does not.
package gateway

import (
	"log"
	"net/http"
)

type settings struct{ Gateway, Other string }

func get(address, token string) {
	req, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		return
	}
	req.Header.Set("Authorization", "Bearer "+token)
	http.DefaultClient.Do(req)
}

func start(s settings) {
	get("https://gateway.example.com/wp/export", s.Gateway)
	get("https://other.example.com/wp/export", s.Other)
	log.Print(s.Gateway) // want `log: access token from field gateway.settings.Gateway`
	log.Print(s.Other)
}
