package eval

import (
	"os"
	"strconv"
	"strings"

	"github.com/workplacelint/workplacelint/internal/strval"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

var osModels = map[string]Model{
	"os.Getenv":              func(c *Call) Val { return c.env(c.Arg(0)) },
	"syscall.Getenv":         func(c *Call) Val { return Val{Tuple: []Val{c.env(c.Arg(0)), found()}} },
	"os.LookupEnv":           func(c *Call) Val { return Val{Tuple: []Val{c.env(c.Arg(0)), found()}} },
	"os.ExpandEnv":           func(c *Call) Val { return Strings(c.Text(0).Map(expandEnv)) },
	"flag.String":            func(c *Call) Val { return c.flagVar(c.Arg(0), c.Arg(1)) },
	"flag.Int":               func(c *Call) Val { return c.flagVar(c.Arg(0), c.Arg(1)) },
	"flag.StringVar":         func(c *Call) Val { c.SetCell(c.Arg(0), c.flagValue(c.Arg(1), c.Arg(2))); return Val{} },
	"(*flag.FlagSet).String": func(c *Call) Val { return c.flagVar(c.Arg(1), c.Arg(2)) },
	"(*flag.FlagSet).StringVar": func(c *Call) Val {
		c.SetCell(c.Arg(1), c.flagValue(c.Arg(2), c.Arg(3)))
		return Val{}
	},
}

func found() Val { return Hole(strval.Hole{Name: "ok", Kind: strval.KindBool}) }

// env is the value of an environment variable.
func (c *Call) env(name Val) Val {
	lits, ok := name.Str.Literals()
	if !ok || len(lits) != 1 {
		return Hole(strval.Hole{Name: "env", Origin: strval.OriginEnv})
	}
	return Hole(strval.Hole{Name: lits[0], Origin: strval.OriginEnv, Ref: "env:" + lits[0]})
}

// expandEnv puts holes in the place of the variables that a text names.
func expandEnv(t strval.Template) strval.Template {
	const mark = "\x00"
	var out strval.Template
	for _, p := range t.Parts {
		if p.Hole != nil {
			out = out.Concat(strval.Of(*p.Hole))
			continue
		}
		var names []string
		text := os.Expand(p.Lit, func(name string) string { names = append(names, name); return mark })
		for i, lit := range strings.Split(text, mark) {
			if i > 0 && i <= len(names) {
				out = out.Concat(strval.Of(strval.Hole{Name: names[i-1], Origin: strval.OriginEnv, Ref: "env:" + names[i-1]}))
			}
			out = out.Concat(strval.Lit(lit))
		}
	}
	return out
}

// flagValue is the value of a command line flag: the default, or what the
// person who runs the program says.
func (c *Call) flagValue(name, value Val) Val {
	h := strval.Hole{Name: "flag", Origin: strval.OriginFlag}
	if lits, ok := name.Str.Literals(); ok && len(lits) == 1 {
		h.Name, h.Ref = lits[0], "flag:"+lits[0]
	}
	out := Hole(h)
	if lits, ok := value.Str.Literals(); ok && len(lits) == 1 && lits[0] != "" {
		out = out.Join(value)
	}
	return out
}

func (c *Call) flagVar(name, value Val) Val {
	id := c.New("", "flag")
	c.Edit(id).Fields["*"] = c.flagValue(name, value)
	return Val{Refs: []Ref{{Obj: id, Field: "*"}}}
}

var syncModels = map[string]Model{
	"(*sync.Once).Do":      func(c *Call) Val { return c.Call(c.Arg(1)) },
	"sync.OnceFunc":        same,
	"sync.OnceValue":       same,
	"sync.OnceValues":      same,
	"(*sync.WaitGroup).Go": func(c *Call) Val { return c.Call(c.Arg(1)) },
	"(*sync.Mutex).Lock":   ignore, "(*sync.Mutex).Unlock": ignore,
	"(*sync.RWMutex).Lock": ignore, "(*sync.RWMutex).Unlock": ignore,
	"(*sync.RWMutex).RLock": ignore, "(*sync.RWMutex).RUnlock": ignore,
}

var timeModels = map[string]Model{
	"time.Now":              now,
	"(time.Time).Unix":      clock("unix", strval.UnitSeconds),
	"(time.Time).UnixMilli": clock("unixmilli", strval.UnitMilliseconds),
	"(time.Time).UnixMicro": clock("unixmicro", strval.UnitMicroseconds),
	"(time.Time).UnixNano":  clock("unixnano", strval.UnitNanoseconds),
	"(time.Time).UTC":       same,
	"(time.Time).Local":     same,
	"(time.Time).In":        same,
	"(time.Time).Add":       moved,
	"(time.Time).AddDate":   moved,
	"(time.Time).Truncate":  same,
	"(time.Time).Round":     same,
	"(time.Time).Format":    func(*Call) Val { return Hole(strval.Hole{Name: "time", Origin: strval.OriginTime}) },
}

func now(c *Call) Val {
	return Hole(strval.Hole{Name: "now", Origin: strval.OriginTime, Ref: "now:" + c.site()})
}

// clock is a reading of a time as a number.
func clock(name string, unit strval.Unit) Model {
	return func(c *Call) Val {
		h, ok := single(c.Arg(0).Str)
		out := strval.Hole{Name: name, Kind: strval.KindInt, Unit: unit, Origin: strval.OriginTime}
		if ok {
			out.Origin = h.Origin
			if h.Ref != "" {
				out.Ref = name + ":" + h.Ref
			}
		}
		return Hole(out)
	}
}

func moved(c *Call) Val {
	h, ok := single(c.Arg(0).Str)
	if !ok {
		return c.Arg(0)
	}
	h.Ref = ""
	return Hole(h)
}
