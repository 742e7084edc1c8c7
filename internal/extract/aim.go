package extract

import (
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/slice"
)

// aim finds out which calls may send something to the platform: those whose
// address may be made of a text that its addresses have. What is sent elsewhere,
// or to an address that the program only reads, is listed where it is sent; no
// caller can know more of it. Functions that have to do with neither are not run,
// nor are those of a package that adds nothing to what a package below it sends.
func (p *program) aim(pkgs []*ir.Package, h *hosts) {
	index := slice.NewIndex(pkgs, slice.Config{Makes: makesRequest, Sends: p.calls.sending, Sender: p.calls.sends, Targets: p.calls.targets, Known: p.known(), Hides: p.demand.hides})
	ours := slices.DeleteFunc(index.Sends(), func(send slice.Send) bool {
		return !p.calls.senders.Addresses(send.Callee) && !h.mentioned(send.Texts)
	})
	ours = append(ours, p.hidden(index, pkgs, h)...)
	functions := make([]string, 0, len(ours))
	for _, send := range ours {
		if p.reportsFor(send.Function) || index.Concerns(send, p.own.Path) {
			functions = append(functions, send.Function)
		}
	}
	p.slice, p.hosts = index.Of(ours), h
	p.writes = p.slice.Writers()
	feeders := p.slice.Feeders()
	for _, name := range feeders {
		p.calls.hiding[name] = true
	}
	p.calls.spread(append(functions, feeders...))
}

// hidden returns the calls that may hand an address of the platform to a function
// which is not known: one with a host to any that may send it in the end, one of
// which only the path says so to a package that sends.
func (p *program) hidden(index *slice.Index, pkgs []*ir.Package, h *hosts) []slice.Send {
	var all []slice.Send
	if anyText(pkgs, h.hosted) {
		p.demand.naming = namers(pkgs, h.hosted)
		all = index.Hidden(p.own.Path, p.demand.maySend, h.hosted)
		for _, send := range all {
			if send.Stores {
				p.demand.set(send.Callee)
			}
		}
	}
	if anyText(pkgs, h.named) {
		all = append(all, index.Hidden(p.own.Path, p.demand.sendsItself, h.named)...)
	}
	for _, send := range all {
		p.calls.hiding[send.Function] = true
	}
	return all
}

// reportsFor reports whether a call of the library that a function is of counts
// here, even if nothing of what is sent is said here: where no other package of the
// module does so.
func (p *program) reportsFor(function string) bool {
	fn := p.calls.funcs[function]
	return fn != nil && !p.foreign && p.modules[fn.Package] != p.own.Module
}

// anyText reports whether a constant text of some packages is such.
func anyText(pkgs []*ir.Package, is func(text string) bool) bool {
	for _, p := range pkgs {
		for _, f := range p.Funcs {
			for _, c := range f.Consts {
				if c.Kind == ir.ConstString && is(c.Text) {
					return true
				}
			}
		}
	}
	return false
}

// known returns whether there is a model of a function. What an interface holds
// is not known here, so that a model of a method of any type will do.
func (p *program) known() func(name string) bool {
	methods := map[string]bool{}
	for name := range p.in.Models {
		if at := strings.LastIndex(name, ")."); at > 0 {
			methods[name[at:]] = true
		}
	}
	return func(name string) bool {
		if p.in.Models[name] != nil || p.in.Library.Has(name) {
			return true
		}
		at := strings.LastIndex(name, ").")
		return at > 0 && !strings.HasPrefix(name, "(*") && methods[name[at:]]
	}
}
