package extract

import (
	"bytes"
	"encoding/gob"
	"maps"
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/ir"
)

// A Reach is what a command can run. The nil Reach is all there is.
type Reach struct {
	read  map[string]bool // the packages of which that is known
	found map[string]bool // their functions
}

// reachForm is a reach as it is carried from process to process. The lists are
// sorted, so that equal ones have equal bytes.
type reachForm struct{ Read, Found []string }

// GobEncode implements [gob.GobEncoder].
func (r *Reach) GobEncode() ([]byte, error) {
	var buf bytes.Buffer
	err := gob.NewEncoder(&buf).Encode(reachForm{Read: slices.Sorted(maps.Keys(r.read)), Found: slices.Sorted(maps.Keys(r.found))})
	return buf.Bytes(), err
}

// GobDecode implements [gob.GobDecoder].
func (r *Reach) GobDecode(data []byte) error {
	var form reachForm
	if err := gob.NewDecoder(bytes.NewReader(data)).Decode(&form); err != nil {
		return err
	}
	*r = Reach{read: map[string]bool{}, found: map[string]bool{}}
	for _, path := range form.Read {
		r.read[path] = true
	}
	for _, name := range form.Found {
		r.found[name] = true
	}
	return nil
}

// Has reports whether the command may run a function of a package. Of a package
// that was not read it may run everything.
func (r *Reach) Has(pkg, function string) bool {
	return r == nil || !r.read[pkg] || r.found[function]
}

// A reach finds the functions that a command can run. What is not certain counts
// as reached: every function whose name is used, every closure, every method that
// a method of an interface may be, and of a value that becomes one of an interface
// type, the methods that whoever gets it can call, whether its code was read or
// not.
type reach struct {
	calls  *calls
	types  map[string]*ir.Type
	byName map[string][]string // methods, by ".Name"
	found  map[string]bool
	work   []string
	// held maps interface types to the types of values that were made ones of
	// them; wide are those that were made ones of another interface type.
	held map[string]map[string]bool
	wide map[string]map[string]bool
}

// reached returns the functions that the command of the package can run: what
// main and the initializers of all packages lead to.
func (p *program) reached() *Reach {
	out := &Reach{read: map[string]bool{}, found: map[string]bool{}}
	r := &reach{
		calls: p.calls, types: map[string]*ir.Type{}, byName: map[string][]string{}, found: map[string]bool{},
		held: map[string]map[string]bool{}, wide: map[string]map[string]bool{},
	}
	for _, pkg := range p.pkgs {
		out.read[pkg.Path] = true
		for _, t := range pkg.Types {
			if old := r.types[t.Key]; old == nil || len(old.Methods) == 0 {
				r.types[t.Key] = t
			}
		}
		r.add(pkg.Path + ".init")
		for _, f := range pkg.Funcs {
			if dot := strings.LastIndexByte(f.Name, '.'); f.Method && dot > 0 {
				r.byName[f.Name[dot:]] = append(r.byName[f.Name[dot:]], f.Name)
			}
		}
	}
	r.add(p.own.Path + ".main")
	for len(r.work) > 0 {
		name := r.work[len(r.work)-1]
		r.work = r.work[:len(r.work)-1]
		if f := r.calls.funcs[name]; f != nil {
			out.found[name] = true
			r.follow(f)
		}
	}
	return out
}

func (r *reach) add(names ...string) {
	for _, name := range names {
		if !r.found[name] {
			r.found[name] = true
			r.work = append(r.work, name)
		}
	}
}

// follow adds what a function leads to.
func (r *reach) follow(f *ir.Func) {
	r.add(r.calls.callees(f)...)
	for _, name := range f.Calls {
		// A method of a generic type has other parameters than that of the interface.
		if strings.HasPrefix(name, ".") && strings.Contains(name, "(") && len(r.calls.methods[name]) == 0 {
			method, _, _ := strings.Cut(name, "(")
			r.add(r.byName[method]...)
		}
	}
	for _, c := range f.Converts {
		r.convert(c.From, c.To)
	}
}

// convert takes note that values of one type become those of an interface type.
func (r *reach) convert(from, to string) {
	if t := r.types[from]; t != nil && t.Kind == ir.KindInterface {
		if put(r.wide, from, to) {
			for typ := range r.held[from] {
				r.convert(typ, to)
			}
		}
		return
	}
	if put(r.held, to, from) {
		r.callable(from, to)
		for further := range r.wide[to] {
			r.convert(from, further)
		}
	}
}

func put(m map[string]map[string]bool, key, value string) (fresh bool) {
	if m[key] == nil {
		m[key] = map[string]bool{}
	}
	fresh = !m[key][value]
	m[key][value] = true
	return fresh
}

// callable adds the methods that can be called through an interface type. One
// without methods hides nothing from reflection.
func (r *reach) callable(typ, iface string) {
	wanted := map[string]bool{}
	if i := r.types[iface]; i != nil {
		for _, m := range i.Methods {
			wanted[m.Name] = true
		}
	}
	t := r.types[strings.TrimLeft(typ, "*[]")]
	if t == nil {
		return
	}
	for _, m := range t.Methods {
		if len(wanted) == 0 || wanted[m.Name] {
			r.add(m.Func)
		}
	}
}
