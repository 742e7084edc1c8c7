// Package ways leaves a token in all the ways that are known, each in a function
// of its own. The number of the way stands in its name.
package ways

import (
	"log"
	"net/http"
	"net/http/httputil"
	"os"
)

const graph = "https://graph.workplace.com"

type config struct{ AppID, Token string }

func load() config { return config{AppID: os.Getenv("WP_APP"), Token: os.Getenv("WP_TOKEN")} }

var cfg = load()

// use is what makes the field a credential.
func use() {
	req, err := http.NewRequest(http.MethodGet, graph+"/community", nil)
	if err != nil {
		return
	}
	req.Header.Set("Authorization", "Bearer "+cfg.Token)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		log.Print(err) // the URL holds nothing
		return
	}
	resp.Body.Close()
}

// header dumps a request that has the token in a header.
func header(req *http.Request) {
	req.Header.Set("Authorization", "Bearer "+cfg.Token)
	dump, _ := httputil.DumpRequestOut(req, true)
	log.Printf("%s", dump) // want `log`
}
