// Command narrower could do with less.
package main // want `^workplace.yaml:3 grants read_group \("Read group content"\); bot_mention \("Mention bot"\) would do if the app only reacts when it is mentioned in a group$`

import (
	"net/http"
	"os"
)

func main() {
	http.Get("https://graph.workplace.com/" + os.Getenv("POST_ID") + "?fields=message")
}
