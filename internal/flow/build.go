package flow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// funcName returns the full name of a function, that of the generic one for an
// instance.
func funcName(fn *ssa.Function) string {
	if o := fn.Origin(); o != nil {
		fn = o
	}
	if obj, ok := fn.Object().(*types.Func); ok && fn.Synthetic == "" {
		return obj.Origin().FullName()
	}
	return fn.RelString(nil)
}

// calleeName returns the full name of the function or method that is called, ""
// for a value.
func calleeName(c *ssa.CallCommon) string {
	if c.IsInvoke() {
		return c.Method.FullName()
	}
	if fn := c.StaticCallee(); fn != nil {
		return funcName(fn)
	}
	return ""
}

// arguments returns the receiver of a call, nil if it has none, and the other
// arguments.
func arguments(c *ssa.CallCommon) (recv ssa.Value, args []ssa.Value) {
	if c.IsInvoke() {
		return c.Value, c.Args
	}
	if fn := c.StaticCallee(); fn != nil && fn.Signature.Recv() != nil && len(c.Args) > 0 {
		return c.Args[0], c.Args[1:]
	}
	return nil, c.Args
}
