package flow

import (
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/workplacelint/workplacelint/internal/credential"
	"github.com/workplacelint/workplacelint/internal/extract"
	"github.com/workplacelint/workplacelint/internal/ssaform"
)

// Suspect returns the findings of a package as if it were part of a program for
// Workplace and all fields, variables and the like with the name of a credential
// were one, and how many there are.
func Suspect(pass *analysis.Pass) (found []Finding, sources int) {
	form := &ssaform.Form{
		Files:   pass.Files,
		Package: func() *ssa.Package { return ssaform.Build(pass.Fset, pass.Pkg, pass.TypesInfo, pass.Files) },
	}
	ev := gather(pass, &extract.Result{}, form.Files, credential.DefaultUse())
	ev.governed = true
	below := &below{own: map[string]bool{}, exits: map[string][]portableExit{}, read: map[string]*exitSet{}, sources: map[string]source{}, strange: map[string]bool{}, reported: map[string]bool{}, places: newExitSet()}
	p := newPkg(pass, form, ev, below)
	p.summarise()
	for e := range p.places.steps {
		if place, _ := unlabelled(e.From); p.looksLikeCredential(place) {
			ev.sources[place] = p.use.HeaderKind
		}
	}
	s := p.solve(ev)
	return s.findings(), len(s.sources)
}

// Verbs returns the verbs of a format and the text before each.
func Verbs(format string) (letters []rune, before []string, ok bool) {
	list, ok := verbs(format)
	for _, v := range list {
		letters, before = append(letters, v.letter), append(before, v.before)
	}
	return letters, before, ok
}
