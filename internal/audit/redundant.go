package audit

import (
	"slices"

	"github.com/workplacelint/workplacelint/internal/catalog"
)

// redundant reports grants that are needed, but not beside the others, and
// grants in whose place a permission that gives less would do.
func (c *comparison) redundant(uses []PermissionUse) {
	needs := c.allNeeds()
	kept := c.cheapestGrants(uses, needs)
	for _, use := range uses {
		if use.Grant == nil || use.Entry == nil || use.Class < NeededByReading || c.removed(use.Name) {
			continue
		}
		if !slices.Contains(kept, use.Name) {
			c.reportRedundant(use, kept, needs)
		} else if use.Class == Needed {
			c.reportNarrower(use, kept, needs)
		}
	}
}

// allNeeds returns the needs of all readings of all requests and of webhooks.
// A grant may be given up only if every reading stays satisfied.
func (c *comparison) allNeeds() []catalog.Need {
	var needs []catalog.Need
	for _, use := range c.uses {
		for _, candidate := range use.Match.Candidates {
			needs = append(needs, candidate.Requirement.Needs...)
		}
	}
	for _, webhook := range c.webhooks {
		more, _ := c.cat.Webhook(webhook.Object, webhook.Field)
		needs = append(needs, more...)
	}
	return needs
}

// cheapestGrants returns the cheapest of the grants that satisfy what all of
// them satisfy. Where the alternatives of a need are not documented, every
// grant among them is kept.
func (c *comparison) cheapestGrants(uses []PermissionUse, needs []catalog.Need) []string {
	var keep []string
	var conditions []Condition
	for _, need := range needs {
		able := c.satisfiers(need)
		certain := need.Confidence == catalog.Documented && slices.ContainsFunc(able, func(name string) bool {
			return satisfies(c.cat, name, need, catalog.Documented)
		})
		if certain {
			conditions = append(conditions, Condition{[][]catalog.Need{{need}}})
		} else {
			keep = append(keep, able...)
		}
	}
	for _, use := range uses {
		// A grant that nothing needs makes no other redundant: it goes itself.
		if slices.ContainsFunc(use.By, func(b NeededBy) bool { return b.Dependent != "" }) {
			keep = append(keep, use.Name)
		}
	}
	granted := func(p *catalog.Permission) bool { return c.grants[p.Name] != nil && p.Status != catalog.Removed }
	return minimal(c.cat, conditions, keep, granted).Grants
}

func (c *comparison) reportRedundant(use PermissionUse, kept []string, needs []catalog.Need) {
	var others []string
	for _, need := range needs {
		if !c.satisfies(use.Name, need) {
			continue
		}
		for _, name := range c.satisfiers(need) {
			if slices.Contains(kept, name) && !slices.Contains(others, name) {
				others = append(others, name)
			}
		}
	}
	slices.Sort(others)
	f := Finding{
		Kind: Redundant, Severity: Warning, Position: c.at(use.Grant.Position),
		Permission: use.Name, Grant: use.Grant, Others: others,
	}
	if !c.included(use.Name, others) {
		f.Why = c.doubtsAbout(use.Name)
	}
	if len(f.Why) > 0 {
		f.Severity = Note
	}
	c.report(f)
}

// included reports whether one of others gives all that a permission gives, so
// that it is redundant whatever the program does.
func (c *comparison) included(name string, others []string) bool {
	return slices.ContainsFunc(others, func(other string) bool {
		entry := c.cat.Permission(other)
		return entry != nil && slices.ContainsFunc(entry.Subsumes, func(w catalog.Weaker) bool {
			return w.Name == name && w.Confidence == catalog.Documented
		})
	})
}

func (c *comparison) reportNarrower(use PermissionUse, kept []string, needs []catalog.Need) {
	var own []catalog.Need
	for _, need := range needs {
		able := c.satisfiers(need)
		others := slices.DeleteFunc(able, func(name string) bool {
			return name == use.Name || !slices.Contains(kept, name)
		})
		if len(others) == 0 && c.satisfies(use.Name, need) {
			own = append(own, need)
		}
	}
	narrower, when := c.narrower(use.Entry, own)
	if narrower == "" {
		return
	}
	f := Finding{
		Kind: Narrower, Severity: Warning, Position: c.at(use.Grant.Position),
		Permission: use.Name, Grant: use.Grant, Others: []string{narrower}, When: when,
		Why: c.doubtsAbout(use.Name),
	}
	if len(f.Why) > 0 {
		f.Severity = Note
	}
	c.report(f)
}

// narrower returns the least permission that satisfies all needs in the place
// of perm and is less sensitive or preferred to it.
func (c *comparison) narrower(perm *catalog.Permission, needs []catalog.Need) (name, when string) {
	if len(needs) == 0 {
		return "", ""
	}
	least := perm.Sensitivity
	for _, other := range c.cat.Permissions() {
		preferred, condition := preferredTo(perm, other.Name)
		if other.Status != catalog.Current || other.Name == perm.Name || c.grants[other.Name] != nil {
			continue
		}
		less := other.Sensitivity < least || preferred && name == "" && other.Sensitivity == least
		if less && c.satisfiesAll(other.Name, needs) {
			name, when, least = other.Name, condition, other.Sensitivity
		}
	}
	return name, when
}

func (c *comparison) satisfiesAll(name string, needs []catalog.Need) bool {
	return !slices.ContainsFunc(needs, func(need catalog.Need) bool {
		return need.Confidence != catalog.Documented || !satisfies(c.cat, name, need, catalog.Documented)
	})
}

func preferredTo(perm *catalog.Permission, name string) (preferred bool, when string) {
	for _, n := range perm.Prefer {
		if n.Name == name {
			return true, n.When
		}
	}
	return false, ""
}
