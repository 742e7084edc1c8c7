// Command host sends to an address that is configured, and to a gateway that
// the manifest names.
package main

import (
	"net/http"
	"os"
)

func main() {
	groupID := os.Getenv("GROUP")
	http.Get(os.Getenv("BASE_URL") + "/v19.0/" + groupID + "/feed") // want `^if {BASE_URL} is an address of the API, GET /{group-id}/feed needs permission read_group `
	http.Get("https://gateway.example.com/" + groupID + "/feed")    // want `^GET /{group-id}/feed needs permission read_group `
	http.Get("https://elsewhere.example.com/" + groupID + "/feed")
}
