package flow

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/workplacelint/workplacelint/internal/sink"
)

// removed reports whether a parameter that carries a credential is deleted from
// v: values.Del("access_token").
func (w *walker) removed(v ssa.Value) bool {
	refs := v.Referrers()
	if refs == nil {
		return false
	}
	for _, ref := range *refs {
		call, ok := ref.(*ssa.Call)
		if !ok || !w.rules.Removers[calleeName(&call.Call)] || len(call.Call.Args) != 2 {
			continue
		}
		if slices.ContainsFunc(oneOf(call.Call.Args[1]), func(name string) bool { _, ok := w.use.Kind(name); return ok }) {
			return true
		}
	}
	return false
}

// oneOf returns the texts that v may be: itself, or the elements of a list over
// which a loop goes.
func oneOf(v ssa.Value) []string {
	load, ok := v.(*ssa.UnOp)
	if !ok {
		return []string{text(v)}
	}
	at, ok := load.X.(*ssa.IndexAddr)
	if !ok {
		return nil
	}
	var list []string
	for _, elem := range contents(at.X) {
		list = append(list, text(elem))
	}
	return list
}

// replaced reports whether the part of v in which a mark stands was overwritten
// before an instruction with something without it: url.RawQuery = query.Encode().
// A text that came in the URL of a request stood in its query.
func (w *walker) replaced(i ssa.Instruction, v ssa.Value, m mark) bool {
	_, l := unlabelled(m.place)
	return (m.As != "" || l == inURL) && w.overwrites(v, m, func(s *ssa.Store) bool { return runsBefore(s, i) })
}

// watch looks at the error of a call, of which the URL may be overwritten:
//
//	var failed *url.Error
//	if errors.As(err, &failed) {
//		failed.URL = "…"
//	}
func (w *walker) watch(i ssa.CallInstruction) {
	call, ok := i.(*ssa.Call)
	if !ok || w.errors[call] != nil {
		return
	}
	views := w.views(call)
	for _, v := range views {
		w.errors[v] = views
		for _, s := range w.stores(v) {
			w.urls[s.Val] = views
		}
	}
}

// again moves the marks of errors once more whose URL is overwritten with v: now
// it is known that v holds a mark.
func (w *walker) again(v ssa.Value) {
	for _, view := range w.urls[v] {
		for _, m := range w.marks(view) {
			w.work = append(w.work, held{view, m})
		}
	}
}

// rewritten reports whether v is an error that holds no URL where an instruction is,
// or one whose URL is overwritten with something without a mark. What is made of it before is not told apart, since it is the same
// error, and what is returned because it has no such URL holds none.
func (w *walker) rewritten(i ssa.Instruction, v ssa.Value, m mark) bool {
	views := w.errors[v]
	if views == nil || w.view(i) != nil {
		return false
	}
	if _, part := i.(*ssa.FieldAddr); part {
		return false
	}
	return w.excluded(i.Block(), views) || slices.ContainsFunc(views, func(v ssa.Value) bool { return w.overwrites(v, m, anyStore) })
}

// excluded reports whether a block is only run if an error is not of a type that
// holds the URL of a request.
func (w *walker) excluded(b *ssa.BasicBlock, views []ssa.Value) bool {
	for ; b != nil; b = b.Idom() {
		outer := b.Idom()
		if outer == nil || len(b.Preds) != 1 || len(outer.Succs) != 2 || outer.Succs[1] != b {
			continue
		}
		if i, ok := outer.Instrs[len(outer.Instrs)-1].(*ssa.If); ok && w.asksForURL(i.Cond, views) {
			return true
		}
	}
	return false
}

// asksForURL reports whether a condition is that an error is of a type that holds
// the URL of a request.
func (w *walker) asksForURL(cond ssa.Value, views []ssa.Value) bool {
	switch c := cond.(type) {
	case *ssa.Extract:
		is, ok := c.Tuple.(*ssa.TypeAssert)
		return ok && c.Index == 1 && w.rules.Failures[w.typeName(is.AssertedType)] && slices.Contains(views, is.X)
	case *ssa.Call:
		into, ok := w.view(c).(*ssa.Alloc)
		if !ok || !slices.Contains(views, c.Call.Args[0]) {
			return false
		}
		kept := into.Type().Underlying().(*types.Pointer).Elem()
		return w.rules.Failures[w.typeName(kept)]
	}
	return false
}

func anyStore(*ssa.Store) bool { return true }

// views returns the values that are an error of a call in another form.
func (w *walker) views(call *ssa.Call) []ssa.Value {
	list := []ssa.Value{call}
	for n := 0; n < len(list) && n < maxViews; n++ {
		refs := list[n].Referrers()
		if refs == nil {
			continue
		}
		for _, ref := range *refs {
			if v := w.view(ref); v != nil && !slices.Contains(list, v) {
				list = append(list, v)
			}
		}
	}
	return list
}

// maxViews bounds in how many forms an error is looked for.
const maxViews = 32

// view returns what an instruction makes of an error without taking something
// out of it, nil if it does something else.
func (w *walker) view(i ssa.Instruction) ssa.Value {
	switch i := i.(type) {
	case *ssa.Extract:
		if _, asserted := i.Tuple.(*ssa.TypeAssert); asserted && i.Index == 0 || isError(i.Type()) {
			return i
		}
	case *ssa.TypeAssert, *ssa.Phi, *ssa.ChangeInterface:
		return i.(ssa.Value)
	case *ssa.UnOp:
		if i.Op == token.MUL {
			return i
		}
	case *ssa.Call:
		// errors.As(err, &failed)
		if sig := w.rules.Carry[calleeName(&i.Call)]; sig != nil && sig.Index(sink.Into) >= 0 {
			if mi, ok := i.Call.Args[sig.Index(sink.Into)].(*ssa.MakeInterface); ok {
				return mi.X
			}
		}
	}
	return nil
}

// overwrites reports whether a store to a part of v that holds the parameters of
// a URL puts something there that does not hold a mark.
func (w *walker) overwrites(v ssa.Value, m mark, counts func(*ssa.Store) bool) bool {
	return slices.ContainsFunc(w.stores(v), func(s *ssa.Store) bool { return counts(s) && !w.holdsPlace(s.Val, m.place) })
}

// stores returns the stores to parts of v that hold the parameters of a URL.
func (w *walker) stores(v ssa.Value) []*ssa.Store {
	refs := v.Referrers()
	if refs == nil {
		return nil
	}
	var list []*ssa.Store
	for _, ref := range *refs {
		addr, ok := ref.(*ssa.FieldAddr)
		if !ok || !w.rules.Replaced[w.fieldName(addr.X.Type(), addr.Field)] {
			continue
		}
		for _, use := range *addr.Referrers() {
			if store, ok := use.(*ssa.Store); ok && store.Addr == addr {
				list = append(list, store)
			}
		}
	}
	return list
}

func (w *walker) holdsPlace(v ssa.Value, place string) bool {
	for m := range w.held[v] {
		if m.place == place {
			return true
		}
	}
	return false
}

// runsBefore reports whether an instruction was run whenever another is.
func runsBefore(a, b ssa.Instruction) bool {
	if a.Block() != b.Block() {
		return a.Block().Dominates(b.Block())
	}
	return slices.Index(a.Block().Instrs, a) < slices.Index(b.Block().Instrs, b)
}
