package flow

import (
	"go/constant"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/workplacelint/workplacelint/internal/credential"
	"github.com/workplacelint/workplacelint/internal/sink"
)

// move moves a mark of v through an instruction that uses v.
func (w *walker) move(instr ssa.Instruction, v ssa.Value, m mark, t *trail) {
	if w.rewritten(instr, v, m) {
		return
	}
	switch i := instr.(type) {
	case *ssa.Phi, *ssa.ChangeType, *ssa.Convert, *ssa.MultiConvert, *ssa.ChangeInterface, *ssa.Slice,
		*ssa.SliceToArrayPointer, *ssa.TypeAssert, *ssa.Range, *ssa.Next:
		w.hold(instr.(ssa.Value), m, t)
	case *ssa.Extract:
		w.extract(i, m, t)
	case *ssa.MakeInterface:
		if !w.replaced(i, v, m) {
			w.hold(i, m, t)
		}
	case *ssa.UnOp:
		if i.Op == token.MUL && !w.replaced(i, v, m) || i.Op == token.ARROW {
			w.hold(i, m, t)
		}
	case *ssa.BinOp:
		w.concat(i, v, m, t)
	case *ssa.Index, *ssa.IndexAddr, *ssa.Lookup:
		w.element(instr, v, m, t)
	case *ssa.Field:
		w.part(i, i.X.Type(), i.Field, m, t)
	case *ssa.FieldAddr:
		w.part(i, i.X.Type(), i.Field, m, t)
	case *ssa.Store:
		if i.Val == v {
			w.write(i.Addr, m, t, i.Pos())
		}
	case *ssa.MapUpdate:
		if i.Value == v || i.Key == v {
			w.update(i, m, t)
		}
	case *ssa.Send:
		if i.X == v {
			w.write(i.Chan, m, t, i.Pos())
		}
	case *ssa.MakeClosure:
		w.bind(i, v, m, t)
	case *ssa.Return:
		w.result(i, v, m, t)
	case *ssa.Panic:
		if s := w.rules.Sinks.First(func(s *sink.Sink) bool { return s.Panics }); s != nil && m.Label == plain {
			w.leak(m, s, sink.Print, t, i.Pos())
		}
	case ssa.CallInstruction:
		w.call(i, v, m, t)
	}
}

// extract moves a mark to one result of a call. Errors and counts beside a
// result hold nothing of it; calls that know better mark the result directly.
func (w *walker) extract(i *ssa.Extract, m mark, t *trail) {
	if holdsText(i.Type()) && !isError(i.Type()) {
		w.hold(i, m, t)
	}
}

// holdsText reports whether a value of a type can hold a text.
func holdsText(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return !ok || b.Info()&types.IsString != 0 || b.Kind() == types.UnsafePointer
}

func isError(t types.Type) bool { return types.Identical(t, types.Universe.Lookup("error").Type()) }

// element moves a mark from a collection to what is taken from it.
func (w *walker) element(instr ssa.Instruction, v ssa.Value, m mark, t *trail) {
	out := instr.(ssa.Value)
	switch i := instr.(type) {
	case *ssa.Index:
		if i.X != v {
			return
		}
	case *ssa.IndexAddr:
		if i.X != v {
			return
		}
	case *ssa.Lookup:
		if i.X != v {
			return
		}
	}
	w.hold(out, m, t)
}

// part moves a mark from a struct of a library to one of its fields. The fields
// of own structs are places of their own.
func (w *walker) part(out ssa.Value, of types.Type, field int, m mark, t *trail) {
	if w.isOwn(of) {
		return
	}
	name := w.fieldName(of, field)
	if w.rules.Empty[name] || !holdsText(out.Type().Underlying()) {
		return
	}
	if w.rules.Carriers.Parts[name] == sentPart {
		if m.Label == inLink {
			m.Label = inURL
			w.hold(out, m, t)
		}
		return
	}
	if want, ok := w.partLabel(name); ok {
		if m.Label == want {
			m.Label = plain
			if want == inLink {
				m.Label = inLink
			}
			w.hold(out, m, t)
		}
		return
	}
	if m.Label.inRequest() {
		return
	}
	w.hold(out, m, t)
}

// sentPart is the request that an answer is to.
const sentPart = "sent"

func (p *pkg) partLabel(field string) (label, bool) {
	switch p.rules.Carriers.Parts[field] {
	case "url":
		return inURL, true
	case "header":
		return inHeader, true
	case "link":
		return inLink, true
	}
	return plain, false
}

// update writes a mark to a map. A map of parameters or header fields says by
// its key what the value is.
func (w *walker) update(i *ssa.MapUpdate, m mark, t *trail) {
	if named, ok := types.Unalias(i.Map.Type()).(*types.Named); ok && m.Label == plain {
		if _, known := w.rules.Position["("+w.typeName(named)+").Set"]; known {
			m = w.positioned(m, text(i.Key))
		}
	}
	w.write(i.Map, m, t, i.Pos())
}

// positioned says that a text is the value of a parameter of that name.
func (w *walker) positioned(m mark, name string) mark {
	if kind, ok := w.use.Kind(name); ok {
		return w.as(m, kind, strings.EqualFold(name, w.use.Header))
	}
	return m
}

// as says that a text stands in the place of a credential. Of several texts that
// make one up only those count that are named as a credential: of an app id and
// the app secret, the secret.
func (w *walker) as(m mark, kind credential.Kind, header bool) mark {
	if m.Label == plain && m.As == "" && (!m.Part || w.looksLikeCredential(m.place)) {
		m.As, m.Header = kind, header
	}
	return m
}

// text returns the text of a constant, "" for other values.
func text(v ssa.Value) string {
	if c, ok := v.(*ssa.Const); ok && c.Value != nil && c.Value.Kind() == constant.String {
		return constant.StringVal(c.Value)
	}
	return ""
}

// bind hands a mark to the closure that shares a variable.
func (w *walker) bind(i *ssa.MakeClosure, v ssa.Value, m mark, t *trail) {
	fn, ok := i.Fn.(*ssa.Function)
	if !ok {
		return
	}
	for n, b := range i.Bindings {
		if place := w.bound(fn, n); b == v && place != m.place {
			w.exit(m, exit{Way: toPlace, Place: place}.keep(m), t, i.Pos(), "")
		}
	}
}

// keep makes an exit leave a mark as it is.
func (e exit) keep(m mark) exit {
	e.Quality = m.quality
	return e
}

// result notes that a mark is in a result of the function.
func (w *walker) result(i *ssa.Return, v ssa.Value, m mark, t *trail) {
	for n, res := range i.Results {
		if res != v {
			continue
		}
		w.exit(m, exit{Way: toResult, Index: n}.keep(m), t, i.Pos(), "")
	}
}
