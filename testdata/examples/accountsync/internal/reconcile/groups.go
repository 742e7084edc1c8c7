package reconcile

import (
	"context"
	"slices"

	"example.com/accountsync/internal/directory"
	"example.com/accountsync/internal/scim"
)

// units returns the people who work here, by their unit.
func (r *Run) units() map[string][]directory.Member {
	units := make(map[string][]directory.Member)
	for _, p := range r.people {
		m := r.members[p.Number]
		if m.Email == "" {
			m.Email = p.Email
		}
		if m.ID != "" && !p.Left {
			units[p.Unit] = append(units[p.Unit], m)
		}
	}
	return units
}

// groups keeps one group for each unit.
func (r *Run) groups(ctx context.Context) error {
	groups, err := r.Directory.Groups(ctx)
	if err != nil {
		return err
	}
	for unit, staff := range r.units() {
		i := slices.IndexFunc(groups, func(g directory.Ref) bool { return g.Name == unit })
		var group directory.Ref
		if i >= 0 {
			group = groups[i]
		} else if group, err = r.Directory.CreateGroup(ctx, unit); err != nil {
			return err
		}
		if err := r.fill(ctx, group, staff); err != nil {
			return err
		}
	}
	return nil
}

func (r *Run) fill(ctx context.Context, group directory.Ref, staff []directory.Member) error {
	present, err := r.Directory.GroupMembers(ctx, group.ID)
	if err != nil {
		return err
	}
	for _, m := range staff {
		if !slices.ContainsFunc(present, func(p directory.Ref) bool { return p.ID == m.ID }) {
			if err := r.Directory.AddToGroup(ctx, group.ID, m.Email); err != nil {
				return err
			}
		}
	}
	for _, p := range present {
		if !slices.ContainsFunc(staff, func(m directory.Member) bool { return m.ID == p.ID }) {
			if err := r.Directory.RemoveFromGroup(ctx, group.ID, p.ID); err != nil {
				return err
			}
		}
	}
	return nil
}

// sets keeps one people set for each unit and drops those of units that are
// gone.
func (r *Run) sets(ctx context.Context) error {
	sets, err := r.Accounts.Sets(ctx)
	if err != nil {
		return err
	}
	units := r.units()
	ids := make(map[string]string)
	for _, s := range sets {
		if _, ok := units[s.DisplayName]; !ok {
			if err := r.Accounts.Drop(ctx, s.ID); err != nil {
				return err
			}
			continue
		}
		ids[s.DisplayName] = s.ID
	}
	for unit, staff := range units {
		set := scim.Set{ID: ids[unit], DisplayName: unit}
		for _, m := range staff {
			set.Members = append(set.Members, scim.Member{Value: m.ID})
		}
		if err := r.Accounts.Save(ctx, set); err != nil {
			return err
		}
	}
	return nil
}
