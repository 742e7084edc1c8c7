package audit

import (
	"cmp"
	"slices"

	"github.com/workplacelint/workplacelint/internal/catalog"
)

// permissions says of each permission that is granted or needed what needs it.
func (c *comparison) permissions() []PermissionUse {
	by := map[string][]NeededBy{}
	for _, use := range c.uses {
		for name, needed := range c.neededByRequest(use) {
			by[name] = append(by[name], needed)
		}
	}
	for _, webhook := range c.webhooks {
		needs, _ := c.cat.Webhook(webhook.Object, webhook.Field)
		for _, need := range needs {
			for _, name := range c.able(need) {
				by[name] = append(by[name], NeededBy{Webhook: webhook, Need: need})
			}
		}
	}
	names := slices.Clone(c.names)
	for name := range by {
		names = append(names, name)
	}
	slices.Sort(names)
	var uses []PermissionUse
	for _, name := range slices.Compact(names) {
		uses = append(uses, c.permissionUse(name, by[name]))
	}
	c.addDependencies(uses)
	return uses
}

// able returns the permissions that satisfy a need: those it names and those
// granted that include one of them.
func (c *comparison) able(need catalog.Need) []string {
	names := slices.Clone(need.AnyOf)
	for _, name := range c.names {
		if c.satisfies(name, need) && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// neededByRequest says which permissions a request needs and by which
// candidate. A permission that not all candidates need is a reading.
func (c *comparison) neededByRequest(use *Use) map[string]NeededBy {
	needed := map[string]NeededBy{}
	count := map[string]int{}
	for _, candidate := range use.Match.Candidates {
		here := map[string]bool{}
		for _, need := range candidate.Requirement.Needs {
			for _, name := range c.able(need) {
				if !here[name] {
					here[name] = true
					count[name]++
				}
				if _, ok := needed[name]; !ok {
					needed[name] = NeededBy{Use: use, Endpoint: candidate.Endpoint, Need: need}
				}
			}
		}
	}
	for name, by := range needed {
		by.Reading = count[name] < len(use.Match.Candidates)
		needed[name] = by
	}
	return needed
}

func (c *comparison) permissionUse(name string, by []NeededBy) PermissionUse {
	slices.SortStableFunc(by, func(a, b NeededBy) int {
		return a.position().Compare(b.position())
	})
	use := PermissionUse{Name: name, Entry: c.cat.Permission(name), Grant: c.grants[name], By: by}
	use.Class = class(by)
	if use.Class == NotNeeded {
		use.Why = c.doubtsAbout(name)
		if len(use.Why) > 0 {
			use.Class = NoUseFound
		}
	}
	return use
}

func class(by []NeededBy) Class {
	class := NotNeeded
	for _, b := range by {
		if b.Reading {
			class = max(class, NeededByReading)
		} else {
			class = Needed
		}
	}
	return class
}

func (b NeededBy) position() Position {
	switch {
	case b.Use != nil:
		return b.Use.Position
	case b.Webhook != nil:
		return b.Webhook.Position
	}
	return Position{}
}

// addDependencies lets a permission be needed by the granted ones that do
// nothing without it.
func (c *comparison) addDependencies(uses []PermissionUse) {
	at := map[string]int{}
	for i, use := range uses {
		at[use.Name] = i
	}
	// Dependencies of dependencies settle after as many rounds as there are
	// permissions.
	for range uses {
		for _, use := range uses {
			if use.Grant == nil || use.Entry == nil || use.Class < NeededByReading {
				continue
			}
			for _, name := range use.Entry.DependsOn {
				if i, ok := at[name]; ok {
					addDependent(&uses[i], use.Name, use.Class == NeededByReading)
				}
			}
		}
	}
}

func addDependent(use *PermissionUse, dependent string, reading bool) {
	known := slices.ContainsFunc(use.By, func(b NeededBy) bool { return b.Dependent == dependent })
	if known {
		return
	}
	use.By = append(use.By, NeededBy{Dependent: dependent, Reading: reading})
	use.Class = max(use.Class, class(use.By))
	use.Why = nil
}

// unused reports grants that nothing needs.
func (c *comparison) unused(uses []PermissionUse) {
	for _, use := range uses {
		// What the catalogue does not know is reported as unknown instead.
		if use.Grant == nil || use.Entry == nil || use.Entry.Status == catalog.Removed {
			continue
		}
		f := Finding{
			Severity: Warning, Position: c.at(use.Grant.Position), Permission: use.Name,
			Grant: use.Grant, Why: use.Why,
		}
		switch use.Class {
		case NotNeeded:
			f.Kind = Unused
		case NoUseFound:
			f.Kind = NoUse
			if slices.ContainsFunc(use.Why, func(d Doubt) bool { return d.Kind == NoEndpoint }) {
				f.Severity = Note
			}
		case NeededByReading, Needed:
			continue
		}
		c.report(f)
	}
}

// compareDoubts orders doubts by kind and place.
func compareDoubts(a, b Doubt) int {
	return cmp.Or(
		cmp.Compare(a.Kind, b.Kind),
		a.position().Compare(b.position()),
		cmp.Compare(a.Reason, b.Reason),
	)
}

func (d Doubt) position() Position {
	switch {
	case d.Use != nil:
		return d.Use.Position
	case d.Gap != nil:
		return d.Gap.Position
	}
	return Position{}
}
