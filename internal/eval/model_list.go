package eval

import (
	"slices"
	"strconv"
	"strings"

	"github.com/workplacelint/workplacelint/internal/strval"
)

// listModels are functions that put lists in order, or look for something in them.
var listModels = map[string]Model{
	"sort.Strings":       inPlace(sorted),
	"sort.Ints":          inPlace(sorted),
	"slices.Sort":        inPlace(sorted),
	"slices.Reverse":     inPlace(reversed),
	"slices.Compact":     ofList(compacted),
	"slices.Sorted":      func(c *Call) Val { return c.newList(collect(c), sorted) },
	"slices.Contains":    contains,
	"slices.Index":       indexIn,
	"maps.Copy":          copyMap,
	"strings.SplitSeq":   pieceByPiece(split),
	"strings.FieldsSeq":  pieceByPiece(fields),
	"strings.SplitAfter": splitAfter,
}

// inPlace changes the order of a list of texts that are known.
func inPlace(f func([]string, bool) []string) Model {
	return func(c *Call) Val {
		id, o := c.Object(c.Arg(0))
		lits, ok := c.known(c.Arg(0))
		if !ok || id < 0 || !strings.HasPrefix(o.Type, "[") {
			return Val{}
		}
		o = c.Edit(id)
		for i, lit := range f(lits, numbers(o.Type)) {
			o.Fields[strconv.Itoa(i)] = Text(lit)
		}
		return Val{}
	}
}

// ofList returns another list of texts that are known, else the same.
func ofList(f func([]string, bool) []string) Model {
	return func(c *Call) Val { return c.newList(c.Arg(0), f) }
}

func (c *Call) newList(of Val, f func([]string, bool) []string) Val {
	lits, ok := c.known(of)
	_, o := c.Object(of)
	if !ok || o == nil {
		return of
	}
	id := c.New(o.Type, "list")
	list := c.Edit(id)
	for i, lit := range f(lits, numbers(o.Type)) {
		list.Fields[strconv.Itoa(i)] = Text(lit)
		list.Len = i + 1
	}
	return Pointer(id)
}

func numbers(typ string) bool {
	return strings.HasPrefix(typ, "[]int") || strings.HasPrefix(typ, "[]uint")
}

// known returns the elements of a list if all are texts or numbers that are known.
func (c *Call) known(list Val) ([]string, bool) {
	elems, n := c.Elems(list)
	if n < 0 || list.MayNil {
		return nil, false
	}
	out := make([]string, 0, n)
	for _, e := range elems {
		lits, ok := e.Str.Literals()
		if !ok || len(lits) != 1 || len(e.Refs) > 0 || e.MayNil {
			return nil, false
		}
		out = append(out, lits[0])
	}
	return out, true
}

// sorted puts texts or numbers in order.
func sorted(list []string, numbers bool) []string {
	slices.SortStableFunc(list, func(a, b string) int {
		if numbers && len(a) != len(b) {
			x, _ := strconv.ParseInt(a, 10, 64)
			y, _ := strconv.ParseInt(b, 10, 64)
			return int(min(max(x-y, -1), 1))
		}
		return strings.Compare(a, b)
	})
	return list
}

func reversed(list []string, _ bool) []string {
	slices.Reverse(list)
	return list
}

func compacted(list []string, _ bool) []string { return slices.Compact(list) }

func contains(c *Call) Val {
	at, ok := c.indexIn()
	if !ok {
		return found()
	}
	return boolean(at >= 0)
}

func indexIn(c *Call) Val {
	at, ok := c.indexIn()
	if !ok {
		return Hole(strval.Hole{Name: "index", Kind: strval.KindInt})
	}
	return Text(strconv.Itoa(at))
}

func (c *Call) indexIn() (int, bool) {
	lits, ok := c.known(c.Arg(0))
	what, known := c.Arg(1).Str.Literals()
	if !ok || !known || len(what) != 1 || c.Arg(1).MayNil {
		return 0, false
	}
	return slices.Index(lits, what[0]), true
}

// copyMap adds the entries of one map to another.
func copyMap(c *Call) Val {
	for _, e := range c.entries(c.Arg(1)) {
		c.In.mapUpdate(c.State, c.Arg(0), e.key, e.val)
	}
	return Val{}
}

// pieceByPiece is an iterator over the pieces that a function makes a list of.
func pieceByPiece(list Model) Model {
	return func(c *Call) Val { return Val{Fns: []FnVal{{Name: valuesIter, Free: []Val{list(c)}}}} }
}

// splitAfter is strings.SplitAfter of a text that is known.
func splitAfter(c *Call) Val {
	lits, ok := c.Text(0).Literals()
	seps, exact := c.Text(1).Literals()
	if !ok || !exact || len(lits) != 1 || len(seps) != 1 {
		return c.pieces(nil)
	}
	list := []strval.Template{}
	for _, piece := range strings.SplitAfter(lits[0], seps[0]) {
		list = append(list, strval.Lit(piece))
	}
	return c.pieces(list)
}
