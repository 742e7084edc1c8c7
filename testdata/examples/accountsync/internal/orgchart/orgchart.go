// Package orgchart reads who reports to whom.
package orgchart

import (
	"context"
	"fmt"
	"net/url"

	"example.com/accountsync/internal/api"
	"example.com/accountsync/internal/directory"
)

// relations of a member, as the Graph API names them.
var relations = []struct {
	edge   string
	fields string
}{
	{edge: "managers", fields: "id,name,email"},
	{edge: "reports", fields: "id,name"},
}

// Lines are the people directly above and below a member.
type Lines map[string][]directory.Ref

// Of returns the reporting lines of one member.
func Of(ctx context.Context, graph *api.Client, memberID string) (Lines, error) {
	lines := make(Lines)
	for _, r := range relations {
		query := url.Values{"fields": {r.fields}}
		people, err := api.List[directory.Ref](ctx, graph, "/"+memberID+"/"+r.edge, query)
		if err != nil {
			return nil, fmt.Errorf("%s of %s: %w", r.edge, memberID, err)
		}
		lines[r.edge] = people
	}
	return lines, nil
}
