package cli

import (
	"path/filepath"
	"strings"

	"github.com/workplacelint/workplacelint/internal/audit"
	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/gotree"
	"github.com/workplacelint/workplacelint/internal/load"
	"github.com/workplacelint/workplacelint/internal/report"
	"github.com/workplacelint/workplacelint/internal/unread"
)

// findUnread looks for code below what patterns name that no build reads.
func (r *reading) findUnread() error {
	cat := catalog.Default()
	names, sends := seeds(cat), map[string]bool{}
	s := unread.Search{Read: map[string]bool{}}
	for _, p := range r.prog.view.Packages {
		real, err := filepath.EvalSymlinks(p.Dir)
		for _, f := range p.Files {
			s.Read[f.What] = true
			if err == nil && p.Main {
				s.Read[filepath.Join(real, filepath.Base(f.What))] = true
			}
		}
		sends[p.Dir] = sends[p.Dir] || p.Main && p.Sent != nil && len(p.Sent.Requests) > 0
	}
	s.Matters = func(file string) bool {
		if !sends[filepath.Dir(file)] {
			return load.Holds(file, names, nil)
		}
		// The address stands in another file of the package, maybe.
		return load.Holds(file, names, cat.Mentions)
	}
	found, err := r.search(&s)
	r.prog.unread = nil
	seen := map[string]bool{}
	for _, f := range found {
		if !seen[f.File] && r.prog.scopeHas(f.File) {
			seen[f.File] = true
			r.prog.unread = append(r.prog.unread, f)
		}
	}
	return err
}

// search looks at the trees that patterns name, and at the directories of packages
// that others name.
func (r *reading) search(s *unread.Search) ([]unread.Finding, error) {
	var list []unread.Finding
	patterns := r.patterns
	if len(patterns) == 0 {
		patterns = []string{"./..."}
	}
	for _, p := range patterns {
		dir, ok := strings.CutSuffix(p, "...")
		if !ok || !strings.HasPrefix(dir, ".") && !filepath.IsAbs(dir) {
			continue
		}
		found, err := s.Below(absolute(r.prog.dir, filepath.FromSlash(dir)))
		if err != nil {
			return nil, err
		}
		list = append(list, found...)
	}
	for _, p := range r.prog.view.Packages {
		if !p.Initial || !p.Main || p.Dir == "" {
			continue
		}
		found, err := s.In(p.Dir)
		if err != nil {
			return nil, err
		}
		list = append(list, found...)
	}
	return list, nil
}

// scopeHas reports whether a file lies beside code that is looked at.
func (prog *program) scopeHas(file string) bool {
	if prog.scope == nil {
		return true
	}
	for _, p := range prog.view.Packages {
		if p.Dir == filepath.Dir(file) && prog.scope[p.Path] {
			return true
		}
	}
	return false
}

// unreadList lists what no build reads, for reports.
func (prog *program) unreadList() []report.Unread {
	var list []report.Unread
	for _, f := range prog.unread {
		at := audit.Position{File: f.File, Line: f.Line, Column: min(f.Line, 1)}
		list = append(list, report.Unread{Position: prog.position(at), Reason: f.Reason, Module: f.Module})
	}
	return list
}

// unreadGaps are the parts of the program of which nothing is known since no build
// reads them. A module of its own is none: other manifests govern it.
func (prog *program) unreadGaps() []audit.Gap {
	var gaps []audit.Gap
	for _, f := range prog.unread {
		if !f.Module {
			gaps = append(gaps, audit.Gap{Position: audit.Position{File: f.File, Line: max(f.Line, 1), Column: 1}, Reason: "no build reads this file: " + f.Reason})
		}
	}
	return gaps
}

// instead says what lies below a directory that has no package: modules, or files
// that no build reads.
func instead(dir string) string {
	const most = 3
	if list := gotree.Modules(dir); len(list) > 0 {
		names := strings.Join(list[:min(len(list), most)], ", ")
		if len(list) > most {
			names += ", …"
		}
		return "; below are modules of their own: " + report.Printable(names) + "; check each with -C, or name them in go.work"
	}
	any := unread.Search{Matters: func(string) bool { return true }}
	if found, err := any.Below(dir); err == nil && len(found) > 0 {
		return "; no build reads " + report.Printable(report.Relative(dir, found[0].File)+": "+found[0].Reason)
	}
	return "; test files are not analyzed"
}
