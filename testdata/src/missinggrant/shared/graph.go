// Package graph is governed by no manifest; the commands that use it are.
package shared

import "net/http"

// Groups reads the groups of the community.
func Groups() { http.Get("https://graph.workplace.com/community/groups") }

// Feed reads the posts of a group.
func Feed(groupID string) { get("/" + groupID + "/feed") }

func get(path string) { http.Get("https://graph.workplace.com" + path) }
