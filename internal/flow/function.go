package flow

import (
	"cmp"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/workplacelint/workplacelint/internal/sink"
	"github.com/workplacelint/workplacelint/internal/verdict"
)

// A walker moves marks through one function.
type walker struct {
	*pkg
	fn   *ssa.Function
	ways *branches
	held map[ssa.Value]map[mark]*trail
	work []held
	// globals are the uses of package variables, which have no referrers.
	globals map[*ssa.Global][]ssa.Instruction
	// writes guards against writing a mark to the same value twice.
	writes map[written]bool
	// errors are those whose URL is overwritten, with all forms of them, and urls
	// what it is overwritten with.
	errors, urls map[ssa.Value][]ssa.Value
}

type written struct {
	held
	pos token.Pos
}

type held struct {
	value ssa.Value
	mark  mark
}

// maxMarks bounds the marks of one value.
const maxMarks = 64

// follow moves all marks of a function as far as they go.
func (p *pkg) follow(fn *ssa.Function) {
	w := &walker{
		pkg: p, fn: fn, ways: branchesOf(fn), held: map[ssa.Value]map[mark]*trail{}, writes: map[written]bool{},
		globals: map[*ssa.Global][]ssa.Instruction{}, errors: map[ssa.Value][]ssa.Value{}, urls: map[ssa.Value][]ssa.Value{},
	}
	w.enter()
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			w.seed(instr)
		}
	}
	for len(w.work) > 0 {
		h := w.work[len(w.work)-1]
		w.work = w.work[:len(w.work)-1]
		t := w.held[h.value][h.mark]
		for _, instr := range w.referrers(h.value) {
			for _, m := range w.ways.pass(instr, h.value, h.mark) {
				w.move(instr, h.value, m, t)
			}
		}
	}
}

// hold gives a value a mark.
func (w *walker) hold(v ssa.Value, m mark, t *trail) {
	marks := w.held[v]
	if marks == nil {
		marks = map[mark]*trail{}
		w.held[v] = marks
	}
	if _, ok := marks[m]; ok || len(marks) >= maxMarks {
		return
	}
	marks[m] = t
	w.work = append(w.work, held{v, m})
	w.again(v)
}

// holds reports whether a value has a mark, or has had it before a branch.
func (w *walker) holds(v ssa.Value, m mark) bool {
	marks := w.held[v]
	if _, ok := marks[m]; ok || m.branch == (branch{}) {
		return ok
	}
	m.branch = branch{}
	_, ok := marks[m]
	return ok
}

// marks returns the marks of a value in an order of their own.
func (w *walker) marks(v ssa.Value) []mark {
	return slices.SortedFunc(maps.Keys(w.held[v]), func(a, b mark) int {
		return cmp.Or(cmp.Compare(a.place, b.place), a.compare(b.quality), a.branch.compare(b.branch))
	})
}

func (w *walker) referrers(v ssa.Value) []ssa.Instruction {
	if g, ok := v.(*ssa.Global); ok {
		return w.globals[g]
	}
	if refs := v.Referrers(); refs != nil {
		return *refs
	}
	return nil
}

// enter marks what comes from outside the function: parameters, and variables of
// the functions around it.
func (w *walker) enter() {
	for i, v := range w.fn.Params {
		for _, l := range w.labelsOf(v.Type()) {
			m := mark{place: labelled(param(i), l), quality: quality{Label: l}}
			w.hold(v, m, nil)
			if kind, ok := w.given[funcName(w.fn)][i]; ok && l == plain {
				w.exit(m, exit{Way: toUse, Quality: quality{As: kind}, Request: request{Side: verdict.Ours}}, nil, v.Pos(), "it is sent as the "+kind.String())
			}
		}
	}
	if w.redirects[w.fn] {
		w.followed()
	}
	for _, v := range w.fn.FreeVars {
		w.arrive(v, w.cell(v))
	}
}

// labelsOf returns how a value of a type can hold a text.
func (p *pkg) labelsOf(t types.Type) []label {
	for {
		ptr, ok := t.Underlying().(*types.Pointer)
		if !ok {
			break
		}
		t = ptr.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || n.Obj().Pkg() == nil {
		if !holdsText(t) {
			return nil
		}
		return []label{plain, inLink}
	}
	if name := p.typeName(n); p.rules.Packages[n.Obj().Pkg().Path()] && !p.rules.Containers[name] && !isText(n) {
		return nil // An encoding, say: it does something with texts and holds none.
	}
	if p.rules.Requests[n.Obj().Pkg().Path()+"."+n.Obj().Name()] {
		return []label{plain, inURL, inHeader, inBody}
	}
	return []label{plain, inLink}
}

// arrive marks a value as coming from a place.
func (w *walker) arrive(v ssa.Value, place string) {
	for _, l := range w.labelsOf(v.Type()) {
		w.hold(v, mark{place: labelled(place, l), quality: quality{Label: l}}, nil)
	}
}

// cell is the place of a variable that a closure shares with others.
func (w *walker) cell(v ssa.Value) string {
	switch v := v.(type) {
	case *ssa.FreeVar:
		fn := v.Parent()
		for i, free := range fn.FreeVars {
			if free == v {
				return w.bound(fn, i)
			}
		}
	case *ssa.Global:
		return globalPlace(v)
	}
	if v.Parent() == nil {
		return cellPlace + v.Name() // a function
	}
	return cellPlace + funcName(v.Parent()) + "." + v.Name()
}

// bound returns the place of what closure fn has for its free variable i.
func (w *walker) bound(fn *ssa.Function, i int) string {
	outer := fn.Parent()
	if outer == nil {
		return cellPlace + funcName(fn) + "#" + fn.FreeVars[i].Name()
	}
	for _, b := range outer.Blocks {
		for _, instr := range b.Instrs {
			if mc, ok := instr.(*ssa.MakeClosure); ok && mc.Fn == fn {
				return w.cell(mc.Bindings[i])
			}
		}
	}
	return cellPlace + funcName(fn) + "#" + fn.FreeVars[i].Name()
}

// seed marks what an instruction brings in: fields, variables, and results of
// functions that read something.
func (w *walker) seed(instr ssa.Instruction) {
	var operands [12]*ssa.Value
	for _, op := range instr.Operands(operands[:0]) {
		if g, ok := (*op).(*ssa.Global); ok {
			if w.globals[g] == nil && !isInit(g) {
				w.arrive(g, globalPlace(g))
			}
			w.globals[g] = append(w.globals[g], instr)
		}
	}
	w.constants(instr)
	switch v := instr.(type) {
	case *ssa.FieldAddr:
		w.field(v, v.X.Type(), v.Field)
	case *ssa.Field:
		w.field(v, v.X.Type(), v.Field)
	case *ssa.MakeClosure:
		for _, b := range v.Bindings {
			// What the closure writes, the function around it reads.
			w.arrive(b, w.cell(b))
		}
	case ssa.CallInstruction:
		w.source(v)
		w.print(v)
	}
}

// isInit reports whether g is the variable by which a package notes that it is
// ready.
func isInit(g *ssa.Global) bool { return strings.HasPrefix(g.Name(), "init$") }

// field marks a field as a place of its own.
func (w *walker) field(v ssa.Value, t types.Type, i int) {
	name := w.fieldName(t, i)
	if w.rules.InputFields[name] && w.serves() {
		w.hold(v, mark{place: inputPlace + name}, nil)
	}
	if name == "" || !w.isOwn(t) && !w.looksLikeCredential(name) {
		return
	}
	w.arrive(v, fieldPlace+name)
}

// serves reports whether the function answers requests: then the request that it
// gets comes from a client of the server.
func (w *walker) serves() bool {
	return slices.ContainsFunc(w.fn.Params, func(p *ssa.Parameter) bool { return w.rules.Writers[w.typeName(p.Type())] != nil })
}

// looksLikeCredential reports whether a name is one of a credential.
func (p *pkg) looksLikeCredential(name string) bool {
	return namesCredential(p.use, name[strings.LastIndexAny(name, "./:")+1:])
}

// exit notes what becomes of a mark. Where a constant leaves the program, it is
// no secret already.
func (w *walker) exit(m mark, e exit, t *trail, pos token.Pos, note string) {
	if strings.HasPrefix(m.place, textPlace) && (e.Way == toSink || e.Way == toSend) {
		return
	}
	if note != "" {
		t = t.add(pos, note)
	}
	e.From = m.place
	e.Quality = m.then(e.Quality)
	steps := t.steps()
	if _, _, isParam := paramIndex(m.place); isParam || e.Way == toResult || e.Way == toParam {
		w.summaries[w.fn].add(e, steps)
		return
	}
	w.places.add(e, steps)
}

// leak notes that a text leaves the program.
func (w *walker) leak(m mark, s *sink.Sink, role sink.Role, t *trail, pos token.Pos) {
	if m.Label == inLink && !strings.HasPrefix(s.To, "browser") {
		return // The answer is kept where it belongs.
	}
	if m.Label == inLink {
		if a := w.rules.Sinks.First(func(s *sink.Sink) bool { return s.Answers }); a != nil {
			s = a
		}
	}
	w.exit(m, exit{Way: toSink, Sink: s.Category, Quality: quality{Label: m.Label, Role: role}, At: w.at(pos)}, t, pos, "it "+s.Says)
}
