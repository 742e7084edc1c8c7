package cli

import (
	"slices"
	"sort"

	"github.com/workplacelint/workplacelint/internal/audit"
	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/extract"
	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/internal/report"
	"github.com/workplacelint/workplacelint/internal/verdict"
)

// inventory lists the requests of the main modules.
func (prog *program) inventory() *report.Inventory {
	inv := &report.Inventory{Version: report.Version, Requests: []report.Request{}}
	workplace := map[string]bool{}
	for _, r := range prog.requests() {
		_, cat, err := prog.gov.Load(prog.gov.File(r.dir))
		if err != nil {
			cat = catalog.Default()
		}
		use := verdict.Use(cat, r.Request)
		if use.Match.API == catalog.NoAPI {
			continue
		}
		for _, text := range use.Match.Workplace {
			workplace[text] = true
		}
		inv.Requests = append(inv.Requests, prog.row(r.Request, &use))
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

// located is a request with the directory of its package.
type located struct {
	*extract.Request
	dir string
}

// requests returns the requests of the main modules that are made where their
// endpoint is decided.
func (prog *program) requests() []located {
	var all []located
	for _, p := range prog.packages {
		res, ok := p.Values[extract.Analyzer].(*extract.Result)
		if !ok || !p.Main {
			continue
		}
		for i := range res.Requests {
			if r := &res.Requests[i]; !r.Forwards {
				all = append(all, located{r, p.Dir})
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(all), func(r located) bool { return decidedAbove(r.Request, all) })
}

// decidedAbove reports whether a request that depends on a parameter is listed
// again where a caller in another package decides that.
func decidedAbove(r *extract.Request, all []located) bool {
	if r.OpenParam == "" || r.Open == "" && r.MethodOpen == "" {
		return false
	}
	return slices.ContainsFunc(all, func(other located) bool {
		return other.Package != r.Package && beginsWith(other.Evidence, r.Evidence)
	})
}

func beginsWith(list, prefix []extract.Evidence) bool {
	if len(prefix) == 0 || len(list) < len(prefix) {
		return false
	}
	for i := range prefix {
		if list[i].Position != prefix[i].Position {
			return false
		}
	}
	return true
}

// row returns a request as the inventory lists it.
func (prog *program) row(r *extract.Request, use *audit.Use) report.Request {
	row := report.Request{
		Method: r.Method, Host: r.Host, APIVersion: r.Version, Path: r.PathString(),
		Match: matchWord(use.Match.Kind), Candidates: []report.Candidate{}, Needs: []report.Need{},
		Fields: append([]string{}, graphapi.FlatFields(r.Fields)...), Params: params(r.Params),
		Function: r.Function, Position: prog.place(r.Position), Evidence: []report.Evidence{},
		API: "graph", Open: open(r), Entries: r.Entries,
	}
	if use.Match.API == catalog.SCIM {
		row.API = "scim"
	}
	prog.answer(&row, &use.Match)
	for _, e := range r.Evidence {
		row.Evidence = append(row.Evidence, report.Evidence{Position: prog.place(e.Position), Note: e.Note})
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
func open(r *extract.Request) []string {
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
