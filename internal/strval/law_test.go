package strval_test

import (
	"strings"
	"testing"

	"github.com/workplacelint/workplacelint/internal/strval"
)

// value makes a value of text that a fuzzer can vary: alternatives between
// bars, "!" for ⊤, "" for ⊥, {name} for holes.
func value(t *testing.T, s string) strval.Value {
	t.Helper()
	v := strval.Bottom
	if s == "" {
		return v
	}
	for alt := range strings.SplitSeq(s, "|") {
		if reason, ok := strings.CutPrefix(alt, "!"); ok {
			v = v.Join(strval.Top(reason))
			continue
		}
		tmpl, err := strval.Parse(alt)
		if err != nil {
			t.Skip("no template: " + err.Error())
		}
		v = v.Join(strval.Single(tmpl))
	}
	return v
}

func FuzzLaws(f *testing.F) {
	f.Add("/{group}/feed", "/me|/{id}", "!reason")
	f.Add("", "a", "b|c")
	f.Add("aa", "a", "{x}a")
	f.Add("!b", "!a", "x")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		u, v, w := value(t, a), value(t, b), value(t, c)
		same := func(law string, left, right strval.Value) {
			t.Helper()
			if !left.Equal(right) {
				t.Errorf("%s: %s is not %s", law, left, right)
			}
		}
		same("join is associative", u.Join(v).Join(w), u.Join(v.Join(w)))
		same("join is commutative", u.Join(v), v.Join(u))
		same("join is idempotent", u.Join(u), u)
		same("bottom is the identity", u.Join(strval.Bottom), u)
		same("concat keeps the empty string", u.Concat(strval.String("")), u)
		if len(a)+len(b)+len(c) < 200 {
			same("concat is associative", u.Concat(v).Concat(w), u.Concat(v.Concat(w)))
		}
		above(t, u.Widen(v), u.Join(v))
	})
}

// above checks that every literal of low is covered by high.
func above(t *testing.T, high, low strval.Value) {
	t.Helper()
	if high.IsTop {
		return
	}
	for _, tmpl := range low.Templates {
		lit, ok := tmpl.Literal()
		if !ok {
			continue
		}
		covered := false
		for _, h := range high.Templates {
			covered = covered || h.Covers(lit)
		}
		if !covered {
			t.Errorf("widen is above join: %s does not cover %q", high, lit)
		}
	}
}

func FuzzTemplate(f *testing.F) {
	for _, seed := range []string{"", "/{group}/feed", "{{literal}}", "{a}{b}c{a}", "https://{host}/v2.0/{id}?fields=x", "}", "{", "{a b}"} {
		f.Add(seed, "x")
	}
	f.Fuzz(func(t *testing.T, s, fill string) {
		tmpl, err := strval.Parse(s)
		if err != nil {
			return
		}
		again, err := strval.Parse(tmpl.String())
		if err != nil {
			t.Fatalf("%q prints as %q, which does not parse: %v", s, tmpl.String(), err)
		}
		if again.Compare(tmpl) != 0 || !again.Equal(tmpl) {
			t.Errorf("%q parses as %s, printed and parsed again as %s", s, tmpl, again)
		}
		filled := tmpl.MapHoles(func(strval.Hole) strval.Template { return strval.Lit(fill) })
		if lit, ok := filled.Literal(); ok && !tmpl.Covers(lit) {
			t.Errorf("%s does not cover its instance %q", tmpl, lit)
		}
	})
}
