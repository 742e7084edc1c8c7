package eval

import (
	"strings"

	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// TextField is the field in which builders, buffers and readers hold what was
// written to them.
const TextField = "text"

// buffers are the types of what text is written to.
var buffers = map[string]bool{"strings.Builder": true, "bytes.Buffer": true}

var bufferModels = map[string]Model{
	"(*strings.Builder).WriteString": writeText,
	"(*strings.Builder).Write":       writeText,
	"(*strings.Builder).WriteByte":   writeChar,
	"(*strings.Builder).WriteRune":   writeChar,
	"(*strings.Builder).Grow":        ignore,
	"(*strings.Builder).Reset":       resetText,
	"(*strings.Builder).String":      readText,
	"(*bytes.Buffer).WriteString":    writeText,
	"(*bytes.Buffer).Write":          writeText,
	"(*bytes.Buffer).WriteByte":      writeChar,
	"(*bytes.Buffer).WriteRune":      writeChar,
	"(*bytes.Buffer).Reset":          resetText,
	"(*bytes.Buffer).String":         readText,
	"(*bytes.Buffer).Bytes":          readText,
	"(*bytes.Buffer).ReadFrom":       writeText,
	"(*bytes.Buffer).Truncate":       truncate,
	"(*bytes.Buffer).Len":            textLen,
	"(*strings.Builder).Len":         textLen,
	"(*bufio.Writer).WriteString":    writeText,
	"(*bufio.Writer).Write":          writeText,
	"(*bufio.Writer).WriteByte":      writeChar,
	"(*bufio.Writer).WriteRune":      writeChar,
	"(*bufio.Writer).Flush":          ignore,
	"strings.NewReader":              newReader,
	"bytes.NewReader":                newReader,
	"bytes.NewBuffer":                newReader,
	"bytes.NewBufferString":          newReader,
	"bufio.NewReader":                same,
	"bufio.NewWriter":                same,
	"io.NopCloser":                   same,
	"io/ioutil.NopCloser":            same,
	"io.LimitReader":                 same,
	"io.TeeReader":                   tee,
	"io.ReadAll":                     readAll,
	"io/ioutil.ReadAll":              readAll,
	"io.WriteString":                 writeText,
	"io.Copy":                        writeText,
	"io.CopyN":                       writeText,
	"io.CopyBuffer":                  writeText,
	"io.MultiReader":                 multiReader,
}

func newReader(c *Call) Val {
	id := c.New("io.Reader", "reader")
	c.Edit(id).Fields[TextField] = c.Arg(0)
	return Pointer(id)
}

// tee is what the reader gives; who reads it to its end has written that.
func tee(c *Call) Val {
	c.write(c.Arg(1), c.Content(c.Arg(0)))
	return c.Arg(0)
}

func multiReader(c *Call) Val {
	elems, _ := c.Elems(c.Arg(0))
	id := c.New("io.Reader", "reader")
	text := Text("")
	for _, e := range elems {
		text = concatText(text, c.Content(e))
	}
	c.Edit(id).Fields[TextField] = text
	return Pointer(id)
}

// Content returns what a reader or buffer gives: a text, or an object for a
// text that was made of one.
func (c *Call) Content(v Val) Val {
	var out Val
	for _, id := range c.Objects(v) {
		if text, ok := c.State.Get(id).Fields[TextField]; ok {
			out = out.Join(text)
		}
	}
	if out.IsBottom() && len(v.Refs) == 0 {
		return v
	}
	return out
}

func writeText(c *Call) Val {
	v := c.Arg(1)
	if len(v.Refs) > 0 && v.Str.IsBottom() {
		v = c.Content(v) // io.Copy: a reader
	}
	c.write(c.Arg(0), v)
	return wrote()
}

func writeChar(c *Call) Val {
	n, ok := number(c.Arg(1))
	text := Hole(strval.Hole{Name: "char"})
	if ok {
		text = Text(string(rune(n)))
	}
	c.write(c.Arg(0), text)
	return wrote()
}

// write appends text to what a writer holds. A text that the same call made
// longer again and again is widened.
func (c *Call) write(w, text Val) {
	for _, id := range c.Objects(w) {
		o := c.Edit(id)
		old, ok := o.Fields[TextField]
		if !ok && !o.Open {
			old = Text("")
		}
		next := concatText(old, text)
		site := "#" + c.site()
		turns, _ := number(o.Fields[site])
		if turns > 6 && len(next.Refs) == 0 {
			next.Str = old.Str.Widen(next.Str)
		}
		o.Fields[site] = Text(itoa(turns + 1))
		o.Fields[TextField] = next
	}
}

// concatText appends texts; what was made of an object stays with it as long
// as nothing else is written.
func concatText(old, text Val) Val {
	if lits, ok := old.Str.Literals(); ok && len(lits) == 1 && lits[0] == "" {
		return text
	}
	if old.Str.IsBottom() {
		return Val{Str: text.Str, Refs: joinRefs(old.Refs, text.Refs)}
	}
	return Val{Str: old.Str.Concat(text.Str), Refs: joinRefs(old.Refs, text.Refs)}
}

func resetText(c *Call) Val {
	for _, id := range c.Objects(c.Arg(0)) {
		c.Edit(id).Fields[TextField] = Text("")
	}
	return Val{}
}

func readText(c *Call) Val {
	var out Val
	for _, id := range c.Objects(c.Arg(0)) {
		o := c.State.Get(id)
		text, ok := o.Fields[TextField]
		if !ok && !o.Open {
			text = Text("")
		} else if !ok {
			text = c.Field(id, TextField, ir.KindString, "string")
		}
		out = out.Join(text)
	}
	if out.IsBottom() {
		return c.Opaque(strval.Hole{Name: "text"})
	}
	return out
}

// textLen is how much a buffer holds.
func textLen(c *Call) Val {
	if lits, ok := readText(c).Str.Literals(); ok && len(lits) == 1 {
		return Text(itoa(int64(len(lits[0]))))
	}
	return Hole(strval.Hole{Name: "len", Kind: strval.KindInt})
}

// truncate keeps what a number says of a buffer, or takes so much off its end:
// b.Truncate(b.Len() - 1).
func truncate(c *Call) Val {
	n, ok := number(c.Arg(1))
	off := c.offLen(c.Instr.Args[1])
	for _, id := range c.Objects(c.Arg(0)) {
		o := c.Edit(id)
		text := o.Fields[TextField]
		switch {
		case ok && n >= 0:
			text.Str = cut(text.Str, -1, int(n))
		case off > 0:
			text.Str = cutEnd(text.Str, off)
		default:
			text = Hole(strval.Hole{Name: "text", Reason: "it is cut from another text"})
		}
		o.Fields[TextField] = text
	}
	return Val{}
}

// offLen returns what is taken from the length of a buffer, 0 for another number.
func (c *Call) offLen(arg int32) int {
	fn := c.Frame.Fn
	minus := fn.Def(arg)
	if minus == nil || minus.Op != ir.OpBinary || fn.Str(minus.Sym) != "-" {
		return 0
	}
	if length := fn.Def(minus.Args[0]); length == nil || length.Op != ir.OpCall || !strings.HasSuffix(fn.Str(length.Sym), ").Len") {
		return 0
	}
	return max(c.In.bound(c.Frame, minus.Args[1]), 0)
}

func readAll(c *Call) Val {
	v := c.Content(c.Arg(0))
	if v.IsBottom() {
		v = c.Opaque(strval.Hole{Name: "data", Origin: strval.OriginDecoded})
		if len(v.Tuple) == 0 && v.Str.IsBottom() {
			v = Hole(strval.Hole{Name: "data", Origin: strval.OriginDecoded, Ref: c.Ref()})
		}
	}
	return Val{Tuple: []Val{v, {}}}
}
