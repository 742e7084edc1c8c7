// Command flags shows its arguments, the token among them, at
// /debug/pprof/cmdline.
package main

import (
	"flag"
	"net/http"
	_ "net/http/pprof"
)

const graph = "https://graph.workplace.com"

var (
	token = flag.String("token", "", "Workplace access token") // want `arguments: access token from flag -token`
	addr  = flag.String("addr", ":8080", "address")
)

func main() {
	flag.Parse()
	req, _ := http.NewRequest(http.MethodGet, graph+"/community", nil)
	req.Header.Set("Authorization", "Bearer "+*token)
	http.DefaultClient.Do(req)
	http.ListenAndServe(*addr, nil)
}
