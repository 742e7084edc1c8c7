package flow_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/workplacelint/workplacelint/internal/flow"
)

// TestVerbs compares what is read of formats with what package fmt does.
func TestVerbs(t *testing.T) {
	for _, format := range []string{
		"", "plain", "%s", "%d%%", "a %s b", "%s%s", "%-10s|%5.2v|", "%+v%q%x", "100%% %s", "%#v", "access_token=%s&x=%d", "%t", "%", "%!",
	} {
		letters, before, ok := flow.Verbs(format)
		if !ok {
			if format != "%" && format != "%!" {
				t.Errorf("%q is not read", format)
			}
			continue
		}
		args := make([]any, len(letters))
		for i := range args {
			args[i] = mark(i)
		}
		text := fmt.Sprintf(format, args...)
		if strings.Contains(text, "EXTRA") || strings.Contains(text, "MISSING") {
			t.Errorf("%q: %d verbs are not what package fmt reads: %s", format, len(letters), text)
		}
		for i, b := range before {
			if want := b + fmt.Sprintf("<%d:%c>", i, letters[i]); !strings.Contains(strings.ReplaceAll(text, " <", "<"), strings.ReplaceAll(want, " <", "<")) {
				t.Errorf("%q: no %q in %q", format, want, text)
			}
		}
	}
	for _, format := range []string{"%[1]s", "%*d"} {
		if _, _, ok := flow.Verbs(format); ok {
			t.Errorf("%q numbers its arguments and is read", format)
		}
	}
}

// A mark prints its number and the verb that it is printed with.
type mark int

func (m mark) Format(s fmt.State, verb rune) { fmt.Fprintf(s, "<%d:%c>", int(m), verb) }

func FuzzVerbs(f *testing.F) {
	f.Add("a %s b %d")
	f.Add("%")
	f.Add("%[2]*.[1]*f")
	f.Fuzz(func(t *testing.T, format string) {
		letters, before, ok := flow.Verbs(format)
		if ok && len(letters) != len(before) {
			t.Errorf("%q: %d verbs, %d texts", format, len(letters), len(before))
		}
	})
}
