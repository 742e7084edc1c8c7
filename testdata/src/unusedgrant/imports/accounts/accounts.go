// Package accounts imports a package that sends.
package accounts

import (
	"net/http"

	"cases.example/unusedgrant/imports/groups"
)

// Sync reads accounts and groups.
func Sync() {
	groups.List()
	http.Get("https://scim.workplace.com/Users")
}
