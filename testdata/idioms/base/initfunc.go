package base

import "net/http"

var initBase string

func init() {
	initBase = "https://graph.workplace.com/v5.0"
}

// InitFunc has the base in a variable that init sets.
func InitFunc(string) error {
	return done(http.Get(initBase + "/community")) // want: GET graph.workplace.com /community version=v5.0
}
