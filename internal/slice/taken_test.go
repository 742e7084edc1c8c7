package slice_test

import (
	"testing"

	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/slice"
)

// Each program uses target as a value: may somebody call it who is not in view?
func TestHandedOut(t *testing.T) {
	const common = `
func target(path string) {}
func keep(f func(string))
func same[T any](v T) T { return v }
func twice(f func(string)) { f("a"); f("b") }
`
	tests := []struct {
		name, src string
		want      bool
	}{
		{"called by name", `func A() { target("a") }`, false},
		{"in a variable", `func A(b bool) { f := target; if b { f = nil }; f("a") }`, false},
		{"in a variable of a closure", `func A() { f := target; func() { f("a") }() }`, false},
		{"through a function", `func A() { same(target)("a") }`, false},
		{"called by a function", `func A() { twice(target) }`, false},
		{"in another goroutine", `func A() { go same(target)("a"); defer same(target)("b") }`, false},
		{"given to somebody", `func A() { keep(target) }`, true},
		{"given to somebody by a function", `func hold(f func(string)) { keep(f) }; func A() { hold(target) }`, true},
		{"returned", `func A() func(string) { return target }`, true},
		{"returned to callers in view", `func choose() func(string) { return target }; func A() { choose()("a") }`, false},
		{"returned to nobody in view", `func choose() func(string) { return target }`, true},
		{"returned by a value", `func choose() func(string) { return target }; func A(b bool) { f := choose; if b { f = nil }; f()("a") }`, true},
		{"in a field", `type s struct{ f func(string) }; func A() *s { return &s{target} }`, true},
		{"in a list", `func A() { for _, f := range []func(string){target} { f("a") } }`, true},
		{"in a package variable", `var f = target; func A() { f("a") }`, true},
		{"in a channel", `func A(c chan func(string)) { c <- target }`, true},
		{"handed to a value", `func A(g func(func(string))) { g(target) }`, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			x := slice.NewIndex([]*ir.Package{lower(t, common+test.src)}, config)
			if got := x.HandedOut("example.com/p.target"); got != test.want {
				t.Errorf("expected %v, got %v", test.want, got)
			}
		})
	}
}
