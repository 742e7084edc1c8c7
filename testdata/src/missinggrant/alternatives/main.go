// Command alternatives sends requests that one of several permissions satisfies.
package main

import (
	"net/http"
	"net/url"
	"os"
	"strings"
)

const api = "https://graph.workplace.com"

func main() {
	userID := os.Getenv("MEMBER")
	grantedByAlternative()
	grantedByInclusion(userID)
	missingAll(os.Getenv("POST"))
	missingOneOfThree(os.Getenv("POST"))
	missingForParameter(userID)
	inferred(os.Getenv("GROUP"))
}

func grantedByAlternative() { http.Get(api + "/community/members") }

func grantedByInclusion(userID string) { http.Get(api + "/" + userID + "?fields=title") }

func missingAll(postID string) {
	req, _ := http.NewRequest(http.MethodDelete, api+"/"+postID, nil)
	http.DefaultClient.Do(req) // want `^DELETE /{post-id} needs write_group or write_user_feed; workplace.yaml grants neither$`
}

func missingOneOfThree(postID string) {
	http.Get(api + "/" + postID + "/comments") // want `^GET /{object-id}/comments needs one of read_group, read_user_feed and bot_mention; workplace.yaml grants none$`
}

func missingForParameter(userID string) {
	form := url.Values{"active": {"false"}}
	http.Post(api+"/"+userID, "application/x-www-form-urlencoded", strings.NewReader(form.Encode())) // want `^parameter active of POST /{member-id} needs permission provision_accounts `
}

func inferred(groupID string) {
	http.Get(api + "/" + groupID + "/files") // want `^GET /{group-id}/files needs permission read_group \("Read group content"\), which workplace.yaml does not grant; this is inferred, no source documents it$`
}
