package workplace

import (
	"context"
	"encoding/json"
	"net/url"
)

// A Policy is a category of the knowledge library.
type Policy struct {
	ID          string          `json:"id"`
	Title       string          `json:"title"`
	Content     string          `json:"content"`
	LastUpdated json.RawMessage `json:"last_updated"`
}

const policyFields = "id,title,content,last_updated"

// Policies visits the categories of the knowledge library, and those below
// them.
func (c *Client) Policies(ctx context.Context, visit func(Policy) error) error {
	top := list[Policy](c, "community/knowledge_library_categories", url.Values{"fields": {policyFields}})
	return c.below(ctx, top, visit)
}

func (c *Client) below(ctx context.Context, level *Pager[Policy], visit func(Policy) error) error {
	return Each(ctx, level, func(p Policy) error {
		if err := visit(p); err != nil {
			return err
		}
		children := list[Policy](c, p.ID+"/subcategories", url.Values{"fields": {policyFields}})
		return c.below(ctx, children, visit)
	})
}
