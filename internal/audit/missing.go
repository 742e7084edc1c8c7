package audit

import (
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/builds"
	"github.com/workplacelint/workplacelint/internal/catalog"
)

// missing reports what no grant satisfies.
func (c *comparison) missing() {
	for _, use := range c.uses {
		switch use.Match.Kind {
		case catalog.Exact:
			c.missingExact(use)
		case catalog.Ambiguous:
			c.missingAmbiguous(use)
		case catalog.Unknown, catalog.Unresolved:
			// Nobody knows what it needs; that is a doubt, not a finding.
		}
		c.refused(use)
	}
	for _, webhook := range c.webhooks {
		c.missingWebhook(webhook)
	}
	c.findings = compactFindings(c.findings)
}

func (c *comparison) missingExact(use *Use) {
	for _, candidate := range use.Match.Candidates {
		for _, need := range c.unsatisfied(candidate) {
			c.report(Finding{
				Kind: missingKind(use, need), Severity: missingSeverity(use, need),
				Position: use.Position, Permission: need.AnyOf[0],
				Use: use, Need: &need, Evidence: use.Trail(),
			})
		}
	}
}

func missingKind(use *Use, need catalog.Need) Kind {
	switch {
	case use.Match.API == catalog.UnknownHost:
		return MissingHost
	case need.Confidence == catalog.Inferred:
		return MissingInferred
	}
	return Missing
}

func missingSeverity(use *Use, need catalog.Need) Severity {
	if use.Match.API == catalog.UnknownHost || need.Confidence == catalog.Inferred {
		return Warning
	}
	return Error
}

// missingAmbiguous reports a request of which no reading is satisfied.
func (c *comparison) missingAmbiguous(use *Use) {
	var all catalog.Need
	all.Confidence = catalog.Documented
	for _, candidate := range use.Match.Candidates {
		needs := c.unsatisfied(candidate)
		if len(needs) == 0 {
			return
		}
		for _, need := range needs {
			all.Confidence = min(all.Confidence, need.Confidence)
			for _, name := range need.AnyOf {
				if !slices.Contains(all.AnyOf, name) {
					all.AnyOf = append(all.AnyOf, name)
				}
			}
		}
	}
	if len(all.AnyOf) == 0 {
		return
	}
	c.report(Finding{
		Kind: MissingAmbiguous, Severity: missingSeverity(use, all),
		Position: use.Position, Permission: all.AnyOf[0],
		Use: use, Need: &all, Evidence: use.Trail(),
	})
}

// unsatisfied returns the needs of a candidate that no grant satisfies, each
// set of alternatives once: two fields may ask for the same permission.
func (c *comparison) unsatisfied(candidate catalog.Candidate) []catalog.Need {
	var needs []catalog.Need
	for _, need := range candidate.Requirement.Needs {
		known := slices.ContainsFunc(needs, func(n catalog.Need) bool { return slices.Equal(n.AnyOf, need.AnyOf) })
		if !c.satisfied(need) && !known {
			needs = append(needs, need)
		}
	}
	return needs
}

func (c *comparison) missingWebhook(webhook *Webhook) {
	needs, ok := c.cat.Webhook(webhook.Object, webhook.Field)
	if !ok && webhook.Declared {
		c.report(Finding{Kind: UnknownWebhook, Severity: Note, Position: webhook.Position, Webhook: webhook})
	}
	for _, need := range needs {
		if c.satisfied(need) {
			continue
		}
		severity := Error
		if need.Confidence == catalog.Inferred {
			severity = Warning
		}
		c.report(Finding{
			Kind: MissingWebhook, Severity: severity, Position: webhook.Position,
			Permission: need.AnyOf[0], Webhook: webhook, Need: &need,
		})
	}
}

// refused reports a request that the service refuses because a grant is
// limited to groups.
func (c *comparison) refused(use *Use) {
	candidates := use.Match.Candidates
	all := len(candidates) > 0 && !slices.ContainsFunc(candidates, func(candidate catalog.Candidate) bool {
		return !candidate.Endpoint.RefusesGroups()
	})
	if !all {
		return
	}
	for _, name := range c.limiting(candidates) {
		grant := c.grants[name]
		c.report(Finding{
			Kind: ScopingRefused, Severity: Error, Position: use.Position, Permission: name,
			Grant: grant, Use: use,
			Evidence: append(use.Trail(), Evidence{c.at(grant.GroupsPosition), "limited to groups here"}),
		})
	}
}

// limiting returns the grants whose limit to groups makes the service refuse
// the candidates. If the request is made with a permission that can be limited,
// it is the limit of that permission; else any limited grant limits the app.
func (c *comparison) limiting(candidates []catalog.Candidate) []string {
	var scopable, limited []string
	for _, name := range c.names {
		entry := c.cat.Permission(name)
		if entry == nil || !entry.Scopable {
			continue
		}
		if c.grants[name].Groups.Limited() {
			limited = append(limited, name)
		}
		for _, candidate := range candidates {
			if needsAny(candidate, name) && !slices.Contains(scopable, name) {
				scopable = append(scopable, name)
			}
		}
	}
	if len(scopable) == 0 {
		return limited
	}
	for _, name := range scopable {
		if !c.grants[name].Groups.Limited() {
			return nil
		}
	}
	return scopable
}

func needsAny(candidate catalog.Candidate, name string) bool {
	return slices.ContainsFunc(candidate.Requirement.Needs, func(n catalog.Need) bool {
		return slices.Contains(n.AnyOf, name)
	})
}

// compactFindings drops findings that say the same of the same place: two
// requests of one call that differ only in a parameter. What stays is in the
// builds of both.
func compactFindings(findings []Finding) []Finding {
	type key struct {
		kind      Kind
		position  Position
		endpoints string
		webhook   string
		need      string
		perm      string
	}
	first := map[key]int{}
	kept := findings[:0]
	for _, f := range findings {
		k := key{kind: f.Kind, position: f.Position, endpoints: endpoints(f.Use), perm: f.Permission}
		if f.Need != nil {
			k.need = strings.Join(f.Need.AnyOf, " ")
		}
		if f.Webhook != nil {
			k.webhook = f.Webhook.Object + "." + f.Webhook.Field
		}
		i, seen := first[k]
		if !seen {
			first[k] = len(kept)
			kept = append(kept, f)
		} else if len(kept[i].Builds) > 0 && len(f.Builds) > 0 {
			kept[i].Builds = builds.Join(kept[i].Builds, f.Builds)
		} else {
			kept[i].Builds = nil
		}
	}
	return kept
}
