package eval

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/strval"
)

var fmtModels = map[string]Model{
	"fmt.Sprintf": func(c *Call) Val { return Strings(c.Sprintf(c.Text(0), c.Arg(1))) },
	"fmt.Appendf": func(c *Call) Val { return Strings(c.bytes(c.Arg(0)).Concat(c.Sprintf(c.Text(1), c.Arg(2)))) },
	"fmt.Sprint":  func(c *Call) Val { return Strings(c.sprint(c.Arg(0), "")) },
	"fmt.Sprintln": func(c *Call) Val {
		return Strings(c.sprint(c.Arg(0), " ").Concat(strval.String("\n")))
	},
	"fmt.Fprintf": func(c *Call) Val { c.write(c.Arg(0), Strings(c.Sprintf(c.Text(1), c.Arg(2)))); return wrote() },
	"fmt.Fprint":  func(c *Call) Val { c.write(c.Arg(0), Strings(c.sprint(c.Arg(1), ""))); return wrote() },
	"fmt.Fprintln": func(c *Call) Val {
		c.write(c.Arg(0), Strings(c.sprint(c.Arg(1), " ").Concat(strval.String("\n"))))
		return wrote()
	},
	"fmt.Append": func(c *Call) Val { return Strings(c.bytes(c.Arg(0)).Concat(c.sprint(c.Arg(1), ""))) },
	"fmt.Appendln": func(c *Call) Val {
		return Strings(c.bytes(c.Arg(0)).Concat(c.sprint(c.Arg(1), " ")).Concat(strval.String("\n")))
	},
	"fmt.Printf":  ignore,
	"fmt.Println": ignore,
	"fmt.Print":   ignore,
}

func ignore(*Call) Val { return Val{} }

// wrote is what functions that write return.
func wrote() Val {
	return Val{Tuple: []Val{Hole(strval.Hole{Name: "n", Kind: strval.KindInt}), {}}}
}

// sprint joins operands as fmt.Sprint does, as far as texts go.
func (c *Call) sprint(list Val, sep string) strval.Value {
	elems, n := c.Elems(list)
	if n < 0 {
		return strval.Single(strval.Of(strval.Hole{Name: "text", Reason: "it is printed of a list that is not known"}))
	}
	return c.sprintOf(elems, sep)
}

func (c *Call) sprintOf(elems []Val, sep string) strval.Value {
	out := strval.String("")
	for i, e := range elems {
		if i > 0 && (sep != "" || c.noText(elems[i-1]) && c.noText(e)) {
			out = out.Concat(strval.String(" "))
		}
		text, ok := c.form('v', "", e)
		if !ok {
			text = c.TextOf(e)
		}
		out = out.Concat(text)
	}
	return out
}

// noText reports whether an operand is known to be of another type than a string: Sprint
// puts a blank between two of those.
func (c *Call) noText(v Val) bool {
	return v.Dyn != "" && v.Dyn != nilType && c.kindOfType(v.Dyn) != ir.KindString
}

// Sprintf formats. Holes in the format stay.
func (c *Call) Sprintf(format strval.Value, list Val) strval.Value {
	elems, n := c.Elems(list)
	return c.sprintfOf(format, elems, n >= 0)
}

// sprintfOf formats operands, all of them if exact is set.
func (c *Call) sprintfOf(format strval.Value, elems []Val, exact bool) strval.Value {
	out := strval.Bottom
	for _, t := range format.Alternatives() {
		p := &printer{c: c, args: elems, exact: exact}
		v := strval.String("")
		for _, part := range t.Parts {
			if part.Hole != nil {
				v = v.Concat(strval.Single(strval.Of(*part.Hole)))
				continue
			}
			v = v.Concat(p.format(part.Lit))
		}
		out = out.Join(v)
	}
	return out
}

// A printer formats the operands of one call.
type printer struct {
	c     *Call
	args  []Val
	exact bool
	next  int
}

func (p *printer) format(s string) strval.Value {
	out := strval.String("")
	for {
		lit, rest, found := strings.Cut(s, "%")
		out = out.Concat(strval.String(lit))
		if !found {
			return out
		}
		verb, after := p.verb(rest)
		out = out.Concat(verb)
		s = after
	}
}

// verb formats what stands behind a percent sign and returns the rest.
func (p *printer) verb(s string) (strval.Value, string) {
	i := 0
	for i < len(s) && strings.IndexByte("+-# 0123456789.*", s[i]) >= 0 {
		if s[i] == '*' {
			p.next++
		}
		i++
	}
	if i < len(s) && s[i] == '[' {
		if end := strings.IndexByte(s[i:], ']'); end > 0 {
			if n, err := strconv.Atoi(s[i+1 : i+end]); err == nil {
				p.next = n - 1
			}
			i += end + 1
		}
	}
	if i >= len(s) {
		return strval.String("%!(NOVERB)"), ""
	}
	verb, rest := s[i], s[i+1:]
	if verb == '%' {
		return strval.String("%"), rest
	}
	arg := p.arg()
	return p.print(verb, argIndex.ReplaceAllString(s[:i], ""), arg), rest
}

var argIndex = regexp.MustCompile(`\[[0-9]*\]`)

func (p *printer) arg() Val {
	i := p.next
	p.next++
	if p.exact && i < len(p.args) {
		return p.args[i]
	}
	if !p.exact {
		return Hole(strval.Hole{Name: "arg" + strconv.Itoa(i+1), Reason: "it is an operand of a list that is not known"})
	}
	return Text("%!(MISSING)")
}

func (p *printer) print(verb byte, flags string, arg Val) strval.Value {
	if v, ok := p.c.form(verb, flags, arg); ok {
		return v
	}
	v := p.c.TextOf(arg)
	if exact, ok := p.exactly(verb, flags, arg, v); ok {
		return exact
	}
	switch verb {
	case 'x':
		if flags == "" {
			return hexOf(v)
		}
	case 'X':
		return Encoded(v, "HEX")
	case 'q':
		return strval.String(`"`).Concat(v).Concat(strval.String(`"`))
	case 'd', 's', 'v', 't', 'w':
		return padded(v, verb, flags)
	case 'f', 'e', 'g':
		return v.Map(func(t strval.Template) strval.Template {
			if h, ok := t.AsHole(); ok && verb != 'f' || ok && flags != ".0" {
				h.Kind = strval.KindFloat
				return strval.Of(h)
			}
			return t
		})
	}
	return strval.Single(strval.Of(strval.Hole{Name: "text"}))
}

// exactly formats an operand that is known, of a basic type, as fmt does.
func (p *printer) exactly(verb byte, flags string, arg Val, v strval.Value) (strval.Value, bool) {
	lits, known := v.Literals()
	if !known || len(flags) > 4 || strings.Contains(flags, "*") || strings.IndexByte("pTw", verb) >= 0 {
		return strval.Value{}, false
	}
	typ := arg.Dyn
	if p.c.has(strings.TrimPrefix(typ, "*"), "String") {
		typ = "string" // v is what its method returns.
	} else if strings.Contains(typ, ".") && !p.c.In.U.declares(typ) {
		return strval.Value{}, false // It may have such a method.
	}
	out := strval.Bottom
	for _, lit := range lits {
		operand, ok := p.c.basic(lit, typ)
		if !ok {
			return strval.Value{}, false
		}
		out = out.Join(strval.String(fmt.Sprintf("%"+flags+string(verb), operand)))
	}
	return out, true
}

// basic returns the value of a basic type that is written as lit.
func (c *Call) basic(lit, typ string) (any, bool) {
	switch c.kindOfType(typ) {
	case ir.KindString:
		return lit, true
	case ir.KindBytes:
		return []byte(lit), true
	case ir.KindInt:
		n, err := strconv.ParseInt(lit, 10, 64)
		return n, err == nil
	case ir.KindFloat:
		f, err := strconv.ParseFloat(lit, 64)
		return f, err == nil
	case ir.KindBool:
		b, err := strconv.ParseBool(lit)
		return b, err == nil
	}
	return nil, false
}

// hexOf prints numbers in base sixteen as a hole, texts in hexadecimal.
func hexOf(v strval.Value) strval.Value {
	return Encoded(v, "hex")
}

// padded applies flags and width to texts that are known.
func padded(v strval.Value, verb byte, flags string) strval.Value {
	if flags == "" || strings.Contains(flags, "*") {
		return v
	}
	return v.Map(func(t strval.Template) strval.Template {
		lit, ok := t.Literal()
		if !ok || len(flags) > 3 {
			return t
		}
		if n, err := strconv.ParseInt(lit, 10, 64); err == nil && verb != 's' {
			return strval.Lit(fmt.Sprintf("%"+flags+"d", n))
		}
		return strval.Lit(fmt.Sprintf("%"+flags+"s", lit))
	})
}
