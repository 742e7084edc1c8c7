package draft

import (
	"go/constant"
	"go/types"
	"strconv"

	"golang.org/x/tools/go/ssa"
)

// A node is a place that holds a value: a value of SSA by itself, or what values
// have in common across packages by a text, such as parameter 1 of a function.
type node any

// A place is a node that all packages know: "param F#0", "field T.F".
type place string

func paramOf(fn string, i int) place { return place("param " + fn + "#" + strconv.Itoa(i)) }
func fieldOf(typ, name string) place { return place("field " + typ + "." + name) }
func resultOf(fn string) place       { return place("result " + fn) }

// An edge says that a value gets to a node from another one.
type edge struct {
	from node
	how  how
	key  string // the text that names the value, if that is constant
}

// how says what becomes of a value on its way.
type how uint8

const (
	asIs    how = iota
	encoded     // as the text of url.Values
	inJSON      // as JSON
	asName      // as the name of a value in a map
	asValue     // as a value in a map
)

// A graph says where values come from.
type graph struct {
	into  map[node][]edge
	calls map[string][]call // by the function that they stand in
	own   func(pkg string) bool
	// invoked are the methods of interfaces of the library that are called, with
	// the number of their parameters.
	invoked map[string]int
}

// A call is the call of a function, with the arguments.
type call struct {
	callee string
	args   []ssa.Value // the receiver first
}

func newGraph(own func(pkg string) bool) *graph {
	return &graph{into: map[node][]edge{}, calls: map[string][]call{}, invoked: map[string]int{}, own: own}
}

func (g *graph) add(to, from node, how how, key string) {
	if to != nil && from != nil && to != from {
		g.into[to] = append(g.into[to], edge{from, how, key})
	}
}

// function adds what a function and the closures in it do.
func (g *graph) function(fn *ssa.Function) {
	name := nameOf(fn)
	for i, p := range fn.Params {
		g.add(p, paramOf(name, i), asIs, "")
		if refers(p.Type()) {
			g.add(paramOf(name, i), p, asIs, "")
		}
	}
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			g.instr(name, instr)
		}
	}
	for _, inner := range fn.AnonFuncs {
		g.function(inner)
		g.calls[name] = append(g.calls[name], call{callee: nameOf(inner)})
	}
}

func (g *graph) instr(name string, instr ssa.Instruction) {
	switch i := instr.(type) {
	case *ssa.Store:
		g.add(root(i.Addr), root(i.Val), asIs, "")
	case *ssa.MapUpdate:
		g.add(root(i.Map), root(i.Key), asName, "")
		g.add(root(i.Map), root(i.Value), asValue, text(i.Key))
	case *ssa.Return:
		for _, r := range i.Results {
			g.add(resultOf(name), root(r), asIs, "")
		}
	case *ssa.MakeClosure:
		if inner, ok := i.Fn.(*ssa.Function); ok {
			for k, b := range i.Bindings {
				g.add(inner.FreeVars[k], root(b), asIs, "")
			}
		}
	case ssa.CallInstruction:
		g.call(name, i)
	case ssa.Value:
		g.operands(i, instr)
		if load, ok := i.(*ssa.UnOp); ok && refers(load.Type()) {
			g.add(root(load.X), i, asIs, "") // what is put into a map is in the variable too
		}
	}
}

// operands adds that a value is made of the operands of its instruction.
func (g *graph) operands(v ssa.Value, instr ssa.Instruction) {
	if root(v) != v {
		return // an address stands for what it is the address of
	}
	for _, op := range instr.Operands(nil) {
		if *op != nil {
			g.add(v, root(*op), asIs, "")
		}
	}
}

// refers reports whether a copy of a value shares what is in it.
func refers(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Map, *types.Slice:
		return true
	}
	return false
}

// root returns the node that a value is, or is the address of.
func root(v ssa.Value) node {
	switch x := v.(type) {
	case *ssa.FieldAddr:
		if f := fieldPlace(x.X.Type(), x.Field); f != "" {
			return f
		}
		return root(x.X)
	case *ssa.Field:
		if f := fieldPlace(x.X.Type(), x.Field); f != "" {
			return f
		}
	case *ssa.IndexAddr:
		return root(x.X)
	case *ssa.MakeInterface:
		return root(x.X)
	case *ssa.ChangeType:
		return root(x.X)
	case *ssa.Global:
		return place("variable " + x.String())
	}
	return v
}

// fieldPlace returns the place of a field of a named type.
func fieldPlace(t types.Type, index int) place {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	named, ok := types.Unalias(t).(*types.Named)
	st, isStruct := t.Underlying().(*types.Struct)
	if !ok || !isStruct {
		return ""
	}
	return fieldOf(types.TypeString(named.Origin(), nil), st.Field(index).Name())
}

// text returns the text of a constant, "" for other values.
func text(v ssa.Value) string {
	for {
		mi, ok := v.(*ssa.MakeInterface)
		if !ok {
			break
		}
		v = mi.X
	}
	if c, ok := v.(*ssa.Const); ok && c.Value != nil && c.Value.Kind() == constant.String {
		return constant.StringVal(c.Value)
	}
	return ""
}
