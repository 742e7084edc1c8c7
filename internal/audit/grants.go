package audit

import (
	"time"

	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/manifest"
)

// CheckManifest judges a manifest without a program.
func CheckManifest(cat Catalog, m *manifest.Manifest, now time.Time) []Finding {
	c := newComparison(Input{Catalog: cat, Manifest: m, Now: now})
	for _, webhook := range c.webhooks {
		c.missingWebhook(webhook)
	}
	c.manifestFindings()
	sortFindings(c.findings)
	return c.findings
}

// manifestFindings reports what is wrong with a manifest whatever the program
// does.
func (c *comparison) manifestFindings() {
	for i := range c.in.Manifest.Permissions {
		grant := &c.in.Manifest.Permissions[i]
		c.grantName(grant)
		c.grantTerms(grant)
	}
	c.settings(c.in.Manifest.Settings)
}

// grantName reports names that cannot be granted, and grants that do nothing.
func (c *comparison) grantName(grant *manifest.Grant) {
	f := Finding{
		Severity: Warning, Position: c.at(grant.Position), Permission: grant.Name, Grant: grant,
	}
	entry := c.cat.Permission(grant.Name)
	if entry == nil {
		f.Kind = UnknownPermission
		if meant := c.meant(grant.Name); meant != grant.Name {
			f.Others = []string{meant}
		}
		c.report(f)
		return
	}
	switch entry.Status {
	case catalog.Legacy:
		f.Kind = LegacyPermission
		c.report(f)
	case catalog.Removed:
		f.Kind = RemovedPermission
		c.report(f)
	case catalog.Current:
	}
	for _, name := range entry.DependsOn {
		if c.grants[name] == nil {
			c.report(Finding{
				Kind: MissingDepends, Severity: Error, Position: f.Position,
				Permission: grant.Name, Grant: grant, Others: []string{name},
			})
		}
	}
}

// grantTerms reports on what stands beside the name.
func (c *comparison) grantTerms(grant *manifest.Grant) {
	report := func(kind Kind, at manifest.Position) {
		c.report(Finding{Kind: kind, Severity: Warning, Position: c.at(at), Permission: grant.Name, Grant: grant})
	}
	entry := c.cat.Permission(c.meant(grant.Name))
	if entry != nil && !entry.Scopable && grant.Groups != manifest.AnyGroups {
		report(NotScopable, grant.GroupsPosition)
	}
	if grant.Reason == "" {
		report(NoReason, grant.Position)
	}
	if !grant.Until.IsZero() && !c.in.Now.IsZero() && dayOf(c.in.Now).After(grant.Until) {
		report(Expired, grant.UntilPosition)
	}
}

// dayOf returns midnight UTC of the day that it is where t was read.
func dayOf(t time.Time) time.Time {
	year, month, day := t.Date()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// settings hints at switches that make a stolen token worth less.
func (c *comparison) settings(s manifest.Settings) {
	report := func(kind Kind, at manifest.Position) {
		if !at.Set() {
			at = s.Position
		}
		if !at.Set() {
			at = manifest.Position{Line: 1, Column: 1}
		}
		c.report(Finding{Kind: kind, Severity: Note, Position: c.at(at)})
	}
	if !s.RequireAppSecretProof {
		report(NoProofRequired, s.ProofPosition)
	}
	if len(s.IPAllowlist) == 0 {
		report(NoIPAllowlist, s.IPPosition)
	}
}
