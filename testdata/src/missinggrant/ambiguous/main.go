// Command ambiguous sends requests that several endpoints fit.
package main

import (
	"net/http"
	"os"
)

const api = "https://graph.workplace.com/"

func main() {
	id := os.Getenv("ID")
	missingWhateverItIs(id)
	permittedIfGroup(id)
}

func missingWhateverItIs(id string) {
	req, _ := http.NewRequest("POST", api+id+"/feed", nil)
	http.DefaultClient.Do(req) // want `^this request fits POST /{group-id}/feed and POST /{member-id}/feed; workplace.yaml grants nothing that either needs$`
}

func permittedIfGroup(id string) { http.Get(api + id + "/feed") }
