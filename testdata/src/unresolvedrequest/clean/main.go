// Command clean has requests that are known, are for others to decide or are
// none of the Graph API.
package main

import (
	"net/http"
	"os"
)

const api = "https://graph.workplace.com"

func main() {
	get("/community/groups")
	get("/" + os.Getenv("GROUP_ID") + "/members")
	http.Get(api + "/" + os.Getenv("PAGE_ID") + "/insights")
	http.Get("https://www.example.com/" + os.Getenv("REST"))
	http.Get(os.Getenv("URL"))
}

func get(path string) { http.Get(api + path) }
