package eval

import (
	"slices"

	"github.com/workplacelint/workplacelint/internal/strval"
)

// maxLed bounds how many objects are looked at for a text.
const maxLed = 256

// Leads reports whether a text that is asked for is v or in what v leads to: a field
// of a struct, an element of a list, what a function captured. So does a function that
// gives such a text.
func (c *Call) Leads(v Val, is func(t strval.Template) bool, gives map[string]bool) bool {
	l := &leads{c: c, is: is, gives: gives, seen: map[ObjID]bool{}}
	return l.val(v)
}

type leads struct {
	c     *Call
	is    func(t strval.Template) bool
	gives map[string]bool
	seen  map[ObjID]bool
}

func (l *leads) val(v Val) bool {
	if slices.ContainsFunc(v.Str.Templates, l.is) {
		return true
	}
	for _, r := range v.Refs {
		if l.object(r.Obj) {
			return true
		}
	}
	return slices.ContainsFunc(v.Fns, func(f FnVal) bool { return l.gives[f.Name] || slices.ContainsFunc(f.Free, l.val) })
}

func (l *leads) object(id ObjID) bool {
	o := l.c.State.Get(id)
	if o == nil || l.seen[id] || len(l.seen) == maxLed {
		return false
	}
	l.seen[id] = true
	for _, k := range o.Keys() {
		if l.val(o.Fields[k]) {
			return true
		}
	}
	return l.val(o.Rest)
}
