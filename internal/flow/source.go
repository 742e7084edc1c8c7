package flow

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/workplacelint/workplacelint/internal/sink"
)

// source marks what a call brings into the program.
func (w *walker) source(i ssa.CallInstruction) {
	c := i.Common()
	name := calleeName(c)
	_, args := arguments(c)
	switch {
	case w.rules.Read[name].Signature != nil:
		w.read(i, w.rules.Read[name], args)
	case w.rules.Environments[name]:
		w.outcome(i, mark{place: allEnv}, (*trail)(nil).add(i.Pos(), "the environment is read here"))
	case w.rules.Inputs[name]:
		w.outcome(i, mark{place: inputPlace + name}, (*trail)(nil).add(i.Pos(), "a client of the server sends this"))
	case w.rules.Transports[name] != nil:
		w.outcome(i, mark{place: traitPlace + w.rules.Transports[name].Category}, nil)
	case w.unknown(i, name):
		w.outcomeAt(i, 0, mark{place: callPlace + name + "@" + w.at(i.Pos())}, (*trail)(nil).add(i.Pos(), "it comes from here"))
	}
	w.returned(i)
}

// read marks what the program is given under a name.
func (w *walker) read(i ssa.CallInstruction, r sink.Reader, args []ssa.Value) {
	at := r.Index(sink.Name)
	if at < 0 || at >= len(args) || text(args[at]) == "" {
		return
	}
	m := mark{place: r.Kind + ":" + text(args[at])}
	t := (*trail)(nil).add(i.Pos(), Describe(m.place)+" is read here")
	if into := r.Index(sink.Into); into >= 0 {
		w.write(args[into], m, t, i.Pos())
		return
	}
	w.outcomeAt(i, 0, m, t)
}

// unknown reports whether a call returns a text of which nothing else is known:
// that of a secret store, say.
func (w *walker) unknown(i ssa.CallInstruction, name string) bool {
	call, ok := i.(*ssa.Call)
	if !ok || name == "" || len(w.targets(&call.Call)) > 0 || w.below.summary(name) != nil {
		return false
	}
	if w.rules.Carry[name] != nil || w.rules.Send[name] != nil || w.rules.Make[name] != nil || w.rules.Silent[name] || w.library(i, name) {
		return false
	}
	t := call.Type()
	if tuple, ok := t.(*types.Tuple); ok {
		if tuple.Len() == 0 {
			return false
		}
		t = tuple.At(0).Type()
	}
	return isText(t)
}

// isText reports whether t is a string or a slice of bytes.
func isText(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Info()&types.IsString != 0
	case *types.Slice:
		b, ok := u.Elem().Underlying().(*types.Basic)
		return ok && b.Kind() == types.Byte
	}
	return false
}

// print marks the arguments of a call that prints values with the fields of
// types of the program that it writes then.
func (w *walker) print(i ssa.CallInstruction) {
	c := i.Common()
	name := calleeName(c)
	_, args := arguments(c)
	for _, sig := range []*sink.Signature{w.rules.Calls[name].Signature, w.rules.Carry[name]} {
		if sig == nil {
			continue
		}
		for n, a := range args {
			for _, v := range spread(a, sig.Variadic && n == len(sig.Roles)-1) {
				w.printed(i, v, sig.Role(n))
			}
		}
	}
	if s, ok := w.rules.Pages[name]; ok {
		w.fill(i, s)
	}
	for _, s := range w.summariesOf(c) {
		for k, role := range rolesOf(s) {
			a := argument(c, k)
			if a == nil {
				continue
			}
			for _, v := range spread(a, true) {
				w.printed(i, v, role)
			}
		}
	}
}

// rolesOf returns how a function prints its parameters.
func rolesOf(s *exitSet) map[int]sink.Role {
	out := map[int]sink.Role{}
	for e := range s.steps {
		if k, l, ok := paramIndex(e.From); ok && l == plain && e.Quality.Role != "" {
			if r, ok := out[k]; !ok || e.Quality.Role < r {
				out[k] = e.Quality.Role
			}
		}
	}
	return out
}

// printed marks argument v with the fields that printing it writes.
func (w *walker) printed(i ssa.CallInstruction, v ssa.Value, role sink.Role) {
	switch role {
	case sink.Print, sink.Record, sink.JSON, sink.XML:
	default:
		return
	}
	for _, place := range w.printedOf(i, v, role) {
		m := mark{place: place}
		w.hold(v, m, (*trail)(nil).add(placed(v, i), Describe(place)+" is in this value"))
	}
}

// placed returns the position of an argument, that of the call if it has none.
func placed(v ssa.Value, i ssa.CallInstruction) token.Pos {
	if mi, ok := v.(*ssa.MakeInterface); ok {
		v = mi.X
	}
	if v.Pos().IsValid() && v.Parent() == i.Parent() {
		return v.Pos()
	}
	return i.Pos()
}

// concrete returns the type of what is converted to an interface.
func concrete(v ssa.Value) types.Type {
	switch i := v.(type) {
	case *ssa.MakeInterface:
		return i.X.Type()
	case *ssa.ChangeInterface:
		return concrete(i.X)
	}
	return v.Type()
}
