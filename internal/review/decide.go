package review

import (
	"slices"
	"strings"
	"time"

	"github.com/workplacelint/workplacelint/internal/audit"
	"github.com/workplacelint/workplacelint/internal/catalog"
)

// Codes of reasons that say what is missing in the manifest.
const (
	AskNotRequested = "ask.notrequested" // a call needs it
	AskDepends      = "ask.depends"      // another permission needs it
	AskEither       = "ask.either"       // others would do in its place
)

// askNarrower is the code of the reason that another would do under a condition.
const askNarrower = "ask.narrower"

// grantProven is the code of the only reason for a grant of its own.
const grantProven = "grant.proven"

// Says reports whether a decision rests on a reason.
func (b *Box) Says(code string) bool {
	return slices.ContainsFunc(b.Why, func(s Statement) bool { return s.Code == code })
}

// decide sets the decision on a box and what it rests on. The order is that of
// strength: what cannot be granted, what is proven not to be needed, what has to
// be asked. What is left has a proven call.
func (b *builder) decide(box *Box, use *audit.PermissionUse) {
	for _, rule := range []func(*Box, *audit.PermissionUse) bool{
		b.unlisted, b.gone, b.covered, b.narrower, b.withoutUse, b.notProven, b.notRequested, b.terms,
	} {
		if rule(box, use) {
			return
		}
	}
	b.conclude(box, Grant, b.say(grantProven, b.places(use, Proven), len(b.places(use, Proven))))
}

func (b *builder) conclude(box *Box, d Decision, why ...Statement) {
	box.Decision = d
	box.Why = append(box.Why, why...)
}

// places returns where calls need a permission with a proof.
func (b *builder) places(use *audit.PermissionUse, proof Proof) []audit.Position {
	var list []audit.Position
	for i := range use.By {
		by := &use.By[i]
		if b.proof(use.Name, by) != proof {
			continue
		}
		at := audit.Position{}
		switch {
		case by.Use != nil:
			at = by.Use.Position
		case by.Webhook != nil:
			at = by.Webhook.Position
		case b.grant(by.Dependent) != nil:
			at = b.at(b.grant(by.Dependent).Position)
		}
		if !slices.Contains(list, at) {
			list = append(list, at)
		}
	}
	return list
}

// requested is where the manifest requests a permission, or the list of granted
// ones has it.
func (b *builder) requested(use *audit.PermissionUse) []audit.Position {
	if use.Grant != nil {
		return []audit.Position{b.at(use.Grant.Position)}
	}
	if g := b.in.Granted.Find(use.Name); g != nil {
		return []audit.Position{{File: b.in.Granted.File, Line: g.Line, Column: 1}}
	}
	return nil
}

func (b *builder) unlisted(box *Box, use *audit.PermissionUse) bool {
	if use.Entry != nil {
		return false
	}
	b.conclude(box, Ask, b.say("ask.unlisted", b.requested(use), use.Name))
	b.ask(box, b.say("question.unlisted", b.requested(use), use.Name))
	return true
}

func (b *builder) gone(box *Box, use *audit.PermissionUse) bool {
	if use.Entry.Status != catalog.Removed {
		return false
	}
	b.conclude(box, Refuse, b.say("refuse.removed", b.requested(use)))
	return true
}

// covered refuses what another grant makes unnecessary.
func (b *builder) covered(box *Box, use *audit.PermissionUse) bool {
	f := b.finding(use.Name, audit.Redundant)
	if f == nil {
		return false
	}
	places := b.requested(use)
	for _, other := range f.Others {
		if when := b.atRunTime(use.Name, other); when != "" {
			return b.onlyIf(box, use, other, when)
		}
		if g := b.grant(other); g != nil {
			places = append(places, b.at(g.Position))
		}
	}
	if len(f.Why) == 0 {
		b.conclude(box, Refuse, b.say("refuse.covered", places, b.labels(f.Others)))
		return true
	}
	b.conclude(box, Ask, b.say("ask.covered", places, b.labels(f.Others)))
	b.askDoubts(box, f.Why)
	return true
}

// narrower asks for, or says, what less would do.
func (b *builder) narrower(box *Box, use *audit.PermissionUse) bool {
	f := b.finding(use.Name, audit.Narrower)
	if f == nil {
		return false
	}
	other := b.labels(f.Others)
	switch {
	case f.When != "":
		return b.onlyIf(box, use, f.Others[0], b.condition(use.Name, f.Others[0], f.When))
	case len(f.Why) > 0:
		b.conclude(box, Ask, b.say("ask.covered", b.places(use, Proven), other))
		b.askDoubts(box, f.Why)
	default:
		b.conclude(box, Refuse, b.say("refuse.narrower", b.places(use, Proven), other))
	}
	return true
}

// onlyIf asks whether the condition holds under which another permission is enough.
func (b *builder) onlyIf(box *Box, use *audit.PermissionUse, other, when string) bool {
	places, less := b.places(use, Proven), b.labels([]string{other})
	if len(places) == 0 {
		places = b.requested(use)
	}
	b.conclude(box, Ask, b.say(askNarrower, places, less, when))
	b.ask(box, b.say("question.narrower", places, when, less, box.Label))
	return true
}

// condition returns the condition under which a permission is enough in place of
// another, in the language of the review.
func (b *builder) condition(permission, other, when string) string {
	if b.w.language == english {
		return when
	}
	return b.panel.Conditions[permission][other].in(b.w.language)
}

// atRunTime returns the condition under which a permission is enough in place of
// another, if no call shows whether it holds, "" if there is none.
func (b *builder) atRunTime(permission, other string) string {
	entry := b.cat.Permission(permission)
	if entry == nil {
		return ""
	}
	for _, n := range entry.Prefer {
		if n.Name == other && n.RunTime {
			return b.condition(permission, other, n.When)
		}
	}
	return ""
}

// withoutUse refuses what nothing needs, if all is known.
func (b *builder) withoutUse(box *Box, use *audit.PermissionUse) bool {
	prog := b.in.Program
	switch {
	case use.Class > audit.NoUseFound:
		return false
	case use.Class == audit.NotNeeded && prog.Partial == "":
		b.conclude(box, Refuse, b.say("refuse.unused", b.requested(use), prog.Report.Summary.Requests))
	case use.Class == audit.NotNeeded:
		b.conclude(box, Ask, b.say("ask.partial", b.requested(use), b.w.reason(prog.Partial)))
		b.ask(box, b.say("question.partial", b.requested(use), b.w.reason(prog.Partial)))
	default:
		b.askDoubts(box, use.Why)
		b.conclude(box, Ask, b.say("ask.nouse", b.requested(use), len(box.Questions)))
	}
	return true
}

// notProven asks about what no call is proven to need. What only other grants
// depend on is settled once those are.
func (b *builder) notProven(box *Box, use *audit.PermissionUse) bool {
	for _, proof := range []Proof{Proven, Dependency} {
		if len(b.places(use, proof)) > 0 {
			return false
		}
	}
	for _, proof := range []Proof{Concluded, Declared, Elsewhere, Reading} {
		places := b.places(use, proof)
		if len(places) == 0 {
			continue
		}
		code := "ask." + string(proof)
		if callbacks := b.in.Program.Callbacks; proof == Declared && len(callbacks) > 0 {
			code, places = "ask.delivered", append(places, callbacks...)
		}
		b.conclude(box, Ask, b.say(code, places))
		for _, n := range box.Needs {
			if n.Proof == proof {
				b.ask(box, b.say("question."+string(proof), places, n.Call, box.Label))
				break
			}
		}
		return true
	}
	return false
}

// notRequested asks about what the code needs and the manifest does not request.
func (b *builder) notRequested(box *Box, use *audit.PermissionUse) bool {
	if b.in.Program.Manifest == nil {
		others := b.missing()[use.Name]
		if len(others) == 0 {
			return false // The code itself is the request.
		}
		b.conclude(box, Ask, b.say(AskEither, b.places(use, Proven), b.labels(others)))
		b.ask(box, b.say("question.either", b.places(use, Proven), box.Label, b.labels(others)))
		return true
	}
	if use.Grant != nil {
		return false
	}
	places := b.places(use, Proven)
	code, question := AskNotRequested, "question.notrequested"
	if len(places) == 0 {
		code, question = AskDepends, "question.depends"
		places = b.places(use, Dependency)
	}
	if others := b.missing()[use.Name]; len(others) > 0 {
		b.conclude(box, Ask, b.say(AskEither, places, b.labels(others)))
	}
	b.conclude(box, Ask, b.say(code, places))
	b.ask(box, b.say(question, places, box.Label))
	return true
}

// terms asks about grants whose terms stand in the way.
func (b *builder) terms(box *Box, use *audit.PermissionUse) bool {
	if use.Grant == nil {
		return false
	}
	at := b.requested(use)
	switch {
	case use.Entry.Status == catalog.Legacy:
		b.conclude(box, Ask, b.say("ask.legacy", at))
		b.ask(box, b.say("question.legacy", at, box.Label))
	case b.finding(use.Name, audit.Expired) != nil:
		until := use.Grant.Until.Format(time.DateOnly)
		b.conclude(box, Ask, b.say("ask.expired", []audit.Position{b.at(use.Grant.UntilPosition)}, until))
		b.ask(box, b.say("question.expired", []audit.Position{b.at(use.Grant.UntilPosition)}, box.Label))
	case b.finding(use.Name, audit.ScopingRefused) != nil:
		f := b.finding(use.Name, audit.ScopingRefused)
		call := f.Use.Match.Candidates[0].Endpoint.Name()
		places := []audit.Position{f.Use.Position, b.at(use.Grant.GroupsPosition)}
		b.conclude(box, Ask, b.say("ask.scoping", places, call))
		b.ask(box, b.say("question.scoping", places, call, box.Label))
	default:
		return false
	}
	return true
}

// settleDependencies decides on permissions that only others depend on: as on
// the best of those.
func (b *builder) settleDependencies(boxes []Box, uses []*audit.PermissionUse) {
	decision := func(name string) Decision {
		for i := range boxes {
			if boxes[i].Permission == name {
				return boxes[i].Decision
			}
		}
		return Refuse
	}
	for i, use := range uses {
		box := &boxes[i]
		if box.Decision != Grant || len(b.places(use, Proven)) > 0 {
			continue
		}
		var names []string
		best := Refuse
		for _, by := range use.By {
			if by.Dependent == "" {
				continue
			}
			names = append(names, by.Dependent)
			switch d := decision(by.Dependent); {
			case d == Grant:
				best = Grant
			case d == Ask && best == Refuse:
				best = Ask
			}
		}
		box.Why = nil
		b.conclude(box, best, b.say(string(best)+".dependency", b.places(use, Dependency), b.labels(names)))
	}
}

func (b *builder) finding(permission string, kind audit.Kind) *audit.Finding {
	for _, f := range b.findings[permission] {
		if f.Kind == kind {
			return f
		}
	}
	return nil
}

// labels names permissions as the panel does.
func (b *builder) labels(names []string) string {
	var texts []string
	for _, name := range names {
		text := name
		if entry := b.cat.Permission(name); entry != nil {
			text, _ = label(entry, b.w.language)
		}
		texts = append(texts, b.w.say("quoted", text))
	}
	return strings.Join(texts, ", ")
}
