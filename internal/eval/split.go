package eval

import (
	"maps"
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// Texts of which a URL is one are objects of their own. What a function reads of
// all of them and sets on all of them mixes them: u.Path = path.Clean(u.Path) gives
// each the paths of the others. Then the function is run once for each of them. So it is
// for each of the structs that an element of a list or a map may be, as long as they
// differ in more than one text.

// A splitSite is where a text is taken apart, or a struct is taken from several.
type splitSite struct {
	fn   string
	at   ir.Pos
	what string
}

// A splitting is how runs of a function are told apart by what URLs are. A run
// takes one way; the choices in order say which.
type splitting struct {
	sites  map[splitSite]bool
	closed bool // the tables were before
	way    []choice
	next   int
	// offered are the texts that the run at hand had to choose from, true for those
	// that it takes.
	offered map[string]bool
}

type choice struct{ taken, of int }

// Mixed reports whether the last run mixed what several URLs are made of, or several
// structs. Of a run that took many steps structs do not count.
func (in *Interp) Mixed() bool {
	if in.steps > maxAlone {
		maps.DeleteFunc(in.mixed, func(site splitSite, _ bool) bool { return strings.HasPrefix(site.what, ofObject) })
	}
	return len(in.mixed) > 0
}

// ofObject begins what a site is where a struct is taken from several.
const ofObject = "object"

// Split makes the next runs take one URL each where the last one mixed them.
// [Interp.Further] goes from one to the next, [Interp.Rejoin] ends it. The run that
// took all at once has told the tables what fields hold.
func (in *Interp) Split() {
	in.split = &splitting{sites: in.mixed, closed: in.Tables.closed}
	in.Tables.closed = true
}

// Rejoin makes the next runs take all URLs at once.
func (in *Interp) Rejoin() {
	in.Tables.closed = in.split.closed
	in.split = nil
}

// Further chooses the next way, false if all were taken.
func (in *Interp) Further() bool {
	s := in.split
	s.way = s.way[:s.next]
	for n := len(s.way); n > 0; n-- {
		if last := &s.way[n-1]; last.taken+1 < last.of {
			last.taken++
			s.way = s.way[:n]
			return true
		}
	}
	return false
}

// begin forgets what was chosen in the run before.
func (s *splitting) begin() {
	if s != nil {
		s.next, s.offered = 0, map[string]bool{}
	}
}

// choose returns which of several texts a run takes. It stays with one that it took
// before, so that there are about as many ways as texts, however often they are taken
// apart; those that it could not take before are a way of their own.
func (s *splitting) choose(texts []string) string {
	var options []string
	for _, t := range texts {
		if took, had := s.offered[t]; took || !had {
			options = append(options, t)
		}
	}
	if len(options) == 0 {
		options = texts
	}
	for _, t := range texts {
		if !s.offered[t] {
			s.offered[t] = false // seen, and not taken
		}
	}
	text := options[s.pick(len(options))]
	s.offered[text] = true
	return text
}

// pick returns which of several ways the run takes here.
func (s *splitting) pick(of int) int {
	if of == 1 {
		return 0
	}
	if s.next == len(s.way) {
		s.way = append(s.way, choice{of: of})
	}
	c := s.way[s.next]
	s.next++
	return min(c.taken, of-1)
}

// taken returns which of several texts a call takes apart: all of them if nobody
// mixes them, else those that are one without their parameters. What is no address, as
// a text with blanks in it, was taken by the run that took all.
func (c *Call) taken(site splitSite, texts []strval.Template) []strval.Template {
	s := c.In.split
	if s == nil || !s.sites[site] {
		return texts
	}
	var heads []string
	byHead := map[string][]strval.Template{}
	for _, t := range texts {
		head, _ := cutTemplate(t, "?")
		key := shape(head)
		if key == "" || strings.Contains(key, " ") {
			continue
		}
		if byHead[key] == nil {
			heads = append(heads, key)
		}
		byHead[key] = append(byHead[key], t)
	}
	if len(heads) == 0 {
		return texts
	}
	return byHead[s.choose(heads)]
}

// alone returns one of the structs that a value may be if this run takes one there, and
// else notes that they are mixed.
func (in *Interp) alone(f *Frame, st *State, i *ir.Instr, v Val) Val {
	if in.Matters == nil || f.Caller != nil && !in.Matters(f.Fn.Name) || !in.differ(st, v.Refs) {
		return v
	}
	return in.one(f, i, v)
}

// oneURL returns one of several URLs that an instruction copies, as alone does: a copy of
// all of them would be one URL, with the host of one and the path of another.
func (in *Interp) oneURL(f *Frame, st *State, i *ir.Instr, refs []Ref) []Ref {
	if in.Matters == nil || i.Kind != ir.KindStruct || len(refs) < 2 || len(refs) > maxForks || !alternatives(st, Val{Refs: refs}) {
		return refs
	}
	return in.one(f, i, Val{Refs: refs}).Refs
}

// one returns one of the structs that a value may be if this run takes one at an
// instruction, and else notes that they are mixed.
func (in *Interp) one(f *Frame, i *ir.Instr, v Val) Val {
	site := splitSite{f.Fn.Name, i.Pos, ofObject + itoa(int64(i.Dst))}
	if in.split == nil || !in.split.sites[site] {
		in.mixed[site] = true
		return v
	}
	names := make([]string, len(v.Refs))
	for n, r := range v.Refs {
		names[n] = itoa(int64(r.Obj))
	}
	at := slices.Index(names, in.split.choose(names))
	v.Refs = v.Refs[at : at+1 : at+1]
	return v
}

// anyElement returns one of the structs that an element read by an instruction may be;
// see alone.
func (in *Interp) anyElement(f *Frame, st *State, i *ir.Instr, v Val) Val {
	if len(v.Tuple) > 0 {
		v.Tuple = slices.Clone(v.Tuple)
		v.Tuple[0] = in.alone(f, st, i, v.Tuple[0])
		return v
	}
	return in.alone(f, st, i, v)
}

// mix notes that one value, which may be several texts, is set on several URLs.
func (in *Interp) mix(addr, v Val) {
	if len(addr.Refs) < 2 || len(v.Str.Templates) < 2 && !v.Str.IsTop {
		return
	}
	for _, r := range addr.Refs {
		if site, ok := in.madeBy[r.Obj]; ok {
			in.mixed[site] = true
		}
	}
}
