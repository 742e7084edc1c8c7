// Command clean needs everything that is granted: a field, a webhook and a
// permission that another one depends on count too.
package main

import (
	"net/http"
	"net/url"
	"os"
)

const api = "https://graph.workplace.com"

func main() {
	http.Get(api + "/" + os.Getenv("GROUP_ID") + "/feed?fields=from{email}")
	http.PostForm(api+"/me/messages", url.Values{"recipient": {`{"thread_key":"t_1"}`}, "message": {`{"text":"hi"}`}})
}
