package review

import (
	"slices"

	"github.com/workplacelint/workplacelint/internal/audit"
	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/extract"
	"github.com/workplacelint/workplacelint/internal/proof"
	"github.com/workplacelint/workplacelint/internal/verdict"
)

// ProofsOf counts the requests of an app by how they are signed, as the worst of
// the builds that have them. signed are the requests of its packages that carry a
// digest, by build. Places are in order of file and line, not of the run.
func ProofsOf(prog *verdict.Program, signed map[string][]extract.Signed) Proofs {
	var p Proofs
	for i := range prog.Uses {
		use := &prog.Uses[i]
		if !use.Match.API.MayNeed() {
			continue
		}
		list := map[proof.Verdict]*[]audit.Position{
			proof.Right: &p.Right, proof.Wrong: &p.Wrong, proof.None: &p.Unsigned, proof.NotProven: &p.Unknown,
		}[verdictInAll(prog, use, signed)]
		*list = append(*list, use.Position)
	}
	for _, list := range [][]audit.Position{p.Right, p.Wrong, p.Unsigned, p.Unknown} {
		slices.SortFunc(list, audit.Position.Compare)
	}
	return p
}

func verdictInAll(prog *verdict.Program, use *audit.Use, signed map[string][]extract.Signed) proof.Verdict {
	var got []proof.Verdict
	for build, list := range signed {
		if len(use.Builds) == 0 || slices.Contains(use.Builds, build) {
			got = append(got, verdictOn(prog, use, list))
		}
	}
	return worst(got)
}

// worst returns the verdict that counts of several, proof.Right if there is none.
func worst(got []proof.Verdict) proof.Verdict {
	for _, v := range []proof.Verdict{proof.Wrong, proof.None, proof.NotProven} {
		if slices.Contains(got, v) {
			return v
		}
	}
	return proof.Right
}

// verdictOn says how a request of one build is signed: as the worst of the ways in
// which it is sent from where it is decided.
func verdictOn(prog *verdict.Program, use *audit.Use, signed []extract.Signed) proof.Verdict {
	rules := proof.Default()
	var got []proof.Verdict
	for i := range signed {
		s := &signed[i]
		if !isSigned(use, s) {
			continue
		}
		got = append(got, accepted(rules.Judge(proof.Request{
			Params: s.Params, Root: s.Root, Unsigned: s.Unsigned,
			Workplace: prog.Manifest != nil || isWorkplace(prog.Catalog, s.Host),
			Required:  prog.Manifest != nil && prog.Manifest.Settings.RequireAppSecretProof,
		})))
	}
	switch {
	case len(got) > 0:
		return worst(got)
	case use.Request.ParamsOpen != "", use.Request.BodyOpen != "":
		return proof.NotProven
	}
	for _, param := range use.Request.Params {
		if rules.IsProof(param.Name) {
			return proof.NotProven
		}
	}
	return proof.None
}

// accepted is the verdict on a proof as it matters at the panel: a key that may
// be empty makes the server refuse the request, not the proof wrong.
func accepted(j proof.Judgement) proof.Verdict {
	pedantic := !slices.ContainsFunc(j.Findings, func(f proof.Finding) bool { return !f.Pedantic })
	switch {
	case j.Verdict != proof.Wrong || !pedantic:
		return j.Verdict
	case len(j.Findings) == 1 && j.Findings[0].Category == proof.CategoryKeyEmpty:
		return proof.Right
	}
	return proof.NotProven
}

// isSigned reports whether a digest was seen in a request where it is decided, or
// by a caller that knows the client.
func isSigned(use *audit.Use, s *extract.Signed) bool {
	at := func(p extract.Position) audit.Position {
		return audit.Position{File: p.File, Line: p.Line, Column: p.Column}
	}
	seen := at(s.Position) == use.Position || slices.ContainsFunc(use.Evidence, func(e audit.Evidence) bool { return e.Position == at(s.Position) })
	return seen && (len(use.Evidence) == 0 || use.Evidence[0].Position == at(s.Send))
}

func isWorkplace(cat *catalog.Catalog, host string) bool {
	return slices.ContainsFunc(cat.Hosts(), func(h *catalog.Host) bool { return h.Name == host && h.WorkplaceOnly })
}
