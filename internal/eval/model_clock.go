package eval

import (
	"strconv"
	"strings"
	"time"

	"github.com/workplacelint/workplacelint/internal/digest"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// Readings of a clock keep apart what text they end in: the same clock in
// another unit, base or moment is another text. They replace coarser models.
var clockModels = map[string]Model{
	"time.Now":              readClock,
	"(time.Time).Unix":      reading("unix", strval.UnitSeconds),
	"(time.Time).UnixMilli": reading("unixmilli", strval.UnitMilliseconds),
	"(time.Time).UnixMicro": reading("unixmicro", strval.UnitMicroseconds),
	"(time.Time).UnixNano":  reading("unixnano", strval.UnitNanoseconds),
	"(time.Time).Add":       shifted(digest.Moved),
	"(time.Time).Truncate":  shifted(digest.Rounded),
	"(time.Time).Round":     shifted(digest.Rounded),
	"(time.Time).Format":    func(c *Call) Val { return c.instant(digest.Date) },
	"(time.Time).String":    func(c *Call) Val { return c.instant(digest.Date) },
	"(time.Time).Zone": func(c *Call) Val {
		off := c.instant(ZoneOffset)
		return Val{Tuple: []Val{Hole(strval.Hole{Name: "zone"}), off}}
	},
	"strconv.FormatInt":   func(c *Call) Val { return Strings(inBase(c.Text(0), c.Arg(1))) },
	"strconv.FormatUint":  func(c *Call) Val { return Strings(inBase(c.Text(0), c.Arg(1))) },
	"strconv.AppendInt":   func(c *Call) Val { return Strings(c.bytes(c.Arg(0)).Concat(inBase(c.Text(1), c.Arg(2)))) },
	"strconv.AppendUint":  func(c *Call) Val { return Strings(c.bytes(c.Arg(0)).Concat(inBase(c.Text(1), c.Arg(2)))) },
	"strconv.FormatFloat": formatFloat,
	"math.Floor":          whole,
	"math.Trunc":          whole,
	"math.Round":          whole,
	"math.Ceil":           whole,
	"math/big.NewInt": func(c *Call) Val {
		id := c.New("math/big.Int", "int")
		c.Edit(id).Fields["*"] = c.Arg(0)
		return Pointer(id)
	},
	"(*math/big.Int).SetInt64": func(c *Call) Val {
		for _, id := range c.Objects(c.Arg(0)) {
			c.Edit(id).Fields["*"] = c.Arg(1)
		}
		return c.Arg(0)
	},
	"(*math/big.Int).String": func(c *Call) Val { return Strings(c.bytes(c.Arg(0))) },
	"os.ReadFile":            readFile,
	"io/ioutil.ReadFile":     readFile,
	"strings.ToUpper":        recased(stringsModels["strings.ToUpper"], digest.Hex, digest.UpperHex),
	"strings.ToLower":        recased(stringsModels["strings.ToLower"], digest.UpperHex, digest.Hex),
	"strings.TrimSpace":      trimmed(stringsModels["strings.TrimSpace"]),
	"strings.TrimRight":      trimmed(stringsModels["strings.TrimRight"]),
	"strings.TrimSuffix":     trimmed(stringsModels["strings.TrimSuffix"]),
	"strings.Trim":           trimmed(stringsModels["strings.Trim"]),
	"bytes.TrimSpace":        trimmed(stringsModels["bytes.TrimSpace"]),
	"bytes.TrimRight":        trimmed(stringsModels["strings.TrimRight"]),
	"bytes.TrimSuffix":       trimmed(stringsModels["strings.TrimSuffix"]),
	"bytes.Trim":             trimmed(stringsModels["strings.Trim"]),
}

// ZoneOffset begins the Ref of the offset of a time zone, FileContent that of
// what a file holds, Clock that of a reading of the clock.
const (
	ZoneOffset  = "zoneof"
	FileContent = "file:"
	Clock       = "now:"
)

func readClock(c *Call) Val {
	life := ""
	if kind := c.memo().Kind; kind == digest.LifeProgram {
		life = "program"
	} else if kind == digest.LifeOnce {
		life = "once"
	}
	return Hole(strval.Hole{Name: "now", Origin: strval.OriginTime, Ref: Clock + life + ":" + c.Frame.Fn.Name + "#" + c.site()})
}

// when returns the identity of the time that a value is.
func (c *Call) when(v Val) strval.Hole {
	if h, ok := single(v.Str); ok {
		return h
	}
	if _, o := c.Object(v); o != nil {
		if h, ok := single(o.Fields["*"].Str); ok {
			return h
		}
		return o.Origin
	}
	return strval.Hole{}
}

// reading is a time as a number.
func reading(name string, unit strval.Unit) Model {
	return func(c *Call) Val {
		t := c.when(c.Arg(0))
		out := strval.Hole{Name: name, Kind: strval.KindInt, Unit: unit, Origin: strval.OriginTime}
		if t.Origin != strval.OriginUnknown {
			out.Origin = t.Origin
		}
		out.Ref = digest.Wrap(name, t.Ref)
		return Hole(out)
	}
}

// instant is a text made of a time.
func (c *Call) instant(form string) Val {
	t := c.when(c.Arg(0))
	return Hole(strval.Hole{Name: "time", Origin: strval.OriginTime, Ref: digest.Wrap(form, t.Ref)})
}

// shifted is a time moved by a duration or cut to a multiple of one. To the
// second it stays the same.
func shifted(form string) Model {
	return func(c *Call) Val {
		t := c.when(c.Arg(0))
		if t.Ref == "" {
			return Hole(strval.Hole{Name: "time", Origin: t.Origin})
		}
		d, ok := number(c.Arg(1))
		if !ok {
			t.Ref = ""
			return Hole(t)
		}
		if form == digest.Moved || d > int64(time.Second) {
			t.Ref = digest.WrapN(form, itoa(d/int64(time.Second)), t.Ref)
		}
		return Hole(t)
	}
}

// inBase is a number printed in some base.
func inBase(v strval.Value, base Val) strval.Value {
	n, ok := number(base)
	return v.Map(func(t strval.Template) strval.Template {
		if ok && n == 10 {
			return t
		}
		if lit, isLit := t.Literal(); isLit && ok && n >= 2 && n <= 36 {
			if i, err := strconv.ParseInt(lit, 10, 64); err == nil {
				return strval.Lit(strconv.FormatInt(i, int(n)))
			}
		}
		h, _ := t.AsHole()
		h.Unit = strval.UnitNone
		h.Ref = digest.WrapN(digest.Base, itoa(n), h.Ref)
		return strval.Of(h)
	})
}

func formatFloat(c *Call) Val {
	verb, _ := number(c.Arg(1))
	precision, ok := number(c.Arg(2))
	if lits, known := c.Text(0).Literals(); known && ok && len(lits) == 1 && verb > 0 {
		if f, err := strconv.ParseFloat(lits[0], 64); err == nil {
			return Text(strconv.FormatFloat(f, byte(verb), int(min(precision, 64)), 64))
		}
	}
	if ok && precision == 0 && verb == 'f' {
		return whole(c)
	}
	return Strings(floatText(c.Text(0)))
}

// floatText is a float printed with a fraction or an exponent.
func floatText(v strval.Value) strval.Value {
	return v.Map(func(t strval.Template) strval.Template {
		if h, ok := t.AsHole(); ok {
			h.Kind = strval.KindFloat
			if forms, _ := digest.Unwrap(h.Ref); len(forms) == 0 || forms[0].Name != digest.Float {
				h.Ref = digest.Wrap(digest.Float, h.Ref)
			}
			return strval.Of(h)
		}
		return t
	})
}

// whole is a float without fraction.
func whole(c *Call) Val {
	return Strings(c.Text(0).Map(wholeNumber))
}

func wholeNumber(t strval.Template) strval.Template {
	if h, ok := t.AsHole(); ok {
		h.Kind = strval.KindInt
		return strval.Of(h)
	}
	return t
}

func readFile(c *Call) Val {
	return c.Opaque(strval.Hole{Origin: strval.OriginDecoded, Ref: FileContent + c.site()})
}

// trimmed notes that the content of a file was trimmed.
func trimmed(m Model) Model {
	return func(c *Call) Val {
		v := m(c)
		v.Str = v.Str.Map(func(t strval.Template) strval.Template {
			return t.MapHoles(func(h strval.Hole) strval.Template {
				if strings.HasPrefix(h.Ref, FileContent) {
					h.Ref = digest.Wrap(digest.Trimmed, h.Ref)
				}
				return strval.Of(h)
			})
		})
		return v
	}
}

// recased notes that hexadecimal digits were put in the other case.
func recased(m Model, from, to string) Model {
	return func(c *Call) Val {
		v := m(c)
		v.Str = v.Str.Map(func(t strval.Template) strval.Template {
			return t.MapHoles(func(h strval.Hole) strval.Template {
				if rest, ok := strings.CutPrefix(h.Ref, from+":"); ok {
					h.Ref = digest.Wrap(to, rest)
				}
				return strval.Of(h)
			})
		})
		return v
	}
}

// form returns how fmt writes a number or digest under a verb, where that is
// not simply its text.
func (c *Call) form(verb byte, flags string, arg Val) (strval.Value, bool) {
	text := arg.Str
	if text.IsBottom() {
		text = c.content(arg)
	}
	h, ok := single(text)
	if !ok || h.Ref == "" && h.Kind != strval.KindFloat {
		return strval.Value{}, false
	}
	if _, _, ok := digest.Parse(h.Ref); ok {
		return digestForm(verb, flags, arg, text)
	}
	switch {
	case h.Kind == strval.KindFloat && verb == 'f' && flags == ".0":
		return text.Map(wholeNumber), true
	case h.Kind == strval.KindFloat && strings.IndexByte("vgGeEf", verb) >= 0:
		return floatText(text), true
	case h.Kind == strval.KindInt && verb == 'x' && flags == "":
		return inBase(text, Text("16")), true
	case h.Kind == strval.KindInt && verb == 'c':
		return formed(text, digest.Character), true
	}
	return strval.Value{}, false
}

// content returns the text that an object in the heap is, ⊥ if it is none.
func (c *Call) content(v Val) strval.Value {
	out := strval.Bottom
	for _, r := range v.Refs {
		if o := c.State.Get(r.Obj); o != nil {
			out = out.Join(o.Fields["*"].Str)
		}
	}
	return out
}

func digestForm(verb byte, flags string, arg Val, text strval.Value) (strval.Value, bool) {
	pointed := strings.HasPrefix(arg.Dyn, "*[")
	switch {
	case verb == 'x' && pointed:
		return strval.String("&").Concat(formed(text, digest.Hex)), true
	case verb == 'x' && narrow(flags):
		return formed(text, digest.Hex), true
	case verb == 'x' && flags == "#":
		return strval.String("0x").Concat(formed(text, digest.Hex)), true
	case verb == 'X' && narrow(flags):
		return formed(text, digest.UpperHex), true
	case (verb == 'v' || verb == 'd') && (strings.HasPrefix(arg.Dyn, "[") || pointed):
		return formed(text, digest.List), true
	}
	return strval.Value{}, false
}

// narrow reports whether flags are a width that the hex of a digest fills.
func narrow(flags string) bool {
	if flags == "" {
		return true
	}
	n, err := strconv.Atoi(flags)
	return err == nil && n >= 0 && n <= 32
}
