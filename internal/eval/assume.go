package eval

import (
	"fmt"
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/ir"
)

// An Assumption says of which type all values of an interface type are in a run
// where nothing says it. The zero value assumes nothing.
type Assumption struct{ Interface, Type string }

// A Guess is an interface type whose values were taken to be of any type that
// implements it.
type Guess struct {
	Interface string
	Types     []string

	methods map[string]int // of which methods were called, the number of results
}

// Guess returns the first interface type of the last run from whose values two
// results or more were taken that belong together, nil if there is none. Mixed
// over types they make what no type says: the path of one with the method of the
// other. Run the types one by one.
func (in *Interp) Guess() *Guess {
	for _, g := range in.guesses {
		n := 0
		for _, results := range g.methods {
			n += results
		}
		if n > 1 {
			return g
		}
	}
	return nil
}

// implementations returns the types that a call of a method of an interface may
// run, where nothing is known of the receiver. A call that tells the method nothing is
// not followed: what the method does by itself is known where it is declared, and to
// close whatever there is would run half a program.
func (c *Call) implementations(iface, method string) []string {
	if c.Instr.Flag {
		return nil
	}
	types := c.In.U.implementers(iface, method)
	if len(types) > maxTypes {
		c.passOver(iface, types[maxTypes:], method)
		types = types[:maxTypes]
	}
	if len(types) < 2 {
		return types
	}
	c.In.guess(iface, types).methods[method] = texts(c.Instr)
	if assumed := c.In.Assume; assumed.Interface == iface && slices.Contains(types, assumed.Type) {
		return []string{assumed.Type}
	}
	return types
}

// passOver reports that implementations are not tried, if something may be sent in
// them, or if they are the program's own and make a text: the path of a request, say.
func (c *Call) passOver(iface string, types []string, method string) {
	leads := c.In.U.declares(iface) && texts(c.Instr) > 0
	for _, typ := range types {
		fn := c.In.U.Method(typ, method)
		leads = leads || fn != nil && c.In.Matters != nil && c.In.Matters(fn.Name)
	}
	if leads {
		c.In.limit(c.Frame, fmt.Sprintf("%s has more than %d implementations", iface[strings.LastIndexByte(iface, '/')+1:], maxTypes))
	}
}

func (in *Interp) guess(iface string, types []string) *Guess {
	for _, g := range in.guesses {
		if g.Interface == iface {
			return g
		}
	}
	g := &Guess{Interface: iface, Types: types, methods: map[string]int{}}
	in.guesses = append(in.guesses, g)
	return g
}

// texts returns how many results of a call may be texts.
func texts(call *ir.Instr) int {
	switch call.Kind {
	case ir.KindString:
		return 1
	case ir.KindTuple:
		return 2
	}
	return 0
}
