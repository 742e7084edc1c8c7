package eval

import (
	"slices"
	"strconv"

	"github.com/workplacelint/workplacelint/internal/strval"
)

// Functions of maps and slices that return an iterator return a function value
// of one of these names that captured the collection.
const (
	keysIter   = "maps.Keys$iterator"
	valuesIter = "maps.Values$iterator"
	allIter    = "maps.All$iterator"
	// collectYield is what an iterator of the program is given by functions that
	// collect what it yields; it captured the slice.
	collectYield = "slices.Collect$yield"
)

var iterModels = map[string]Model{
	"maps.Keys":     iterator(keysIter),
	"maps.Values":   iterator(valuesIter),
	"maps.All":      iterator(allIter),
	"slices.Values": iterator(valuesIter),
	"slices.All":    iterator(allIter),
	keysIter:        iterate(func(k, _ Val) []Val { return []Val{k} }),
	valuesIter:      iterate(func(_, v Val) []Val { return []Val{v} }),
	allIter:         iterate(func(k, v Val) []Val { return []Val{k, v} }),

	"slices.Collect":    collect,
	"slices.SortedFunc": collect,
	collectYield:        yielded,
	"slices.Chunk": func(c *Call) Val {
		// Chunks are slices of the elements; how many there are decides nothing.
		id := c.New("[][]", "chunks")
		o := c.Edit(id)
		o.Fields["0"], o.Len = c.Arg(0), 1
		return Val{Fns: []FnVal{{Name: valuesIter, Free: []Val{Pointer(id)}}}}
	},
	"slices.Concat":         concatSlices,
	"slices.Grow":           same,
	"sort.Slice":            ignore,
	"sort.SliceStable":      ignore,
	"slices.SortFunc":       ignore,
	"slices.SortStableFunc": ignore,
}

func iterator(name string) Model {
	return func(c *Call) Val { return Val{Fns: []FnVal{{Name: name, Free: []Val{c.Arg(0)}}}} }
}

// iterate calls the function it is given for each entry. Whether that function
// wants more is not asked.
func iterate(args func(k, v Val) []Val) Model {
	return func(c *Call) Val {
		yield := c.Arg(1)
		for _, e := range c.entries(c.Arg(0)) {
			c.Call(yield, args(e.key, e.val)...)
		}
		return Val{}
	}
}

type entry struct{ key, val Val }

// entries returns what is in a map or slice.
func (c *Call) entries(v Val) []entry {
	var out []entry
	for _, id := range c.Objects(v) {
		o := c.State.Get(id)
		for _, k := range o.Keys() {
			if k != elemField && k != "*" {
				out = append(out, entry{Text(k), o.Fields[k]})
			}
		}
		if !o.Rest.IsBottom() || o.Open {
			h := strval.Hole{Name: "key", Origin: strval.OriginElem}
			out = append(out, entry{Hole(h), c.In.anyElem(c.State, id, o, c.Instr.Kind, "")})
		}
	}
	return out
}

// collect makes a slice of what an iterator yields.
func collect(c *Call) Val {
	id := c.New("[]", "collected")
	o := c.Edit(id)
	if len(c.Arg(0).Fns) == 0 {
		o.Len, o.Rest = -1, Hole(strval.Hole{Name: "element", Origin: strval.OriginElem})
	}
	for _, fn := range c.Arg(0).Fns {
		if len(fn.Free) != 1 || !slices.Contains([]string{keysIter, valuesIter}, fn.Name) {
			o.Len = -1
			c.Call(Val{Fns: []FnVal{fn}}, Val{Fns: []FnVal{{Name: collectYield, Free: []Val{Pointer(id)}}}})
			o = c.Edit(id)
			if o.Rest.IsBottom() {
				o.Open, o.Origin = true, strval.Hole{Name: "element", Origin: strval.OriginElem}
			}
			continue
		}
		for _, e := range c.entries(fn.Free[0]) {
			v := e.val
			if fn.Name == keysIter {
				v = e.key
			}
			o.Fields[strconv.Itoa(o.Len)] = v
			o.Len++
		}
	}
	return Pointer(id)
}

// yielded adds what an iterator yields to a slice. Whether more is wanted is not
// known.
func yielded(c *Call) Val {
	if id, o := c.Object(c.Arg(0)); o != nil {
		o = c.Edit(id)
		o.Rest = o.Rest.Join(c.Arg(1))
	}
	return Hole(strval.Hole{Name: "more", Origin: strval.OriginCall, Kind: strval.KindBool})
}

func concatSlices(c *Call) Val {
	id := c.New("[]", "concat")
	o := c.Edit(id)
	lists, n := c.Elems(c.Arg(0))
	o.Len = min(n, 0)
	for _, list := range lists {
		elems, n := c.Elems(list)
		for _, e := range elems {
			if n < 0 || o.Len < 0 {
				o.Len = -1
				o.Rest = o.Rest.Join(e)
				continue
			}
			o.Fields[strconv.Itoa(o.Len)] = e
			o.Len++
		}
	}
	return Pointer(id)
}
