// Command nomanifest has no manifest, so nothing is missing.
package main

import "net/http"

func main() { http.Get("https://graph.workplace.com/community/members") }
