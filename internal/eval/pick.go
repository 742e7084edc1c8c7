package eval

import (
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/strval"
)

// Choices returns how many addresses the last run could have picked from. Run
// them one by one: what is done to one must not be mixed with the others.
func (in *Interp) Choices() int { return in.choices }

// picked returns a frozen value with one of its addresses. Those that differ in
// what is not known only are one.
func (in *Interp) picked(fz Frozen) Frozen {
	if in.Pick < 0 || len(fz.Str.Templates) < 2 || !slices.ContainsFunc(fz.Str.Templates, placed) {
		return fz
	}
	byShape := map[string][]strval.Template{}
	var shapes []string
	for _, t := range fz.Str.Templates {
		s := shape(t)
		if byShape[s] == nil {
			shapes = append(shapes, s)
		}
		byShape[s] = append(byShape[s], t)
	}
	in.choices = max(in.choices, len(shapes))
	for n, s := range shapes {
		in.favour(n, slices.ContainsFunc(byShape[s], in.favours))
	}
	fz.Str = strval.SetOf(byShape[shapes[in.Pick%len(shapes)]]...)
	return fz
}

// favours reports whether a text says that the way which takes it is to be looked at first.
func (in *Interp) favours(t strval.Template) bool { return in.Favoured != nil && in.Favoured(t) }

// favour notes that the choices after n take something that is favoured.
func (in *Interp) favour(n int, is bool) {
	if is && !slices.Contains(in.first, n) {
		in.first = append(in.first, n)
	}
}

// First returns the choices of the last run that lead to favoured texts.
func (in *Interp) First() []int { return in.first }

// pickedRef returns an element of a collection of which nothing says which one it
// is, with one of the objects that hold addresses: the host of one provider must
// not be mixed with the path of another.
func (in *Interp) pickedRef(st *State, v Val) Val {
	if in.Pick < 0 || len(v.Refs) < 2 {
		return v
	}
	search, n := placedSearch{st, addressed, map[placedKey]bool{}}, 0
	for _, r := range v.Refs {
		if search.holds(placedKey{r.Obj, 0}) {
			n++
		}
	}
	if n < 2 {
		return v
	}
	in.choices = max(in.choices, len(v.Refs))
	search = placedSearch{st, in.favours, map[placedKey]bool{}}
	for n, r := range v.Refs {
		in.favour(n, search.holds(placedKey{r.Obj, 0}))
	}
	at := in.Pick % len(v.Refs)
	v.Refs = v.Refs[at : at+1]
	return v
}

// A placedSearch looks for addresses in objects, in each but once: those of a list have
// much in common.
type placedSearch struct {
	st    *State
	is    func(t strval.Template) bool
	known map[placedKey]bool
}

// A placedKey is an object and how deep it is in one of those that are looked at.
type placedKey struct {
	id    ObjID
	depth int
}

// holds reports whether an object, or one in it, holds an address.
func (p placedSearch) holds(key placedKey) bool {
	holds, known := p.known[key]
	if !known {
		holds = p.look(key)
		p.known[key] = holds
	}
	return holds
}

func (p placedSearch) look(key placedKey) bool {
	o := p.st.Get(key.id)
	if o == nil || key.depth > 2 {
		return false
	}
	for _, v := range o.Fields {
		if slices.ContainsFunc(v.Str.Templates, p.is) {
			return true
		}
		for _, r := range v.Refs {
			if r.Obj != key.id && p.holds(placedKey{r.Obj, key.depth + 1}) {
				return true
			}
		}
	}
	return false
}

// addressed reports whether a text begins as a URL does.
func addressed(t strval.Template) bool {
	scheme, _, ok := strings.Cut(t.Prefix(), "://")
	return ok && scheme != ""
}

// shape returns the literal parts of a text.
func shape(t strval.Template) string {
	var b strings.Builder
	for _, p := range t.Parts {
		if p.Hole != nil {
			b.WriteByte(0)
		}
		b.WriteString(p.Lit)
	}
	return b.String()
}

// pickedObject returns a frozen value with one of its objects: what one sender
// says of its request must not be mixed with what another says.
func (in *Interp) pickedObject(fz Frozen) Frozen {
	if n := len(fz.Objs); in.Pick >= 0 && n > 1 {
		in.choices = max(in.choices, n)
		fz.Objs = fz.Objs[in.Pick%n : in.Pick%n+1]
	}
	return fz
}
