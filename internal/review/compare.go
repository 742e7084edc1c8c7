package review

import (
	"slices"

	"github.com/workplacelint/workplacelint/internal/audit"
	"github.com/workplacelint/workplacelint/internal/manifest"
)

// extras judges what is granted and not requested as if the manifest had it.
func (b *builder) extras() {
	prog := b.in.Program
	var m manifest.Manifest
	if prog.Manifest != nil {
		m = *prog.Manifest
		m.Permissions = slices.Clone(m.Permissions)
	}
	requested := map[string]bool{}
	for i := range prog.Report.Permissions {
		requested[prog.Report.Permissions[i].Name] = prog.Report.Permissions[i].Grant != nil
	}
	var names []string
	for _, g := range b.in.Granted.Grants {
		if !requested[g.Permission] {
			names = append(names, g.Permission)
			m.Permissions = append(m.Permissions, manifest.Grant{Name: g.Permission, Reason: "granted"})
		}
	}
	report := audit.Compare(audit.Input{
		Catalog: b.cat, Manifest: &m, Uses: prog.Uses, Webhooks: prog.Webhooks, Gaps: gaps(prog.Report.Doubts), Partial: prog.Partial != "",
	})
	for i := range report.Permissions {
		if use := report.Permissions[i]; slices.Contains(names, use.Name) {
			use.Grant = nil // It is not requested.
			b.extra = append(b.extra, &use)
		}
	}
	for i := range report.Findings {
		if f := &report.Findings[i]; slices.Contains(names, f.Permission) {
			b.findings[f.Permission] = append(b.findings[f.Permission], f)
		}
	}
}

// gaps are the parts of the program that were not seen.
func gaps(doubts []audit.Doubt) []audit.Gap {
	var list []audit.Gap
	for _, d := range doubts {
		if d.Gap != nil {
			list = append(list, *d.Gap)
		}
	}
	return list
}

// compare says what is to be done in the panel, box by box.
func (b *builder) compare(boxes []Box) *Granted {
	if b.in.Granted == nil {
		return nil
	}
	c := &Granted{File: b.in.Place(audit.Position{File: b.in.Granted.File}).File, Notes: []Statement{}}
	for i := range boxes {
		box := &boxes[i]
		today := b.in.Granted.Find(box.Permission) != nil
		box.Today, box.Todo = &today, todo(box.Decision, today)
		switch box.Todo {
		case Tick:
			c.Tick++
		case Untick:
			c.Untick++
		case Keep:
			c.Keep++
		case Leave:
		}
		b.compareGroups(box)
	}
	for _, line := range b.in.Granted.Unknown {
		c.Notes = append(c.Notes, b.say("granted.unknown", []audit.Position{{File: b.in.Granted.File, Line: line.Line, Column: 1}}, line.Text))
	}
	return c
}

// todo changes only what is decided.
func todo(d Decision, today bool) Todo {
	switch {
	case d == Grant && !today:
		return Tick
	case d == Refuse && today:
		return Untick
	case today:
		return Keep
	}
	return Leave
}

// compareGroups adds that a grant reaches other groups than it should.
func (b *builder) compareGroups(box *Box) {
	g := b.in.Granted.Find(box.Permission)
	if g == nil || g.Groups == manifest.AnyGroups || box.Limit == nil || g.Groups.String() == box.Limit.Code {
		return
	}
	box.Limit.Why = append(box.Limit.Why, b.say("granted.groups",
		[]audit.Position{{File: b.in.Granted.File, Line: g.Line, Column: 1}}, b.panel.Groups[g.Groups.String()].in(b.w.language)))
}
