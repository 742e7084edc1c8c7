package flow

import (
	"go/token"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/tools/go/ssa"

	"github.com/workplacelint/workplacelint/internal/sink"
)

// concat moves a mark through x + y.
func (w *walker) concat(i *ssa.BinOp, v ssa.Value, m mark, t *trail) {
	if i.Op != token.ADD || !holdsText(i.Type()) {
		return
	}
	other := i.X
	if i.X == v {
		other = i.Y
	}
	if i.Y == v && i.X != v {
		if !continued(i) || w.looksLikeCredential(m.place) {
			m = w.after(m, ending(i.X))
		}
		m.Inner = true
	}
	if _, ok := other.(*ssa.Const); !ok {
		m.Part = true
	}
	w.hold(i, m, t)
}

// continued reports whether a text is the beginning of another in which it is
// only a part of a parameter: the app id in id|secret.
func continued(v ssa.Value) bool {
	for _, ref := range *v.Referrers() {
		if next, ok := ref.(*ssa.BinOp); ok && next.X == v && joins(text(next.Y)) {
			return true
		}
	}
	return false
}

// joins reports whether a text goes on with the parameter before it.
func joins(rest string) bool { return strings.HasPrefix(rest, "|") || strings.HasPrefix(rest, "%7C") }

// ending returns the constant text that v ends with.
func ending(v ssa.Value) string {
	switch v := v.(type) {
	case *ssa.Const:
		return text(v)
	case *ssa.BinOp:
		if v.Op == token.ADD {
			return ending(v.Y)
		}
	}
	return ""
}

var parameter = regexp.MustCompile(`(?:^|[?&#])([A-Za-z_]+)=$`)

// after says what a text is that follows another: the value of a parameter.
func (w *walker) after(m mark, before string) mark {
	if p := parameter.FindStringSubmatch(before); p != nil {
		return w.positioned(m, p[1])
	}
	return m
}

// A verb is one verb of a format with the text before it.
type verb struct {
	letter rune
	before string // up to the verb before it
	after  string // up to the verb after it
	first  bool   // nothing stands before it
}

// shows reports whether the verb writes the text of its argument.
func (v verb) shows() bool { return strings.ContainsRune("svqxXw", v.letter) }

// verbs reads a format. A format that numbers its arguments is not read.
func verbs(format string) ([]verb, bool) {
	var list []verb
	before := ""
	for format != "" {
		at := strings.IndexByte(format, '%')
		if at < 0 {
			break
		}
		before += format[:at]
		rest := strings.TrimLeft(format[at+1:], "+-# 0123456789.")
		letter, size := utf8.DecodeRuneInString(rest)
		format = rest[size:]
		switch {
		case letter == '%':
			before += "%"
			continue
		case letter == '[' || letter == '*' || !unicode.IsLetter(letter):
			return nil, false
		}
		list = append(list, verb{letter: letter, before: before, first: len(list) == 0 && before == ""})
		before = ""
	}
	for i := range list {
		if i+1 < len(list) {
			list[i].after = list[i+1].before
		}
	}
	return list, true
}

// formatted moves a mark of argument n of a format through it. It reports
// whether the format writes the text.
func (w *walker) formatted(sig *sink.Signature, args []ssa.Value, n int, m mark) (mark, bool) {
	at := sig.Index(sink.Format)
	if at < 0 || at >= len(args) {
		return w.joined(sig, args, n, m), true
	}
	c, ok := args[at].(*ssa.Const)
	list, read := verbs(text(args[at]))
	if !ok || c == nil || !read || n >= len(list) {
		m.Part, m.Inner = true, true
		return m, true
	}
	v := list[n]
	if !v.shows() {
		return m, false
	}
	if !joins(v.after) || w.looksLikeCredential(m.place) {
		m = w.after(m, v.before)
	}
	m.Part = m.Part || len(list) > 1
	m.Inner = m.Inner || !v.first
	return m, true
}

// joined moves a mark of argument n of a function that prints its arguments one
// after the other.
func (w *walker) joined(sig *sink.Signature, args []ssa.Value, n int, m mark) mark {
	if !sig.Variadic || len(args) == 0 {
		return m
	}
	list := spread(args[len(args)-1], true)
	if n > 0 && n < len(list) {
		if lits := literals(list[n-1], 0); len(lits) == 1 {
			m = w.after(m, lits[0])
		}
		m.Inner = true
	}
	m.Part = m.Part || len(list) > 1
	return m
}

// maxDepth bounds how deep the parts of a text are looked for.
const maxDepth = 12

// literals returns the constant parts of a text, as far as they are written
// where it is made.
func literals(v ssa.Value, depth int) []string {
	if depth > maxDepth {
		return nil
	}
	switch v := v.(type) {
	case *ssa.Const:
		if s := text(v); s != "" {
			return []string{s}
		}
	case *ssa.BinOp:
		return append(literals(v.X, depth+1), literals(v.Y, depth+1)...)
	case *ssa.MakeInterface:
		return literals(v.X, depth+1)
	case *ssa.Convert:
		return literals(v.X, depth+1)
	case *ssa.Extract:
		return literals(v.Tuple, depth+1)
	case *ssa.Phi:
		var list []string
		for _, e := range v.Edges {
			list = append(list, literals(e, depth+1)...)
		}
		return list
	case *ssa.Call:
		var list []string
		for _, a := range v.Call.Args {
			for _, one := range spread(a, true) {
				list = append(list, literals(one, depth+1)...)
			}
		}
		return list
	}
	return nil
}
