package flow

import (
	"cmp"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/workplacelint/workplacelint/internal/sink"
)

// call moves a mark of v into a call that has v as an argument.
func (w *walker) call(i ssa.CallInstruction, v ssa.Value, m mark, t *trail) {
	c := i.Common()
	if b, ok := c.Value.(*ssa.Builtin); ok {
		w.builtin(i, b, v, m, t)
		return
	}
	recv, args := arguments(c)
	if recv == v {
		w.deliver(i, receiver, v, m, t)
	}
	for n, a := range args {
		if a == v {
			w.deliver(i, n, v, m, t)
		}
	}
}

// receiver is the number of the receiver among the arguments of a call.
const receiver = -1

func (w *walker) builtin(i ssa.CallInstruction, b *ssa.Builtin, v ssa.Value, m mark, t *trail) {
	args := i.Common().Args
	switch b.Name() {
	case "append", "min", "max":
		if call, ok := i.(*ssa.Call); ok {
			w.hold(call, m, t)
		}
	case "copy":
		if len(args) == 2 && args[1] == v {
			w.write(args[0], m, t, i.Pos())
		}
	}
}

// deliver hands a mark to argument n of a call. What the call does with it, the
// rules say, or the summary of what is called.
func (w *walker) deliver(i ssa.CallInstruction, n int, v ssa.Value, m mark, t *trail) {
	c := i.Common()
	name := calleeName(c)
	if s, ok := w.rules.Calls[name]; ok {
		w.sink(i, s, n, m, t)
	}
	if s, ok := w.rules.Pages[name]; ok {
		w.page(i, s, n, m, t)
	}
	if sig := w.rules.Position[name]; sig != nil {
		m = w.position(i, sig, n, m, t)
	}
	if sig := w.rules.Keys[name]; sig != nil && w.signs && n >= 0 && sig.Role(n) == sink.Secret {
		w.ready(w.as(m, w.use.KeyKind, false), t, i.Pos())
	}
	switch {
	case w.rules.Read[name].Signature != nil:
		w.byDefault(i, w.rules.Read[name], n, m, t)
	case w.rules.Send[name] != nil:
		w.send(i, w.rules.Send[name], n, m, t)
	case w.rules.Make[name] != nil:
		w.make(i, w.rules.Make[name], n, m, t)
	case w.rules.Carry[name] != nil:
		w.carry(i, w.rules.Carry[name], n, m, t)
	case w.library(i, name):
		w.pass(i, n, v, m, t)
	default:
		w.enterCall(i, n, m, t)
	}
}

// position says what an argument is that is set by name, or whose place alone
// says it.
func (w *walker) position(i ssa.CallInstruction, sig *sink.Signature, n int, m mark, t *trail) mark {
	_, args := arguments(i.Common())
	switch role := sig.Role(n); {
	case n < 0:
	case role == sink.Value:
		if at := sig.Index(sink.Name); at >= 0 && at < len(args) {
			m = w.positioned(m, text(args[at]))
			if w.rules.Carry[sig.Func] == nil {
				w.ready(m, t, i.Pos())
			}
		}
	case role == sink.Token:
		w.ready(w.as(m, w.use.HeaderKind, false), t, i.Pos())
	case role == sink.Secret:
		w.ready(w.as(m, w.use.KeyKind, false), t, i.Pos())
	}
	return m
}

// sink notes that a mark leaves the program by a call.
func (w *walker) sink(i ssa.CallInstruction, s sink.Call, n int, m mark, t *trail) {
	if n < 0 || m.Label.inRequest() || !w.admitted(i, s.Signature) {
		return
	}
	_, args := arguments(i.Common())
	for _, e := range w.elements(s.Signature, args, n, m) {
		switch role := s.Role(n); role {
		case sink.Text, sink.Format:
			w.leak(m, s.Sink, role, t, i.Pos())
		case sink.Print, sink.Record, sink.JSON, sink.XML:
			if w.hides(e.value, role) {
				continue
			}
			if m, ok := w.formatted(s.Signature, args, e.index, m); ok {
				w.leak(m, s.Sink, role, t, i.Pos())
			}
		}
	}
}

// admitted reports whether the mode of the file that a call makes admits others.
func (w *walker) admitted(i ssa.CallInstruction, sig *sink.Signature) bool {
	at := sig.Index(sink.Perm)
	_, args := arguments(i.Common())
	if at < 0 || at >= len(args) {
		return true
	}
	c, ok := args[at].(*ssa.Const)
	return ok && c.Value != nil && c.Int64()&0o077 != 0
}

// An element is one of variadic arguments.
type element struct {
	value ssa.Value
	index int // among them
}

// elements returns the arguments in which a mark arrives at n: those in a list
// that the compiler made of variadic arguments.
func (w *walker) elements(sig *sink.Signature, args []ssa.Value, n int, m mark) []element {
	variadic := sig.Variadic && n == len(sig.Roles)-1
	list := spread(args[n], variadic)
	var out []element
	for k, v := range list {
		if v != args[n] && w.holds(v, m) {
			out = append(out, element{v, k})
		}
	}
	if len(out) == 0 {
		out = append(out, element{args[n], 0})
	}
	return out
}

// carry moves a mark through a function that passes texts on.
func (w *walker) carry(i ssa.CallInstruction, sig *sink.Signature, n int, m mark, t *trail) {
	recv, args := arguments(i.Common())
	if n == receiver {
		if w.isOther(sig, args) {
			return
		}
		if into := sig.Index(sink.Into); into >= 0 && into < len(args) {
			w.write(args[into], m, t, i.Pos())
		} else if !sig.Receiver {
			w.outcome(i, m, t)
		}
		return
	}
	role := sig.Role(n)
	if role == sink.None || role == sink.Name || role == sink.Into {
		return
	}
	for _, e := range w.elements(sig, args, n, m) {
		if m, ok := w.rendered(sig, args, e, role, m); ok {
			w.carried(i, sig, recv, args, m, t)
		}
	}
}

// isOther reports whether a carrier takes something by name out of its receiver
// that carries no credential, or one that a client of the server sent.
func (w *walker) isOther(sig *sink.Signature, args []ssa.Value) bool {
	at := sig.Index(sink.Name)
	if sig.Receiver || at < 0 || at >= len(args) {
		return false
	}
	name := text(args[at])
	_, known := w.use.Kind(name)
	return name != "" && !known || w.serves()
}

// rendered returns how a carrier holds a mark of one of its arguments. It
// reports whether it does.
func (w *walker) rendered(sig *sink.Signature, args []ssa.Value, e element, role sink.Role, m mark) (mark, bool) {
	inRequest := m.Label.inRequest()
	switch role {
	case sink.Print, sink.Record, sink.JSON, sink.XML:
		if inRequest || w.hides(e.value, role) {
			return m, false
		}
		m.Role = cmp.Or(m.Role, role)
		return w.formatted(sig, args, e.index, m)
	case sink.Text:
		if inRequest {
			m.Label = plain // A dump of a request shows all of it.
		}
	}
	return m, true
}

// carried puts a mark where a carrier puts it.
func (w *walker) carried(i ssa.CallInstruction, sig *sink.Signature, recv ssa.Value, args []ssa.Value, m mark, t *trail) {
	if into := sig.Index(sink.Into); into >= 0 && into < len(args) {
		w.write(args[into], m, t, i.Pos())
		return
	}
	if sig.Receiver && recv != nil {
		w.write(recv, m, t, i.Pos())
		return
	}
	w.outcome(i, m, t)
}

// outcome marks the results of a call.
func (w *walker) outcome(i ssa.CallInstruction, m mark, t *trail) {
	if call, ok := i.(*ssa.Call); ok && holdsText(call.Type()) {
		w.hold(call, m, t)
	}
}

// outcomeAt marks one result of a call.
func (w *walker) outcomeAt(i ssa.CallInstruction, n int, m mark, t *trail) {
	call, ok := i.(*ssa.Call)
	if !ok {
		return
	}
	if _, ok := call.Type().(*types.Tuple); !ok {
		w.hold(call, m, t)
		return
	}
	for _, ref := range *call.Referrers() {
		switch ref := ref.(type) {
		case *ssa.Extract:
			if ref.Index == n {
				w.hold(ref, m, t)
			}
		case *ssa.Return: // return f()
			w.exit(m, exit{Way: toResult, Index: n}.keep(m), t, token.NoPos, "")
		}
	}
}

// library reports whether a function is of a package that passes on all texts.
func (w *walker) library(i ssa.CallInstruction, name string) bool {
	c := i.Common()
	var fn *types.Package
	switch callee := c.StaticCallee(); {
	case c.IsInvoke():
		fn = c.Method.Pkg()
	case callee != nil && callee.Object() != nil:
		fn = callee.Object().Pkg()
	}
	return fn != nil && w.rules.Packages[fn.Path()] && !w.rules.Silent[name] && w.byName[name] == nil
}

// pass moves a mark through a function of a library that passes on its
// arguments.
func (w *walker) pass(i ssa.CallInstruction, n int, v ssa.Value, m mark, t *trail) {
	if m.Label.inRequest() || n == receiver && (w.removed(v) || w.replaced(i, v, m)) {
		return
	}
	name := calleeName(i.Common())
	if w.rules.Errors[name] {
		w.malformed(i, m, t)
	}
	m.Escaped = m.Escaped || w.rules.Escapers[name]
	w.outcome(i, m, t)
}

// malformed marks the error that a call returns for a text that is no URL. One
// that was escaped is one.
func (w *walker) malformed(i ssa.CallInstruction, m mark, t *trail) {
	if !m.Escaped {
		w.failure(i, m, t)
	}
}

// failure marks the error that a call returns.
func (w *walker) failure(i ssa.CallInstruction, m mark, t *trail) {
	w.watch(i)
	results := i.Common().Signature().Results()
	for n := range results.Len() {
		if isError(results.At(n).Type()) {
			w.outcomeAt(i, n, m, t.add(i.Pos(), failureNote))
		}
	}
}
