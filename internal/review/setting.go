package review

import (
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/audit"
	"github.com/workplacelint/workplacelint/internal/manifest"
)

// Proofs counts the requests of an app by how they are signed.
type Proofs struct {
	Right    []audit.Position // with a proof that the server accepts
	Wrong    []audit.Position // with one that it refuses
	Unsigned []audit.Position // without one
	Unknown  []audit.Position // with one of which not enough is known
}

// limit says to which groups a permission should reach, nil if it cannot be
// limited: to those that the manifest names, else to those of today, which nobody
// asked to be more.
func (b *builder) limit(box *Box, use *audit.PermissionUse) *Limit {
	if use.Entry == nil || !use.Entry.Scopable || box.Decision == Refuse {
		return nil
	}
	refused := b.refused(use)
	limit := func(groups manifest.Groups, why Statement) *Limit {
		return &Limit{Code: groups.String(), Label: b.panel.Groups[groups.String()].in(b.w.language), Why: []Statement{why}}
	}
	if g := use.Grant; g != nil && g.Groups.Limited() {
		if len(refused) > 0 {
			return limit(g.Groups, b.say("limit.conflict", refused))
		}
		return limit(g.Groups, b.say("limit.declared", []audit.Position{b.at(g.GroupsPosition)}))
	}
	if len(refused) > 0 {
		return limit(manifest.AllGroups, b.say("limit.refused", refused))
	}
	open := use.Grant == nil || use.Grant.Groups == manifest.AnyGroups
	if g := b.in.Granted.Find(use.Name); open && g != nil && g.Groups.Limited() {
		return limit(g.Groups, b.say("limit.today", []audit.Position{{File: b.in.Granted.File, Line: g.Line, Column: 1}}))
	}
	places := b.requested(use)
	for i := range use.By {
		if by := &use.By[i]; len(places) == 0 && by.Use != nil {
			places = []audit.Position{by.Use.Position}
		}
	}
	return limit(manifest.AllGroups, b.say("limit.possible", places, b.panel.Groups["selected"].in(b.w.language)))
}

// refused returns the calls that the service refuses to an app with a
// permission that is limited to groups.
func (b *builder) refused(use *audit.PermissionUse) []audit.Position {
	var places []audit.Position
	for i := range use.By {
		by := &use.By[i]
		if by.Use != nil && !by.Reading && by.Endpoint.RefusesGroups() {
			places = append(places, by.Use.Position)
		}
	}
	return places
}

// settings are the other controls of the panel.
func (b *builder) settings() []Setting {
	list := []Setting{b.proofs(), b.addresses()}
	if b.removes() {
		list = append(list, b.removal())
	}
	for i := range b.review.Boxes {
		box := &b.review.Boxes[i]
		entry, _ := b.panel.box(box.Permission)
		if entry.Option != nil && box.Decision != Refuse {
			list = append(list, Setting{
				Code: "option", Label: entry.Option.in(b.w.language), State: Off,
				Why: []Statement{b.sourced(b.panel.Source, "setting.option", b.w.say("setting.option", box.Label))},
			})
		}
	}
	return list
}

// proofs says whether a proof can be required: if every call carries one that
// the server accepts.
func (b *builder) proofs() Setting {
	p := b.in.Proofs
	s := Setting{Code: "proof", Label: b.panel.Switches["proof"].in(b.w.language), State: On}
	total := len(p.Right) + len(p.Wrong) + len(p.Unsigned) + len(p.Unknown)
	if total == 0 {
		s.State = Later
		s.Why = []Statement{b.say("proof.none", b.settingAt(manifest.Position{}))}
		return s
	}
	if len(p.Right) > 0 {
		s.Why = append(s.Why, b.say("proof.right", p.Right, len(p.Right), total))
	}
	for _, part := range []struct {
		code   string
		places []audit.Position
	}{{"proof.wrong", p.Wrong}, {"proof.unsigned", p.Unsigned}, {"proof.unknown", p.Unknown}} {
		if len(part.places) > 0 {
			s.State = Later
			s.Why = append(s.Why, b.say(part.code, part.places, len(part.places)))
		}
	}
	return s
}

// settingAt is where the manifest states a setting, or could.
func (b *builder) settingAt(p manifest.Position) []audit.Position {
	m := b.in.Program.Manifest
	if m == nil {
		return nil
	}
	if !p.Set() {
		p = m.Settings.Position
	}
	if !p.Set() {
		p = manifest.Position{Line: 1, Column: 1}
	}
	return []audit.Position{b.at(p)}
}

func (b *builder) addresses() Setting {
	s := Setting{Code: "addresses", Label: b.panel.Switches["addresses"].in(b.w.language), State: Later}
	m := b.in.Program.Manifest
	if m == nil || len(m.Settings.IPAllowlist) == 0 {
		s.Why = []Statement{b.sourced(b.panel.Source, "addresses.none", b.w.say("addresses.none"))}
		return s
	}
	s.State = On
	var list []string
	for _, address := range m.Settings.IPAllowlist {
		list = append(list, address.Value)
	}
	s.Why = []Statement{b.say("addresses.listed", b.settingAt(m.Settings.IPPosition), strings.Join(list, ", "))}
	return s
}

// removes reports whether unused permissions of the app are removed: those of a
// custom integration, if it is to have any.
func (b *builder) removes() bool {
	return !b.isThirdParty() && slices.ContainsFunc(b.review.Boxes, func(box Box) bool { return box.Decision != Refuse })
}

func (b *builder) isThirdParty() bool {
	m := b.in.Program.Manifest
	return m != nil && m.Type == manifest.ThirdParty
}

func (b *builder) removal() Setting {
	fact := b.panel.Facts["unused"]
	return Setting{
		Code: "removal", Label: b.panel.Switches["removal"].in(b.w.language), State: Stays,
		Why: []Statement{b.sourced(fact["source"], "removal", b.w.say("removal"))},
	}
}
