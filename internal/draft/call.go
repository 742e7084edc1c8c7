package draft

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// call adds what a call does: to a function of the library by its parameters, to
// another one as far as it is known, else from the arguments to the result.
func (g *graph) call(caller string, c ssa.CallInstruction) {
	common := c.Common()
	callee, args := target(common)
	g.calls[caller] = append(g.calls[caller], call{callee, args})
	if fn, ok := common.Value.(*ssa.MakeClosure); ok {
		g.calls[caller] = append(g.calls[caller], call{callee: nameOf(fn.Fn.(*ssa.Function))})
	}
	own := g.own(packageOf(common))
	for i, a := range args {
		g.add(paramOf(callee, i), root(a), asIs, "")
		if own && refers(a.Type()) {
			g.add(root(a), paramOf(callee, i), asIs, "")
		}
	}
	result, _ := c.(ssa.Value)
	if known(g, callee, args, result) || result == nil {
		return
	}
	if own {
		g.add(result, resultOf(callee), asIs, "")
		if common.IsInvoke() {
			g.invoked[callee] = len(args)
		}
		return
	}
	for i, a := range args {
		g.add(result, root(a), asIs, "")
		if i > 0 && common.Signature().Recv() != nil {
			g.add(root(args[0]), root(a), asIs, "") // as a builder does
		}
	}
}

// target returns the name of the function that is called, that of a method of an
// interface too, and its arguments with the receiver.
func target(c *ssa.CallCommon) (string, []ssa.Value) {
	if c.IsInvoke() {
		return c.Method.FullName(), append([]ssa.Value{c.Value}, c.Args...)
	}
	if fn := c.StaticCallee(); fn != nil {
		return nameOf(fn), c.Args
	}
	if b, ok := c.Value.(*ssa.Builtin); ok {
		return "builtin " + b.Name(), c.Args
	}
	return "value", append([]ssa.Value{c.Value}, c.Args...)
}

// nameOf returns the name of a function that is unique in a program.
func nameOf(fn *ssa.Function) string {
	if o := fn.Origin(); o != nil {
		fn = o
	}
	if obj, ok := fn.Object().(*types.Func); ok {
		return obj.Origin().FullName()
	}
	return fn.RelString(nil)
}

func packageOf(c *ssa.CallCommon) string {
	if c.IsInvoke() {
		if c.Method.Pkg() != nil {
			return c.Method.Pkg().Path()
		}
		return ""
	}
	if fn := c.StaticCallee(); fn != nil && fn.Object() != nil && fn.Object().Pkg() != nil {
		return fn.Object().Pkg().Path()
	}
	return ""
}

// known adds what functions of the standard library do that say what becomes of
// a value. It reports whether that is all.
func known(g *graph, callee string, args []ssa.Value, result ssa.Value) bool {
	switch callee {
	case "(net/url.Values).Set", "(net/url.Values).Add", "(net/http.Header).Set", "(net/http.Header).Add":
		g.add(root(args[0]), root(args[1]), asName, "")
		g.add(root(args[0]), root(args[2]), asValue, text(args[1]))
	case "(net/url.Values).Encode":
		g.add(result, root(args[0]), encoded, "")
	case "encoding/json.Marshal", "encoding/json.MarshalIndent":
		g.add(result, root(args[0]), inJSON, "")
	case "(*encoding/json.Encoder).Encode":
		g.add(root(args[0]), root(args[1]), inJSON, "")
	case "encoding/json.NewEncoder":
		g.add(root(args[0]), result, asIs, "")
	case "net/http.NewRequest", "net/http.NewRequestWithContext":
		// Its parts are sinks.
	default:
		return false
	}
	return true
}

// implementations adds that what is given to a method of an interface of the
// library gets to the methods of that name.
func (g *graph) implementations(methods []*ssa.Function) {
	for iface, n := range g.invoked {
		name := iface[strings.LastIndexByte(iface, '.'):]
		for _, m := range methods {
			impl := nameOf(m)
			if m.Signature.Recv() == nil || len(m.Params) != n || !strings.HasSuffix(impl, name) || impl == iface {
				continue
			}
			for i := range n {
				g.add(paramOf(impl, i), paramOf(iface, i), asIs, "")
			}
			g.add(resultOf(iface), resultOf(impl), asIs, "")
			g.calls[iface] = append(g.calls[iface], call{callee: impl})
		}
	}
}
