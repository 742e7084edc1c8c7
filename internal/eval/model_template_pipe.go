package eval

import (
	"html"
	"net/url"
	"slices"
	"strings"
	"text/template"
	"text/template/parse"

	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// pipe returns the value of a pipeline, false if it is not understood.
func (r *templateRun) pipe(p *parse.PipeNode, dot datum) (v datum, ok bool) {
	for i, cmd := range p.Cmds {
		var before []datum
		if i > 0 {
			before = []datum{v}
		}
		if v, ok = r.command(cmd, dot, before); !ok {
			return datum{}, false
		}
	}
	return v, len(p.Cmds) > 0
}

// command returns the value of a command; before is what the one before it gives.
func (r *templateRun) command(cmd *parse.CommandNode, dot datum, before []datum) (datum, bool) {
	if r.steps++; r.steps > maxTemplateSteps {
		return datum{}, false
	}
	args := make([]datum, 0, len(cmd.Args))
	for _, a := range cmd.Args[1:] {
		v, ok := r.operand(a, dot, nil)
		if !ok {
			return datum{}, false
		}
		args = append(args, v)
	}
	return r.operand(cmd.Args[0], dot, append(args, before...))
}

// operand returns the value of a word. Only functions and methods have arguments.
func (r *templateRun) operand(n parse.Node, dot datum, args []datum) (datum, bool) {
	switch n := n.(type) {
	case *parse.FieldNode:
		return r.fields(dot, n.Ident, args)
	case *parse.VariableNode:
		if x := r.variable(n.Ident[0]); x != nil {
			return r.fields(x.datum, n.Ident[1:], args)
		}
		return datum{}, false
	case *parse.ChainNode:
		v, ok := r.operand(n.Node, dot, nil)
		if !ok {
			return datum{}, false
		}
		return r.fields(v, n.Field, args)
	case *parse.IdentifierNode:
		return r.function(n.Ident, args)
	}
	if len(args) > 0 {
		return datum{}, false
	}
	switch n := n.(type) {
	case *parse.PipeNode:
		return r.pipe(n, dot)
	case *parse.DotNode:
		return dot, true
	case *parse.NilNode:
		return datum{Val: Val{Dyn: nilType}}, true
	case *parse.StringNode:
		return datum{Val: Text(n.Text), kind: ir.KindString}, true
	case *parse.BoolNode:
		return datum{Val: boolean(n.True), kind: ir.KindBool}, true
	case *parse.NumberNode:
		return datum{Val: Text(n.Text), kind: ir.KindInt}, n.IsInt
	}
	return datum{}, false
}

// fields returns what a chain of names leads to: fields, entries of maps, methods.
func (r *templateRun) fields(v datum, names []string, args []datum) (datum, bool) {
	for i, name := range names {
		var given []datum
		if i == len(names)-1 {
			given = args
		}
		var ok bool
		if v, ok = r.field(v, name, given); !ok {
			return datum{}, false
		}
	}
	return v, len(names) > 0 || len(args) == 0
}

// field returns a field of what v points to. All that it may be have the same type.
func (r *templateRun) field(v datum, name string, args []datum) (datum, bool) {
	ids := r.c.Objects(v.Val)
	if len(ids) == 0 {
		return r.method(v, name, args)
	}
	var out datum
	for _, id := range ids {
		if r.c.has(strings.TrimPrefix(r.c.State.Get(id).Type, "*"), name) {
			return r.method(v, name, args)
		}
		part, ok := r.part(id, name, 0)
		if !ok || len(args) > 0 {
			return datum{}, false
		}
		part.Val = out.Join(part.Val)
		out = part
	}
	return out, true
}

// part returns a field of a struct, or of one that it embeds, or an entry of a map.
func (r *templateRun) part(id ObjID, name string, depth int) (datum, bool) {
	o := r.c.State.Get(id)
	if o == nil || depth > 4 {
		return datum{}, false
	}
	if r.c.kindOfType(o.Type) == ir.KindMap {
		typ := r.c.elemOf(o.Type)
		return r.datum(r.c.In.lookup(r.c.State, id, Text(name), r.c.kindOfType(typ), typ), typ), true
	}
	t := r.c.In.U.Type(o.Type)
	if t == nil || t.Kind != ir.KindStruct {
		// Of a value that may be anything the field is as little known as the value.
		return datum{Val: r.c.Field(id, name, ir.KindString, "")}, o.Open && o.Type != templateSetType
	}
	if f, ok := r.c.In.U.field(o.Type, name); ok {
		return datum{Val: r.c.Field(id, name, f.Kind, f.Type), kind: f.Kind, typ: f.Type}, true
	}
	for _, f := range t.Fields {
		if !f.Embedded {
			continue
		}
		for _, inner := range r.c.Objects(r.c.Field(id, f.Name, f.Kind, f.Type)) {
			if v, ok := r.part(inner, name, depth+1); ok {
				return v, true
			}
		}
	}
	return datum{}, false
}

// method calls a method of the program, or of a library that is known.
func (r *templateRun) method(v datum, name string, args []datum) (datum, bool) {
	return r.calling(func() (Val, bool) { return r.c.Invoke(v.Val, name, values(args)...) })
}

// calling makes a call in the place of the execution and takes its first result.
func (r *templateRun) calling(call func() (Val, bool)) (datum, bool) {
	name, args, instr := r.c.Name, r.c.Args, r.c.Instr
	defer func() { r.c.Name, r.c.Args, r.c.Instr = name, args, instr }()
	inner := *instr
	inner.Kind, inner.Name, inner.Type = ir.KindString, 0, 0
	r.c.Instr = &inner
	v, ok := call()
	if len(v.Tuple) > 0 {
		v = v.Tuple[0]
	}
	return datum{Val: v, kind: r.c.kindOfType(v.Dyn), typ: v.Dyn}, ok
}

func values(args []datum) []Val {
	out := make([]Val, 0, len(args))
	for _, a := range args {
		out = append(out, a.Val)
	}
	return out
}

// function calls a function of the program or one that each template has.
func (r *templateRun) function(name string, args []datum) (datum, bool) {
	if fn, ok := r.set.Fields[funcField+name]; ok {
		if len(fn.Fns) == 0 || slices.ContainsFunc(fn.Fns, r.variadic) {
			return datum{}, false
		}
		return r.calling(func() (Val, bool) { return r.c.Call(fn, values(args)...), true })
	}
	if f := templateFunctions[name]; f != nil {
		return f(r, args)
	}
	return datum{}, false
}

func (r *templateRun) variadic(fn FnVal) bool {
	body := r.c.In.U.Func(fn.Name)
	return body != nil && body.Variadic
}

type templateFunction func(r *templateRun, args []datum) (datum, bool)

// templateFunctions are the functions that each template has, as far as they make texts
// or choose.
var templateFunctions = map[string]templateFunction{
	"print":    func(r *templateRun, args []datum) (datum, bool) { return text(r.c.sprintOf(values(args), "")) },
	"printf":   printfInTemplate,
	"urlquery": escapedInTemplate(strval.EscapeQuery, url.QueryEscape),
	"html":     escapedInTemplate(strval.EscapeNone, html.EscapeString),
	"js":       escapedInTemplate(strval.EscapeNone, template.JSEscapeString),
	"index":    indexInTemplate,
	"len":      lenInTemplate,
	"and":      andInTemplate,
	"or":       orInTemplate,
	"not":      notInTemplate,
	"eq":       equalInTemplate,
	"ne":       unequalInTemplate,
}

func text(v strval.Value) (datum, bool) { return datum{Val: Strings(v), kind: ir.KindString}, true }

func truth(is bool) (datum, bool) { return datum{Val: boolean(is), kind: ir.KindBool}, true }

func unknownTruth() (datum, bool) { return datum{Val: found(), kind: ir.KindBool}, true }

func printfInTemplate(r *templateRun, args []datum) (datum, bool) {
	if len(args) == 0 {
		return datum{}, false
	}
	return text(r.c.sprintfOf(args[0].Str, values(args[1:]), true))
}

func escapedInTemplate(how strval.Escape, f func(string) string) templateFunction {
	return func(r *templateRun, args []datum) (datum, bool) {
		out := strval.String("")
		for _, a := range args {
			v, ok := r.text(a)
			if !ok {
				return datum{}, false
			}
			out = out.Concat(v)
		}
		return text(out.Map(func(t strval.Template) strval.Template {
			if how == strval.EscapeNone {
				return t.MapLits(f)
			}
			return escaped(t, how, f)
		}))
	}
}

// indexInTemplate returns an entry of a map or an element of a list.
func indexInTemplate(r *templateRun, args []datum) (datum, bool) {
	if len(args) != 2 {
		return datum{}, false
	}
	var out datum
	for _, id := range r.c.Objects(args[0].Val) {
		typ := r.c.elemOf(r.c.State.Get(id).Type)
		v := r.c.In.lookup(r.c.State, id, args[1].Val, r.c.kindOfType(typ), typ)
		out = r.datum(out.Join(v), typ)
	}
	return out, !out.IsBottom()
}

func lenInTemplate(r *templateRun, args []datum) (datum, bool) {
	if len(args) != 1 {
		return datum{}, false
	}
	n := Hole(strval.Hole{Name: "len", Kind: strval.KindInt})
	if _, o := r.c.Object(args[0].Val); o != nil {
		n = r.c.objLen(o)
	} else if lits, ok := args[0].Str.Literals(); ok && len(lits) == 1 && !args[0].MayNil {
		n = Text(itoa(int64(len(lits[0]))))
	}
	return datum{Val: n, kind: ir.KindInt}, true
}

// andInTemplate is the first argument that is empty, or the last.
func andInTemplate(r *templateRun, args []datum) (datum, bool) { return r.firstThat(args, false) }

// orInTemplate is the first argument that is not empty, or the last.
func orInTemplate(r *templateRun, args []datum) (datum, bool) { return r.firstThat(args, true) }

func (r *templateRun) firstThat(args []datum, want bool) (datum, bool) {
	var out datum
	for i, a := range args {
		is, known := r.truth(a)
		if known && is != want && i < len(args)-1 {
			continue
		}
		a.Val = out.Join(a.Val)
		if out = a; known && is == want {
			break
		}
	}
	return out, len(args) > 0
}

func notInTemplate(r *templateRun, args []datum) (datum, bool) {
	if len(args) != 1 {
		return datum{}, false
	}
	if is, known := r.truth(args[0]); known {
		return truth(!is)
	}
	return unknownTruth()
}

// equalInTemplate reports whether the first argument is one of the others.
func equalInTemplate(_ *templateRun, args []datum) (datum, bool) {
	if len(args) < 2 {
		return datum{}, false
	}
	decided := true
	for _, a := range args[1:] {
		is, known := compare(args[0].Val, a.Val, false).Str.Literals()
		if known && is[0] == "true" {
			return truth(true)
		}
		decided = decided && known
	}
	if decided {
		return truth(false)
	}
	return unknownTruth()
}

func unequalInTemplate(r *templateRun, args []datum) (datum, bool) {
	v, ok := equalInTemplate(r, args)
	if !ok {
		return datum{}, false
	}
	return notInTemplate(r, []datum{v})
}
