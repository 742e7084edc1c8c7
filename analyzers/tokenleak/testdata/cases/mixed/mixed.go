// Package mixed talks to the API and to another service, each with a token of
// its own in the same header.
package mixed

import (
	"log"
	"net/http"
	"os"
)

type settings struct{ Slack, Graph string }

func read() settings {
	return settings{Slack: os.Getenv("SLACK_TOKEN"), Graph: os.Getenv("WORKPLACE_TOKEN")}
}

func post(s settings) {
	req, err := http.NewRequest(http.MethodPost, "https://slack.com/api/chat.postMessage", nil)
	if err != nil {
		return
	}
	req.Header.Set("Authorization", "Bearer "+s.Slack)
	http.DefaultClient.Do(req)
}

func groups(s settings) {
	req, err := http.NewRequest(http.MethodGet, "https://graph.workplace.com/community/groups", nil)
	if err != nil {
		return
	}
	req.Header.Set("Authorization", "Bearer "+s.Graph)
	http.DefaultClient.Do(req)
}

func start(s settings) {
	log.Println("slack", s.Slack) // no token of Workplace
	log.Println("graph", s.Graph) // want `log: access token from field mixed.settings.Graph`
}
