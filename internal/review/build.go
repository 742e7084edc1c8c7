package review

import (
	"slices"
	"strings"
	"time"

	"github.com/workplacelint/workplacelint/internal/audit"
	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/granted"
	"github.com/workplacelint/workplacelint/internal/observed"
	"github.com/workplacelint/workplacelint/internal/report"
	"github.com/workplacelint/workplacelint/internal/verdict"
)

// An Input is what one review is made from.
type Input struct {
	Program *verdict.Program
	// Place returns a position as the review shows it.
	Place   func(audit.Position) Place
	Proofs  Proofs
	Hygiene Hygiene
	// Builds are the names of the builds that the program was read in.
	Builds []string
	// Observed are logs of what was really sent, nil if there are none.
	Observed []*observed.Log
	// Granted is what was really granted, nil if that is not known.
	Granted *granted.List
}

// Again returns the last day on which a review of a day holds.
func Again(day time.Time) (time.Time, error) {
	p, err := loadPanel()
	if err != nil {
		return time.Time{}, err
	}
	return day.AddDate(0, p.Renew, 0), nil
}

// Expire lets the document hold no longer than what it grants.
func (d *Document) Expire() {
	for _, r := range d.Reviews {
		for i := range r.Boxes {
			// Days are written so that they compare as texts.
			if until := r.Boxes[i].Until; r.Boxes[i].Decision == Grant && until != "" && until >= d.Day {
				d.Again = min(d.Again, until)
			}
		}
	}
}

// Build makes the review of one app in a language.
func Build(in Input, language string) (*Review, error) {
	p, err := loadPanel()
	if err != nil {
		return nil, err
	}
	w, err := wordsIn(language)
	if err != nil {
		return nil, err
	}
	b := &builder{in: in, w: w, panel: p, cat: in.Program.Catalog, findings: map[string][]*audit.Finding{}}
	for i := range in.Program.Report.Findings {
		f := &in.Program.Report.Findings[i]
		b.findings[b.meant(f)] = append(b.findings[b.meant(f)], f)
	}
	if in.Granted != nil {
		b.extras()
	}
	r := &Review{App: b.app(), Requests: b.requests()}
	b.review = r
	b.see()
	r.Boxes = b.boxes()
	r.Questions = b.questions
	for _, box := range r.Boxes {
		r.Tally.count(box.Decision)
	}
	r.Facts = b.facts()
	r.Granted = b.compare(r.Boxes)
	r.Settings = b.settings()
	r.Hygiene = b.hygiene()
	r.Theft = b.theft()
	r.Binaries = binaries(r.Boxes)
	r.Split = b.split(r)
	return r, nil
}

// A builder puts together one review.
type builder struct {
	in       Input
	w        *words
	panel    *panel
	cat      *catalog.Catalog
	findings map[string][]*audit.Finding // by permission
	// extra are permissions that are granted and that the manifest does not
	// request.
	extra     []*audit.PermissionUse
	questions []Question
	sightings []sighting
	logged    time.Duration // by logs
	review    *Review
}

// meant returns the permission that a finding is about. A manifest may grant it
// by its label.
func (b *builder) meant(f *audit.Finding) string {
	for i := range b.in.Program.Report.Permissions {
		if use := &b.in.Program.Report.Permissions[i]; f.Grant != nil && use.Grant == f.Grant {
			return use.Name
		}
	}
	return f.Permission
}

func (t *Tally) count(d Decision) {
	switch d {
	case Grant:
		t.Grant++
	case Refuse:
		t.Refuse++
	case Ask:
		t.Ask++
	}
}

// of returns how many boxes are decided so.
func (t Tally) of(d Decision) int {
	return map[Decision]int{Grant: t.Grant, Refuse: t.Refuse, Ask: t.Ask}[d]
}

// say makes a statement that rests on places.
func (b *builder) say(code string, places []audit.Position, args ...any) Statement {
	s := Statement{Code: code, Text: b.w.say(code, args...), Places: []Place{}}
	for _, at := range places {
		if place := b.in.Place(at); at.File != "" && !slices.Contains(s.Places, place) {
			s.Places = append(s.Places, place)
		}
	}
	return s
}

// sourced makes a statement that rests on what somebody wrote.
func (b *builder) sourced(source, code, text string) Statement {
	s := Statement{Code: code, Text: text, Places: []Place{}}
	if entry, ok := b.cat.Source(source); ok {
		s.Source = entry.URL
	}
	return s
}

func (b *builder) app() App {
	m := b.in.Program.Manifest
	app := App{Name: b.w.say("app.unnamed"), Owners: []string{}}
	if m == nil {
		return app
	}
	if m.App.Value != "" {
		app.Name = m.App.Value
	}
	app.Kind = m.Type.String()
	app.Manifest = b.in.Place(audit.Position{File: m.File}).File
	for i := range m.Permissions {
		if owner := m.Permissions[i].Owner; owner != "" && !slices.Contains(app.Owners, owner) {
			app.Owners = append(app.Owners, owner)
		}
	}
	return app
}

func (b *builder) requests() report.Requests {
	s := b.in.Program.Report.Summary
	return report.Requests{
		Total: s.Requests, Exact: s.Exact, Ambiguous: s.Ambiguous, Unknown: s.Unknown, Unresolved: s.Unresolved,
	}
}

// facts are what changes a decision, whatever the code does, where it matters to
// the app.
func (b *builder) facts() []Statement {
	limited := slices.ContainsFunc(b.review.Boxes, func(box Box) bool { return box.Limit != nil })
	facts := []Statement{}
	for _, fact := range []struct {
		name    string
		matters bool
	}{
		{"everyone", true},
		{"live", true},
		{"forever", true},
		{"scopable", limited},
		{"unused", b.removes()},
		{"idle", !b.isThirdParty() && !b.isDelivered()},
	} {
		if fact.matters {
			entry := b.panel.Facts[fact.name]
			facts = append(facts, b.sourced(entry["source"], "fact."+fact.name, entry.in(b.w.language)))
		}
	}
	return facts
}

// isDelivered reports whether the manifest or the code has webhooks.
func (b *builder) isDelivered() bool {
	prog := b.in.Program
	return len(prog.Webhooks)+len(prog.Callbacks) > 0 || prog.Manifest != nil && len(prog.Manifest.Webhooks) > 0
}

// theft says what whoever has the access token could do, and what the settings that
// are to be switched on take from that.
func (b *builder) theft() []Statement {
	list := []Statement{}
	for _, box := range b.review.Boxes {
		if box.Decision == Refuse {
			continue
		}
		s := b.sourced(b.panel.Source, "theft."+box.Permission, box.Can)
		if box.Decision == Ask {
			s.Text = b.w.say("theft.asked", box.Can)
		}
		list = append(list, s)
	}
	for _, s := range b.review.Settings {
		if s.State == On && len(list) > 0 {
			list = append(list, b.sourced(b.panel.Source, "theft."+s.Code, b.w.say("theft."+s.Code)))
		}
	}
	return list
}

// binaries lists the commands with what each needs.
func binaries(boxes []Box) []Binary {
	by := map[string][]string{}
	for _, box := range boxes {
		for _, need := range box.Needs {
			for _, pkg := range need.Binaries {
				if !slices.Contains(by[pkg], box.Permission) {
					by[pkg] = append(by[pkg], box.Permission)
				}
			}
		}
	}
	list := []Binary{}
	for pkg, permissions := range by {
		list = append(list, Binary{Package: pkg, Permissions: permissions})
	}
	slices.SortFunc(list, func(a, b Binary) int { return strings.Compare(a.Package, b.Package) })
	return list
}
