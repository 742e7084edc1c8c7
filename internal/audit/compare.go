package audit

import (
	"cmp"
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/manifest"
)

// Compare judges a program by its manifest. Without a manifest there are no
// findings, but the report says what the program needs.
func Compare(in Input) Report {
	c := newComparison(in)
	report := Report{
		Evidence: c.workplace(),
		Doubts:   c.doubts,
		Summary:  c.summary(),
	}
	report.Permissions = c.permissions()
	if in.Manifest == nil {
		return report
	}
	c.missing()
	c.manifestFindings()
	if !in.Partial {
		c.unused(report.Permissions)
		c.redundant(report.Permissions)
	}
	report.Findings = c.findings
	sortFindings(report.Findings)
	return report
}

// A comparison is one run of Compare.
type comparison struct {
	cat  Catalog
	in   Input
	uses []*Use
	// elsewhere are requests to hosts that are not known.
	elsewhere []*Use
	webhooks  []*Webhook
	// grants holds the grants by the name of the permission they mean, which
	// differs from what the manifest says if that is a label or misspelt.
	grants   map[string]*manifest.Grant
	names    []string // the keys of grants, sorted
	doubts   []Doubt
	findings []Finding
}

func newComparison(in Input) *comparison {
	c := &comparison{cat: in.Catalog, in: in, grants: map[string]*manifest.Grant{}}
	for i := range in.Uses {
		switch match := &in.Uses[i].Match; {
		case match.API.MayNeed():
			c.uses = append(c.uses, &in.Uses[i])
		case match.MayBeAPI:
			c.elsewhere = append(c.elsewhere, &in.Uses[i])
		}
		// A request to another host says nothing about this service.
	}
	for i := range in.Webhooks {
		c.webhooks = append(c.webhooks, &in.Webhooks[i])
	}
	if in.Manifest != nil {
		c.declare(in.Manifest)
	}
	c.doubts = c.allDoubts()
	return c
}

// declare takes grants and webhooks from the manifest.
func (c *comparison) declare(m *manifest.Manifest) {
	for i := range m.Permissions {
		grant := &m.Permissions[i]
		name := c.meant(grant.Name)
		if c.grants[name] == nil {
			c.grants[name] = grant
			c.names = append(c.names, name)
		}
	}
	slices.Sort(c.names)
	for _, w := range m.Webhooks {
		for _, field := range w.Fields {
			c.webhooks = append(c.webhooks, &Webhook{
				Object: w.Object, Field: field.Value, Position: c.at(field.Position), Declared: true,
			})
		}
	}
}

// at places a position of the manifest in its file.
func (c *comparison) at(p manifest.Position) Position {
	return Position{File: c.in.Manifest.File, Line: p.Line, Column: p.Column}
}

// workplace says what tells the program from a plain Facebook program.
func (c *comparison) workplace() []string {
	var evidence []string
	if c.in.Manifest != nil {
		evidence = append(evidence, "manifest "+c.in.Manifest.File)
	}
	for _, use := range c.uses {
		evidence = append(evidence, use.Match.Workplace...)
	}
	slices.Sort(evidence)
	return slices.Compact(evidence)
}

func (c *comparison) summary() Summary {
	s := Summary{Requests: len(c.uses), Webhooks: len(c.webhooks), Gaps: len(c.in.Gaps)}
	for _, use := range c.uses {
		switch use.Match.Kind {
		case catalog.Exact:
			s.Exact++
		case catalog.Ambiguous:
			s.Ambiguous++
		case catalog.Unknown:
			s.Unknown++
		case catalog.Unresolved:
			s.Unresolved++
		}
	}
	return s
}

func (c *comparison) report(f Finding) {
	switch {
	case f.Use != nil:
		f.Builds = f.Use.Builds
	case f.Webhook != nil:
		f.Builds = f.Webhook.Builds
	}
	c.findings = append(c.findings, f)
}

// satisfied reports whether a grant satisfies a need. A need that no source
// names is not held against anybody.
func (c *comparison) satisfied(need catalog.Need) bool {
	return len(need.AnyOf) == 0 || len(c.satisfiers(need)) > 0
}

// satisfiers returns the granted permissions that satisfy a need, sorted.
func (c *comparison) satisfiers(need catalog.Need) []string {
	var names []string
	for _, name := range c.names {
		if c.satisfies(name, need) && !c.removed(name) {
			names = append(names, name)
		}
	}
	return names
}

// satisfies reports whether a permission satisfies a need, itself or by
// including one that does.
func (c *comparison) satisfies(name string, need catalog.Need) bool {
	return satisfies(c.cat, name, need, catalog.Inferred)
}

// satisfies reports whether a permission satisfies a need, where inclusion
// counts if it is as well supported as atLeast.
func satisfies(cat Catalog, name string, need catalog.Need, atLeast catalog.Confidence) bool {
	if slices.Contains(need.AnyOf, name) {
		return true
	}
	entry := cat.Permission(name)
	return entry != nil && slices.ContainsFunc(entry.Subsumes, func(w catalog.Weaker) bool {
		return w.Confidence >= atLeast && slices.Contains(need.AnyOf, w.Name)
	})
}

func (c *comparison) removed(name string) bool {
	entry := c.cat.Permission(name)
	return entry != nil && entry.Status == catalog.Removed
}

func sortFindings(findings []Finding) {
	slices.SortStableFunc(findings, func(a, b Finding) int {
		return cmp.Or(
			a.Position.Compare(b.Position),
			cmp.Compare(a.Kind, b.Kind),
			cmp.Compare(a.Permission, b.Permission),
			cmp.Compare(endpoints(a.Use), endpoints(b.Use)),
		)
	})
}

// endpoints names the candidates of a request.
func endpoints(use *Use) string {
	if use == nil {
		return ""
	}
	names := make([]string, 0, len(use.Match.Candidates))
	for _, candidate := range use.Match.Candidates {
		names = append(names, candidate.Endpoint.Name())
	}
	return strings.Join(names, ", ")
}
