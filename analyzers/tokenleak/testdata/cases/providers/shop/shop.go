// Package shop lets people sign in. Nothing that it holds is known to be a
// credential of Workplace.
package shop

import (
	"encoding/json"
	"log"
	"net/http"

	"cases.example/providers"
)

type row struct{ Kind, Secret, Domain string }

func (r row) provider() providers.Provider {
	return providers.New(providers.Settings{Kind: r.Kind, ID: "shop", Secret: r.Secret, Host: r.Domain})
}

func sync(rows []row) {
	for _, r := range rows {
		log.Printf("row %+v of %s", r, r.Domain)
	}
}

func list(w http.ResponseWriter, rows []row) { json.NewEncoder(w).Encode(rows) }
