package eval

import (
	"path"
	"strings"

	"github.com/workplacelint/workplacelint/internal/strval"
)

// unescapeWith takes escapes from what is known of a text, and from holes that are
// escaped so.
func unescapeWith(how strval.Escape, f func(string) (string, error)) Model {
	plain := func(s string) string {
		if u, err := f(s); err == nil {
			return u
		}
		return s
	}
	return func(c *Call) Val {
		return Val{Tuple: []Val{Strings(c.Text(0).Map(func(t strval.Template) strval.Template {
			return t.MapLits(plain).MapHoles(func(h strval.Hole) strval.Template {
				if h.Escape == how {
					h.Escape = strval.EscapeNone
				}
				return strval.Of(h)
			})
		})), {}}}
	}
}

// hostname is the host of a URL without its port.
func hostname(c *Call) Val {
	host := urlField("Host")(c)
	host.Str = host.Str.Map(func(t strval.Template) strval.Template {
		before, _, _ := splitPort(t)
		return before
	})
	return host
}

func port(c *Call) Val {
	return Strings(urlField("Host")(c).Str.Map(func(t strval.Template) strval.Template {
		_, rest, found := splitPort(t)
		if _, known := t.Literal(); !found && !known {
			return strval.Of(strval.Hole{Name: "port"})
		}
		return trimPrefix(rest, ":")
	}))
}

// splitPort cuts a host before the colon of its port.
func splitPort(t strval.Template) (host, port strval.Template, found bool) {
	return t.Split(func(lit string) int {
		at := strings.LastIndexByte(lit, ':')
		if strings.HasSuffix(lit, "]") {
			at = -1 // of an address with colons in it
		}
		return at
	}, true)
}

// dotless takes segments of dots from a path that is known.
func dotless(v strval.Value) strval.Value {
	return v.Map(func(t strval.Template) strval.Template {
		lit, ok := t.Literal()
		if !ok || !strings.Contains(lit, "/.") {
			return t
		}
		clean := path.Clean(lit)
		if strings.HasSuffix(lit, "/") && clean != "/" {
			clean += "/"
		}
		return strval.Lit(clean)
	})
}
