// Package subscribe subscribes to notifications.
package subscribe

import (
	"net/http"
	"net/url"
	"os"
)

// Subscribe subscribes to two fields.
func Subscribe() {
	http.PostForm("https://graph.workplace.com/"+os.Getenv("APP_ID")+"/subscriptions", url.Values{ // webhook: page mention, page messages
		"object": {"page"}, "fields": {"mention, messages"}, "callback_url": {os.Getenv("URL")},
	})
}

// Unsubscribe and List subscribe to nothing.
func Unsubscribe() {
	req, _ := http.NewRequest(http.MethodDelete, "https://graph.workplace.com/"+os.Getenv("APP_ID")+"/subscriptions?object=group&fields=posts", nil)
	http.DefaultClient.Do(req)
}

// List lists what is subscribed.
func List() {
	http.Get("https://graph.workplace.com/" + os.Getenv("APP_ID") + "/subscriptions?object=group&fields=posts")
}
