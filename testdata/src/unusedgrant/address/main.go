// Command address sends to addresses that configuration decides.
package main // want `^workplace.yaml:5 grants logout \("Logout"\); nothing in this program is known to need it, but 1 request goes to an address that is not known$`

import (
	"net/http"
	"os"
)

func main() {
	http.Get("https://graph.workplace.com/community/groups")
	http.Get(os.Getenv("URL"))
	http.Get(os.Getenv("TRACKER") + "/rooms/" + os.Getenv("ROOM")) // No path of the API begins like this.
	http.Get("https://www.example.com/" + os.Getenv("REST"))
}
