package verdict

import (
	"cmp"
	"path/filepath"
	"slices"

	"github.com/workplacelint/workplacelint/internal/audit"
)

// A Finding is a conclusion of the audit, worded and placed.
type Finding struct {
	audit.Finding
	// Analyzer is the name of the analyzer that reports it, Category the variant.
	Analyzer string
	Category string
	Message  string
	// Help is the way out, one sentence each.
	Help []string
	// Clause is where a driver shows it that can show Go code only: the position
	// itself if that is in Go code of the package that speaks, else its package
	// clause.
	Clause audit.Position
	// Key tells findings of one category apart that have the same message.
	Key string
}

// Package returns the path of the package that the finding is about, "" if it
// is about a manifest.
func (f *Finding) Package() string {
	if f.Use != nil {
		return f.Use.Package
	}
	return ""
}

// add words findings. Those that are not about code of the packages in view are
// shown at the clause of speaker.
func (prog *Program) add(findings []audit.Finding, speaker *Package) {
	for _, f := range findings {
		w := wording{Finding: f, cat: prog.Catalog, manifest: prog.Manifest}
		f.Evidence = append(slices.Clip(f.Evidence), w.evidence()...)
		out := Finding{Finding: f, Analyzer: words[f.Kind].analyzer, Category: string(f.Kind), Clause: f.Position}
		if speaker != nil {
			out.Clause = position(speaker.Clause)
			if isOfCode(f) {
				// The code is that of a package without manifest.
				w.elsewhere = relative(filepath.Dir(prog.Manifest.File), f.Position.File)
				out.Evidence = append([]audit.Evidence{{Position: f.Position, Note: doneHere(f.Use)}}, f.Evidence...)
				out.Position = out.Clause
			}
		}
		out.Message = words[f.Kind].message(w)
		if help := words[f.Kind].help; help != nil {
			out.Help = []string{help(w)}
		}
		if f.Use != nil {
			out.Key = f.Use.Function
		}
		prog.Findings = append(prog.Findings, out)
	}
}

// doneHere says what is done with a request at its place.
func doneHere(use *audit.Use) string {
	if use != nil && use.Unsent {
		return "made here"
	}
	return "sent here"
}

// relative returns the name of a file as people see it from dir.
func relative(dir, file string) string {
	rel, err := filepath.Rel(dir, file)
	if err != nil {
		return filepath.ToSlash(file)
	}
	return filepath.ToSlash(rel)
}

func sortFindings(findings []Finding) {
	slices.SortStableFunc(findings, func(a, b Finding) int {
		return cmp.Or(
			cmp.Compare(a.Position.File, b.Position.File),
			cmp.Compare(a.Position.Line, b.Position.Line),
			cmp.Compare(a.Position.Column, b.Position.Column),
			cmp.Compare(a.Category, b.Category),
			cmp.Compare(a.Message, b.Message),
		)
	})
}
