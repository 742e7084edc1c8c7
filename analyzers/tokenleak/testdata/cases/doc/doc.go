// Package doc is the example of the documentation.
package doc

import (
	"log"
	"net/http"
)

type config struct{ Token string }

func start(cfg config) {
	log.Printf("using token %s", cfg.Token) // want `access token from field doc.config.Token is written to the log, where everybody who reads logs has it; log that it is set, not what it is`
}

func community(cfg config) (*http.Response, error) {
	req, err := http.NewRequest(http.MethodGet, "https://graph.workplace.com/community", nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "Bearer "+cfg.Token)
	return http.DefaultClient.Do(req)
}
