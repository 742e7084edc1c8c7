package ir

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// loggers are the packages whose functions and methods called Fatal or Panic end the
// program whatever they are given. In others they do so only if what they get is an error.
var loggers = []string{
	"github.com/golang/glog", "github.com/sirupsen/logrus", "go.uber.org/zap", "k8s.io/klog", "k8s.io/klog/v2", "log",
}

// ends reports whether an instruction is a call that does not come back, so that nothing
// behind it runs: of a function that ends the program, or of one all of whose ways lead
// to such a call.
func (l *lowerer) ends(instr ssa.Instruction) bool {
	call, ok := instr.(*ssa.Call)
	if !ok {
		return false
	}
	callee := call.Call.StaticCallee()
	if callee == nil {
		return false
	}
	if len(callee.Blocks) > 0 {
		return l.neverReturns(callee)
	}
	switch callee.RelString(nil) {
	case "os.Exit", "runtime.Goexit", "syscall.Exit":
		return true
	}
	obj := callee.Object()
	return obj != nil && obj.Pkg() != nil && slices.Contains(loggers, obj.Pkg().Path()) && isFatal(callee)
}

func isFatal(fn *ssa.Function) bool {
	name := fn.Name()
	return (strings.HasPrefix(name, "Fatal") || strings.HasPrefix(name, "Panic")) && fn.Signature.Results().Len() == 0
}

// neverReturns reports whether no way through a function leads to a return. One that may
// recover from a panic returns; one that calls itself is taken to.
func (l *lowerer) neverReturns(fn *ssa.Function) bool {
	never, known := l.never[fn]
	if known {
		return never
	}
	l.never[fn] = false
	never = fn.Recover == nil && !l.reachesReturn(fn)
	l.never[fn] = never
	return never
}

func (l *lowerer) reachesReturn(fn *ssa.Function) bool {
	seen := make([]bool, len(fn.Blocks))
	seen[0] = true
	for work := []*ssa.BasicBlock{fn.Blocks[0]}; len(work) > 0; {
		block := work[len(work)-1]
		work = work[:len(work)-1]
		if slices.ContainsFunc(block.Instrs, l.ends) {
			continue
		}
		if _, returns := block.Instrs[len(block.Instrs)-1].(*ssa.Return); returns {
			return true
		}
		for _, s := range block.Succs {
			if !seen[s.Index] {
				seen[s.Index] = true
				work = append(work, s)
			}
		}
	}
	return false
}
