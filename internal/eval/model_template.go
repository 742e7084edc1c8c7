package eval

import (
	"fmt"
	"strings"
	"text/template/parse"

	"github.com/workplacelint/workplacelint/internal/strval"
)

// Templates are read as the library reads them and run on abstract values. An object
// stands for a template: it has a name, and a set of texts that it shares with those
// that were made of it.
const (
	nameField   = "name"
	setField    = "set"
	madeOfField = "of"
	// A set holds the texts that were parsed, in order, and the functions.
	textField  = "text:"
	funcField  = "func:"
	leftField  = "left"
	rightField = "right"
	// lostField says that something was parsed that is not known.
	lostField = "lost"
)

const templateSetType = "template.set"

var templateModels = func() map[string]Model {
	models := map[string]Model{}
	for _, pkg := range []string{"text/template", "html/template"} {
		models[pkg+".New"] = newTemplate(pkg)
		models[pkg+".Must"] = same
		for name, m := range map[string]Model{
			"New":             furtherTemplate,
			"Lookup":          furtherTemplate,
			"Name":            func(c *Call) Val { return Strings(c.partOfTemplates(nameField).Str) },
			"Parse":           parseTemplate,
			"Funcs":           templateFuncs,
			"Delims":          templateDelims,
			"Option":          same,
			"Clone":           func(c *Call) Val { return Val{Tuple: []Val{c.Arg(0), {}}} },
			"ParseFiles":      loseTemplate,
			"ParseGlob":       loseTemplate,
			"ParseFS":         loseTemplate,
			"AddParseTree":    loseTemplate,
			"Execute":         executeTemplate,
			"ExecuteTemplate": executeTemplate,
		} {
			models["(*"+pkg+".Template)."+name] = m
		}
	}
	return models
}()

func newTemplate(pkg string) Model {
	return func(c *Call) Val {
		set := c.New(templateSetType, "set")
		id := c.New(pkg+".Template", "template")
		o := c.Edit(id)
		o.Fields[nameField], o.Fields[setField] = Strings(c.Text(0)), Pointer(set)
		return Pointer(id)
	}
}

// furtherTemplate is a template with another name in the same set.
func furtherTemplate(c *Call) Val {
	var out Val
	for i, of := range c.Objects(c.Arg(0)) {
		id := c.New(c.State.Get(of).Type, "further"+itoa(int64(i)))
		o := c.Edit(id)
		o.Fields[nameField] = Strings(c.Text(1))
		o.Fields[setField] = c.State.Get(of).Fields[setField]
		o.Fields[madeOfField] = Pointer(of)
		out = out.Join(Pointer(id))
	}
	return out
}

// partOfTemplates returns what a field of the receiver holds.
func (c *Call) partOfTemplates(field string) Val {
	var out Val
	for _, id := range c.Objects(c.Arg(0)) {
		out = out.Join(c.State.Get(id).Fields[field])
	}
	return out
}

// editSets changes the sets of the receiver, and tells the tables of package variables
// that hold it.
func (c *Call) editSets(change func(set *Obj, name Val)) {
	for _, id := range c.Objects(c.Arg(0)) {
		o := c.State.Get(id)
		for _, set := range c.Objects(o.Fields[setField]) {
			change(c.Edit(set), o.Fields[nameField])
		}
		for _, holder := range append(c.Objects(o.Fields[madeOfField]), id) {
			if g := c.State.Get(holder).Global; g != "" {
				c.In.Tables.add(g, freeze(c.State, Pointer(holder)))
			}
		}
	}
}

// parseTemplate keeps a text; it is read when the template is executed. That it can be
// read is taken for granted, as the program does.
func parseTemplate(c *Call) Val {
	text := c.Text(1)
	c.editSets(func(set *Obj, name Val) {
		lits, ok := name.Str.Literals()
		if !ok || len(lits) != 1 {
			set.Fields[lostField] = Text("true")
			return
		}
		n := 0
		for k := range set.Fields {
			if strings.HasPrefix(k, textField) {
				n++
			}
		}
		set.Fields[fmt.Sprintf("%s%03d:%s", textField, n, lits[0])] = Strings(text)
	})
	return Val{Tuple: []Val{c.Arg(0), {}}}
}

// loseTemplate adds texts that are not known.
func loseTemplate(c *Call) Val {
	c.editSets(func(set *Obj, _ Val) { set.Fields[lostField] = Text("true") })
	return Val{Tuple: []Val{c.Arg(0), {}}}
}

func templateFuncs(c *Call) Val {
	funcs := c.entries(c.Arg(1))
	c.editSets(func(set *Obj, _ Val) {
		for _, f := range funcs {
			if names, ok := f.key.Str.Literals(); ok && len(names) == 1 {
				set.Fields[funcField+names[0]] = f.val
			}
		}
	})
	return c.Arg(0)
}

func templateDelims(c *Call) Val {
	c.editSets(func(set *Obj, _ Val) {
		set.Fields[leftField], set.Fields[rightField] = Strings(c.Text(1)), Strings(c.Text(2))
	})
	return c.Arg(0)
}

// executeTemplate is Execute and ExecuteTemplate. Of what is not understood it writes that
// it is not known.
func executeTemplate(c *Call) Val {
	lost := strval.Single(strval.Of(strval.Hole{Name: "text", Reason: "it is written by " + c.Name[strings.LastIndexByte(c.Name, '.')+1:]}))
	data := c.Arg(len(c.Args) - 1)
	out := strval.Bottom
	for _, id := range c.Objects(c.Arg(0)) {
		o := c.State.Get(id)
		names := o.Fields[nameField].Str
		if len(c.Args) == 4 {
			names = c.Text(2)
		}
		for _, set := range c.Objects(o.Fields[setField]) {
			r := &templateRun{c: c, lost: lost, set: c.State.Get(set), html: strings.HasPrefix(o.Type, "html/")}
			out = out.Join(r.run(names, data))
		}
	}
	if out.IsBottom() {
		return c.outside()
	}
	c.write(c.Arg(1), Strings(out))
	return Val{}
}

// trees returns the templates of a set by their names, false if one cannot be read.
func (r *templateRun) trees() (map[string]*parse.Tree, bool) {
	all := map[string]*parse.Tree{}
	left, _ := one(r.set.Fields[leftField])
	right, _ := one(r.set.Fields[rightField])
	for _, k := range r.set.Keys() {
		numbered, ok := strings.CutPrefix(k, textField)
		if !ok {
			continue
		}
		_, name, _ := strings.Cut(numbered, ":")
		lits, known := r.set.Fields[k].Str.Literals()
		if !known || len(lits) != 1 || r.html && strings.Contains(lits[0], "<") {
			return nil, false // What is written to a page depends on where it stands there.
		}
		t := parse.New(name)
		t.Mode = parse.SkipFuncCheck
		made := map[string]*parse.Tree{}
		if _, err := t.Parse(lits[0], left, right, made); err != nil {
			return nil, false
		}
		for name, t := range made {
			if all[name] == nil || !parse.IsEmptyTree(t.Root) {
				all[name] = t
			}
		}
	}
	return all, r.set.Fields[lostField].IsBottom() && !r.set.Open
}
