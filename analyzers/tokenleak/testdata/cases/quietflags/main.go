// Command quietflags has its token from a flag, and shows its environment but
// not its arguments.
package main

import (
	"encoding/json"
	"flag"
	"net/http"
	"os"
)

var token = flag.String("token", "", "Workplace access token")

func main() {
	flag.Parse()
	req, _ := http.NewRequest(http.MethodGet, "https://graph.workplace.com/community", nil)
	req.Header.Set("Authorization", "Bearer "+*token)
	http.DefaultClient.Do(req)
	http.HandleFunc("/env", func(w http.ResponseWriter, _ *http.Request) {
		json.NewEncoder(w).Encode(os.Environ())
	})
}
