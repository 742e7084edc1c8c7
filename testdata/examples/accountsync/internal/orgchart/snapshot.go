package orgchart

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"

	"example.com/accountsync/internal/api"
)

// A source is one list a snapshot of the community consists of.
type source struct {
	name   string
	path   string
	fields string
}

var sources = []source{
	{name: "members", path: "/community/members", fields: "id,name,department,managers{id,name}"},
	{name: "former", path: "/community/former_members", fields: "id,name,account_deactivate_time"},
	{name: "admins", path: "/community/admins", fields: "id,name"},
}

// Snapshot returns every list auditors ask for, by its name.
func Snapshot(ctx context.Context, graph *api.Client) (map[string][]json.RawMessage, error) {
	lists := make(map[string][]json.RawMessage, len(sources))
	for _, s := range sources {
		query := url.Values{}
		query.Set("fields", s.fields)
		rows, err := api.List[json.RawMessage](ctx, graph, s.path, query)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", s.name, err)
		}
		lists[s.name] = rows
	}
	return lists, nil
}
