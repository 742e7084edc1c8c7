package eval

import (
	"strings"

	"github.com/workplacelint/workplacelint/internal/strval"
)

// replace is strings.Replace and ReplaceAll.
func replace(c *Call) Val {
	old, ok := c.Text(1).Literals()
	limit, exact := int64(-1), true
	if len(c.Args) == 4 {
		limit, exact = number(c.Arg(3))
	}
	if !ok || len(old) != 1 || !exact {
		return Hole(strval.Hole{Name: "text", Reason: "parts of it are replaced"})
	}
	return Strings(c.Text(0).Map(func(t strval.Template) strval.Template {
		return replaceIn(t, old[0], c.Text(2), int(limit))
	}))
}

// replaceIn replaces old in the literals of t, up to limit times if that is not negative.
// Several texts to put there are one hole.
func replaceIn(t strval.Template, old string, by strval.Value, limit int) strval.Template {
	with := strval.Of(strval.Hole{Name: "text"})
	if len(by.Templates) == 1 {
		with = by.Templates[0]
	}
	var out strval.Template
	for _, p := range t.Parts {
		if p.Hole != nil || old == "" || limit == 0 {
			out = out.Concat(strval.Make(p))
			continue
		}
		n := -1
		if limit > 0 {
			n = limit + 1
		}
		pieces := strings.SplitN(p.Lit, old, n)
		for i, s := range pieces {
			if i > 0 {
				out = out.Concat(with)
			}
			out = out.Concat(strval.Lit(s))
		}
		limit -= min(limit, len(pieces)-1)
	}
	return out
}
