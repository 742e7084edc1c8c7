package review

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/workplacelint/workplacelint/internal/audit"
	"github.com/workplacelint/workplacelint/internal/builds"
	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/manifest"
)

// boxes returns what the manifest requests and what the code needs beside it,
// in the order of the panel.
func (b *builder) boxes() []Box {
	missing := b.missing()
	var uses []*audit.PermissionUse
	for i := range b.in.Program.Report.Permissions {
		use := &b.in.Program.Report.Permissions[i]
		if use.Grant != nil || missing[use.Name] != nil {
			uses = append(uses, use)
			delete(missing, use.Name)
		}
	}
	for _, use := range b.extra {
		i := slices.IndexFunc(uses, func(u *audit.PermissionUse) bool { return u.Name == use.Name })
		if i < 0 {
			uses = append(uses, use)
			delete(missing, use.Name)
		}
	}
	for name := range missing { // what another depends on, without a call of its own
		uses = append(uses, &audit.PermissionUse{Name: name, Entry: b.cat.Permission(name), Class: audit.Needed, By: b.dependents(name)})
	}
	slices.SortFunc(uses, func(p, q *audit.PermissionUse) int {
		_, i := b.panel.box(p.Name)
		_, j := b.panel.box(q.Name)
		return cmp.Or(cmp.Compare(i, j), strings.Compare(p.Name, q.Name))
	})
	boxes := make([]Box, 0, len(uses))
	for _, use := range uses {
		boxes = append(boxes, b.box(use))
	}
	b.settleDependencies(boxes, uses)
	for i := range boxes {
		b.weigh(&boxes[i], uses[i], boxes)
	}
	for i := range boxes {
		boxes[i].Breaks = b.breaks(&boxes[i], uses[i], boxes)
		boxes[i].Better = b.better(&boxes[i], uses[i], boxes)
	}
	return boxes
}

// dependents returns the granted permissions that do nothing without another.
func (b *builder) dependents(name string) []audit.NeededBy {
	var list []audit.NeededBy
	for i := range b.in.Program.Report.Permissions {
		use := &b.in.Program.Report.Permissions[i]
		if use.Grant != nil && use.Entry != nil && slices.Contains(use.Entry.DependsOn, name) {
			list = append(list, audit.NeededBy{Dependent: use.Name})
		}
	}
	return list
}

// missing returns the permissions that the code needs beside those that the
// manifest grants, each with the alternatives that cost the same.
func (b *builder) missing() map[string][]string {
	prog := b.in.Program
	var keep []string
	granted := map[string]bool{}
	for i := range prog.Report.Permissions {
		use := &prog.Report.Permissions[i]
		if use.Grant == nil {
			continue
		}
		granted[use.Name] = true
		if use.Class >= audit.NeededByReading && use.Entry != nil && use.Entry.Status != catalog.Removed {
			keep = append(keep, use.Name)
		}
	}
	solution := audit.Minimal(b.cat, prog.Conditions(), keep)
	missing := map[string][]string{}
	for _, name := range solution.Grants {
		if !granted[name] {
			missing[name] = alternatives(name, solution.Ties)
		}
	}
	return missing
}

// alternatives returns what sets of the same cost have in place of a
// permission, nothing if all have it.
func alternatives(name string, ties [][]string) []string {
	others := []string{}
	for _, tie := range ties {
		if slices.Contains(tie, name) {
			continue
		}
		for _, other := range tie {
			if !slices.Contains(ties[0], other) && !slices.Contains(others, other) {
				others = append(others, other)
			}
		}
	}
	return others
}

func (b *builder) box(use *audit.PermissionUse) Box {
	entry, _ := b.panel.box(use.Name)
	box := Box{
		Permission: use.Name, Label: use.Name, LabelLanguage: english, Requested: use.Grant != nil,
		Kind: entry.Kind, Risk: b.panel.Kinds[entry.Kind].in(b.w.language), Can: entry.Can.in(b.w.language),
		Why: []Statement{}, Questions: []int{}, Breaks: []Statement{},
	}
	if use.Entry != nil {
		box.Label, box.LabelLanguage = label(use.Entry, b.w.language)
		if box.Can == "" { // of a catalogue of the user
			box.Risk, box.Can = use.Entry.Risk, use.Entry.Description
		}
	}
	if g := use.Grant; g != nil {
		box.Purpose, box.Owner = g.Reason, g.Owner
		if !g.Until.IsZero() {
			box.Until = g.Until.Format(time.DateOnly)
		}
	}
	box.Needs = b.needs(use)
	b.decide(&box, use)
	b.observe(&box, use)
	box.Limit = b.limit(&box, use)
	return box
}

// label returns the text of the panel in a language, or else in English.
func label(p *catalog.Permission, language string) (text, in string) {
	for _, l := range p.Labels {
		if l.Language == language && l.Current {
			return l.Text, language
		}
	}
	return p.Label, english
}

// needs lists what needs a permission, the strongest proofs first.
func (b *builder) needs(use *audit.PermissionUse) []Need {
	list := []Need{}
	for i := range use.By {
		n := b.need(use.Name, &use.By[i])
		if k := slices.IndexFunc(list, n.isSame); k >= 0 {
			list[k].Builds = b.inEither(list[k].Builds, n.Builds)
			continue
		}
		list = append(list, n)
	}
	for i := range list {
		list[i].Note = b.remark(&list[i], "")
	}
	slices.SortStableFunc(list, func(p, q Need) int { return cmp.Compare(p.Proof.rank(), q.Proof.rank()) })
	return list
}

func (b *builder) need(permission string, by *audit.NeededBy) Need {
	n := Need{Proof: b.proof(permission, by), Path: []string{}, Binaries: []string{}}
	switch {
	case by.Use != nil:
		n.Call, n.Field, n.Function = by.Endpoint.Name(), by.Need.Field, by.Use.Function
		n.Place = b.in.Place(by.Use.Position)
		n.Path = wayTo(by.Use)
		n.Binaries, n.Builds = append(n.Binaries, by.Use.Entries...), by.Use.Builds
	case by.Webhook != nil:
		n.Call = b.w.say("webhook", by.Webhook.Object, by.Webhook.Field)
		n.Place = b.in.Place(by.Webhook.Position)
		n.Binaries, n.Builds = append(n.Binaries, by.Webhook.Entries...), by.Webhook.Builds
	default:
		n.Call = by.Dependent
		n.Place = b.grantPlace(by.Dependent)
	}
	return n
}

// inEither returns the builds of what is in some builds and in others, nil if that
// is all of them.
func (b *builder) inEither(these, those []string) []string {
	all := builds.Join(these, those)
	if len(these) == 0 || len(those) == 0 || len(all) == len(b.in.Builds) {
		return nil
	}
	return all
}

// remark says which builds have a need, unless the default one has it, and what
// else there is to say.
func (b *builder) remark(n *Need, more string) string {
	if builds.Only(n.Builds) == "" {
		return more
	}
	text := b.w.say("builds", strings.Join(n.Builds, " / "))
	if more != "" {
		text += "; " + more
	}
	return text
}

func (n Need) isSame(o Need) bool {
	return o.Call == n.Call && o.Place == n.Place && o.Field == n.Field
}

func (p Proof) rank() int {
	return slices.Index([]Proof{Proven, Dependency, Concluded, Declared, Elsewhere, Reading}, p)
}

// proof says how well it is known that a permission is needed.
func (b *builder) proof(name string, by *audit.NeededBy) Proof {
	switch {
	case by.Dependent != "":
		return Dependency
	case by.Reading:
		return Reading
	case by.Webhook != nil && by.Webhook.Declared:
		return Declared
	case by.Need.Confidence != catalog.Documented, !b.includes(name, by.Need),
		by.Endpoint != nil && by.Endpoint.Confidence != catalog.Documented:
		return Concluded
	case by.Use != nil && by.Use.Match.API == catalog.UnknownHost:
		return Elsewhere
	}
	return Proven
}

// includes reports whether a source says that a permission satisfies a need.
func (b *builder) includes(name string, need catalog.Need) bool {
	if slices.Contains(need.AnyOf, name) {
		return true
	}
	entry := b.cat.Permission(name)
	return entry != nil && slices.ContainsFunc(entry.Subsumes, func(w catalog.Weaker) bool {
		return w.Confidence == catalog.Documented && slices.Contains(need.AnyOf, w.Name)
	})
}

// wayTo names the functions on the way to a request, from the outermost on.
func wayTo(use *audit.Use) []string {
	names := []string{}
	for _, e := range slices.Backward(use.Evidence) {
		if _, function, ok := strings.Cut(e.Note, "here, in "); ok {
			names = append(names, function)
		}
	}
	return names
}

// grantPlace is where the manifest grants a permission.
func (b *builder) grantPlace(name string) Place {
	if g := b.grant(name); g != nil {
		return b.in.Place(b.at(g.Position))
	}
	return Place{}
}

// grant returns the grant of a permission in the manifest, or nil.
func (b *builder) grant(name string) *manifest.Grant {
	for i := range b.in.Program.Report.Permissions {
		if use := &b.in.Program.Report.Permissions[i]; use.Name == name {
			return use.Grant
		}
	}
	return nil
}

// at places a position of the manifest in its file.
func (b *builder) at(p manifest.Position) audit.Position {
	return audit.Position{File: b.in.Program.Manifest.File, Line: p.Line, Column: p.Column}
}
