package base

import "net/http"

var packageBase = "https://graph.facebook.com/v6.0"

// PackageVar has the base in a package variable.
func PackageVar(id string) error {
	return done(http.Get(packageBase + "/" + id + "/comments")) // want: GET graph.facebook.com /{id}/comments version=v6.0
}
