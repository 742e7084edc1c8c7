// Command unresolved has a request that may need anything.
package main // want `^workplace.yaml:5 grants logout \("Logout"\); nothing in this program is known to need it, but 1 request is not resolved$`

import (
	"net/http"
	"os"
)

func main() {
	http.Get("https://graph.workplace.com/community/groups")
	http.Get("https://graph.workplace.com" + os.Getenv("REST"))
}
