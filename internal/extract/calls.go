package extract

import (
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/sender"
)

// calls knows which functions may lead to a call that sends.
type calls struct {
	funcs map[string]*ir.Func
	// methods maps ".Name(parameters)" to the functions that are such methods.
	methods map[string][]string
	// inside maps a function to the closures in it.
	inside map[string][]string
	// leads holds what is known so far: whether a function leads to a send that
	// its callers may know more of.
	leads map[string]bool
	// hiding are the functions that hand an address to a function which is not
	// known and may send it, or something to a function value that may.
	hiding  map[string]bool
	senders *sender.Set
}

func newCalls(pkgs []*ir.Package, set *sender.Set) *calls {
	c := &calls{senders: set, funcs: map[string]*ir.Func{}, methods: map[string][]string{}, inside: map[string][]string{}, leads: map[string]bool{}, hiding: map[string]bool{}}
	for _, p := range pkgs {
		for _, f := range p.Funcs {
			c.funcs[f.Name] = f
			if f.Outer != "" {
				c.inside[f.Outer] = append(c.inside[f.Outer], f.Name)
			}
			if dot := strings.LastIndexByte(f.Name, '.'); f.Method && dot > 0 {
				key := f.Name[dot:] + parameters(f)
				c.methods[key] = append(c.methods[key], f.Name)
			}
		}
	}
	return c
}

// parameters writes the types of the parameters of a method, as in
// [ir.Func.Calls].
func parameters(f *ir.Func) string {
	types := make([]string, 0, len(f.Params))
	for _, p := range f.Params[min(1, len(f.Params)):] {
		types = append(types, p.Type)
	}
	return "(" + strings.Join(types, ",") + ")"
}

// callees returns the functions that f may run: those it calls, those it names
// and hands over, its closures, and implementations of interface methods.
func (c *calls) callees(f *ir.Func) []string {
	out := slices.Clone(c.inside[f.Name])
	for _, name := range named(f) {
		if strings.HasPrefix(name, ".") {
			out = append(out, c.methods[name]...)
			continue
		}
		out = append(out, name)
	}
	if init := c.funcs[f.Package+".init"]; init != nil && init != f && callsValue(f) {
		// A value that is called may come from a table of functions.
		out = append(out, c.inside[init.Name]...)
		out = append(out, named(init)...)
	}
	return out
}

// named returns the functions that f names, but for what initialises the packages that
// its own imports: that runs once, before all others.
func named(f *ir.Func) []string {
	return slices.DeleteFunc(slices.Clone(f.Calls), func(name string) bool {
		return strings.HasSuffix(name, ".init") && name == ir.PackageOf(name)+".init" && name != f.Package+".init"
	})
}

func callsValue(f *ir.Func) bool {
	for i := range f.Blocks {
		for j := range f.Blocks[i].Instrs {
			if f.Blocks[i].Instrs[j].Op == ir.OpCallValue {
				return true
			}
		}
	}
	return false
}

// callers maps functions to those that may run them.
func (c *calls) callers() map[string][]string {
	callers := map[string][]string{}
	for name, f := range c.funcs {
		if c.senders.Declares(name) {
			continue // what its callers say is all that it does
		}
		for _, callee := range c.callees(f) {
			callers[callee] = append(callers[callee], name)
		}
	}
	return callers
}

// outermost returns the function that a closure is in, itself for another one.
func (c *calls) outermost(name string) string {
	for f := c.funcs[name]; f != nil && f.Outer != ""; f = c.funcs[name] {
		name = f.Outer
	}
	return name
}

// spread marks every function from which one of some functions can be reached.
func (c *calls) spread(work []string) {
	callers := c.callers()
	for len(work) > 0 {
		name := work[len(work)-1]
		work = work[:len(work)-1]
		if !c.leads[name] {
			c.leads[name] = true
			work = append(work, callers[name]...)
		}
	}
}

func (c *calls) sendsItself(f *ir.Func) bool {
	return c.hiding[f.Name] || slices.ContainsFunc(f.Calls, c.sends)
}

// sends reports whether a call by that name, as in [ir.Func.Calls], sends.
func (c *calls) sends(name string) bool {
	return sending[name] || c.senders.Sends(name) || sendsByShape(name)
}

// sending reports whether a call of f sends.
func (c *calls) sending(f *ir.Func, call *ir.Instr) bool {
	switch call.Op {
	case ir.OpCall:
		return c.sends(f.Str(call.Sym))
	case ir.OpInvoke:
		return c.sends("("+f.Str(call.Type)+")."+f.Str(call.Sym)) || slices.ContainsFunc(signatures(f, call), c.sends)
	}
	return false
}

// targets returns the methods that a call of a method of an interface may run.
func (c *calls) targets(f *ir.Func, call *ir.Instr) []string {
	var out []string
	for _, name := range signatures(f, call) {
		out = append(out, c.methods[name]...)
	}
	return out
}

// signatures returns the names with parameters, as in [ir.Func.Calls], that a
// call of a method of an interface may have.
func signatures(f *ir.Func, call *ir.Instr) []string {
	prefix := "." + f.Str(call.Sym) + "("
	at, _ := slices.BinarySearch(f.Calls, prefix)
	end := at
	for end < len(f.Calls) && strings.HasPrefix(f.Calls[end], prefix) {
		end++
	}
	return f.Calls[at:end]
}

// sendsByShape reports whether a call of an interface method hands a request to
// a sender.
func sendsByShape(name string) bool {
	method, params, ok := strings.Cut(name, "(")
	return ok && strings.HasPrefix(method, ".") && sendingMethod(method[1:]) && strings.Contains(params, "*"+requestType)
}

// settle takes note that nobody above a function can know more of what it
// sends.
func (c *calls) settle(name string) { c.leads[name] = false }

// matters reports whether a function has to be run for what is sent.
func (c *calls) matters(f *ir.Func) bool {
	if c.senders.Declares(f.Name) {
		return false
	}
	if c.sendsItself(f) {
		return true
	}
	return slices.ContainsFunc(c.callees(f), func(name string) bool { return c.leads[name] })
}

// order returns fns with callees before callers, as far as calls do not go in
// circles.
func (c *calls) order(fns []*ir.Func) []*ir.Func {
	want := map[string]bool{}
	for _, f := range fns {
		want[f.Name] = true
	}
	var out []*ir.Func
	seen := map[string]bool{}
	type visit struct {
		f    *ir.Func
		next []string
	}
	for _, root := range fns {
		if seen[root.Name] {
			continue
		}
		seen[root.Name] = true
		stack := []visit{{root, c.callees(root)}}
		for len(stack) > 0 {
			top := &stack[len(stack)-1]
			if len(top.next) == 0 {
				if want[top.f.Name] {
					out = append(out, top.f)
				}
				stack = stack[:len(stack)-1]
				continue
			}
			name := top.next[0]
			top.next = top.next[1:]
			if f := c.funcs[name]; f != nil && !seen[name] {
				seen[name] = true
				stack = append(stack, visit{f, c.callees(f)})
			}
		}
	}
	return out
}
