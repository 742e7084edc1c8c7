package review

import (
	"cmp"
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/audit"
	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/manifest"
)

// weigh puts first what needs just this box, and says of the rest which boxes
// that are granted would do. It is called when all boxes are decided.
func (b *builder) weigh(box *Box, use *audit.PermissionUse, boxes []Box) {
	if box.Decision == Refuse {
		return
	}
	for i := range use.By {
		by := &use.By[i]
		j := slices.IndexFunc(box.Needs, b.need(use.Name, by).isSame)
		if by.Dependent != "" || j < 0 {
			continue
		}
		n := &box.Needs[j]
		if n.Also = b.allowing(use.Name, by.Need, boxes); len(n.Also) > 0 {
			n.Note = b.remark(n, b.also(n.Also, boxes))
		} else if !box.Says(askNarrower) {
			n.Note = b.remark(n, b.perhaps(use.Name, by.Need, boxes))
		}
	}
	box.Needs = ranked(box.Needs)
	i := slices.IndexFunc(box.Why, func(s Statement) bool { return s.Code == grantProven })
	if own := b.own(use, boxes); i >= 0 && len(own) > 0 {
		box.Why[i] = b.say(grantProven, own, len(own))
	}
}

// ranked puts the strongest proofs first, then what no other box allows, then each
// call once before it is there again: the first few are what is shown.
func ranked(needs []Need) []Need {
	order := func(p, q Need) int {
		return cmp.Or(cmp.Compare(p.Proof.rank(), q.Proof.rank()), cmp.Compare(min(len(p.Also), 1), min(len(q.Also), 1)))
	}
	slices.SortStableFunc(needs, order)
	list := make([]Need, 0, len(needs))
	for len(needs) > 0 {
		end := slices.IndexFunc(needs, func(n Need) bool { return order(needs[0], n) != 0 })
		if end < 0 {
			end = len(needs)
		}
		list, needs = append(list, onceFirst(needs[:end])...), needs[end:]
	}
	return list
}

// onceFirst puts the first of each call before the others.
func onceFirst(needs []Need) []Need {
	var once, again []Need
	for i := range needs {
		if slices.ContainsFunc(once, func(n Need) bool { return callText(&n) == callText(&needs[i]) }) {
			again = append(again, needs[i])
		} else {
			once = append(once, needs[i])
		}
	}
	return append(once, again...)
}

// allowing returns the other boxes that are granted and allow what a permission is
// needed for, whatever happens when the app runs.
func (b *builder) allowing(permission string, need catalog.Need, boxes []Box) []string {
	var names []string
	for i := range boxes {
		other := &boxes[i]
		if other.Decision == Grant && other.Permission != permission && b.includes(other.Permission, need) &&
			b.atRunTime(permission, other.Permission) == "" {
			names = append(names, other.Permission)
		}
	}
	return names
}

// perhaps says which box that is granted would do under a condition that no call
// shows, "" if there is none.
func (b *builder) perhaps(permission string, need catalog.Need, boxes []Box) string {
	for i := range boxes {
		other := &boxes[i]
		if when := b.atRunTime(permission, other.Permission); when != "" && other.Decision == Grant && b.includes(other.Permission, need) {
			return b.w.say("also.when", b.labels([]string{other.Permission}), when)
		}
	}
	return ""
}

// isAllowed reports whether another box that is granted allows what a permission
// is needed for.
func (b *builder) isAllowed(permission string, need catalog.Need, boxes []Box) bool {
	return len(b.allowing(permission, need, boxes)) > 0
}

// isPerhapsAllowed reports the same, or that it may turn out so when the app runs.
func (b *builder) isPerhapsAllowed(permission string, need catalog.Need, boxes []Box) bool {
	return b.isAllowed(permission, need, boxes) || b.perhaps(permission, need, boxes) != ""
}

// also says that others would do: all of them only in some groups, or not.
func (b *builder) also(names []string, boxes []Box) string {
	limited := func(box Box) bool { return box.Limit != nil && box.Limit.Code != manifest.AllGroups.String() }
	for _, box := range boxes {
		if slices.Contains(names, box.Permission) && !limited(box) {
			return b.w.say("also", b.labels(names))
		}
	}
	return b.w.say("also.limited", b.labels(names))
}

// own returns where a permission is proven to be needed and no other box that is
// granted would do.
func (b *builder) own(use *audit.PermissionUse, boxes []Box) []audit.Position {
	var places []audit.Position
	for i := range use.By {
		by := &use.By[i]
		if b.proof(use.Name, by) != Proven || b.isPerhapsAllowed(use.Name, by.Need, boxes) {
			continue
		}
		if at := position(by); !slices.Contains(places, at) {
			places = append(places, at)
		}
	}
	return places
}

// position is where a call is or a webhook is handled.
func position(by *audit.NeededBy) audit.Position {
	switch {
	case by.Use != nil:
		return by.Use.Position
	case by.Webhook != nil:
		return by.Webhook.Position
	}
	return audit.Position{}
}

// maxFunctions bounds the functions and webhooks that are named as failing.
const maxFunctions = 4

// breaks says what fails if a box stays empty: the functions with a call that no
// other box allows which is granted, and the webhooks that do not arrive.
func (b *builder) breaks(box *Box, use *audit.PermissionUse, boxes []Box) []Statement {
	list := []Statement{}
	if box.Decision == Refuse {
		return list
	}
	var calls, hooks failing
	for i := range use.By {
		by := &use.By[i]
		if b.proof(use.Name, by) != Proven || b.isPerhapsAllowed(use.Name, by.Need, boxes) {
			continue
		}
		if by.Use != nil {
			calls.add(by.Use.Function, by.Use.Position)
		} else {
			hooks.add(b.w.say("webhook", by.Webhook.Object, by.Webhook.Field), by.Webhook.Position)
		}
	}
	if len(calls.names) > 0 {
		list = append(list, b.say("breaks", calls.places, len(calls.names), b.several(calls.names)))
	}
	if len(hooks.names) > 0 {
		list = append(list, b.say("breaks.webhook", hooks.places, len(hooks.names), b.several(hooks.names)))
	}
	return list
}

// failing is what does not work any more, each once, with the first place.
type failing struct {
	names  []string
	places []audit.Position
}

func (f *failing) add(name string, at audit.Position) {
	if !slices.Contains(f.names, name) {
		f.names, f.places = append(f.names, name), append(f.places, at)
	}
}

// several lists names, the first few of many.
func (b *builder) several(names []string) string {
	text := strings.Join(names[:min(len(names), maxFunctions)], ", ")
	if rest := len(names) - maxFunctions; rest > 0 {
		text += " " + b.w.say("ui.more", rest)
	}
	return text
}
