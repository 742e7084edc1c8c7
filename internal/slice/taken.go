package slice

import "github.com/workplacelint/workplacelint/internal/ir"

// HandedOut reports whether a function is used as a value that somebody may call who is
// not in view: it is put into a field, a list or a channel, given to a function without
// body, or returned to callers that are not known. One that a variable holds, or that
// goes through functions in view and is called by them, is not.
func (x *Index) HandedOut(name string) bool {
	c := x.climber()
	c.outside = func(w *way, _ value, _ *ir.Instr) []value {
		w.leaves = true
		return nil
	}
	out := false
	c.climb(x.asValues[name], func(v value, w *way) bool {
		out = out || w.leaves || len(w.results) > 0 && !x.calledInView(v.fn)
		return !out
	})
	return out
}

// calledInView reports whether a function is called by name in view and cannot be called
// otherwise.
func (x *Index) calledInView(fn *function) bool {
	return !fn.f.Exported && !fn.f.Method && !fn.taken && len(x.callers[fn.f.Name]) > 0
}
