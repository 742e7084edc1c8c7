package graphapi

import (
	"strings"

	"github.com/workplacelint/workplacelint/internal/strval"
)

// cut splits t at the first sep that stands in a literal.
func cut(t strval.Template, sep byte) (before, after strval.Template, found bool) {
	return t.Cut(string(sep))
}

// cutKeep is cut with sep left at the beginning of after.
func cutKeep(t strval.Template, sep byte) (before, after strval.Template, found bool) {
	before, after, found = cut(t, sep)
	if found {
		after = strval.Lit(string(sep)).Concat(after)
	}
	return before, after, found
}

func dropBytes(t strval.Template, n int) strval.Template {
	parts := append([]strval.Part{{Lit: t.Parts[0].Lit[n:]}}, t.Parts[1:]...)
	return strval.Make(parts...)
}

func trimSpace(t strval.Template) strval.Template {
	if lit, ok := t.Literal(); ok {
		return strval.Lit(strings.TrimSpace(lit))
	}
	parts := append([]strval.Part(nil), t.Parts...)
	if first := &parts[0]; first.Hole == nil {
		first.Lit = strings.TrimLeft(first.Lit, " \t\r\n")
	}
	if last := &parts[len(parts)-1]; last.Hole == nil {
		last.Lit = strings.TrimRight(last.Lit, " \t\r\n")
	}
	return strval.Make(parts...)
}

// cutQueryHole cuts off a hole at the end of a path whose name says that it
// holds a query.
func cutQueryHole(path strval.Template) (before, tail strval.Template) {
	n := len(path.Parts)
	if n < 2 || path.Parts[n-1].Hole == nil || !isQueryName(path.Parts[n-1].Hole.Name) {
		return path, strval.Template{}
	}
	if p := path.Parts[n-2]; p.Hole == nil && strings.HasSuffix(p.Lit, "/") {
		return path, strval.Template{}
	}
	return strval.Make(path.Parts[:n-1]...), strval.Make(path.Parts[n-1])
}
