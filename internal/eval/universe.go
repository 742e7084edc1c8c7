package eval

import (
	"slices"
	"sort"
	"strings"

	"github.com/workplacelint/workplacelint/internal/ir"
)

// A Universe is all functions and types that can be run: those of the package
// at hand and of the packages below it.
type Universe struct {
	funcs     map[string]*ir.Func
	types     map[string]*ir.Type
	methods   map[string]map[string]string // type key, method, function
	receivers map[string][]string          // method, type keys
	flows     map[string]*flow
	packages  map[string]bool            // import paths
	initials  map[string]map[string]bool // import path, variables with a value from the beginning
}

// NewUniverse joins packages. Of two descriptions of a type the one with more
// in it stands.
func NewUniverse(pkgs ...*ir.Package) *Universe {
	u := &Universe{funcs: map[string]*ir.Func{}, types: map[string]*ir.Type{}, methods: map[string]map[string]string{}, receivers: map[string][]string{}, flows: map[string]*flow{}, packages: map[string]bool{}, initials: map[string]map[string]bool{}}
	for _, p := range pkgs {
		u.packages[p.Path] = true
		for _, f := range p.Funcs {
			u.funcs[f.Name] = f
		}
		for _, t := range p.Types {
			if old := u.types[t.Key]; old == nil || len(t.Fields)+len(t.Methods) > len(old.Fields)+len(old.Methods) {
				u.types[t.Key] = t
			}
		}
	}
	for key, t := range u.types {
		for _, m := range t.Methods {
			if u.funcs[m.Func] == nil {
				continue
			}
			if u.methods[key] == nil {
				u.methods[key] = map[string]string{}
			}
			u.methods[key][m.Name] = m.Func
			u.receivers[m.Name] = append(u.receivers[m.Name], key)
		}
	}
	for _, keys := range u.receivers {
		sort.Strings(keys)
	}
	return u
}

// Func returns the function of that name, nil if it has no body here.
func (u *Universe) Func(name string) *ir.Func { return u.funcs[name] }

// Type returns the description of a type, nil if it is not known.
func (u *Universe) Type(key string) *ir.Type { return u.types[key] }

// Method returns the function that implements a method of a type or of a
// pointer to it.
func (u *Universe) Method(typ, method string) *ir.Func {
	return u.funcs[u.methods[strings.TrimPrefix(typ, "*")][method]]
}

// implementers returns the types that have all methods of an interface, without
// those that embed one: what they do is what the others do.
func (u *Universe) implementers(iface, method string) []string {
	t := u.types[iface]
	var out []string
	for _, key := range u.receivers[method] {
		if t != nil && u.hasAll(key, t.Methods) && !u.passesOn(key, method) {
			out = append(out, key)
		}
	}
	return out
}

// passesOn reports whether a method of a type is that of an interface which the
// type embeds.
func (u *Universe) passesOn(typ, method string) bool {
	fn := u.Method(typ, method)
	if fn == nil || !fn.Synthetic {
		return false
	}
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			if in.Op == ir.OpInvoke && fn.Str(in.Sym) == method {
				return true
			}
		}
	}
	return false
}

func (u *Universe) hasAll(key string, methods []ir.Method) bool {
	for _, m := range methods {
		if _, ok := u.methods[key][m.Name]; !ok {
			return false
		}
	}
	return true
}

// initial reports whether a package variable has a value from the beginning.
func (u *Universe) initial(name string) bool {
	pkg := ir.PackageOf(name)
	set, ok := u.initials[pkg]
	if !ok {
		set = map[string]bool{}
		u.initials[pkg] = set
		if init := u.funcs[pkg+".init"]; init != nil {
			addStored(init, set)
		}
	}
	return set[name]
}

// addStored adds the package variables that a function stores something in.
func addStored(fn *ir.Func, set map[string]bool) {
	for b := range fn.Blocks {
		for n := range fn.Blocks[b].Instrs {
			i := &fn.Blocks[b].Instrs[n]
			if i.Op != ir.OpStore {
				continue
			}
			if c, ok := fn.Const(i.Args[0]); ok && c.Kind == ir.ConstGlobal {
				set[c.Text] = true
			}
		}
	}
}

// implements reports whether a type of the program has the methods of an interface,
// if that is known: those of a pointer may be none of the type's.
func (u *Universe) implements(typ, iface string) (is, known bool) {
	t := u.types[iface]
	if t == nil {
		return false, false
	}
	is = true
	for _, m := range t.Methods {
		name, has := u.methods[strings.TrimPrefix(typ, "*")][m.Name]
		if !has {
			return false, !u.embeds(typ)
		}
		is = is && strings.HasPrefix(name, "("+typ+").")
	}
	return is, is
}

// embeds reports whether a struct may have methods of another type.
func (u *Universe) embeds(typ string) bool {
	t := u.types[strings.TrimPrefix(typ, "*")]
	return t == nil || slices.ContainsFunc(t.Fields, func(f ir.FieldDesc) bool { return f.Embedded })
}

// kind returns the kind of a type by its key.
func (u *Universe) kind(key string) ir.Kind {
	if t := u.types[key]; t != nil {
		return t.Kind
	}
	if strings.HasPrefix(key, "*") {
		return ir.KindPointer
	}
	return ir.KindOther
}

// within names a field of a struct of the program; it is empty for others.
func (u *Universe) within(typ, field string) string {
	if u.kind(typ) != ir.KindStruct || !u.declares(typ) {
		return ""
	}
	return typ + "." + field
}

// holdsStruct reports whether a field holds a struct, and not a pointer to one.
func (u *Universe) holdsStruct(typ, field string) bool {
	d, ok := u.field(typ, field)
	return ok && d.Kind == ir.KindStruct
}

// field returns the description of a field of a struct type.
func (u *Universe) field(typ, name string) (ir.FieldDesc, bool) {
	t := u.types[strings.TrimPrefix(typ, "*")]
	if t == nil {
		return ir.FieldDesc{}, false
	}
	for _, f := range t.Fields {
		if f.Name == name {
			return f, true
		}
	}
	return ir.FieldDesc{}, false
}

// declares reports whether a type is declared in one of the packages. Of other
// types, such as http.Request, one object says nothing about the next.
func (u *Universe) declares(typ string) bool {
	typ, _, _ = strings.Cut(strings.TrimPrefix(typ, "*"), "[")
	dot := strings.LastIndexByte(typ, '.')
	return dot > 0 && u.packages[typ[:dot]]
}

// elem returns the key of what a pointer or slice type holds.
func (u *Universe) elem(key string) string {
	if t := u.types[key]; t != nil && t.Elem != "" {
		return t.Elem
	}
	return strings.TrimPrefix(strings.TrimPrefix(key, "*"), "[]")
}

// A flow is what a run needs to know of the shape of a function.
type flow struct {
	order []int32         // blocks in reverse post-order
	loops map[int32]*loop // by header
	inner map[int32]*loop // innermost loop around a block
}

type loop struct {
	header int32
	blocks map[int32]bool
	outer  *loop
	// test is the block that decides whether there is another turn: the header,
	// or a block at the end that leads back to it. It is -1 in a loop without.
	test int32
	// counts says that the turns of the loop differ in a number only, which
	// nothing depends on but how often it runs: a loop that tries again.
	counts bool
}

func (u *Universe) flow(f *ir.Func) *flow {
	if fl := u.flows[f.Name]; fl != nil {
		return fl
	}
	fl := newFlow(f)
	u.flows[f.Name] = fl
	return fl
}

func newFlow(f *ir.Func) *flow {
	fl := &flow{loops: map[int32]*loop{}, inner: map[int32]*loop{}}
	fl.order = postOrder(f)
	rank := make(map[int32]int, len(fl.order))
	for i, b := range fl.order {
		rank[b] = i
	}
	for _, b := range fl.order {
		for _, s := range f.Blocks[b].Succs {
			if rank[s] <= rank[b] {
				fl.addBack(f, b, s, rank)
			}
		}
	}
	fl.nest()
	for _, l := range fl.loops {
		l.counts = onlyCounts(f, l)
		l.test = tested(f, l)
	}
	return fl
}

func tested(f *ir.Func, l *loop) int32 {
	leaves := func(b int32) bool {
		return slices.ContainsFunc(f.Blocks[b].Succs, func(s int32) bool { return !l.blocks[s] })
	}
	if leaves(l.header) {
		return l.header
	}
	test := int32(-1)
	for _, b := range f.Blocks[l.header].Preds {
		if l.blocks[b] && leaves(b) {
			test = b
		}
	}
	return test
}

// onlyCounts reports whether the values that a loop carries around are numbers
// and errors, and the numbers are only computed with and compared.
func onlyCounts(f *ir.Func, l *loop) bool {
	header := &f.Blocks[l.header]
	numbers := map[int32]bool{}
	for i := range phiCount(header) {
		switch phi := &header.Instrs[i]; phi.Kind {
		case ir.KindInt:
			numbers[phi.Dst] = true
		case ir.KindInterface, ir.KindBool:
		default:
			return false
		}
	}
	derive(f, l, numbers)
	for b := range l.blocks {
		for i := range f.Blocks[b].Instrs {
			in := &f.Blocks[b].Instrs[i]
			if !computes(in) && in.Op != ir.OpPhi && in.Op != ir.OpIf && slices.ContainsFunc(in.Args, func(a int32) bool { return numbers[a] }) {
				return false
			}
		}
	}
	return len(numbers) > 0
}

// computes reports whether an instruction makes a number or a truth of numbers.
func computes(in *ir.Instr) bool {
	return in.Op == ir.OpBinary || in.Op == ir.OpCopy && in.Kind == ir.KindInt
}

// derive adds what is computed of numbers in a loop.
func derive(f *ir.Func, l *loop, numbers map[int32]bool) {
	for before := -1; before != len(numbers); {
		before = len(numbers)
		for b := range l.blocks {
			for i := range f.Blocks[b].Instrs {
				in := &f.Blocks[b].Instrs[i]
				if computes(in) && in.Kind == ir.KindInt && slices.ContainsFunc(in.Args, func(a int32) bool { return numbers[a] }) {
					numbers[in.Dst] = true
				}
			}
		}
	}
}

// postOrder returns the blocks of f that its entry reaches in reverse
// post-order, without recursion: generated functions can be very deep.
func postOrder(f *ir.Func) []int32 {
	type visit struct {
		block int32
		next  int
	}
	seen := make([]bool, len(f.Blocks))
	var order []int32
	stack := []visit{{}}
	seen[0] = true
	for len(stack) > 0 {
		top := &stack[len(stack)-1]
		succs := f.Blocks[top.block].Succs
		if top.next < len(succs) {
			// The last successor first, so that the first comes first in the end.
			s := succs[len(succs)-1-top.next]
			top.next++
			if !seen[s] {
				seen[s] = true
				stack = append(stack, visit{block: s})
			}
			continue
		}
		order = append(order, top.block)
		stack = stack[:len(stack)-1]
	}
	for i, j := 0, len(order)-1; i < j; i, j = i+1, j-1 {
		order[i], order[j] = order[j], order[i]
	}
	return order
}

// addBack adds the natural loop of the edge from tail to header.
func (fl *flow) addBack(f *ir.Func, tail, header int32, rank map[int32]int) {
	l := fl.loops[header]
	if l == nil {
		l = &loop{header: header, blocks: map[int32]bool{header: true}}
		fl.loops[header] = l
	}
	work := []int32{tail}
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		r, reached := rank[b]
		if l.blocks[b] || !reached || r < rank[header] {
			continue
		}
		l.blocks[b] = true
		work = append(work, f.Blocks[b].Preds...)
	}
}

// nest finds for each loop the next one around it, and for each block the
// innermost loop.
func (fl *flow) nest() {
	headers := make([]int32, 0, len(fl.loops))
	for h := range fl.loops {
		headers = append(headers, h)
	}
	sort.Slice(headers, func(i, j int) bool {
		a, b := fl.loops[headers[i]], fl.loops[headers[j]]
		if len(a.blocks) != len(b.blocks) {
			return len(a.blocks) > len(b.blocks)
		}
		return a.header < b.header
	})
	for _, h := range headers {
		l := fl.loops[h]
		l.outer = fl.inner[h]
		for b := range l.blocks {
			fl.inner[b] = l
		}
	}
}
