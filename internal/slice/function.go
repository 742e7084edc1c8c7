package slice

import (
	"slices"
	"strings"
	"unicode"

	"github.com/workplacelint/workplacelint/internal/ir"
)

// A function is a function with what the slice knows of it.
type function struct {
	f     *ir.Func
	defs  []*ir.Instr   // by register
	used  [][]*ir.Instr // by register; see uses
	calls []*ir.Instr
	// writes are stores, updates of maps and what is sent to channels, returns what
	// is returned.
	writes  []*ir.Instr
	returns []*ir.Instr
	taken   bool // the function is used as a value
}

func newFunction(f *ir.Func) *function {
	fn := &function{f: f, defs: make([]*ir.Instr, f.Regs)}
	for b := range f.Blocks {
		for n := range f.Blocks[b].Instrs {
			fn.add(&f.Blocks[b].Instrs[n])
		}
	}
	return fn
}

func (fn *function) add(i *ir.Instr) {
	if i.Dst >= 0 && int(i.Dst) < len(fn.defs) {
		fn.defs[i.Dst] = i
	}
	switch i.Op {
	case ir.OpCall, ir.OpCallValue, ir.OpInvoke, ir.OpBuiltin:
		fn.calls = append(fn.calls, i)
	case ir.OpStore, ir.OpMapUpdate, ir.OpSend:
		fn.writes = append(fn.writes, i)
	case ir.OpReturn:
		fn.returns = append(fn.returns, i)
	}
}

// uses returns the instructions that use an operand. Most functions are never
// asked.
func (fn *function) uses(reg int32) []*ir.Instr {
	if reg < 0 {
		return fn.naming(reg)
	}
	if fn.used == nil {
		fn.used = make([][]*ir.Instr, fn.f.Regs)
		for b := range fn.f.Blocks {
			for n := range fn.f.Blocks[b].Instrs {
				i := &fn.f.Blocks[b].Instrs[n]
				for _, a := range i.Args {
					if a >= 0 {
						fn.used[a] = append(fn.used[a], i)
					}
				}
			}
		}
	}
	return fn.used[reg]
}

// naming returns the instructions that use a constant.
func (fn *function) naming(arg int32) []*ir.Instr {
	var out []*ir.Instr
	for b := range fn.f.Blocks {
		for n := range fn.f.Blocks[b].Instrs {
			if i := &fn.f.Blocks[b].Instrs[n]; slices.Contains(i.Args, arg) {
				out = append(out, i)
			}
		}
	}
	return out
}

// inputs returns the parameters and free variables, in the order of their
// registers.
func (fn *function) inputs() int { return len(fn.f.Params) + len(fn.f.Free) }

func (fn *function) input(reg int32) ir.Param {
	if n := len(fn.f.Params); int(reg) >= n {
		return fn.f.Free[int(reg)-n]
	}
	return fn.f.Params[reg]
}

// typeOf returns the key of the type of an operand, "" if it is not known. Of a
// value in an interface it is the type of the value.
func (fn *function) typeOf(arg int32) string {
	switch {
	case arg < 0:
		return ""
	case int(arg) < fn.inputs():
		return fn.input(arg).Type
	case int(arg) < len(fn.defs) && fn.defs[arg] != nil:
		d := fn.defs[arg]
		if d.Op == ir.OpAlloc {
			return "*" + fn.f.Str(d.Type)
		}
		return fn.f.Str(d.Type)
	}
	return ""
}

func (fn *function) def(arg int32) *ir.Instr {
	if arg < 0 || int(arg) >= len(fn.defs) {
		return nil
	}
	return fn.defs[arg]
}

func (fn *function) kindOf(reg int32) ir.Kind {
	if int(reg) < fn.inputs() {
		return fn.input(reg).Kind
	}
	if d := fn.def(reg); d != nil {
		return d.Kind
	}
	return ir.KindOther
}

// given reports whether something that is handed to a call is made of a parameter
// of the function, its receiver aside.
func (fn *function) given(call *ir.Instr) bool {
	work, seen := slices.Clone(call.Args), map[int32]bool{}
	for len(work) > 0 {
		reg := work[len(work)-1]
		work = work[:len(work)-1]
		if reg < 0 || seen[reg] {
			continue
		}
		seen[reg] = true
		if int(reg) < len(fn.f.Params) && (reg != 0 || !fn.f.Method) && fn.f.Params[reg].Kind == ir.KindString {
			return true
		}
		if d := fn.def(reg); d != nil {
			work = append(work, d.Args...)
		}
	}
	return false
}

// slotOf returns the package variable, or field of a struct that the program
// declares, that an address is of.
func (x *Index) slotOf(fn *function, addr int32) string {
	if c, ok := fn.f.Const(addr); ok && c.Kind == ir.ConstGlobal {
		return c.Text
	}
	if d := fn.def(addr); d != nil && d.Op == ir.OpFieldAddr && x.declared(fn, d) {
		return fn.fieldOf(d)
	}
	return ""
}

// declared reports whether the fields of the struct that a field is of are
// known.
func (x *Index) declared(fn *function, d *ir.Instr) bool {
	t := x.types[fn.ownerOf(d)]
	return t != nil && len(t.Fields) > 0
}

// ownerOf returns the type of the struct that a field is of.
func (fn *function) ownerOf(d *ir.Instr) string {
	owner := fn.typeOf(d.Args[0])
	if c, ok := fn.f.Const(d.Args[0]); ok && c.Kind == ir.ConstGlobal {
		owner = c.Type
	}
	return strings.TrimLeft(owner, "*")
}

func (fn *function) fieldOf(d *ir.Instr) string { return fn.ownerOf(d) + "." + fn.f.Str(d.Sym) }

// enter puts the instructions of a function where others look for them.
func (x *Index) enter(fn *function) {
	for b := range fn.f.Blocks {
		for n := range fn.f.Blocks[b].Instrs {
			i := &fn.f.Blocks[b].Instrs[n]
			x.place(fn, i)
			x.take(fn, i)
		}
	}
}

func (x *Index) place(fn *function, i *ir.Instr) {
	at := site{fn, i}
	if x.makesRequest(at) {
		x.makes = append(x.makes, at)
	}
	switch i.Op {
	case ir.OpStore:
		if slot := x.slotOf(fn, i.Args[0]); slot != "" {
			x.stores[slot] = append(x.stores[slot], at)
		}
		if name := fn.variable(i.Args[0]); name != "" && x.cfg.Hides(name) {
			x.hides = append(x.hides, at)
		}
	case ir.OpLoad:
		if slot := x.slotOf(fn, i.Args[0]); slot != "" {
			x.loads[slot] = append(x.loads[slot], at)
		}
	case ir.OpField:
		slot := fn.fieldOf(i)
		x.loads[slot] = append(x.loads[slot], at)
	case ir.OpMakeClosure:
		name := fn.f.Str(i.Sym)
		x.made[name] = append(x.made[name], at)
	case ir.OpCallValue:
		n := len(i.Args) - 1
		x.values[n] = append(x.values[n], at)
	case ir.OpCall, ir.OpInvoke:
		if x.cfg.Sends(fn.f, i) {
			x.sends = append(x.sends, at)
		} else if len(x.hiding(at)) > 0 {
			x.hides = append(x.hides, at)
		}
		for _, name := range x.named(fn, i) {
			x.callers[name] = append(x.callers[name], at)
		}
	}
}

// take notes the functions that an instruction uses as values.
func (x *Index) take(fn *function, i *ir.Instr) {
	if i.Op == ir.OpMakeClosure {
		x.takes(fn.f.Str(i.Sym), "")
	}
	for _, a := range i.Args {
		if c, ok := fn.f.Const(a); ok && c.Kind == ir.ConstFunc {
			x.takes(c.Text, c.Type)
			x.asValues[c.Text] = append(x.asValues[c.Text], value{fn, a})
		}
	}
}

func (x *Index) takes(name, typ string) {
	switch {
	case x.funcs[name] != nil:
	case x.cfg.Known(name):
		x.handedOn = true
		if x.cfg.Sender(name) {
			x.sendsOn[ir.PackageOf(name)] = true
		}
	case x.hidesBody(name):
		x.hidden[typ] = append(x.hidden[typ], name)
	}
	if fn := x.funcs[name]; fn != nil && !fn.taken {
		fn.taken = true
		n := len(fn.f.Params)
		x.taken[n] = append(x.taken[n], fn)
	}
}

// callee returns the full name of the function or interface method that a call
// names, or of the package variable that a store sets something in.
func callee(fn *function, call *ir.Instr) string {
	switch call.Op {
	case ir.OpInvoke:
		return "(" + fn.f.Str(call.Type) + ")." + fn.f.Str(call.Sym)
	case ir.OpStore:
		return fn.variable(call.Args[0])
	}
	return fn.f.Str(call.Sym)
}

// variable returns the package variable that an address leads to, "" if there is
// none.
func (fn *function) variable(addr int32) string {
	for d := fn.def(addr); d != nil && len(d.Args) > 0; d = fn.def(addr) {
		switch d.Op {
		case ir.OpFieldAddr, ir.OpIndexAddr, ir.OpLoad, ir.OpCopy:
			addr = d.Args[0]
		default:
			return ""
		}
	}
	if c, ok := fn.f.Const(addr); ok && c.Kind == ir.ConstGlobal {
		return c.Text
	}
	return ""
}

// maySend reports whether a call of a function value may run one that sends: its
// type or that of an argument says so, or nothing is known of its type.
func (x *Index) maySend(at site) bool {
	for path := range x.sendsOn {
		for _, a := range at.at.Args {
			if strings.Contains(at.fn.typeOf(a), path+".") {
				return true
			}
		}
		if typ := at.fn.typeOf(at.at.Args[0]); typ == "" || !strings.Contains(typ, "(") && x.types[typ] == nil {
			return true
		}
	}
	return false
}

// named returns the names of the functions that a call by name may run.
func (x *Index) named(fn *function, call *ir.Instr) []string {
	switch call.Op {
	case ir.OpCall:
		return []string{fn.f.Str(call.Sym)}
	case ir.OpInvoke:
		return x.cfg.Targets(fn.f, call)
	}
	return nil
}

// bodies returns the functions that a call may run, as far as they have a body
// here, and the operand that is their first argument.
func (x *Index) bodies(fn *function, call *ir.Instr) (fns []*function, first int) {
	if call.Op == ir.OpCallValue {
		return x.mayRun(fn, call), 1
	}
	for _, name := range x.named(fn, call) {
		if target := x.funcs[name]; target != nil {
			fns = append(fns, target)
		}
	}
	return fns, 0
}

// mayRun returns the functions that a call of a function value may run.
func (x *Index) mayRun(fn *function, call *ir.Instr) []*function {
	fns, done := x.runs[call]
	if !done {
		for _, target := range x.taken[len(call.Args)-1] {
			if mayRun(fn, call, target) {
				fns = append(fns, target)
			}
		}
		x.runs[call] = fns
	}
	return fns
}

// mayRun reports whether a call of a function value may be one of target: the
// types of what is handed over are those of its parameters, and what is returned is of
// the type of its result.
func mayRun(fn *function, call *ir.Instr, target *function) bool {
	for i, a := range call.Args[1:] {
		if d := fn.def(a); d != nil && d.Op == ir.OpMakeInterface {
			continue
		}
		if !mayBe(fn.typeOf(a), target.f.Params[i].Type) {
			return false
		}
	}
	return len(target.f.Results) != 1 || mayBe(fn.f.Str(call.Type), target.f.Results[0].Type)
}

// mayBe reports whether two types that are written may be the same, as far as it is
// known: a type parameter stands for any.
func mayBe(got, want string) bool {
	return got == "" || got == want || generic(got) || generic(want)
}

// generic reports whether a type is a type parameter or made of one.
func generic(typ string) bool {
	if typ == "" {
		return true
	}
	for _, name := range strings.FieldsFunc(typ, func(r rune) bool { return strings.ContainsRune("[]*(){},; ", r) }) {
		if !strings.ContainsAny(name, "./") && unicode.IsUpper([]rune(name)[0]) {
			return true
		}
	}
	return false
}
