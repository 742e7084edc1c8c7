// Package reconcile makes Workplace agree with the personnel system.
package reconcile

import (
	"context"
	"fmt"
	"log/slog"

	"example.com/accountsync/internal/directory"
	"example.com/accountsync/internal/hr"
	"example.com/accountsync/internal/scim"
)

// A Directory holds the accounts and groups that are kept up to date.
type Directory interface {
	Members(ctx context.Context, inactive bool) ([]directory.Member, error)
	Create(ctx context.Context, account directory.Account) (string, error)
	Update(ctx context.Context, memberID, title, department, managerID string) error
	Deactivate(ctx context.Context, memberID string) error
	Remove(ctx context.Context, id string) error
	Groups(ctx context.Context) ([]directory.Ref, error)
	CreateGroup(ctx context.Context, unit string) (directory.Ref, error)
	GroupMembers(ctx context.Context, groupID string) ([]directory.Ref, error)
	AddToGroup(ctx context.Context, groupID, email string) error
	RemoveFromGroup(ctx context.Context, groupID, memberID string) error
}

// A Run is one run of the synchroniser.
type Run struct {
	Directory Directory
	Accounts  scim.Client
	people    []hr.Person
	members   map[string]directory.Member // by personnel number
}

// Apply makes accounts, groups and people sets agree with people.
func (r *Run) Apply(ctx context.Context, people []hr.Person) error {
	members, err := r.Directory.Members(ctx, true)
	if err != nil {
		return err
	}
	r.people = people
	r.members = make(map[string]directory.Member, len(members))
	for _, m := range members {
		r.members[m.ExternalID] = m
	}
	for _, step := range []func(context.Context) error{r.accounts, r.renames, r.groups, r.sets} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (r *Run) accounts(ctx context.Context) error {
	for _, p := range r.people {
		m, known := r.members[p.Number]
		var err error
		switch {
		case !known && !p.Left:
			m.ID, err = r.create(ctx, p)
		case known && p.Left && m.Active:
			err = r.Directory.Deactivate(ctx, m.ID)
		case known && p.Left && m.Email == "":
			err = r.Directory.Remove(ctx, m.ID)
		case known && !p.Left && r.differs(m, p):
			err = r.Directory.Update(ctx, m.ID, p.Title, p.Unit, r.members[p.Manager].ID)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", p.Number, err)
		}
		r.members[p.Number] = m
	}
	return nil
}

// create makes an account. People without a company address cannot be invited
// through the Graph API; they get an account by the Account Management API.
func (r *Run) create(ctx context.Context, p hr.Person) (string, error) {
	slog.InfoContext(ctx, "new account", "number", p.Number)
	if p.Email == "" {
		made, err := r.Accounts.Create(ctx, scim.User{
			UserName:   p.Number + "@frontline.example.com",
			ExternalID: p.Number,
			Active:     true,
			Name:       scim.Name{Formatted: p.Name},
		})
		return made.ID, err
	}
	return r.Directory.Create(ctx, directory.Account{
		Name:       p.Name,
		Email:      p.Email,
		ExternalID: p.Number,
		Title:      p.Title,
		Department: p.Unit,
		Invited:    true,
	})
}

func (r *Run) differs(m directory.Member, p hr.Person) bool {
	if m.Title != p.Title || m.Department != p.Unit {
		return true
	}
	manager := r.members[p.Manager].ID
	return manager != "" && (len(m.Managers.Data) == 0 || m.Managers.Data[0].ID != manager)
}

// renames moves accounts to a new address.
func (r *Run) renames(ctx context.Context) error {
	for _, p := range r.people {
		if p.FormerMail == "" || p.Left {
			continue
		}
		u, err := r.Accounts.UserByName(ctx, p.FormerMail)
		if err != nil {
			return err
		}
		if err := r.Accounts.Rename(ctx, u.ID, p.Email); err != nil {
			return err
		}
	}
	return nil
}
