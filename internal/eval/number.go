package eval

import (
	"slices"
	"strconv"

	"github.com/workplacelint/workplacelint/internal/strval"
)

// lazy reports whether v is read from a variable or field that may not be set
// yet.
func lazy(st *State, v Val) bool {
	for _, r := range v.Refs {
		o := st.Get(r.Obj)
		if o != nil && (o.Global != "" || o.Open && (o.Origin.Origin == strval.OriginGlobal || o.Origin.Origin == strval.OriginField)) {
			return true
		}
	}
	return false
}

func boolean(b bool) Val { return Text(strconv.FormatBool(b)) }

func compare(x, y Val, negate bool) Val {
	switch {
	case notAt(x, y):
		return boolean(negate)
	case y.Dyn == nilType && y.Str.IsBottom():
		if x.isNil() && !x.MayNil {
			return boolean(!negate)
		}
		if len(x.Refs)+len(x.Fns) > 0 && x.Str.IsBottom() && !x.MayNil {
			return boolean(negate)
		}
		if x.Sure && !x.MayNil {
			return boolean(negate) // An interface with a value is not nil, whatever the value.
		}
	case !x.Str.IsBottom() && !y.Str.IsBottom():
		a, aok := x.texts()
		b, bok := y.texts()
		if aok && bok && len(a) == 1 && len(b) == 1 {
			return boolean((a[0] == b[0]) != negate)
		}
		if aok && bok && disjoint(a, b) || !x.MayNil && neverEmpty(x.Str, b, bok) {
			return boolean(negate)
		}
	}
	return Hole(strval.Hole{Name: "cond", Kind: strval.KindBool})
}

// texts returns the texts that v may be, with the zero value, if they are known.
func (v Val) texts() ([]string, bool) {
	lits, ok := v.Str.Literals()
	if ok && v.MayNil {
		lits = append(slices.Clip(lits), "", "0", "false") // of which its type has one
	}
	return lits, ok
}

func disjoint(a, b []string) bool {
	for _, s := range a {
		if slices.Contains(b, s) {
			return false
		}
	}
	return true
}

// neverEmpty reports whether v has text in it for certain and is compared with
// the empty string.
func neverEmpty(v strval.Value, with []string, exact bool) bool {
	if !exact || len(with) != 1 || with[0] != "" || v.IsTop || v.IsBottom() {
		return false
	}
	for _, t := range v.Templates {
		text := false
		for _, p := range t.Parts {
			text = text || p.Hole == nil
		}
		if !text {
			return false
		}
	}
	return true
}

func number(v Val) (int64, bool) {
	lits, ok := v.Str.Literals()
	if !ok || len(lits) != 1 {
		return 0, false
	}
	if n, err := strconv.ParseInt(lits[0], 10, 64); err == nil {
		return n, true
	}
	f, err := strconv.ParseFloat(lits[0], 64)
	n := int64(f)
	return n, err == nil && float64(n) == f
}

func order(x, y Val, op string) Val {
	a, aok := number(x)
	b, bok := number(y)
	if is, known := orderWithin(x, y, op); known {
		return boolean(is)
	}
	if !aok || !bok || x.MayNil || y.MayNil {
		return Hole(strval.Hole{Name: "cond", Kind: strval.KindBool})
	}
	switch op {
	case "<":
		return boolean(a < b)
	case "<=":
		return boolean(a <= b)
	case ">":
		return boolean(a > b)
	}
	return boolean(a >= b)
}

// arithmetic computes with known numbers and keeps the unit of a time.
func arithmetic(x, y Val, op string, kind strval.Kind) Val {
	a, aok := number(x)
	b, bok := number(y)
	if aok && bok {
		if n, ok := compute(a, b, op); ok {
			return Text(strconv.FormatInt(n, 10))
		}
	}
	if h, ok := single(x.Str); ok && bok {
		return Hole(scale(h, b, op, kind))
	}
	if h, ok := single(y.Str); ok && aok && (op == "*" || op == "+") {
		return Hole(scale(h, a, op, kind))
	}
	h, _ := single(x.Str)
	out := strval.Hole{Name: h.Name, Kind: kind, Unit: h.Unit, Origin: h.Origin}
	if g, _ := single(y.Str); h.Ref != "" && g.Ref != "" {
		out.Ref = h.Ref + op + g.Ref
	}
	return Hole(out)
}

func compute(a, b int64, op string) (int64, bool) {
	switch op {
	case "+":
		return a + b, true
	case "-":
		return a - b, true
	case "*":
		return a * b, true
	case "/":
		if b != 0 {
			return a / b, true
		}
	case "%":
		if b != 0 {
			return a % b, true
		}
	}
	return 0, false
}

func single(v strval.Value) (strval.Hole, bool) {
	if v.IsTop || len(v.Templates) != 1 {
		return strval.Hole{}, false
	}
	return v.Templates[0].AsHole()
}

// scale is the hole of a number after an operation with a known one. A time
// multiplied or divided by a power of a thousand is the same time in another
// unit; one moved by a constant stays in its unit.
func scale(h strval.Hole, n int64, op string, kind strval.Kind) strval.Hole {
	out := strval.Hole{Name: h.Name, Kind: kind, Origin: h.Origin, Unit: h.Unit}
	if h.Unit == strval.UnitNone {
		return out
	}
	steps := map[int64]int{1: 0, 1000: 1, 1_000_000: 2, 1_000_000_000: 3}
	step, known := steps[n]
	switch op {
	case "+", "-":
		if h.Ref != "" {
			out.Ref = h.Ref + op + strconv.FormatInt(n, 10)
		}
		return out
	case "/":
	case "*":
		step = -step
	default:
		known = false
	}
	unit := int(h.Unit) - step
	if !known || unit < int(strval.UnitSeconds) || unit > int(strval.UnitNanoseconds) {
		out.Unit = strval.UnitNone
		return out
	}
	out.Unit = strval.Unit(unit)
	if step == 0 {
		out.Ref = h.Ref
	} else {
		out.Ref = h.Ref + op + strconv.FormatInt(n, 10)
	}
	return out
}
