package suppress_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/workplacelint/workplacelint/internal/suppress"
)

func TestParse(t *testing.T) {
	tests := []struct {
		name, file, text string
		want             string // line:column target names reason until want
	}{
		{"end of line", "a.go", "package a\nvar x = 1 //workplacelint:ignore missinggrant -- granted by hand\n", "2:11 2 missinggrant granted by hand"},
		{"own line", "a.go", "package a\n\n\t//workplacelint:ignore missinggrant:missing -- why\n\t// more words\n\n\tvar x = 1\n", "3:2 6 missinggrant:missing why"},
		{"two names", "a.go", "package a //workplacelint:ignore missinggrant, unusedgrant:unused -- why", "1:11 1 missinggrant,unusedgrant:unused why"},
		{"last day", "a.go", "package a //workplacelint:ignore a -- migration until 2027-01-01", "1:11 1 a migration until 2027-01-01"},
		{"last day in brackets", "a.go", "package a //workplacelint:ignore a -- migration [until 2027-01-01]", "1:11 1 a migration until 2027-01-01"},
		{"until in the reason", "a.go", "package a //workplacelint:ignore a -- wait until tomorrow", "1:11 1 a wait until tomorrow"},
		{"no such day", "a.go", "package a //workplacelint:ignore a -- why until 2027-13-01", "1:11 1 a - expected a day like until 2027-01-01"},
		{"no reason", "a.go", "package a //workplacelint:ignore a", "1:11 1 a - expected a reason: workplacelint:ignore a -- reason"},
		{"empty reason", "a.go", "package a //workplacelint:ignore a --  ", "1:11 1 a - expected a reason: workplacelint:ignore a -- reason"},
		{"only a day", "a.go", "package a //workplacelint:ignore a -- until 2027-01-01", "1:11 1 a - expected a reason: workplacelint:ignore a -- reason"},
		{"no name", "a.go", "package a //workplacelint:ignore -- why", "1:11 1 - expected workplacelint:ignore ANALYZER[:CATEGORY] -- reason"},
		{"with a space", "a.go", "package a // workplacelint:ignore a -- why", "1:11 1 a why"},
		{"between signs", "a.go", "package a /* workplacelint:ignore a -- why */", "1:11 1 a why"},
		{"an example in documentation", "a.go", "//\tworkplacelint:ignore a -- why\n//\n//\t//workplacelint:ignore a -- why\npackage a", ""},
		{"in a text", "a.go", "package a; const s = `\n//workplacelint:ignore a -- why\n`", ""},
		{"another directive", "a.go", "package a //workplacelint:ignored a -- why", ""},
		{"no Go code", "a.go", "package \x00 $$ \"\n//workplacelint:ignore a -- why\n", "2:1 2 a why"},
		{"manifest", "workplace.yaml", "permissions:\n  - name: x # workplacelint:ignore unusedgrant -- soon\n", "2:13 2 unusedgrant soon"},
		{"manifest, own line", "workplace.yaml", "permissions:\n  #workplacelint:ignore unusedgrant -- soon\n  # words\n  - name: x\n", "2:3 4 unusedgrant soon"},
		{"manifest, no comment", "workplace.yaml", "app: a#b#workplacelint:ignore a -- why\n", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, d := range suppress.Parse(test.file, []byte(test.text)) {
				got = append(got, show(d))
			}
			if s := strings.Join(got, "\n"); s != test.want {
				t.Errorf("got  %q\nwant %q", s, test.want)
			}
		})
	}
}

func show(d *suppress.Directive) string {
	parts := []string{fmt.Sprintf("%d:%d %d", d.Line, d.Column, d.Target)}
	var names []string
	for _, n := range d.Names {
		names = append(names, n.String())
	}
	if len(names) > 0 {
		parts = append(parts, strings.Join(names, ","))
	}
	if d.Want != "" {
		return strings.Join(append(parts, "-", d.Want), " ")
	}
	parts = append(parts, d.Reason)
	if !d.Until.IsZero() {
		parts = append(parts, "until", d.Until.Format(time.DateOnly))
	}
	return strings.Join(parts, " ")
}

const code = `package a

var (
	one   = 1 //workplacelint:ignore missinggrant:missing -- why
	two   = 2 //workplacelint:ignore missinggrant -- why until 2026-12-31
	three = 3 //workplacelint:ignore unusedgrant -- why
	four  = 4 //workplacelint:ignore mising -- why
	five  = 5 //workplacelint:ignore missinggrant
	six   = 6 //workplacelint:ignore secrets -- an example
)
`

func TestSet(t *testing.T) {
	known := suppress.Known{Ran: []string{"missinggrant", "unusedgrant"}, Others: []string{"secrets"}}
	match := func(today string) (s *suppress.Set, lines []int) {
		day, err := time.Parse(time.DateOnly, today)
		if err != nil {
			t.Fatal(err)
		}
		s = &suppress.Set{Today: day.Add(13 * time.Hour)}
		s.Add("a.go", []byte(code))
		s.Add("a.go", []byte(code)) // A file is read once.
		for line := range 12 {
			if d := s.Match("missinggrant", "missing", "a.go", line); d != nil {
				lines = append(lines, line)
			}
		}
		return s, lines
	}
	problems := func(s *suppress.Set) string {
		var list []string
		for _, p := range s.Problems(known) {
			list = append(list, fmt.Sprintf("%d %s", p.Line, p.Category))
		}
		return strings.Join(list, ", ")
	}

	s, lines := match("2026-12-31")
	if fmt.Sprint(lines) != "[4 5]" {
		t.Errorf("suppressed on the last day: lines %v", lines)
	}
	if got, want := problems(s), "6 unused, 7 unknown, 8 malformed"; got != want {
		t.Errorf("problems %s, want %s", got, want)
	}
	if s.Match("missinggrant", "missing-host", "a.go", 4) != nil || s.Match("missinggrant", "missing", "b.go", 4) != nil {
		t.Error("a directive suppresses another category, or in another file")
	}

	if s.Match("hardcodedtoken", "access-token", "a.go", 9) == nil || s.Match("clientfile", "literal", "a.go", 9) == nil {
		t.Error("a comment about secrets is not about what else finds the same")
	}
	if s.Match("clientfile", "request", "a.go", 9) != nil {
		t.Error("a comment about secrets is about a request")
	}

	s, lines = match("2027-01-01")
	if fmt.Sprint(lines) != "[4]" {
		t.Errorf("suppressed a day later: lines %v", lines)
	}
	if got, want := problems(s), "5 expired, 6 unused, 7 unknown, 8 malformed"; got != want {
		t.Errorf("problems %s, want %s", got, want)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("a.go", []byte(code))
	f.Add("workplace.yaml", []byte("a: b # workplacelint:ignore x:y -- z until 2027-01-01"))
	f.Fuzz(func(t *testing.T, file string, text []byte) {
		lines := 1 + strings.Count(string(text), "\n")
		for _, d := range suppress.Parse(file, text) {
			if d.Line < 1 || d.Line > lines || d.Target < d.Line || d.Target > lines {
				t.Errorf("line %d, target %d of %d", d.Line, d.Target, lines)
			}
			if d.Want == "" && (d.Reason == "" || len(d.Names) == 0) {
				t.Errorf("%+v counts without a name and a reason", d)
			}
		}
	})
}
