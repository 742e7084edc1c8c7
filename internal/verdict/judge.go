package verdict

import (
	"cmp"
	"maps"
	"path/filepath"
	"slices"
	"time"

	"github.com/workplacelint/workplacelint/internal/audit"
	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/extract"
	"github.com/workplacelint/workplacelint/internal/manifest"
)

// An Input is what [Judge] judges.
type Input struct {
	// Packages are those that findings are wanted for, each with what it imports.
	Packages []*Package
	// Dirs are the directories of all packages in view, also of those that send
	// nothing and are not in Packages.
	Dirs []string
	// Builds are the names of the builds in view, if the packages are those of
	// several, or of one that has a name.
	Builds []string
	// Gaps are parts of the program of which nothing is known.
	Gaps []audit.Gap
	// Now is the day of the judgement; the zero value judges no day.
	Now time.Time
}

// A Verdict is what is said of all packages.
type Verdict struct {
	Programs []*Program // sorted by manifest; the one without is the first
	Findings []Finding  // of all programs, sorted by position
}

// A Program is what one manifest is responsible for.
type Program struct {
	// Manifest is nil for the packages that no manifest governs and no governed
	// command reaches.
	Manifest *manifest.Manifest
	Catalog  *catalog.Catalog
	// Uses are the requests of the program, with the answers of the catalogue.
	Uses     []audit.Use
	Webhooks []audit.Webhook // those that the code handles
	// Callbacks are where the code answers the verification of a callback.
	Callbacks []audit.Position
	Report    audit.Report
	// Partial says why nothing is said of grants without use, "" if something is.
	Partial string
	// Findings are those of the packages in view, sorted by position.
	Findings []Finding
}

// Judge judges packages by the manifests that govern them. The error is that of
// a manifest or of a file that it names.
func Judge(in Input) (*Verdict, error) {
	j := &judge{in: in, groups: map[string][]*Package{}}
	for _, p := range in.Packages {
		file := j.gov.File(p.Dir)
		j.groups[file] = append(j.groups[file], p)
	}
	v := &Verdict{}
	for _, file := range slices.Sorted(maps.Keys(j.groups)) {
		prog, err := j.program(file)
		if err != nil {
			return nil, err
		}
		v.Programs = append(v.Programs, prog)
		v.Findings = append(v.Findings, prog.Findings...)
	}
	sortFindings(v.Findings)
	return v, nil
}

type judge struct {
	in     Input
	gov    Governor
	groups map[string][]*Package // by manifest
}

func (j *judge) program(file string) (*Program, error) {
	m, cat, err := j.gov.Load(file)
	if err != nil {
		return nil, err
	}
	prog := &Program{Manifest: m, Catalog: cat}
	if m == nil {
		j.count(prog, j.ungoverned())
		prog.Report = audit.Compare(audit.Input{Catalog: cat, Uses: prog.Uses, Webhooks: prog.Webhooks, Gaps: j.gaps(j.ungoverned())})
		return prog, nil
	}
	j.requests(prog, file)
	j.grants(prog, file)
	sortFindings(prog.Findings)
	return prog, nil
}

// requests reports what is missing for the requests of the packages in view.
func (j *judge) requests(prog *Program, file string) {
	own := &Program{Catalog: prog.Catalog}
	j.count(own, j.groups[file])
	prog.add(j.compare(prog, own), nil)
	for _, p := range j.groups[file] {
		if !p.isMain() {
			continue
		}
		reached := &Program{Catalog: prog.Catalog}
		j.count(reached, j.below(p, ""))
		prog.add(j.compare(prog, reached), p)
	}
}

func (j *judge) compare(prog, part *Program) []audit.Finding {
	report := audit.Compare(audit.Input{
		Catalog: prog.Catalog, Manifest: prog.Manifest, Uses: part.Uses, Webhooks: part.Webhooks, Partial: true,
	})
	return slices.DeleteFunc(report.Findings, func(f audit.Finding) bool { return !isOfCode(f) })
}

// isOfCode reports whether a finding is about something in the code.
func isOfCode(f audit.Finding) bool {
	return f.Use != nil || f.Webhook != nil && !f.Webhook.Declared
}

// grants judges the manifest as a whole, if its program is in view.
func (j *judge) grants(prog *Program, file string) {
	pkgs := j.reach(file)
	j.count(prog, pkgs)
	in := audit.Input{
		Catalog: prog.Catalog, Manifest: prog.Manifest, Uses: prog.Uses, Webhooks: prog.Webhooks,
		Gaps: j.gaps(pkgs), Now: j.in.Now,
	}
	speaker := j.speaker(prog, file)
	if in.Partial = prog.Partial != ""; in.Partial {
		in.Gaps = append(in.Gaps, audit.Gap{Reason: prog.Partial})
	}
	prog.Report = audit.Compare(in)
	if speaker == nil {
		return
	}
	findings := slices.DeleteFunc(slices.Clone(prog.Report.Findings), isOfCode)
	prog.add(findings, speaker)
}

// speaker returns the package at which findings about the manifest are shown by
// drivers that have to show them in Go code: the first of its program. It is
// nil if that is not in view. It sets Partial.
func (j *judge) speaker(prog *Program, file string) *Package {
	if !j.mayJudge(file) {
		prog.Partial = "no command that " + filepath.Base(file) + " governs is in view"
		return nil
	}
	dirs := scan(file).program()
	for _, dir := range dirs {
		if !slices.Contains(j.in.Dirs, dir) {
			prog.Partial = relative(filepath.Dir(file), dir) + " is not in view"
			break
		}
	}
	if prog.Partial == "" {
		prog.Partial = unseenBuild(prog.Manifest, j.in.Builds)
	}
	group := slices.SortedFunc(slices.Values(j.groups[file]), func(a, b *Package) int { return cmp.Compare(a.Dir, b.Dir) })
	for _, p := range group {
		if len(dirs) > 0 && p.Dir == dirs[0] {
			return p
		}
	}
	if prog.Partial == "" && len(group) > 0 {
		return group[0]
	}
	return nil
}

// mayJudge reports whether it is worth looking for all packages of a manifest:
// one in view is a command or lies beside the manifest, or there are several.
func (j *judge) mayJudge(file string) bool {
	group := j.groups[file]
	return len(group) > 1 || slices.ContainsFunc(group, func(p *Package) bool {
		return p.isMain() || p.Dir == filepath.Dir(file)
	})
}

// reach returns the packages whose requests count for a manifest: the commands
// that it governs with what they import, or all packages if it governs none.
func (j *judge) reach(file string) []*Package {
	mains := slices.DeleteFunc(slices.Clone(j.groups[file]), func(p *Package) bool { return !p.isMain() })
	if len(mains) == 0 {
		mains = j.groups[file]
	}
	seen := map[string]*Package{}
	for _, p := range mains {
		seen[p.Path] = p
		for _, q := range append(j.below(p, file), j.below(p, "")...) {
			seen[q.Path] = q
		}
	}
	return sortedPackages(seen)
}

// below returns the packages below p that a manifest governs, or none if it
// is "".
func (j *judge) below(p *Package, file string) []*Package {
	return slices.DeleteFunc(slices.Clone(p.Below), func(q *Package) bool { return j.gov.File(q.Dir) != file })
}

// ungoverned returns the packages without manifest that no governed command in
// view reaches, with what they import.
func (j *judge) ungoverned() []*Package {
	judged := map[string]bool{}
	for file, group := range j.groups {
		for _, p := range group {
			for _, q := range p.Below {
				judged[q.Path] = judged[q.Path] || file != "" && p.isMain()
			}
		}
	}
	seen := map[string]*Package{}
	for _, p := range j.groups[""] {
		for _, q := range append(j.below(p, ""), p) {
			if !judged[q.Path] {
				seen[q.Path] = q
			}
		}
	}
	return sortedPackages(seen)
}

func sortedPackages(byPath map[string]*Package) []*Package {
	return slices.SortedFunc(maps.Values(byPath), comparePackages)
}

// gaps returns what is not known of packages.
func (j *judge) gaps(pkgs []*Package) []audit.Gap {
	gaps := slices.Clone(j.in.Gaps)
	for _, p := range pkgs {
		for _, e := range p.Incomplete {
			gaps = append(gaps, audit.Gap{Position: position(e.Position), Reason: e.Note})
		}
	}
	return gaps
}

// count sets what a program sends and handles to that of packages.
func (j *judge) count(prog *Program, pkgs []*Package) {
	prog.Uses = sent(pkgs, j.in.Builds, func(*Package) *catalog.Catalog { return prog.Catalog })
	prog.Webhooks, prog.Callbacks = webhooks(pkgs, j.in.Builds), nil
	for _, p := range pkgs {
		if p.Callback.Line > 0 {
			prog.Callbacks = append(prog.Callbacks, position(p.Callback))
		}
	}
}

// Conditions returns what the program puts on its grants, subscriptions of its
// manifest included.
func (prog *Program) Conditions() []audit.Condition {
	webhooks := slices.Clone(prog.Webhooks)
	if prog.Manifest != nil {
		for _, w := range prog.Manifest.Webhooks {
			for _, field := range w.Fields {
				webhooks = append(webhooks, audit.Webhook{Object: w.Object, Field: field.Value, Declared: true})
			}
		}
	}
	return audit.Conditions(prog.Catalog, prog.Uses, webhooks)
}

func position(p extract.Position) audit.Position {
	return audit.Position{File: p.File, Line: p.Line, Column: p.Column}
}
