// Package pagetext says which parts of its data a template prints.
package pagetext

import (
	"slices"
	"text/template/parse"
)

// A Path leads from the data of a template to a part of it by names of fields or
// keys. The empty path is the data itself.
type Path []string

// Printed returns what the named template in a text prints, "" for the text
// itself. What is only compared, counted or tested is not printed. The names of
// functions that the program adds are not known here, so all are accepted; what
// they are given counts as printed.
func Printed(source, name string) ([]Path, error) {
	const main = "\x00main"
	tree := parse.New(main)
	tree.Mode = parse.SkipFuncCheck
	set := map[string]*parse.Tree{}
	if _, err := tree.Parse(source, "", "", set); err != nil {
		return nil, err
	}
	p := &printer{set: set, open: map[string]bool{}}
	start := set[main]
	if named := set[name]; name != "" && named != nil {
		start = named
	}
	if start != nil && start.Root != nil {
		p.list(start.Root, scope{vars: map[string][]Path{"$": {nil}}, dot: []Path{nil}})
	}
	return p.paths, nil
}

// A printer walks the trees of a template.
type printer struct {
	set   map[string]*parse.Tree
	open  map[string]bool // templates that are being walked
	paths []Path
}

// A scope says what dot and the variables may be.
type scope struct {
	dot  []Path
	vars map[string][]Path
}

func (s scope) with(dot []Path) scope { return scope{dot: dot, vars: s.vars} }

func (p *printer) list(l *parse.ListNode, s scope) {
	if l == nil {
		return
	}
	for _, n := range l.Nodes {
		p.node(n, s)
	}
}

func (p *printer) node(n parse.Node, s scope) {
	switch n := n.(type) {
	case *parse.ActionNode:
		got := p.pipe(n.Pipe, s)
		if len(n.Pipe.Decl) == 0 {
			p.paths = append(p.paths, got...)
		}
	case *parse.IfNode:
		p.pipe(n.Pipe, s)
		p.list(n.List, s)
		p.list(n.ElseList, s)
	case *parse.WithNode:
		p.list(n.List, s.with(p.pipe(n.Pipe, s)))
		p.list(n.ElseList, s)
	case *parse.RangeNode:
		p.list(n.List, s.with(p.pipe(n.Pipe, s)))
		p.list(n.ElseList, s)
	case *parse.TemplateNode:
		p.call(n, s)
	}
}

// call walks a template that another invokes.
func (p *printer) call(n *parse.TemplateNode, s scope) {
	tree := p.set[n.Name]
	if tree == nil || tree.Root == nil || n.Pipe == nil || p.open[n.Name] {
		return
	}
	p.open[n.Name] = true
	defer delete(p.open, n.Name)
	dot := p.pipe(n.Pipe, s)
	p.list(tree.Root, scope{dot: dot, vars: map[string][]Path{"$": dot}})
}

// silent are the functions of templates whose result says nothing of the text
// of their arguments.
var silent = []string{"len", "eq", "ne", "lt", "le", "gt", "ge", "not"}

// pipe returns what a pipeline amounts to, and sets the variables it declares.
func (p *printer) pipe(pipe *parse.PipeNode, s scope) []Path {
	if pipe == nil {
		return nil
	}
	var got []Path
	for _, cmd := range pipe.Cmds {
		got = p.command(cmd, s, got)
	}
	for _, v := range pipe.Decl {
		s.vars[v.Ident[0]] = append(s.vars[v.Ident[0]], got...)
	}
	return got
}

// command returns what a command amounts to that gets the paths before it as its
// last argument.
func (p *printer) command(cmd *parse.CommandNode, s scope, before []Path) []Path {
	if id, ok := cmd.Args[0].(*parse.IdentifierNode); ok {
		if slices.Contains(silent, id.Ident) {
			return nil
		}
		out := slices.Clone(before)
		for _, arg := range cmd.Args[1:] {
			out = append(out, p.operand(arg, s)...)
		}
		return out
	}
	return append(p.operand(cmd.Args[0], s), before...)
}

func (p *printer) operand(n parse.Node, s scope) []Path {
	switch n := n.(type) {
	case *parse.DotNode:
		return s.dot
	case *parse.FieldNode:
		return below(s.dot, n.Ident)
	case *parse.VariableNode:
		return below(s.vars[n.Ident[0]], n.Ident[1:])
	case *parse.ChainNode:
		return below(p.operand(n.Node, s), n.Field)
	case *parse.PipeNode:
		return p.pipe(n, s)
	}
	return nil
}

// below returns the paths that names lead to from others.
func below(from []Path, names []string) []Path {
	out := make([]Path, 0, len(from))
	for _, f := range from {
		out = append(out, slices.Concat(f, names))
	}
	return out
}
