// Package paths sends to hosts that only its environment knows.
package paths

import (
	"log"
	"net/http"
	"os"
)

var base = os.Getenv("API_URL")

type settings struct{ Feed, Rooms, Any string }

// No other service writes paths and parameters like that.
func feed(s settings, groupID string) {
	http.Get(base + "/" + groupID + "/feed?access_token=" + s.Feed)
}

// The platform has no such path.
func rooms(s settings) {
	http.Get(base + "/rooms/list?access_token=" + s.Rooms)
}

// It may be anything.
func any(s settings) {
	req, err := http.NewRequest(http.MethodGet, base, nil)
	if err != nil {
		return
	}
	req.Header.Set("Authorization", "Bearer "+s.Any)
	http.DefaultClient.Do(req)
}

func start(s settings) {
	log.Print(s.Feed) // want `log: access token from field paths.settings.Feed`
	log.Print(s.Rooms)
	log.Print(s.Any)
}
