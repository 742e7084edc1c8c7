package eval

import (
	"html"
	"slices"
	"strconv"
	"strings"
	"text/template/parse"

	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// Bounds of the run of a template.
const (
	maxTemplateSteps = 2_000
	maxTemplateDepth = 16 // templates in templates
)

// A templateRun is one run of a template.
type templateRun struct {
	c     *Call
	lost  strval.Value // what is not understood
	set   *Obj
	html  bool
	all   map[string]*parse.Tree
	vars  []templateVar
	steps int
	depth int
}

type templateVar struct {
	name string
	datum
}

// A datum is a value in a template, with its type as far as that is known.
type datum struct {
	Val
	kind ir.Kind
	typ  string
}

// run returns what the templates of some names write of data. One that is not in the set
// is in another that the variable may hold.
func (r *templateRun) run(names strval.Value, data Val) strval.Value {
	var ok bool
	lits, known := names.Literals()
	if r.all, ok = r.trees(); !ok || !known {
		return r.lost
	}
	out := strval.Bottom
	for _, name := range lits {
		if r.all[name] == nil {
			continue
		}
		out = out.Join(r.template(name, r.datum(data, data.Dyn)))
	}
	r.c.In.steps += r.steps
	return out
}

func (r *templateRun) datum(v Val, typ string) datum {
	return datum{Val: v, kind: r.c.kindOfType(typ), typ: typ}
}

// kindOfType returns the kind of a type, basic ones among them.
func (c *Call) kindOfType(typ string) ir.Kind {
	switch {
	case typ == "string":
		return ir.KindString
	case typ == "bool":
		return ir.KindBool
	case strings.HasPrefix(typ, "float"):
		return ir.KindFloat
	case strings.HasPrefix(typ, "int") && !strings.HasPrefix(typ, "interface"), strings.HasPrefix(typ, "uint"):
		return ir.KindInt
	case typ == "[]byte" || typ == "[]uint8":
		return ir.KindBytes
	case strings.HasPrefix(typ, "map["):
		return ir.KindMap
	case strings.HasPrefix(typ, "["):
		return ir.KindSlice
	}
	return c.In.U.kind(typ)
}

// template runs a template with variables of its own.
func (r *templateRun) template(name string, dot datum) strval.Value {
	t := r.all[name]
	if t == nil || t.Root == nil || r.depth > maxTemplateDepth {
		return r.lost
	}
	vars := r.vars
	defer func() { r.vars = vars; r.depth-- }()
	r.depth++
	r.vars = []templateVar{{"$", dot}}
	return r.list(t.Root, dot)
}

func (r *templateRun) list(l *parse.ListNode, dot datum) strval.Value {
	out := strval.String("")
	if l == nil {
		return out
	}
	defer r.scope()()
	for _, n := range l.Nodes {
		out = out.Concat(r.node(n, dot))
	}
	return out
}

// scope returns a function that ends the scope of the variables that are declared after.
func (r *templateRun) scope() func() {
	n := len(r.vars)
	return func() { r.vars = r.vars[:n] }
}

func (r *templateRun) node(n parse.Node, dot datum) strval.Value {
	if r.steps++; r.steps > maxTemplateSteps {
		return r.lost
	}
	switch n := n.(type) {
	case *parse.TextNode:
		return strval.String(string(n.Text))
	case *parse.CommentNode:
		return strval.String("")
	case *parse.ActionNode:
		return r.action(n, dot)
	case *parse.IfNode:
		return r.branch(&n.BranchNode, dot, false)
	case *parse.WithNode:
		return r.branch(&n.BranchNode, dot, true)
	case *parse.RangeNode:
		return r.loop(n, dot)
	case *parse.TemplateNode:
		arg, ok := datum{Val: Val{Dyn: nilType}}, true
		if n.Pipe != nil {
			arg, ok = r.pipe(n.Pipe, dot)
		}
		if !ok {
			arg = datum{Val: Strings(r.lost)}
		}
		return r.template(n.Name, arg)
	}
	return r.lost
}

func (r *templateRun) action(n *parse.ActionNode, dot datum) strval.Value {
	v, ok := r.pipe(n.Pipe, dot)
	switch {
	case len(n.Pipe.Decl) > 0:
		r.declare(n.Pipe, v, ok)
		return strval.String("")
	case !ok:
		return r.lost
	}
	return r.printed(v)
}

// declare sets the variable of a pipeline: {{$x := .ID}}, {{$x = .ID}}.
func (r *templateRun) declare(p *parse.PipeNode, v datum, ok bool) {
	if !ok {
		v = datum{Val: Strings(r.lost)}
	}
	name := p.Decl[0].Ident[0]
	if p.IsAssign {
		if x := r.variable(name); x != nil {
			x.datum = v
		}
		return
	}
	r.vars = append(r.vars, templateVar{name, v})
}

func (r *templateRun) variable(name string) *templateVar {
	for i := range slices.Backward(r.vars) {
		if r.vars[i].name == name {
			return &r.vars[i]
		}
	}
	return nil
}

// printed returns the text that a value is written as.
func (r *templateRun) printed(v datum) strval.Value {
	text, ok := r.text(v)
	if !ok {
		return r.lost
	}
	if r.html {
		return text.Map(func(t strval.Template) strval.Template { return t.MapLits(html.EscapeString) })
	}
	return text
}

// text returns the text of a value, false if it is none that is known as one.
func (r *templateRun) text(v datum) (strval.Value, bool) {
	if v.isNil() {
		return strval.String("<no value>"), true
	}
	v = r.behind(v)
	if text, ok := r.c.form('v', "", v.Val); ok {
		return text, true
	}
	if v.Str.IsBottom() && !slices.ContainsFunc(r.c.Objects(v.Val), func(id ObjID) bool { return r.c.has(r.c.State.Get(id).Type, "String") }) {
		return strval.Bottom, false
	}
	return r.c.TextOf(v.Val), true
}

// behind returns what a pointer to a variable leads to.
func (r *templateRun) behind(v datum) datum {
	if !v.Str.IsBottom() || !slices.ContainsFunc(v.Refs, func(ref Ref) bool { return ref.Field == "*" }) {
		return v
	}
	typ := r.c.In.U.elem(v.typ)
	return r.datum(r.c.Cell(v.Val, r.c.kindOfType(typ), typ), typ)
}

// branch runs the ways of an if or a with that may be taken. What was said of variables
// in both is joined.
func (r *templateRun) branch(n *parse.BranchNode, dot datum, with bool) strval.Value {
	defer r.scope()()
	v, ok := r.pipe(n.Pipe, dot)
	if len(n.Pipe.Decl) > 0 {
		r.declare(n.Pipe, v, ok)
	}
	is, known := r.truth(v)
	known = known && ok
	then := dot
	if with {
		then = v
	}
	if known && is {
		return r.list(n.List, then)
	}
	if known {
		return r.list(n.ElseList, dot)
	}
	before := slices.Clone(r.vars)
	out := r.list(n.List, then)
	after := r.vars
	r.vars = before
	out = out.Join(r.list(n.ElseList, dot))
	for i := range r.vars {
		r.vars[i].Val = r.vars[i].Join(after[i].Val)
	}
	return out
}

// loop runs a range over what is known.
func (r *templateRun) loop(n *parse.RangeNode, dot datum) strval.Value {
	over, ok := r.pipe(n.Pipe, dot)
	if !ok || over.MayNil {
		return r.lost
	}
	turns, ok := r.turns(over)
	switch {
	case !ok:
		return r.lost
	case len(turns) == 0:
		return r.list(n.ElseList, dot)
	}
	out := strval.String("")
	for _, t := range turns {
		out = out.Concat(r.turn(n, t))
	}
	return out
}

func (r *templateRun) turn(n *parse.RangeNode, t [2]datum) strval.Value {
	defer r.scope()()
	from := 2 - len(n.Pipe.Decl) // of one variable, it is the element
	for i, d := range n.Pipe.Decl {
		r.vars = append(r.vars, templateVar{d.Ident[0], t[from+i]})
	}
	return r.list(n.List, t[1])
}

// turns returns the keys and elements of a collection, false if they are not all known.
func (r *templateRun) turns(over datum) (turns [][2]datum, ok bool) {
	if over.isNil() {
		return nil, true
	}
	_, o := r.c.Object(over.Val)
	if o == nil || o.Open || !o.Rest.IsBottom() {
		return nil, false
	}
	typ := r.c.elemOf(o.Type)
	if r.c.kindOfType(o.Type) == ir.KindMap {
		for _, k := range o.Keys() {
			turns = append(turns, [2]datum{{Val: Text(k), kind: ir.KindString}, r.datum(o.Fields[k], typ)})
		}
		return turns, true
	}
	if !strings.HasPrefix(o.Type, "[") || o.Len < 0 || o.Len > maxUnroll/4 {
		return nil, false
	}
	for i := range o.Len {
		k := strconv.Itoa(i)
		turns = append(turns, [2]datum{{Val: Text(k), kind: ir.KindInt}, r.datum(o.Fields[k], typ)})
	}
	return turns, true
}

// elemOf returns the type of the elements of a list or map.
func (c *Call) elemOf(typ string) string {
	if t := c.In.U.Type(typ); t != nil && t.Elem != "" {
		return t.Elem
	}
	_, elem, _ := strings.Cut(typ, "]")
	return elem
}

// truth reports whether a value is not empty.
func (r *templateRun) truth(v datum) (is, known bool) {
	lits, exact := v.Str.Literals()
	switch {
	case v.MayNil:
		return false, false
	case v.isNil():
		return false, true
	case v.kind == ir.KindStruct:
		return true, true
	case len(v.Refs) > 0:
		return r.filled(v)
	case exact && len(lits) == 1:
		return isTrue(lits[0], v.kind)
	case v.kind == ir.KindString && neverEmpty(v.Str, []string{""}, true):
		return true, true
	}
	return false, false
}

func isTrue(lit string, kind ir.Kind) (is, known bool) {
	switch kind {
	case ir.KindString:
		return lit != "", true
	case ir.KindInt, ir.KindFloat:
		return lit != "0", true
	case ir.KindBool:
		return lit == "true", true
	}
	return lit != "", lit != "0" && lit != "false"
}

// filled reports whether a collection has elements.
func (r *templateRun) filled(v datum) (is, known bool) {
	_, o := r.c.Object(v.Val)
	if o == nil {
		return false, false
	}
	switch r.c.kindOfType(o.Type) {
	case ir.KindStruct:
		return true, true
	case ir.KindMap, ir.KindSlice:
		n, ok := number(r.c.objLen(o))
		return n > 0, ok
	}
	return false, false
}
