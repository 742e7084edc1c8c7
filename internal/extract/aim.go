package extract

import (
	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/slice"
)

// aim finds out which calls may send something to the platform: those whose
// address may be made of a text that its addresses have. What is sent elsewhere,
// or to an address that the program only reads, is listed where it is sent; no
// caller can know more of it. Functions that have to do with neither are not run.
func (p *program) aim(pkgs []*ir.Package, h *hosts) {
	index := slice.NewIndex(pkgs, slice.Config{Sends: p.calls.sending, Targets: p.calls.targets, Known: p.known})
	var ours []slice.Send
	var functions []string
	for _, send := range index.Sends() {
		if p.calls.senders.Addresses(send.Callee) || h.mentioned(send.Texts) {
			ours = append(ours, send)
			functions = append(functions, send.Function)
		}
	}
	p.slice = index.Of(ours)
	p.writes = p.slice.Writers()
	p.calls.spread(functions)
}

// known reports whether there is a model of a function.
func (p *program) known(name string) bool {
	return p.in.Models[name] != nil || p.in.Library.Has(name)
}
