// Command doc is the example of the documentation: a part of it is built for
// browsers.
package main

import "net/http"

func main() {}

func me(token string) (*http.Response, error) {
	return http.Get("https://graph.workplace.com/me?access_token=" + token) // want `^access token is sent to graph.workplace.com by code that browsers run$`
}
