// Command redundant has two permissions where one is enough.
package main // want `^workplace.yaml:5 grants read_user_work_profile \("Read work profile"\), which manage_profiles makes unnecessary$`

import (
	"net/http"
	"net/url"
	"os"
)

func main() {
	member := "https://graph.workplace.com/" + os.Getenv("MEMBER_ID")
	http.Get(member + "?fields=title")
	http.PostForm(member, url.Values{"title": {"Director"}})
}
