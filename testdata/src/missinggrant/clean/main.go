// Command clean sends requests that are permitted, need no permission or are
// unknown.
package main

import (
	"net/http"
	"os"
)

const api = "https://graph.workplace.com"

func main() {
	http.Get(api + "/me")
	http.Get(api + "/community/groups")
	http.Get(api + "/" + os.Getenv("GROUP") + "/feed")
	http.Get(api + "/" + os.Getenv("PAGE") + "/insights")
	http.Get(api + os.Getenv("REST"))
	http.Get("https://www.example.com/community/members")
	http.Get("https://scim.workplace.com/Users")
}
