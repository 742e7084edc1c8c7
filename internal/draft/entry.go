package draft

import (
	"fmt"
	"go/types"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/workplacelint/workplacelint/internal/sender"
)

// entries writes what each function does that users can call.
func (l *library) entries(offered []*ssa.Function) {
	for _, fn := range offered {
		if c := l.call(fn); c != nil {
			l.draft.Sender.Calls[key(fn)] = c
		}
	}
	for _, fn := range offered {
		l.makes(fn)
	}
	slices.Sort(l.draft.Left)
}

// key names a function as entries do.
func key(fn *ssa.Function) string {
	if recv := receiver(fn); recv != nil {
		return recv.Name() + "." + fn.Name()
	}
	return fn.Name()
}

func (l *library) guess(fn *ssa.Function, format string, args ...any) {
	l.draft.Guesses[key(fn)] = append(l.draft.Guesses[key(fn)], fmt.Sprintf(format, args...))
}

// call returns what a function does to a request, nil if that is nothing.
func (l *library) call(fn *ssa.Function) *sender.Call {
	c := new(sender.Call)
	found := l.parameters(fn, c)
	if !l.sends[nameOf(fn)] {
		if m := l.constants(fn, sender.Method); len(m) == 1 && !c.Method.Set() {
			c.Method, found = sender.Arg{Text: m[0]}, true
		}
		if !found {
			return nil
		}
		if c.URL.Set() && !c.Method.Set() && !c.Body.Set() && (receiver(fn) == nil || !l.sendsWith(fn) || isBase(fn.Name())) {
			c.Base, c.URL = c.URL, sender.Arg{}
			l.guess(fn, "base")
		}
		return c
	}
	if why := l.hides(fn, c); why != "" {
		l.draft.Left = append(l.draft.Left, key(fn)+": "+why)
		delete(l.draft.Guesses, key(fn))
		return nil
	}
	c.Send, c.Method = l.send(fn, c), sender.Arg{}
	l.unseen(fn, c)
	return c
}

// unseen takes a map of which nothing is known for the parameters of the request.
func (l *library) unseen(fn *ssa.Function, c *sender.Call) {
	if !c.URL.Set() || c.Options != nil || c.JSON.Set() || c.Body.Set() || len(c.Query)+len(c.Form)+len(c.Header) > 0 {
		return
	}
	for i := range fn.Signature.Params().Len() {
		if _, ok := fn.Signature.Params().At(i).Type().Underlying().(*types.Map); ok {
			arg := sender.Arg{N: i + 1}
			c.Params = sender.Args{arg}
			if c.Result == arg {
				c.Result = sender.Arg{}
			}
			l.guess(fn, "params")
			return
		}
	}
}

// constants returns the texts in a function that are a part of a request.
func (l *library) constants(fn *ssa.Function, part sender.Part) []string {
	var out []string
	for _, c := range l.texts[nameOf(fn)] {
		if l.is(c, part) && !slices.Contains(out, text(c)) {
			out = append(out, text(c))
		}
	}
	return out
}

// hides says why no entry can describe a function that sends.
func (l *library) hides(fn *ssa.Function, c *sender.Call) string {
	if why := l.pathIn(nameOf(fn), c.URL.Set(), map[string]bool{}); why != "" {
		return fmt.Sprintf("its path is made in the library, of %q", why)
	}
	if c.URL.Set() || c.Request.Set() || receiver(fn) != nil && l.sets(receiver(fn).Name(), sender.URL) {
		return ""
	}
	return "where it sends to is not known"
}

// pathIn returns a text in a function, or in one that it sends through unless it
// says itself where to, that is a part of a path.
func (l *library) pathIn(name string, own bool, seen map[string]bool) string {
	seen[name] = true
	for _, c := range l.texts[name] {
		if isPath(text(c)) && l.is(c, sender.URL) {
			return text(c)
		}
	}
	for _, callee := range l.g.calls[name] {
		if !own && l.sends[callee.callee] && !seen[callee.callee] {
			if p := l.pathIn(callee.callee, own, seen); p != "" {
				return p
			}
		}
	}
	return ""
}

// sets reports whether a method of a type sets a part.
func (l *library) sets(typ string, part sender.Part) bool {
	for n, roles := range l.roles {
		if p, ok := n.(place); ok && roles[role{part: part}] && strings.HasPrefix(string(p), "param (") && strings.Contains(string(p), l.pkg+"."+typ+").") {
			return true
		}
	}
	return false
}

// sendsWith reports whether a method that sends has the receiver of fn, so that
// what fn sets is that of one request.
func (l *library) sendsWith(fn *ssa.Function) bool {
	recv := types.TypeString(fn.Signature.Recv().Type(), nil)
	for name := range l.sends {
		if strings.HasPrefix(name, "("+recv+").") {
			return true
		}
	}
	return false
}

// isBase reports whether a name says that something is what paths are joined to.
func isBase(name string) bool {
	name = strings.ToLower(name)
	return strings.Contains(name, "base") || strings.Contains(name, "host")
}

// send returns the method that a function sends with.
func (l *library) send(fn *ssa.Function, c *sender.Call) sender.Arg {
	if c.Method.Set() {
		return c.Method
	}
	if n := named(fn, "method", isText); n.Set() {
		l.guess(fn, "method")
		return n
	}
	methods := slices.Sorted(maps.Keys(l.methods[nameOf(fn)]))
	if len(methods) == 1 {
		return sender.Arg{Text: methods[0]}
	}
	for _, verb := range []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"} {
		if strings.HasPrefix(strings.ToUpper(fn.Name()), verb) {
			l.guess(fn, "method")
			return sender.Arg{Text: verb}
		}
	}
	if len(methods) > 1 {
		l.guess(fn, "method, one of %s", strings.Join(methods, ", "))
	}
	return sender.Arg{Text: sender.SendsSet}
}

// parameters sets what the parameters of a function are, and reports whether
// there is something.
func (l *library) parameters(fn *ssa.Function, c *sender.Call) bool {
	pairs := map[sender.Part]*pair{}
	for i, p := range fn.Params {
		n := i + 1
		if receiver(fn) != nil {
			if n--; n == 0 {
				continue
			}
		}
		if l.isRequest(p.Type()) {
			if l.sends[nameOf(fn)] {
				c.Request = sender.Arg{N: n}
			}
			continue
		}
		l.parameter(l.roles[paramOf(nameOf(fn), i)], sender.Arg{N: n}, p.Type(), c, l.sends[nameOf(fn)], pairs)
	}
	for _, part := range []sender.Part{sender.Query, sender.Form, sender.Header} {
		if p := pairs[part]; p != nil {
			p.into(part, c)
		}
	}
	return c.Options != nil || c.Method.Set() || c.URL.Set() || c.Body.Set() || c.JSON.Set() || c.Token.Set() ||
		len(c.Query)+len(c.Form)+len(c.Header) > 0
}

// isRequest reports whether a type is a request of net/http, or one of the
// library that holds one.
func (l *library) isRequest(t types.Type) bool {
	if types.TypeString(t, nil) == requestType {
		return true
	}
	n := typeName(t)
	if n == nil || n.Pkg() == nil || n.Pkg().Path() != l.pkg {
		return false
	}
	st, ok := n.Type().Underlying().(*types.Struct)
	for i := 0; ok && i < st.NumFields(); i++ {
		if f := st.Field(i); f.Exported() && types.TypeString(f.Type(), nil) == requestType {
			if l.draft.Sender.Wraps == nil {
				l.draft.Sender.Wraps = map[string]string{}
			}
			l.draft.Sender.Wraps[n.Name()] = f.Name()
			return true
		}
	}
	return false
}

const requestType = "*net/http.Request"

// named returns the parameter of a function that has a name, if its type fits.
func named(fn *ssa.Function, name string, fits func(types.Type) bool) sender.Arg {
	for i := range fn.Signature.Params().Len() {
		if p := fn.Signature.Params().At(i); p.Name() == name && fits(p.Type()) {
			return sender.Arg{N: i + 1}
		}
	}
	return sender.Arg{}
}

// A pair is how parameters name and set a value in a part.
type pair struct {
	whole, name, value sender.Arg
	keys               []string
	twice              bool // two parameters make one value
}

func (p *pair) into(part sender.Part, c *sender.Call) {
	var args sender.Args
	switch {
	case p.twice:
		return
	case p.whole.Set():
		args = sender.Args{p.whole}
	case p.name.Set() && p.value.Set():
		args = sender.Args{p.name, p.value}
	case p.value.Set() && len(p.keys) == 1 && p.keys[0] == "Authorization" && part == sender.Header:
		c.Token = p.value
		return
	case p.value.Set() && len(p.keys) == 1:
		args = sender.Args{{Text: p.keys[0]}, p.value}
	default:
		return
	}
	if into, ok := map[sender.Part]*sender.Args{sender.Query: &c.Query, sender.Form: &c.Form, sender.Header: &c.Header}[part]; ok {
		*into = args
	}
}

// parameter takes over what one parameter is: the most telling of its roles.
func (l *library) parameter(roles map[role]bool, a sender.Arg, t types.Type, c *sender.Call, sends bool, pairs map[sender.Part]*pair) {
	has := func(part sender.Part) bool { return roles[role{part: part}] }
	switch {
	case isText(t) && has(sender.Method) && !c.Method.Set():
		c.Method = a
		return
	case (isText(t) || isURL(t)) && has(sender.URL) && !c.URL.Set():
		c.URL = a
		return
	}
	if isFunc(t) || l.inPart(roles, sender.Query, a, t, pairs) || l.inPart(roles, sender.Form, a, t, pairs) {
		return
	}
	switch {
	case has(sender.JSON) && !isText(t) && !c.JSON.Set():
		c.JSON = a
	case has(sender.Body) && !c.Body.Set() && !c.JSON.Set():
		c.Body = a
	case has(result) && !isText(t) && !c.Result.Set():
		c.Result = a
	case l.inPart(roles, sender.Header, a, t, pairs):
	case sends && l.options(t, a, c):
	}
}

// options notes that a parameter is a struct whose fields are parts.
func (l *library) options(t types.Type, a sender.Arg, c *sender.Call) bool {
	n := typeName(t)
	if n == nil || n.Pkg() == nil || n.Pkg().Path() != l.pkg {
		return false
	}
	st, ok := n.Type().Underlying().(*types.Struct)
	if !ok {
		return false
	}
	fields := map[string]sender.Part{}
	for f := range st.Fields() {
		if part := l.fieldPart(fieldOf(types.TypeString(n.Type(), nil), f.Name()), f.Type()); f.Exported() && part != "" {
			fields[f.Name()] = part
		}
	}
	if len(fields) == 0 {
		return false
	}
	c.Options = &sender.Options{Arg: a, Fields: fields}
	return true
}

// fieldPart returns the part that a field is, the most telling one.
func (l *library) fieldPart(field place, t types.Type) sender.Part {
	if isFunc(t) {
		return ""
	}
	for _, part := range []sender.Part{sender.Method, sender.URL, sender.Query, sender.Form, sender.JSON, sender.Body, sender.Header} {
		if l.is(field, part) && (isText(t) || part != sender.Method && part != sender.URL) {
			return part
		}
	}
	return ""
}

// inPart notes that a parameter is, or is in, the query, form or header.
func (l *library) inPart(roles map[role]bool, part sender.Part, a sender.Arg, t types.Type, pairs map[sender.Part]*pair) bool {
	name, value := roles[role{part: part, how: asName}], false
	var keys []string
	for r := range roles {
		if r.part == part && r.how == asValue {
			value = true
			if r.key != "" {
				keys = append(keys, r.key)
			}
		}
	}
	whole := roles[role{part: part}] && !isText(t) && isTable(t)
	if !name && !value && !whole {
		return false
	}
	p := pairs[part]
	if p == nil {
		p = new(pair)
		pairs[part] = p
	}
	switch {
	case whole || name && value && !isText(t):
		p.whole = a
	case name && !p.name.Set():
		p.name = a
	case value && !p.value.Set():
		slices.Sort(keys)
		p.value, p.keys = a, keys
	case value:
		p.twice = !p.name.Set()
	}
	return true
}
