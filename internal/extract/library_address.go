package extract

import (
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/eval"
	"github.com/workplacelint/workplacelint/internal/sender"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// address joins base and path, and fills in what the path names.
func (u *use) address(chain []eval.ObjID) strval.Value {
	if name := u.f.Call.Follows; name != "" {
		return u.link(chain, name)
	}
	target := u.text(chain[0], sender.URL)
	if target.IsBottom() {
		target = strval.String("")
	}
	for _, id := range chain {
		for _, held := range u.Objects(u.State.Get(id).Fields[pathParams]) {
			o := u.State.Get(held)
			for _, name := range o.Keys() {
				target = replaced(target, "{"+name+"}", u.Param(o.Fields[name]))
			}
		}
	}
	base := u.text(chain[0], sender.Base)
	switch {
	case u.f.Sender.Base != "":
		base = u.versioned(chain, strval.String(u.f.Sender.Base))
	case base.IsBottom() && !isAddress(target):
		base = u.openBase(chain)
	}
	return joinBase(base, target)
}

// versioned returns the base of an SDK with the version that is set, if there is one.
func (u *use) versioned(chain []eval.ObjID, base strval.Value) strval.Value {
	out := strval.Bottom
	for _, version := range u.text(chain[0], sender.Version).Alternatives() {
		if version.IsEmpty() {
			out = out.Join(base)
			continue
		}
		out = out.Join(base.Concat(strval.String("/")).Concat(strval.Single(version)))
	}
	if out.IsBottom() {
		return base
	}
	return out
}

// link is what stands under a name in the answer that one of the objects is read from.
func (u *use) link(chain []eval.ObjID, name string) strval.Value {
	h := strval.Hole{Name: name, Origin: strval.OriginDecoded}
	for _, id := range chain {
		if from := u.State.Get(id).Origin; from.Origin == strval.OriginDecoded && from.Ref != "" {
			h.Ref = from.Ref + "." + name
		}
	}
	return strval.Single(strval.Of(h))
}

// isAddress reports whether a target may be a whole address, for it begins with
// something that is not known.
func isAddress(target strval.Value) bool {
	return slices.ContainsFunc(target.Alternatives(), func(t strval.Template) bool { return !t.IsEmpty() && t.Prefix() == "" })
}

// openBase is the base of a client that is not known, ⊥ if it is and has none.
func (u *use) openBase(chain []eval.ObjID) strval.Value {
	for _, id := range chain {
		if o := u.State.Get(id); o.Open {
			h := o.Origin
			h.Name, h.Ref = "base", h.Ref+".base"
			return strval.Single(strval.Of(h))
		}
	}
	return strval.Bottom
}

func isEmptyText(v strval.Value) bool {
	lits, ok := v.Literals()
	return ok && len(lits) == 1 && lits[0] == ""
}

// withQuery puts a query behind an address.
func withQuery(target, query strval.Value) strval.Value {
	out := strval.Bottom
	for _, t := range target.Alternatives() {
		sep := "?"
		if _, _, ok := t.Cut("?"); ok {
			sep = "&"
		}
		out = out.Join(strval.Single(t).Concat(strval.String(sep)).Concat(query))
	}
	return out
}

// joinBase puts a base in front of paths; addresses stay as they are.
func joinBase(base, target strval.Value) strval.Value {
	if base.IsBottom() {
		return target
	}
	out := strval.Bottom
	for _, t := range target.Alternatives() {
		if strings.Contains(t.Prefix(), "://") {
			out = out.Join(strval.Single(t))
			continue
		}
		for _, b := range base.Alternatives() {
			out = out.Join(strval.Single(below(b, t)))
		}
	}
	return out
}

// resolve resolves references against an address.
func resolve(base, ref strval.Value) strval.Value {
	out := strval.Bottom
	for _, r := range ref.Alternatives() {
		for _, b := range base.Alternatives() {
			out = out.Join(strval.Single(resolved(b, r)))
		}
	}
	return out
}

func resolved(base, ref strval.Template) strval.Template {
	switch prefix := ref.Prefix(); {
	case strings.Contains(prefix, "://"):
		return ref
	case strings.HasPrefix(prefix, "/"):
		scheme, rest, ok := base.Cut("://")
		if !ok {
			return ref
		}
		host, _, _ := rest.Cut("/")
		return scheme.Concat(strval.Lit("://")).Concat(host).Concat(ref)
	}
	// A relative reference takes the place of what follows the last slash.
	if n := len(base.Parts); n > 0 && base.Parts[n-1].Hole == nil {
		last := base.Parts[n-1].Lit
		if cut := strings.LastIndexByte(last, '/'); cut >= 0 && !strings.HasSuffix(last[:cut+1], "://") {
			base = strval.Make(append(append([]strval.Part{}, base.Parts[:n-1]...), strval.Part{Lit: last[:cut+1]})...)
		} else {
			base = base.Concat(strval.Lit("/"))
		}
	}
	return base.Concat(ref)
}

// replaced replaces a text in the literals of templates.
func replaced(v strval.Value, old string, by strval.Value) strval.Value {
	out := strval.Bottom
	for _, t := range v.Alternatives() {
		before, after, ok := t.Cut(old)
		if !ok {
			out = out.Join(strval.Single(t))
			continue
		}
		out = out.Join(strval.Single(before).Concat(by).Concat(replaced(strval.Single(after), old, by)))
	}
	return out
}
