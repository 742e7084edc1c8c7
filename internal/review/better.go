package review

import (
	"cmp"
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/audit"
	"github.com/workplacelint/workplacelint/internal/catalog"
)

// A change of code is proposed if it takes no more than this. A field that is not
// asked for costs 1, a call that is not made costs callCost.
const (
	maxChange = 4
	callCost  = 2
)

// A part is something in code that a permission is needed for.
type part struct {
	what string // a field in a call, or a call
	cost int
	at   audit.Position
	need catalog.Need
}

// better proposes the smallest change of code that makes a permission
// unnecessary, or a less sensitive one enough in its place.
func (b *builder) better(box *Box, use *audit.PermissionUse, boxes []Box) []Statement {
	list := []Statement{}
	if box.Decision == Refuse || use.Entry == nil || b.isDependedOn(use, boxes) {
		return list
	}
	parts := b.essential(use, boxes)
	if len(parts) == 0 {
		return list
	}
	best, instead := parts, ""
	for _, other := range b.cat.Permissions() {
		if other.Status != catalog.Current || other.Sensitivity >= use.Entry.Sensitivity || other.Name == use.Name {
			continue
		}
		rest := slices.DeleteFunc(slices.Clone(parts), func(p part) bool { return b.includes(other.Name, p.need) })
		if len(rest) == 0 {
			continue // The audit says so already, or the grant is another box.
		}
		if c := cmp.Compare(cost(rest), cost(best)); c < 0 {
			best, instead = rest, other.Name
		}
	}
	if cost(best) > b.worth(use.Entry, best, instead) {
		return list
	}
	var what []string
	var places []audit.Position
	for _, p := range best {
		if !slices.Contains(what, p.what) {
			what = append(what, p.what)
		}
		if !slices.Contains(places, p.at) {
			places = append(places, p.at)
		}
	}
	if instead == "" {
		return append(list, b.say("better.without", places, strings.Join(what, ", ")))
	}
	return append(list, b.say("better.instead", places, strings.Join(what, ", "), b.labels([]string{instead})))
}

// worth returns the cost of a change up to which it is proposed. To leave out the
// only call for a permission is no news, unless the permission weighs much.
func (b *builder) worth(entry *catalog.Permission, parts []part, instead string) int {
	fields := !slices.ContainsFunc(parts, func(p part) bool { return p.cost >= callCost })
	switch {
	case entry.Sensitivity < mediumSensitivity:
		return 0
	case instead != "" || fields:
		return maxChange
	case entry.Sensitivity > mediumSensitivity && b.in.Program.Report.Summary.Requests > len(parts):
		return callCost // An app without its only call is none.
	}
	return 0
}

// mediumSensitivity is that of a permission which opens data of people.
const mediumSensitivity = 2

// isDependedOn reports whether a permission that is not refused does nothing
// without this one.
func (b *builder) isDependedOn(use *audit.PermissionUse, boxes []Box) bool {
	return slices.ContainsFunc(use.By, func(by audit.NeededBy) bool {
		return by.Dependent != "" && slices.ContainsFunc(boxes, func(box Box) bool {
			return box.Permission == by.Dependent && box.Decision != Refuse
		})
	})
}

// essential returns what a permission is needed for that no other granted box
// allows, each part once.
func (b *builder) essential(use *audit.PermissionUse, boxes []Box) []part {
	var parts []part
	add := func(p part) {
		if !slices.ContainsFunc(parts, func(q part) bool { return q.what == p.what && q.at == p.at }) {
			parts = append(parts, p)
		}
	}
	for i := range use.By {
		by := &use.By[i]
		switch {
		case by.Webhook != nil:
			add(part{
				what: b.w.say("webhook", by.Webhook.Object, by.Webhook.Field), cost: callCost,
				at: by.Webhook.Position, need: by.Need,
			})
		case by.Use != nil:
			for _, need := range b.needsIn(use.Name, by) {
				if !b.isAllowed(use.Name, need, boxes) {
					add(b.part(by, need))
				}
			}
		}
	}
	return parts
}

// needsIn returns all that a call needs a permission for. A field asks for it
// beside others.
func (b *builder) needsIn(name string, by *audit.NeededBy) []catalog.Need {
	var needs []catalog.Need
	for _, candidate := range by.Use.Match.Candidates {
		for _, need := range candidate.Requirement.Needs {
			if candidate.Endpoint == by.Endpoint && b.includes(name, need) {
				needs = append(needs, need)
			}
		}
	}
	return needs
}

func (b *builder) part(by *audit.NeededBy, need catalog.Need) part {
	p := part{what: by.Endpoint.Name(), cost: callCost, at: by.Use.Position, need: need}
	if need.Field != "" {
		p.what, p.cost = b.w.say("field", need.Field, by.Endpoint.Name()), 1
	}
	return p
}

func cost(parts []part) int {
	sum := 0
	for _, p := range parts {
		sum += p.cost
	}
	return sum
}

// split proposes an app of its own for each command that needs at most half of
// what the app as a whole is granted, by sensitivity.
func (b *builder) split(r *Review) []Statement {
	list := []Statement{}
	if len(r.Binaries) < 2 {
		return list
	}
	weight := func(names []string) int {
		sum := 0
		for _, name := range names {
			if entry := b.cat.Permission(name); entry != nil {
				sum += entry.Sensitivity
			}
		}
		return sum
	}
	var all []string
	for _, box := range r.Boxes {
		if box.Decision != Refuse && len(box.Needs) > 0 {
			all = append(all, box.Permission)
		}
	}
	for _, binary := range r.Binaries {
		own := slices.DeleteFunc(slices.Clone(binary.Permissions), func(name string) bool { return !slices.Contains(all, name) })
		spared := slices.DeleteFunc(slices.Clone(all), func(name string) bool { return slices.Contains(own, name) })
		if len(own) > 0 && len(spared) > 0 && 2*weight(own) <= weight(all) {
			s := b.say("split", nil, binary.Package, b.labels(own), b.labels(spared))
			s.Places = placesOf(r.Boxes, binary.Package)
			list = append(list, s)
		}
	}
	return list
}

// placesOf returns where a command needs its permissions: the first place for
// each.
func placesOf(boxes []Box, pkg string) []Place {
	places := []Place{}
	for _, box := range boxes {
		i := slices.IndexFunc(box.Needs, func(n Need) bool { return slices.Contains(n.Binaries, pkg) })
		if i >= 0 && box.Decision != Refuse && !slices.Contains(places, box.Needs[i].Place) {
			places = append(places, box.Needs[i].Place)
		}
	}
	return places
}
