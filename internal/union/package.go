package union

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/analyzers/appsecretproof"
	"github.com/workplacelint/workplacelint/analyzers/faultydirective"
	"github.com/workplacelint/workplacelint/internal/driver"
	"github.com/workplacelint/workplacelint/internal/extract"
	"github.com/workplacelint/workplacelint/internal/load"
	"github.com/workplacelint/workplacelint/internal/verdict"
)

// packages collects what builds show of one package.
type packages struct {
	Package
	files       set[string]
	excluded    set[string]
	limits      set[extract.Evidence]
	diagnostics set[driver.Diagnostic]
	proofs      appsecretproof.Summary
	sent        []In[*verdict.Package]
}

// add adds what one build shows; done is nil if the package was not analyzed.
func (ps *packages) add(build string, p *load.Package, done *driver.Package) {
	ps.Path, ps.Name, ps.Dir = p.PkgPath, cmp.Or(ps.Name, p.Name), cmp.Or(ps.Dir, p.Dir)
	ps.Initial, ps.Main, ps.Std = ps.Initial || p.Initial, ps.Main || p.Main, ps.Std || p.Std
	ps.Analyzed = ps.Analyzed || p.Needed
	for _, name := range p.GoFiles {
		ps.files.add(name, name, build)
	}
	for _, name := range p.IgnoredFiles {
		if strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") {
			ps.excluded.add(name, name, build)
		}
	}
	if done != nil {
		ps.addResults(build, done)
	}
}

func (ps *packages) addResults(build string, p *driver.Package) {
	if sent, ok := p.Values[verdict.Analyzer].(*verdict.Package); ok {
		ps.sent = append(ps.sent, In[*verdict.Package]{sent, []string{build}})
	}
	if res, ok := p.Values[extract.Analyzer].(*extract.Result); ok {
		for _, e := range res.Incomplete {
			ps.limits.add(e, e, build)
		}
		for i := range res.Signed {
			ps.Signed = append(ps.Signed, In[extract.Signed]{res.Signed[i], []string{build}})
		}
	}
	if sum, ok := p.Values[appsecretproof.Analyzer].(*appsecretproof.Summary); ok {
		for _, proof := range sum.Proofs {
			ps.proofs.Add(proof)
		}
	}
	for i := range p.Diagnostics {
		d := &p.Diagnostics[i]
		ps.diagnostics.add(identity(d), *d, build)
	}
}

// identity is what two diagnostics have in common that say the same.
func identity(d *driver.Diagnostic) string {
	return fmt.Sprint(d.Analyzer.Name, "\x00", d.Category, "\x00", d.Message, "\x00", d.Start, d.End, d.Related, d.Fixes)
}

// union returns the package as all builds show it.
func (ps *packages) union() *Package {
	p := ps.Package
	p.Files, p.Limits, p.Proofs, p.Sent = ps.files.list, ps.limits.list, ps.proofs.Proofs, sent(ps.sent)
	read := map[string][]string{}
	for _, f := range p.Files {
		read[f.What] = f.Builds
	}
	for _, f := range ps.excluded.list {
		if read[f.What] == nil {
			p.Excluded = append(p.Excluded, f.What)
		}
	}
	// A directive that one build has no use for may be there for another.
	p.Diagnostics = slices.DeleteFunc(ps.diagnostics.list, func(d In[driver.Diagnostic]) bool {
		return d.What.Analyzer == faultydirective.Analyzer && d.What.Category == extract.FaultUnused &&
			len(d.Builds) < len(read[d.What.Start.Filename])
	})
	return &p
}

// sent returns what builds of a package send and handle as that of one package, in
// which each request and webhook names its build. Whether two builds send the same
// is decided by package verdict: it depends on who calls.
func sent(parts []In[*verdict.Package]) *verdict.Package {
	if len(parts) == 0 {
		return nil
	}
	first := parts[0].What
	all := &verdict.Package{Path: first.Path, Name: first.Name, Dir: first.Dir, Clause: first.Clause}
	below := map[string][]In[*verdict.Package]{}
	var limits set[extract.Evidence]
	for _, part := range parts {
		p := part.What
		for _, r := range p.Requests {
			r.Builds = part.Builds
			all.Requests = append(all.Requests, r)
		}
		for _, w := range p.Webhooks {
			w.Builds = part.Builds
			all.Webhooks = append(all.Webhooks, w)
		}
		for _, e := range p.Incomplete {
			limits.add(e, e, part.Builds[0])
		}
		if all.Callback.Line == 0 {
			all.Callback = p.Callback
		}
		for _, q := range p.Below {
			below[q.Path] = append(below[q.Path], In[*verdict.Package]{q, part.Builds})
		}
	}
	for _, e := range limits.list {
		all.Incomplete = append(all.Incomplete, e.What)
	}
	for _, parts := range below {
		all.Below = append(all.Below, sent(parts))
	}
	slices.SortFunc(all.Below, func(p, q *verdict.Package) int { return cmp.Compare(p.Path, q.Path) })
	return all
}
