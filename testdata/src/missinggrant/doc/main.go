// Command doc holds the example of the documentation.
package main

import (
	"net/http"
	"os"
)

func main() {
	group := os.Getenv("GROUP")
	http.Get("https://graph.workplace.com/" + group + "/feed") // want `^GET /{group-id}/feed needs permission read_group \("Read group content"\), which workplace.yaml does not grant$`
}
