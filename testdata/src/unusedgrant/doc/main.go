// Command doc holds the example of the documentation.
package main // want `^workplace.yaml:7 grants read_user_feed \("Read user timeline"\), but no request in this program needs it$`

import (
	"net/http"
	"os"
)

func main() {
	http.Get("https://graph.workplace.com/v19.0/" + os.Getenv("GROUP_ID") + "/feed?fields=message")
}
