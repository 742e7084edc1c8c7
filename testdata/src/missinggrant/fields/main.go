// Command fields asks for fields that need a permission of their own.
package main

import (
	"fmt"
	"net/http"
	"os"
)

const api = "https://graph.workplace.com/v19.0"

func main() {
	groupID := os.Getenv("GROUP")
	permitted(groupID)
	missingField(groupID)
	missingNestedField(groupID)
	permittedByEdge()
}

func permitted(groupID string) {
	http.Get(fmt.Sprintf("%s/%s/feed?fields=message,created_time", api, groupID))
}

func missingField(groupID string) {
	http.Get(fmt.Sprintf("%s/%s/members?fields=id,email", api, groupID)) // want `^field email of GET /{group-id}/members needs permission read_user_email \("Read user email"\), which workplace.yaml does not grant$`
}

func missingNestedField(groupID string) {
	http.Get(api + "/" + groupID + "/feed?fields=from{name,managers}") // want `^field from.managers of GET /{group-id}/feed needs read_user_org_chart or manage_profiles; workplace.yaml grants neither$`
}

func permittedByEdge() {
	http.Get(api + "/community/groups?fields=name,members.limit(0).summary(true)")
}
