// Command scoping creates a group, which the service refuses to an app that is
// limited to groups.
package main

import "net/http"

func main() {
	http.Post("https://graph.workplace.com/community/groups", "application/json", nil) // want `^POST /community/groups is refused to an app that is limited to groups; workplace.yaml:5 limits manage_group$`
	http.Get("https://graph.workplace.com/community/groups")
}
