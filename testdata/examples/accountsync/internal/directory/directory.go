// Package directory reads and changes accounts through the Graph API.
package directory

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"

	"example.com/accountsync/internal/api"
)

// graphURL has no version: the integration follows the default version that
// its settings name.
const graphURL = "https://graph.facebook.com"

// A Ref is an object of which only id and name are known.
type Ref struct {
	ID   string `json:"id"`
	Name string `json:"name,omitempty"`
}

// A Member is an account as the Graph API shows it.
type Member struct {
	ID         string        `json:"id"`
	Name       string        `json:"name"`
	Email      string        `json:"email"`
	ExternalID string        `json:"external_id"`
	Title      string        `json:"title"`
	Department string        `json:"department"`
	Active     bool          `json:"active"`
	Managers   api.Page[Ref] `json:"managers"`
}

// An Account is a new account.
type Account struct {
	Name       string `json:"name"`
	Email      string `json:"email,omitempty"`
	ExternalID string `json:"external_id"`
	Title      string `json:"title,omitempty"`
	Department string `json:"department,omitempty"`
	Invited    bool   `json:"invited"`
}

// An operation is a row of the API reference.
type operation struct {
	method string
	path   string
}

var (
	createAccount = operation{method: http.MethodPost, path: "/community/accounts"}
	updateMember  = operation{method: http.MethodPost, path: "/{member}"}
	endSessions   = operation{method: http.MethodPost, path: "/{member}/logout"}
	deleteAccount = operation{method: http.MethodDelete, path: "/{member}"}
)

func (op operation) of(memberID string) string {
	return strings.ReplaceAll(op.path, "{member}", url.PathEscape(memberID))
}

type success struct {
	Success bool `json:"success"`
}

// A Graph is the directory behind the Graph API.
type Graph struct {
	api *api.Client
}

// New returns the directory that http reaches. GRAPH_URL names another host,
// for the test community's gateway.
func New(http api.Doer) *Graph {
	return &Graph{api: &api.Client{BaseURL: cmp.Or(os.Getenv("GRAPH_URL"), graphURL), HTTP: http}}
}

// API returns the client that sends the requests of g.
func (g *Graph) API() *api.Client { return g.api }

// Members returns the accounts of the organisation, with those that are
// deactivated if inactive is set.
func (g *Graph) Members(ctx context.Context, inactive bool) ([]Member, error) {
	query := url.Values{
		"fields": {"id,name,email,external_id,title,department,active,managers{id}"},
		"limit":  {"200"},
	}
	if inactive {
		query.Set("inactive", "1")
	}
	return api.List[Member](ctx, g.api, "/community/organization_members", query)
}

// Create makes an account and returns its id.
func (g *Graph) Create(ctx context.Context, account Account) (string, error) {
	made, err := api.SendJSON[Ref](ctx, g.api, createAccount.method, createAccount.path, account)
	return made.ID, err
}

// Update changes the fields of a profile that differ. Empty fields stay.
func (g *Graph) Update(ctx context.Context, memberID, title, department, managerID string) error {
	form := url.Values{}
	for name, value := range map[string]string{
		"title":      title,
		"department": department,
		"manager":    managerID,
	} {
		if value != "" {
			form.Set(name, value)
		}
	}
	_, err := api.SendForm[success](ctx, g.api, updateMember.method, updateMember.of(memberID), form)
	return err
}

// Deactivate closes the account and ends its sessions: Workplace keeps them
// open on devices otherwise.
func (g *Graph) Deactivate(ctx context.Context, memberID string) error {
	form := url.Values{"active": {"false"}}
	if _, err := api.SendForm[success](ctx, g.api, updateMember.method, updateMember.of(memberID), form); err != nil {
		return err
	}
	_, err := api.SendForm[success](ctx, g.api, endSessions.method, endSessions.of(memberID), nil)
	return err
}

// Remove deletes an account that nobody has claimed yet.
func (g *Graph) Remove(ctx context.Context, id string) error {
	res, err := api.SendForm[success](ctx, g.api, deleteAccount.method, deleteAccount.of(id), nil)
	if err == nil && !res.Success {
		err = fmt.Errorf("account %s was not deleted", id)
	}
	return err
}
