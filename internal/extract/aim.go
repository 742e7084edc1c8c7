package extract

import (
	"slices"

	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/slice"
)

// aim finds out which calls may send something to the platform: those whose
// address may be made of a text that its addresses have. What is sent elsewhere,
// or to an address that the program only reads, is listed where it is sent; no
// caller can know more of it. Functions that have to do with neither are not run.
func (p *program) aim(pkgs []*ir.Package, h *hosts) {
	index := slice.NewIndex(pkgs, slice.Config{Sends: p.calls.sending, Targets: p.calls.targets, Known: p.known, Hides: p.demand.hides})
	ours := slices.DeleteFunc(index.Sends(), func(send slice.Send) bool {
		return !p.calls.senders.Addresses(send.Callee) && !h.mentioned(send.Texts)
	})
	hidden := index.Hidden(h.named)
	for _, send := range hidden {
		p.calls.hiding[send.Function] = true
	}
	ours = append(ours, hidden...)
	functions := make([]string, 0, len(ours))
	for _, send := range ours {
		functions = append(functions, send.Function)
	}
	p.slice = index.Of(ours)
	p.writes = p.slice.Writers()
	p.calls.spread(functions)
}

// known reports whether there is a model of a function.
func (p *program) known(name string) bool {
	return p.in.Models[name] != nil || p.in.Library.Has(name)
}
