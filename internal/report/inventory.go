package report

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/workplacelint/workplacelint/internal/builds"
)

// A Need is one condition of a request: any one of AnyOf satisfies it.
type Need struct {
	AnyOf      []string `json:"any_of"` // empty if the permission is not known
	Why        string   `json:"why"`    // endpoint, or the field that asks for it
	Confidence string   `json:"confidence"`
}

// A Candidate is one endpoint that a request may be.
type Candidate struct {
	Endpoint   string `json:"endpoint"`
	Needs      []Need `json:"needs"`
	Confidence string `json:"confidence"`
}

// A Param is a parameter of a request. Its value is not shown: it may be a
// credential.
type Param struct {
	Name string `json:"name"`
	In   string `json:"in"` // query, body or header
}

// A Request is one request that the program can send.
type Request struct {
	Method     string      `json:"method"`
	Host       string      `json:"host"`
	API        string      `json:"api"`
	APIVersion string      `json:"api_version"`
	Path       string      `json:"path"`
	Endpoint   *string     `json:"endpoint"`
	Match      string      `json:"match"`
	Reason     string      `json:"reason,omitempty"`
	Candidates []Candidate `json:"candidates"`
	Fields     []string    `json:"fields"`
	Params     []Param     `json:"params"`
	Needs      []Need      `json:"needs"`
	Confidence string      `json:"confidence"`
	Function   string      `json:"function"`
	Position   Position    `json:"position"`
	Evidence   []Evidence  `json:"evidence"`
	// Open says what else of the request is not known: fields, parameters, body.
	Open []string `json:"open,omitempty"`
	// Unsent says that the request is made, and that nobody in view sends it.
	Unsent bool `json:"unsent,omitempty"`
	// Entries are the main packages that reach the request.
	Entries []string `json:"entries,omitempty"`
	// Builds are the builds of the program that have the request, none if all have.
	Builds []string `json:"builds,omitempty"`
}

// The kinds of matches.
const (
	Exact      = "exact"
	Ambiguous  = "ambiguous"
	Unknown    = "unknown"
	Unresolved = "unresolved"
)

// An InventorySummary counts what an inventory holds.
type InventorySummary struct {
	Requests  Requests  `json:"requests"`
	Packages  Packages  `json:"packages"`
	Skipped   []Skipped `json:"skipped"`
	Unread    []Unread  `json:"unread,omitempty"`
	Workplace []string  `json:"workplace"`
}

// An Inventory is the result of workplacelint requests.
type Inventory struct {
	Version  int              `json:"version"`
	Complete bool             `json:"complete"`
	Summary  InventorySummary `json:"summary"`
	Requests []Request        `json:"requests"`
}

// Name returns the request as people write it: its endpoint if it is known,
// else its method and path as far as they are.
func (r *Request) Name() string {
	if r.Endpoint != nil {
		return *r.Endpoint
	}
	method, path := r.Method, r.Path
	if method == "" {
		method = "?"
	}
	if path == "" {
		path = "?"
	}
	return method + " " + path
}

// Inventory writes the requests, each with where it is made and what it needs.
func (t *Text) Inventory(inv *Inventory, evidence bool) error {
	for i := range inv.Requests {
		r := &inv.Requests[i]
		t.request(r)
		if evidence {
			t.evidence(r.Evidence)
		}
	}
	if len(inv.Requests) > 0 {
		t.line("")
	}
	s := inv.Summary
	t.skipped(s.Skipped)
	t.unread(s.Unread)
	t.line(Coverage(s.Requests, s.Packages, s.Skipped, s.Unread))
	return t.err
}

func (t *Text) request(r *Request) {
	t.line(t.bold(Printable(r.Name())) + "  " + t.dim(Printable(r.Position.String()+"  "+r.Function)))
	if r.Endpoint != nil && r.Path != "" && !sameShape(*r.Endpoint, r.Method+" "+r.Path) {
		t.detail("path", r.Path)
	}
	if r.Host != "" {
		t.detail("host", r.Host)
	}
	if len(r.Fields) > 0 {
		t.detail("fields", strings.Join(r.Fields, ", "))
	}
	switch r.Match {
	case Ambiguous:
		for i, c := range r.Candidates {
			word := "fits"
			if i > 0 {
				word = "or"
			}
			t.detail(word, c.Endpoint+" (needs "+needs(c.Needs)+")")
		}
	case Exact:
		t.detail("needs", needs(r.Needs))
	}
	if r.Reason != "" {
		t.detail(r.Match, r.Reason)
	}
	for _, open := range r.Open {
		t.detail("open", open)
	}
	if r.Unsent {
		t.detail("unsent", "it is made here, and nobody in view sends it")
	}
	if only := builds.Only(r.Builds); only != "" {
		t.detail("build", only)
	}
}

var holeName = regexp.MustCompile(`\{[^{}]*\}`)

// sameShape reports whether two requests differ in the names of holes only.
func sameShape(a, b string) bool {
	return holeName.ReplaceAllLiteralString(a, "{}") == holeName.ReplaceAllLiteralString(b, "{}")
}

func (t *Text) detail(word, text string) {
	t.line("    " + t.dim(fmt.Sprintf("%-10s", word)) + " " + Printable(text))
}

func (t *Text) evidence(list []Evidence) {
	for _, e := range list {
		t.detail("", e.Position.String()+"  "+e.Note)
	}
}

// needs writes conditions for people: "read_group; one of a, b (field x)".
func needs(list []Need) string {
	if len(list) == 0 {
		return "no permission beyond a valid access token"
	}
	parts := make([]string, 0, len(list))
	for _, n := range list {
		parts = append(parts, n.String())
	}
	return strings.Join(parts, "; ")
}

// String writes n for people.
func (n Need) String() string {
	text := "a permission that no source names"
	switch {
	case len(n.AnyOf) == 1:
		text = n.AnyOf[0]
	case len(n.AnyOf) > 1:
		text = "one of " + strings.Join(n.AnyOf, ", ")
	}
	if n.Why != "" && n.Why != "endpoint" {
		text += " (" + n.Why + ")"
	}
	if n.Confidence == "inferred" {
		text += " [inferred]"
	}
	return text
}
