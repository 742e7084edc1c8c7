// Command one is one of two that the manifest governs. What it does not need the
// other may.
package main

import "net/http"

func main() { http.Get("https://graph.workplace.com/community/groups") }
