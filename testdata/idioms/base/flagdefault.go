package base

import (
	"flag"
	"net/http"
)

var graphFlag = flag.String("graph", "https://graph.workplace.com/v14.0", "base of the Graph API")

// FlagDefault has the base in the default of a flag.
func FlagDefault(id string) error {
	return done(http.Get(*graphFlag + "/" + id + "/videos")) // want: GET graph.workplace.com /{id}/videos version=v14.0
}
