// Command clean has directives that are needed, and comments that are none.
package main

import (
	"net/http"
	"os"
)

const api = "https://graph.workplace.com"

func main() {
	//workplacelint:request GET /{group-id}/members fields=id,name -- the path is in a file
	// workplacelint:request GET /{group-id}/feed
	http.Get(api + "/" + os.Getenv("REST"))

	//workplacelint:request GET /{group-id}/feed
	http.Get(api + "/" + os.Getenv("GROUP") + "/" + os.Getenv("EDGE"))

	if err := enqueue(os.Getenv("JOB")); err != nil { //workplacelint:request POST /{group-id}/feed
		panic(err)
	}

	// workplacelint:request is no directive: no method follows.
	http.Get(api + "/community/groups")
	//workplacelint:ignore missinggrant -- checked by the command line
	http.Get(api + "/community/members")
	const text = "//workplacelint:request is no comment"
	_ = text
	read(os.Getenv("ID"))
}

// read sends what a queue says.
//
//workplacelint:request GET /{user-id} fields=name
func read(rest string) {
	http.Get(rest)
}

func enqueue(job string) error { return nil }
