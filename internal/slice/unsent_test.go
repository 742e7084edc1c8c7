package slice_test

import (
	"slices"
	"testing"

	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/slice"
)

// Each program makes one request: which functions have it last, if none sends it?
func TestUnsent(t *testing.T) {
	const common = `
type request struct{ path string }
func (r *request) clone() *request
func newRequest(path string) (*request, error)
func send(*request) error
func keep(*request)
func build() *request { r, _ := newRequest("a"); return r }
`
	tests := []struct {
		name, src string
		want      []string
	}{
		{"sent", `func A() { send(build()) }`, nil},
		{"sent by a function that gets it", `func do(r *request) { if r != nil { send(r) } }; func A() { do(build()) }`, nil},
		{"returned on the way", `func with(r *request) *request { r.path = "b"; return r }; func A() { send(with(build())) }`, nil},
		{"copied", `func A() { r := build(); send(r.clone()) }`, nil},
		{"in a closure", `func A() { r := build(); f := func() error { return send(r) }; f() }`, nil},
		{"dropped", `func A() { build() }`, nil},
		{"asked", `func A() string { return build().path }`, nil},
		{"returned", `func A() *request { return build() }`, []string{"A"}},
		{"returned by one of two", `func A() *request { return build() }; func B() { send(build()) }`, []string{"A"}},
		{"returned and sent", `func A() *request { return build() }; func B() { send(A()) }`, nil},
		{"handed over", `func A() { keep(build()) }`, []string{"A"}},
		{"kept", `type q struct{ r *request }; func (x *q) A() { x.r = build() }`, []string{"A"}},
		{"put into a channel", `func A(c chan *request) { c <- build() }`, []string{"A"}},
		{"handed to a value", `func A(f func(*request)) { f(build()) }`, []string{"A"}},
		{"made later", `func A() func() *request { return func() *request { return build() } }`, []string{"A"}},
	}
	cfg := config
	cfg.Makes = func(f *ir.Func, i *ir.Instr) bool {
		return i.Op == ir.OpCall && f.Str(i.Sym) == "example.com/p.newRequest"
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			x := slice.NewIndex([]*ir.Package{lower(t, common+test.src)}, cfg)
			var got []string
			for _, m := range x.Of(nil).Unsent(func(*slice.Make) bool { return true }) {
				if !slices.Contains(m.Texts, "a") {
					t.Errorf("%s: expected the texts of its address, got %q", m.Function, m.Texts)
				}
				for _, end := range m.Ends {
					got = append(got, end[len(end)-1:])
				}
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("expected %q, got %q", test.want, got)
			}
		})
	}
}
