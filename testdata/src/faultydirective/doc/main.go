// Command doc is the example of the documentation.
package main

import (
	"net/http"
	"os"
)

const api = "https://graph.workplace.com"

func main() { members(os.Args[1]) }

func members(group string) {
	http.Get(api + "/" + group + "/members") //workplacelint:request GET /{group-id}/feed // want `^this directive states GET /{group-id}/feed, but the code sends GET /{group}/members$`

	//workplacelint:request GET /{group-id}/members fields=id,name
	http.Get(api + "/" + os.Getenv("REST"))
}
