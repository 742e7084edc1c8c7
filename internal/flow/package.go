package flow

import (
	"go/token"
	"go/types"
	"path/filepath"
	"slices"
	"strconv"

	"golang.org/x/tools/go/ssa"

	"github.com/workplacelint/workplacelint/internal/credential"
	"github.com/workplacelint/workplacelint/internal/sink"
)

// A pkg is one package while its functions are summarised.
type pkg struct {
	types  *types.Package
	fset   *token.FileSet
	module string
	rules  *sink.Index
	use    *credential.Use
	below  *below
	// signs says that the package names the parameter of a proof: its keys are
	// app secrets.
	signs bool
	// given are the places of parameters that are known to be credentials, by
	// function.
	given map[string]map[int]credential.Kind
	// requests are those that the inventory knows.
	requests *requests
	// quiet are the types of clients whose log is turned off, and stops the
	// fields that are set and turn a sink off.
	quiet, stops map[string]bool

	funcs     []*ssa.Function
	byName    map[string]*ssa.Function
	summaries map[*ssa.Function]*exitSet
	methods   map[string][]*ssa.Function // by name
	// places are the exits from places that are no parameters.
	places *exitSet
	// texts are the constants that can be credentials, by place, and may is
	// whether a constant can be one.
	texts map[string]string
	may   map[string]bool
	// lost are the places whose texts went into functions of packages that were
	// not read, by package and function.
	lost map[string]map[*ssa.Function]map[string]bool
	// redirects are functions that get requests which were sent before.
	redirects map[*ssa.Function]bool
	// directors are functions that change what a proxy forwards.
	directors map[*ssa.Function]*sink.Sink
}

// maxRounds bounds how often functions are summarised again because what they
// call has more exits.
const maxRounds = 6

// summarise follows all texts through the functions of the package.
func (p *pkg) summarise() {
	p.index()
	callers := map[*ssa.Function][]*ssa.Function{}
	for _, fn := range p.funcs {
		for _, callee := range p.callees(fn) {
			callers[callee] = append(callers[callee], fn)
		}
		p.survey(fn)
	}
	todo := p.funcs
	for round := 0; round < maxRounds && len(todo) > 0; round++ {
		again := map[*ssa.Function]bool{}
		for _, fn := range todo {
			before := len(p.summaries[fn].steps)
			p.follow(fn)
			if len(p.summaries[fn].steps) > before {
				for _, c := range callers[fn] {
					again[c] = true
				}
			}
		}
		todo = slices.DeleteFunc(slices.Clone(p.funcs), func(fn *ssa.Function) bool { return !again[fn] })
	}
}

// index makes the functions of the package findable.
func (p *pkg) index() {
	p.byName, p.methods = map[string]*ssa.Function{}, map[string][]*ssa.Function{}
	p.summaries, p.places, p.directors = map[*ssa.Function]*exitSet{}, newExitSet(), map[*ssa.Function]*sink.Sink{}
	p.redirects = map[*ssa.Function]bool{}
	p.lost = map[string]map[*ssa.Function]map[string]bool{}
	p.quiet, p.stops = map[string]bool{}, map[string]bool{}
	for _, fn := range p.funcs {
		p.byName[funcName(fn)] = fn
		p.summaries[fn] = newExitSet()
		if fn.Signature.Recv() != nil {
			p.methods[fn.Name()] = append(p.methods[fn.Name()], fn)
		}
	}
}

// callees returns the functions of the package that fn may call.
func (p *pkg) callees(fn *ssa.Function) []*ssa.Function {
	var list []*ssa.Function
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if call, ok := instr.(ssa.CallInstruction); ok {
				list = append(list, p.targets(call.Common())...)
			}
		}
	}
	return list
}

// maxTargets bounds how many implementations of a method are tried.
const maxTargets = 8

// targets returns the functions of the package that a call may run.
func (p *pkg) targets(c *ssa.CallCommon) []*ssa.Function {
	if !c.IsInvoke() {
		if fn := c.StaticCallee(); fn != nil {
			if own := p.byName[funcName(fn)]; own != nil {
				return []*ssa.Function{own}
			}
		}
		return nil
	}
	iface, ok := c.Value.Type().Underlying().(*types.Interface)
	if !ok {
		return nil
	}
	var list []*ssa.Function
	for _, m := range p.methods[c.Method.Name()] {
		recv := m.Signature.Recv().Type()
		if _, ok := recv.(*types.Pointer); !ok {
			recv = types.NewPointer(recv)
		}
		if types.Implements(recv, iface) && len(list) < maxTargets {
			list = append(list, m)
		}
	}
	return list
}

// survey notes what is said once for the whole package: clients whose log is
// turned off, and functions that a proxy runs.
func (p *pkg) survey(fn *ssa.Function) {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			store, ok := instr.(*ssa.Store)
			if !ok {
				continue
			}
			addr, ok := store.Addr.(*ssa.FieldAddr)
			if !ok {
				continue
			}
			name := p.fieldName(addr.X.Type(), addr.Field)
			p.stops[name] = true
			if f := functionOf(store.Val); f != nil && p.rules.Redirects[name] {
				p.redirects[f] = true
			}
			if s := p.rules.Directors[name]; s != nil {
				if f := functionOf(store.Val); f != nil {
					p.directors[f] = s
				}
			}
			p.silence(name, addr, store.Val)
		}
	}
}

// silence takes note of client.Logger = nil.
func (p *pkg) silence(name string, addr *ssa.FieldAddr, val ssa.Value) {
	s := p.rules.Clients[p.typeName(addr.X.Type())]
	if s == nil || s.Quiet == "" || filepath.Ext(name) != "."+s.Quiet {
		return
	}
	if c, ok := val.(*ssa.Const); ok && c.IsNil() {
		p.quiet[p.typeName(addr.X.Type())] = true
	}
}

// functionOf returns the function that a value is, if it is written there.
func functionOf(v ssa.Value) *ssa.Function {
	switch v := v.(type) {
	case *ssa.Function:
		return v
	case *ssa.MakeClosure:
		fn, _ := v.Fn.(*ssa.Function)
		return fn
	case *ssa.ChangeType:
		return functionOf(v.X)
	}
	return nil
}

// at writes a position so that exits of different places differ.
func (p *pkg) at(pos token.Pos) string {
	if !pos.IsValid() {
		return ""
	}
	at := p.fset.PositionFor(pos, false)
	return p.types.Path() + "/" + filepath.Base(at.Filename) + ":" + strconv.Itoa(at.Line) + ":" + strconv.Itoa(at.Column)
}
