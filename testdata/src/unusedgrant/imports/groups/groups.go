// Package groups sends.
package groups

import "net/http"

// List reads the groups.
func List() { http.Get("https://graph.workplace.com/community/groups") }
