// Package slice computes which values of a program can have to do with what it
// sends: a backward slice, without regard to the order of instructions and to who
// calls.
//
// Running a function on unknown input is expensive, and most functions of a
// large program put nothing into any request. The slice says which may, at the
// price of one walk over their instructions. It errs on the side of too much:
// fields are told apart by their type and not by their object, and a call of a
// function value may be one of every function with such parameters. It follows
// what the evaluator could follow, and nothing else: through a function that
// neither has a body nor is known goes nothing.
package slice

import (
	"maps"
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/ir"
)

// Config says where a slice begins and how calls are resolved.
type Config struct {
	// Sends reports whether a call hands a request to something that sends it.
	Sends func(f *ir.Func, call *ir.Instr) bool
	// Makes reports whether an instruction makes a request, if it is set.
	Makes func(f *ir.Func, i *ir.Instr) bool
	// Sender reports whether the function of that name sends, so that a call of a
	// function value may send if the function is one anywhere.
	Sender func(name string) bool
	// Targets returns the names of the functions that a call of a method of an
	// interface may run.
	Targets func(f *ir.Func, call *ir.Instr) []string
	// Known reports whether it is known what a function without body does. The
	// results of others have to do with nothing.
	Known func(name string) bool
	// Hides reports whether a function without body may send what it is given, or
	// what a package variable of the name holds.
	Hides func(name string) bool
}

// An Index knows the functions of a program, and where each place is used.
type Index struct {
	cfg   Config
	funcs map[string]*function
	types map[string]*ir.Type
	// stores and loads of fields and package variables, by slot; callers by the
	// name of the function that is called; values are the calls of function
	// values, and taken the functions that are used as values, by the number of
	// their parameters; made are closures, by function.
	stores   map[string][]site
	loads    map[string][]site
	callers  map[string][]site
	values   map[int][]site
	taken    map[int][]*function
	made     map[string][]site
	asValues map[string][]value // where a function is named as a value
	sends    []site
	makes    []site
	hides    []site
	// handedOn says that a function which is known without a body is used as a
	// value.
	handedOn bool
	// sendsOn are the packages of those of them that send.
	sendsOn map[string]bool
	// hidden are those that may send what they are given, by the type they are
	// used as.
	hidden map[string][]string
	// become are the types of the values that become ones of an interface type.
	become map[string][]string
	// runBy and runs are what is known by now of which calls of function values may
	// run which functions.
	runBy map[*function][]site
	runs  map[*ir.Instr][]*function
}

// A site is an instruction of a function.
type site struct {
	fn *function
	at *ir.Instr
}

// A value is a register of a function.
type value struct {
	fn  *function
	reg int32
}

// NewIndex returns an index of the functions of packages.
func NewIndex(pkgs []*ir.Package, cfg Config) *Index {
	x := &Index{
		cfg: cfg, funcs: map[string]*function{}, types: map[string]*ir.Type{},
		stores: map[string][]site{}, loads: map[string][]site{}, callers: map[string][]site{},
		values: map[int][]site{}, taken: map[int][]*function{}, made: map[string][]site{},
		asValues: map[string][]value{}, sendsOn: map[string]bool{}, hidden: map[string][]string{}, become: map[string][]string{},
		runBy: map[*function][]site{}, runs: map[*ir.Instr][]*function{},
	}
	var fns []*function
	for _, p := range pkgs {
		for _, f := range p.Funcs {
			if x.funcs[f.Name] == nil {
				x.funcs[f.Name] = newFunction(f)
				fns = append(fns, x.funcs[f.Name])
				x.convert(f.Converts)
			}
		}
		for _, t := range p.Types {
			if old := x.types[t.Key]; old == nil || len(t.Fields) > len(old.Fields) {
				x.types[t.Key] = t
			}
		}
	}
	for _, fn := range fns {
		x.enter(fn)
	}
	for _, n := range slices.Sorted(maps.Keys(x.values)) {
		for _, at := range x.values[n] {
			x.calls(at)
		}
	}
	return x
}

// calls takes note of the call of a function value, once all that it may be are known.
func (x *Index) calls(at site) {
	if x.maySend(at) {
		x.sends = append(x.sends, at)
	}
	if len(x.hiding(at)) > 0 {
		x.hides = append(x.hides, at)
	}
}

// A Slice is the part of a program that has to do with some of the requests.
type Slice struct {
	*Index
	// addresses says that only the addresses of requests matter, not what they
	// carry.
	addresses bool
	// until is a package at which to end, if there is one.
	until string

	relevant map[value]level
	packages map[string]bool // of functions that have to do with the requests
	slots    map[string]level
	texts    map[string]bool
	aliased  map[string]bool
	whole    map[string]bool
	// fed are the functions that hand something that matters to a function value.
	fed  map[string]bool
	work []value
	// spelled says that bytes matter, since what is looked at is a text made of them.
	spelled bool
	trail   *trail // nil unless somebody asks what reaches what
}

// A Send is a call that sends, or that may, with the texts that may be parts of
// the address.
type Send struct {
	Function string
	Callee   string   // of a call by name
	Stores   bool     // it stores in a package variable instead, which Callee is
	Texts    []string // in no order

	at site
}

// Sends returns all calls that send.
func (x *Index) Sends() []Send {
	var out []Send
	for _, at := range x.sends {
		send, _ := x.addressed(at, 0)
		out = append(out, send)
	}
	return out
}

// addressed returns what reaches the address of a call. It is not all if that
// are more values than most, and most is not zero.
func (x *Index) addressed(at site, most int) (send Send, whole bool) {
	s := x.slice(true)
	s.begin(at)
	whole = s.follow(most)
	return Send{Function: at.fn.f.Name, Callee: callee(at.fn, at.at), Stores: at.at.Op == ir.OpStore, Texts: slices.Collect(maps.Keys(s.texts)), at: at}, whole
}

// Of returns the slice of calls that send, with all that they carry.
func (x *Index) Of(sends []Send) *Slice {
	s := x.slice(false)
	for _, send := range sends {
		s.begin(send.at)
	}
	s.follow(0)
	return s
}

// Concerns reports whether a function of a package has to do with a request that
// is sent, in what it says or in what it carries.
func (x *Index) Concerns(send Send, path string) bool {
	if send.at.fn.f.Package == path {
		return true
	}
	s := x.slice(false)
	s.until = path
	s.external(send.at.fn, send.at.at)
	s.follow(0)
	return s.packages[path]
}

func (x *Index) slice(addresses bool) *Slice {
	return &Slice{
		Index: x, addresses: addresses,
		relevant: map[value]level{}, packages: map[string]bool{}, slots: map[string]level{}, texts: map[string]bool{},
		aliased: map[string]bool{}, whole: map[string]bool{}, fed: map[string]bool{},
	}
}

// Feeders returns the functions that hand something that matters to a function
// value, sorted: what they lead to no name tells.
func (s *Slice) Feeders() []string { return slices.Sorted(maps.Keys(s.fed)) }

// follow adds what has to do with what is marked. It reports whether that is
// all: with most, it ends when more values matter, and with until, when it is there.
func (s *Slice) follow(most int) bool {
	for len(s.work) > 0 {
		if most > 0 && len(s.relevant) > most || s.until != "" && s.packages[s.until] {
			return false
		}
		v := s.work[len(s.work)-1]
		s.work = s.work[:len(s.work)-1]
		s.trail.enter(v)
		s.spelled = v.spells()
		s.origin(v)
		s.uses(v)
	}
	return true
}

// spells reports whether a value is a text made of bytes, or bytes of which one is made.
// Others are bodies, which do not belong to an address.
func (v value) spells() bool {
	if v.fn.kindOf(v.reg) == ir.KindBytes {
		return true
	}
	d := v.fn.def(v.reg)
	return d != nil && d.Op == ir.OpCopy && d.Args[0] >= 0 && v.fn.kindOf(d.Args[0]) == ir.KindBytes
}

// A level says how much of a value matters.
type level uint8

const (
	// itself: its text, or what is put into it. Of a struct that the program
	// declares nothing: its fields matter where they are read.
	itself level = iota + 1
	// wholly: all that it leads to, since it is handed to a function that may look
	// at all of it.
	wholly
)

// mark notes that an operand matters.
func (s *Slice) mark(fn *function, arg int32, l level) {
	if arg < 0 {
		s.constant(fn, arg, l)
		return
	}
	v := value{fn, arg}
	if s.relevant[v] >= l {
		s.trail.value(v)
		return
	}
	if s.idle(fn, arg) {
		return
	}
	if t := s.types[strings.TrimLeft(fn.typeOf(arg), "*")]; t != nil && len(t.Fields) > 0 && !boxed(fn.def(arg)) {
		if l == wholly {
			s.all(t.Key)
		}
		return
	}
	s.trail.value(v)
	s.relevant[v] = l
	s.packages[fn.f.Package] = true
	s.work = append(s.work, v)
}

// boxed reports whether a value is an interface that holds a value of the type.
func boxed(d *ir.Instr) bool { return d != nil && d.Op == ir.OpMakeInterface }

func (s *Slice) constant(fn *function, arg int32, l level) {
	switch c, _ := fn.f.Const(arg); c.Kind {
	case ir.ConstGlobal:
		s.slot(c.Text, l)
	case ir.ConstFunc:
		if l == wholly {
			s.answers(fn, arg)
		}
	case ir.ConstString:
		s.trail.text(c.Text)
		s.texts[c.Text] = true
		s.packages[fn.f.Package] = true
	}
}

// idle reports whether a value is handed to everything and carries nothing into
// a request, or nothing into its address.
func (s *Slice) idle(fn *function, arg int32) bool {
	switch typ := fn.typeOf(arg); typ {
	case "context.Context", "error":
		return true
	case "io.Reader", "io.ReadCloser", "io.Writer", "net/http.Header":
		return s.addresses
	}
	switch fn.kindOf(arg) {
	case ir.KindBytes:
		return s.addresses && !s.spelled
	case ir.KindInt, ir.KindFloat, ir.KindBool:
		return s.addresses
	}
	return false
}

// slot notes that what a field or package variable holds matters.
func (s *Slice) slot(name string, l level) {
	s.trail.under(name, func() {
		if s.slots[name] >= l {
			return
		}
		s.slots[name] = l
		for _, at := range s.stores[name] {
			s.mark(at.fn, at.at.Args[1], l)
		}
		s.alias(name)
	})
}

// alias notes that what a place holds can be written to by who reads it.
func (s *Slice) alias(name string) {
	s.trail.under("&"+name, func() {
		if s.aliased[name] {
			return
		}
		s.aliased[name] = true
		for _, at := range s.loads[name] {
			if refers(at.at.Kind) {
				s.mark(at.fn, at.at.Dst, itself)
			}
		}
	})
}

// all marks the fields of a struct type and of the structs in it, and the text
// that it gives of itself.
func (s *Slice) all(typ string) {
	typ = element(typ)
	t := s.types[typ]
	if t == nil {
		return
	}
	s.trail.under("*"+typ, func() {
		if s.whole[typ] {
			return
		}
		s.whole[typ] = true
		s.fields(t)
	})
}

func (s *Slice) fields(t *ir.Type) {
	for _, f := range t.Fields {
		s.slot(t.Key+"."+f.Name, wholly)
		s.all(f.Type)
	}
	for _, m := range t.Methods {
		if fn := s.funcs[m.Func]; fn != nil && m.Name == "String" {
			s.returned(fn, -1, itself)
		}
	}
}

// refers reports whether a value of a kind may lead to something that others
// write to.
func refers(k ir.Kind) bool {
	switch k {
	case ir.KindPointer, ir.KindSlice, ir.KindMap, ir.KindInterface, ir.KindOther:
		return true
	}
	return false
}
