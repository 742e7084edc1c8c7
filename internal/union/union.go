// Package union brings together what the builds of a program show.
//
// Each build is read by itself, and nothing of it is held but what was found: a
// [Build]. A [View] lists each thing that was found once, with the names of the
// builds that show it. So it says of a call in a file that all builds share what
// one of them says, and of a call that only one of them has, which that is. In
// which order builds are read makes no difference, and what a further build shows
// takes nothing from what the others do.
package union

import (
	"maps"
	"slices"

	"github.com/workplacelint/workplacelint/analyzers/appsecretproof"
	"github.com/workplacelint/workplacelint/internal/builds"
	"github.com/workplacelint/workplacelint/internal/driver"
	"github.com/workplacelint/workplacelint/internal/extract"
	"github.com/workplacelint/workplacelint/internal/load"
	"github.com/workplacelint/workplacelint/internal/verdict"
)

// A Build is what was found in one build of a program.
type Build struct {
	Name     string
	Packages []*load.Package   // the whole import graph
	Analyzed []*driver.Package // those that were analyzed
	Skips    []load.Skip
}

// A View is what was found in all builds that were read.
type View struct {
	Builds   []string   // names, the default build first
	Packages []*Package // sorted by path
	Skips    []In[load.Skip]
}

// In is something that was found, with the names of the builds that show it.
type In[T any] struct {
	What   T
	Builds []string
}

// A Package is what was found of one package. It is there too if it was not
// analyzed.
type Package struct {
	Path, Name, Dir string
	Initial         bool // a pattern names it
	Main            bool // it is of a main module
	Std             bool
	Analyzed        bool
	Files           []In[string]     // Go files that builds read, absolute
	Excluded        []string         // Go files that no build reads, absolute
	Sent            *verdict.Package // nil if nothing is known of it
	Signed          []In[extract.Signed]
	Proofs          []appsecretproof.Proof
	Limits          []In[extract.Evidence] // that were hit
	Diagnostics     []In[driver.Diagnostic]
}

// Of returns the view of builds. One that is named twice counts once.
func Of(list ...Build) *View {
	list = slices.SortedStableFunc(slices.Values(list), func(a, b Build) int { return builds.Compare(a.Name, b.Name) })
	list = slices.CompactFunc(list, func(a, b Build) bool { return a.Name == b.Name })
	v := &View{}
	byPath := map[string]*packages{}
	var skips set[load.Skip]
	for i := range list {
		b := &list[i]
		v.Builds = append(v.Builds, b.Name)
		b.addTo(byPath)
		for _, s := range b.Skips {
			skips.add(s, s, b.Name)
		}
	}
	v.Skips = skips.list
	for _, path := range slices.Sorted(maps.Keys(byPath)) {
		v.Packages = append(v.Packages, byPath[path].union())
	}
	return v
}

// Rest returns the builds of something that not all builds in view show, nil if
// all do.
func (v *View) Rest(names []string) []string {
	if len(names) == len(v.Builds) {
		return nil
	}
	return names
}

func (b *Build) addTo(byPath map[string]*packages) {
	analyzed := map[*load.Package]*driver.Package{}
	for _, p := range b.Analyzed {
		analyzed[p.Package] = p
	}
	for _, p := range b.Packages {
		if byPath[p.PkgPath] == nil {
			byPath[p.PkgPath] = &packages{}
		}
		byPath[p.PkgPath].add(b.Name, p, analyzed[p])
	}
}
