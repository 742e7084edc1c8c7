package ir_test

import (
	"slices"
	"testing"

	"github.com/workplacelint/workplacelint/internal/ir"
)

// What a function returns beside the result of a call is read after the call, as
// compilers do; what is used before it is read before.
func TestReturnReadsLate(t *testing.T) {
	pkg := lower(t, `package p
		func fill(p *string) error
		func late() (string, error) {
			var s string
			return s, fill(&s)
		}
		func early() (string, error) {
			var s string
			before := s
			return before + "", fill(&s)
		}
		func named() (string, error) {
			var s string
			before := s
			return before, fill(&s)
		}
		func field() (string, error) {
			var s struct{ id string }
			before := s.id
			return before, fill(&s.id)
		}`)
	for name, want := range map[string][]ir.Op{
		"example.com/p.late":  {ir.OpAlloc, ir.OpCall, ir.OpLoad, ir.OpReturn},
		"example.com/p.named": {ir.OpAlloc, ir.OpLoad, ir.OpCall, ir.OpReturn},
		"example.com/p.field": {ir.OpAlloc, ir.OpFieldAddr, ir.OpLoad, ir.OpFieldAddr, ir.OpCall, ir.OpReturn},
		"example.com/p.early": {ir.OpAlloc, ir.OpLoad, ir.OpBinary, ir.OpCall, ir.OpReturn},
	} {
		at := slices.IndexFunc(pkg.Funcs, func(f *ir.Func) bool { return f.Name == name })
		if at < 0 {
			t.Fatalf("%s is missing", name)
		}
		var got []ir.Op
		for _, i := range pkg.Funcs[at].Blocks[0].Instrs {
			got = append(got, i.Op)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: operations %v, want %v", name, got, want)
		}
	}
}
