package cli

import (
	"sort"

	"github.com/workplacelint/workplacelint/internal/audit"
	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/internal/report"
	"github.com/workplacelint/workplacelint/internal/verdict"
)

// inventory lists the requests of the main modules.
func (prog *program) inventory() *report.Inventory {
	inv := &report.Inventory{Version: report.Version, Requests: []report.Request{}}
	workplace := map[string]bool{}
	sent := prog.gov.Sent(prog.main(), prog.view.Builds...)
	for i := range sent {
		for _, text := range sent[i].Match.Workplace {
			workplace[text] = true
		}
		inv.Requests = append(inv.Requests, prog.row(&sent[i]))
	}
	sortRequests(inv.Requests)
	inv.Summary = prog.inventorySummary(inv.Requests, workplace)
	inv.Complete = len(inv.Summary.Skipped) == 0
	return inv
}

func (prog *program) inventorySummary(list []report.Request, workplace map[string]bool) report.InventorySummary {
	s := report.InventorySummary{
		Requests:  report.Requests{Total: len(list)},
		Packages:  prog.counts(),
		Skipped:   prog.skipped(),
		Unread:    prog.unreadList(),
		Workplace: []string{},
	}
	for i := range list {
		switch list[i].Match {
		case report.Exact:
			s.Requests.Exact++
		case report.Ambiguous:
			s.Requests.Ambiguous++
		case report.Unknown:
			s.Requests.Unknown++
		case report.Unresolved:
			s.Requests.Unresolved++
		}
	}
	for text := range workplace {
		s.Workplace = append(s.Workplace, text)
	}
	sort.Strings(s.Workplace)
	return s
}

// main returns the packages of main modules, as far as they are analyzed.
func (prog *program) main() []*verdict.Package {
	var list []*verdict.Package
	for _, p := range prog.view.Packages {
		if p.Sent != nil && p.Main {
			list = append(list, p.Sent)
		}
	}
	return list
}

// row returns a request as the inventory lists it.
func (prog *program) row(use *audit.Use) report.Request {
	r := &use.Request
	row := report.Request{
		Method: r.Method, Host: r.Host, APIVersion: r.Version, Path: r.PathString(),
		Match: matchWord(use.Match.Kind), Candidates: []report.Candidate{}, Needs: []report.Need{},
		Fields: append([]string{}, graphapi.FlatFields(r.Fields)...), Params: params(r.Params),
		Function: use.Function, Position: prog.position(use.Position), Evidence: []report.Evidence{},
		API: "graph", Open: open(r), Unsent: use.Unsent, Entries: use.Entries, Builds: use.Builds,
	}
	if use.Match.API == catalog.SCIM {
		row.API = "scim"
	}
	prog.answer(&row, &use.Match)
	for _, e := range use.Trail() {
		row.Evidence = append(row.Evidence, report.Evidence{Position: prog.position(e.Position), Note: e.Note})
	}
	return row
}

// answer adds what the catalogue says.
func (prog *program) answer(row *report.Request, m *catalog.Match) {
	if m.Kind == catalog.Unresolved || m.Kind == catalog.Unknown {
		row.Reason = m.Reason
	}
	for _, c := range m.Candidates {
		if c.Endpoint.API == catalog.SCIM {
			row.API = "scim"
		}
		row.Candidates = append(row.Candidates, report.Candidate{
			Endpoint: c.Endpoint.Name(), Needs: needList(c.Requirement.Needs), Confidence: confidence(c),
		})
	}
	if m.Kind == catalog.Exact {
		c := row.Candidates[0]
		row.Endpoint, row.Needs, row.Confidence = &c.Endpoint, c.Needs, c.Confidence
	}
}

// confidence is that of the weakest part of a candidate.
func confidence(c catalog.Candidate) string {
	weakest := c.Endpoint.Confidence
	for _, n := range c.Requirement.Needs {
		weakest = min(weakest, n.Confidence)
	}
	return confidenceWord(weakest)
}

func confidenceWord(c catalog.Confidence) string {
	if c == catalog.Documented {
		return "documented"
	}
	return "inferred"
}

func matchWord(k catalog.MatchKind) string {
	switch k {
	case catalog.Exact:
		return report.Exact
	case catalog.Ambiguous:
		return report.Ambiguous
	case catalog.Unknown:
		return report.Unknown
	case catalog.Unresolved:
	}
	return report.Unresolved
}

func needList(needs []catalog.Need) []report.Need {
	list := []report.Need{}
	for _, n := range needs {
		why := "endpoint"
		if n.Field != "" {
			why = "field " + n.Field
		}
		list = append(list, report.Need{
			AnyOf: append([]string{}, n.AnyOf...), Why: why, Confidence: confidenceWord(n.Confidence),
		})
	}
	return list
}

func params(list []graphapi.Param) []report.Param {
	out := []report.Param{}
	for _, p := range list {
		out = append(out, report.Param{Name: p.Name, In: placeWord(p.Place)})
	}
	return out
}

func placeWord(p graphapi.Place) string {
	switch p {
	case graphapi.InBody:
		return "body"
	case graphapi.InHeader:
		return "header"
	case graphapi.InQuery:
	}
	return "query"
}

// open lists what else of a request is not known.
func open(r *graphapi.Request) []string {
	var list []string
	for _, part := range []struct{ what, why string }{
		{"fields", r.FieldsOpen}, {"parameters", r.ParamsOpen}, {"body", r.BodyOpen},
	} {
		if part.why != "" {
			list = append(list, part.what+": "+part.why)
		}
	}
	return list
}

func sortRequests(list []report.Request) {
	sort.SliceStable(list, func(i, j int) bool {
		a, b := &list[i], &list[j]
		switch {
		case a.Position.File != b.Position.File:
			return a.Position.File < b.Position.File
		case a.Position.Line != b.Position.Line:
			return a.Position.Line < b.Position.Line
		case a.Position.Column != b.Position.Column:
			return a.Position.Column < b.Position.Column
		case a.Method != b.Method:
			return a.Method < b.Method
		}
		return a.Path < b.Path
	})
}
