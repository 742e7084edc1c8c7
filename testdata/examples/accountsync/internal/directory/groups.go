package directory

import (
	"context"
	"fmt"
	"net/http"
	"net/url"

	"example.com/accountsync/internal/api"
)

type newGroup struct {
	Name        string `json:"name"`
	Description string `json:"description"`
	Privacy     string `json:"privacy"`
}

// CreateGroup makes a closed group for an organisational unit.
func (g *Graph) CreateGroup(ctx context.Context, unit string) (Ref, error) {
	return api.SendJSON[Ref](ctx, g.api, http.MethodPost, "/community/groups", newGroup{
		Name:        unit,
		Description: "Everybody in " + unit,
		Privacy:     "CLOSED",
	})
}

// Groups returns the groups of the community.
func (g *Graph) Groups(ctx context.Context) ([]Ref, error) {
	return api.List[Ref](ctx, g.api, "/community/groups", url.Values{"fields": {"id,name"}})
}

// GroupMembers returns the ids of the members of a group.
func (g *Graph) GroupMembers(ctx context.Context, groupID string) ([]Ref, error) {
	return api.List[Ref](ctx, g.api, fmt.Sprint("/", groupID, "/members"), url.Values{"fields": {"id"}})
}

// AddToGroup puts the person with this address into the group.
func (g *Graph) AddToGroup(ctx context.Context, groupID, email string) error {
	path, err := url.JoinPath("/", groupID, "members")
	if err != nil {
		return err
	}
	_, err = api.SendForm[success](ctx, g.api, http.MethodPost, path, url.Values{"email": {email}})
	return err
}

// RemoveFromGroup takes a member out of the group.
func (g *Graph) RemoveFromGroup(ctx context.Context, groupID, memberID string) error {
	path := fmt.Sprintf("/%s/members/%s", groupID, memberID)
	_, err := api.SendForm[success](ctx, g.api, http.MethodDelete, path, nil)
	return err
}
