package eval

import (
	"strings"

	"github.com/workplacelint/workplacelint/internal/ir"
)

// typ returns the type at index i of the strings of the function that runs: where it
// is a type parameter, or a pointer to or a list of one, what was given for it.
func (f *Frame) typ(i int32) string { return f.instantiated(f.Fn.Str(i)) }

func (f *Frame) instantiated(key string) string {
	arg, prefix, ok := f.typeArg(key)
	if !ok || arg.Dyn == "" {
		return key
	}
	return prefix + arg.Dyn
}

// typeArg returns what was given for the type parameter in a key, and what stands
// before it.
func (f *Frame) typeArg(key string) (arg Val, prefix string, ok bool) {
	free := f.Fn.Free
	if len(free) == 0 || free[len(free)-1].Kind != ir.KindType {
		return Val{}, "", false
	}
	name := strings.TrimLeft(key, "*[]")
	for n, p := range free {
		if p.Kind == ir.KindType && p.Name == name {
			return f.regs[len(f.Fn.Params)+n], key[:len(key)-len(name)], true
		}
	}
	return Val{}, "", false
}

// typeArgs returns the type arguments that an instruction or a constant gives a generic
// function: values of which the type is known, or that of a parameter of the function
// that runs.
func (f *Frame) typeArgs(index int32) []Val {
	if index <= 0 || int(index) > len(f.Fn.Instances) {
		return nil
	}
	keys := f.Fn.Instances[index-1]
	out := make([]Val, len(keys))
	for n, key := range keys {
		arg, prefix, ok := f.typeArg(key)
		switch {
		case !ok:
			out[n] = Val{Dyn: key, Sure: true}
		case prefix == "":
			out[n] = arg
		case arg.Dyn != "":
			out[n] = Val{Dyn: prefix + arg.Dyn, Sure: true}
		}
	}
	return out
}
