package cli

import (
	"context"
	"path/filepath"
	"slices"

	"github.com/workplacelint/workplacelint/internal/audit"
	"github.com/workplacelint/workplacelint/internal/extract"
	"github.com/workplacelint/workplacelint/internal/git"
	"github.com/workplacelint/workplacelint/internal/report"
	"github.com/workplacelint/workplacelint/internal/review"
	"github.com/workplacelint/workplacelint/internal/secrets"
	"github.com/workplacelint/workplacelint/internal/sink"
	"github.com/workplacelint/workplacelint/internal/verdict"
)

// repository says which commit is reviewed, and links to it.
func (a *app) repository(ctx context.Context, code *review.Code) *review.Linker {
	repo, err := git.Open(ctx, a.dir)
	if err != nil {
		return nil // no repository, or no git
	}
	if code.Commit, err = repo.Commit(ctx, "HEAD"); err != nil {
		return nil
	}
	// What git cannot say counts as a change.
	out, err := repo.Output(ctx, "status", "--porcelain", "--untracked-files=no", "--ignore-submodules=all", "--", ".")
	code.Changed = err != nil || len(out) > 0
	remote, err := repo.Output(ctx, "config", "--get", "remote.origin.url")
	if err != nil {
		return nil
	}
	links, err := review.NewLinker(string(remote), code.Commit, repo.Prefix)
	if err != nil {
		return nil
	}
	return links
}

// hygiene searches the directory and its history for credentials.
func (a *app) hygiene(ctx context.Context, run *reviewRun) (review.Hygiene, error) {
	var h review.Hygiene
	scanner, err := secrets.New(secrets.Options{
		DecodeDepth: secrets.DefaultDecodeDepth, MaxFileSize: secrets.DefaultMaxFileSize,
	})
	if err != nil {
		return h, err
	}
	tree, err := scanner.Path(ctx, a.dir)
	if err != nil {
		return h, err
	}
	h.Files = tree.Files
	results := []*secrets.Result{tree}
	if run.noHistory {
		h.NoHistory = "--no-history"
	} else if history, err := scanner.History(ctx, a.dir); err == nil {
		h.Commits = history.Commits
		results = append(results, history)
	} else if ctx.Err() != nil {
		return h, ctx.Err()
	} else {
		h.NoHistory = firstLine(err.Error())
	}
	for _, r := range results {
		for _, s := range r.Skipped {
			if s == secrets.ShallowHistory {
				h.Shallow = true
			} else {
				h.Skipped++
			}
		}
		for i := range r.Findings {
			f := &r.Findings[i]
			at := audit.Position{File: filepath.Join(a.dir, filepath.FromSlash(f.File)), Line: f.Line, Column: f.Column}
			if !slices.Contains(h.Found, at) {
				h.Found = append(h.Found, at)
			}
		}
	}
	return h, nil
}

// reviewInput collects what the review of one app is made from.
func (prog *program) reviewInput(p *verdict.Program, links *review.Linker, found review.Hygiene) review.Input {
	in := review.Input{Program: p, Hygiene: found, Builds: prog.view.Builds}
	in.Place = func(at audit.Position) review.Place {
		place := review.Place{Position: prog.position(at)}
		place.Link = links.Line(place.File, place.Line)
		return place
	}
	signed := map[string][]extract.Signed{}
	for _, name := range prog.view.Builds {
		signed[name] = nil
	}
	for _, pkg := range prog.view.Packages {
		for _, s := range pkg.Signed {
			if pkg.Main {
				signed[s.Builds[0]] = append(signed[s.Builds[0]], s.What)
			}
		}
	}
	in.Proofs = review.ProofsOf(p, signed)
	return in
}

// leaks returns the findings about credentials in what the manifest of an app
// governs.
func (prog *program) leaks(p *verdict.Program, findings []report.Finding) []review.Leak {
	file := ""
	if p.Manifest != nil {
		file = p.Manifest.File
	}
	var list []review.Leak
	for i := range findings {
		f := &findings[i]
		if slices.Contains(credentialAnalyzers, f.Analyzer) && prog.gov.File(filepath.Dir(absolute(prog.dir, f.Position.File))) == file {
			list = append(list, review.Leak{
				To:       audience(f),
				Position: audit.Position{File: absolute(prog.dir, f.Position.File), Line: f.Position.Line, Column: f.Position.Column},
			})
		}
	}
	return list
}

// audience says who gets the credential that a finding is about.
func audience(f *report.Finding) review.Audience {
	switch f.Analyzer {
	case "hardcodedtoken":
		return review.InCode
	case "tokenleak":
		if s := sink.DefaultSinks().Category(f.Category); s != nil {
			return review.Audience(s.To)
		}
	}
	return review.Browsers
}
