// Package embed puts a credential into what others get, in ways that Go code
// shows.
package embed

import (
	_ "embed"
	"fmt"
	"net/http"
	"os"
)

const graph = "https://graph.workplace.com"

//go:generate sh -c "echo $WORKPLACE_TOKEN > web/token.js" // want `^this command writes WORKPLACE_TOKEN, an access token, into web/token.js, which clients get$`

func write() error {
	token := os.Getenv("WORKPLACE_TOKEN")
	script := fmt.Sprintf("const t = %q", token)
	return os.WriteFile("web/config.js", []byte(script), 0o600) // want `^WORKPLACE_TOKEN, an access token, is written into web/config.js, which clients get$`
}

func serve() http.Handler { return http.FileServer(http.Dir("public")) }
