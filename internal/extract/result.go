package extract

import (
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/internal/graphapi"
)

// A Position is a place in a source file, unadjusted by //line. It is portable
// between processes, unlike a token.Pos.
type Position struct {
	File   string // absolute
	Line   int
	Column int // bytes, from 1
}

// In returns the position in a file of a package, none if it is elsewhere.
func (p Position) In(pass *analysis.Pass) token.Pos {
	for _, f := range pass.Files {
		file := pass.Fset.File(f.FileStart)
		if file == nil || file.Name() != p.File || p.Line < 1 || p.Line > file.LineCount() {
			continue
		}
		return file.LineStart(p.Line) + token.Pos(max(p.Column-1, 0))
	}
	return token.NoPos
}

// Evidence is one position that justifies a result, with a fragment that says
// what is there: "path begins here".
type Evidence struct {
	Position Position
	Note     string
}

// A Request is one request that the code can send, reported at the call where
// its endpoint is decided: the innermost call whose callers add nothing to it.
type Request struct {
	graphapi.Request
	// Position is the call at which the endpoint is decided.
	Position Position
	// Send is the call that sends; it equals Position unless there are wrappers.
	Send Position
	// Function is the function around Position, such as "(*graph.Client).Members".
	Function string
	// Package is the import path of Function's package.
	Package string
	// Caller is the name of Function that is unique in a program.
	Caller string
	// Evidence is in order: the call that sends, the wrappers.
	Evidence []Evidence
	// Made is where the request is made that is sent, if that is elsewhere.
	Made []Evidence
	// MethodOpen is the reason why the method is not known, empty if it is. It
	// completes "the method is not known: ".
	MethodOpen string
	// OpenParam says that the request depends on a parameter of an exported
	// function that no caller in view decides: "parameter path of Fetch".
	OpenParam string
	// Forwards says that parameters alone decide where the request goes: host,
	// or the path from its first segment on. Whoever calls the function in view
	// is listed with what it asks for.
	Forwards bool
	// Partial says that a field holds a part of the request which other functions set to
	// what they are given: their callers know more.
	Partial bool
	// Sender is the library or package function that sends, such as "net/http"
	// or "github.com/huandu/facebook/v2".
	Sender string
	// OpenSender says that the client which sends is not known in full, so that
	// it may add what it adds to every request: a token, a proof.
	OpenSender bool
	// Batched says that the request is a part of a batch: what authenticates and
	// signs it is what the batch carries, which is a request of its own.
	Batched bool
	// Returned says that the request is sent by a function which Function returns,
	// if whoever gets that calls it.
	Returned bool
	// Unsent says that the request is made here, and that nobody in view of the package
	// sends it: Send is where it is made.
	Unsent bool `json:",omitempty"`
	// Takes are the keys of calls by which other packages made the request that is
	// sent; see [Request.Calls].
	Takes []string `json:",omitempty"`
	// IDOrigins holds, for holes of the path by their Ref, endpoint paths whose
	// answers the id was read from.
	IDOrigins map[string][]string
	// Entries are the import paths of main packages that reach the request, as far
	// as they are in view; package verdict knows them.
	Entries []string
	// Builds are the builds of the program that have it, nil for all that are in
	// view; package union knows them.
	Builds []string `json:",omitempty"`
}

// In reports whether a build has the request.
func (r *Request) In(build string) bool { return in(r.Builds, build) }

// In reports whether a build handles the notification.
func (w *Webhook) In(build string) bool { return in(w.Builds, build) }

// Calls identifies the calls of Evidence. An unsent request of a package is sent by
// whoever takes what they make.
func (r *Request) Calls() string {
	var b strings.Builder
	for _, e := range r.Evidence {
		b.WriteString(callKey(e.Position))
	}
	return b.String()
}

func callKey(p Position) string { return p.File + posKey(p) + "\n" }

func in(names []string, build string) bool { return len(names) == 0 || slices.Contains(names, build) }

// A Result is what one package contributes. What is exported of it is portable.
type Result struct {
	// Requests of the package, sorted by position, then by what they ask for.
	Requests []Request
	// Signed are the requests that carry a digest, as each function above them
	// sees them.
	Signed []Signed
	// Webhooks are the webhook object and field names that the code handles.
	Webhooks []Webhook
	// Callback is where the package answers the verification of a callback, the
	// zero value if it does not: it takes deliveries.
	Callback Position
	// Demands are the import paths of packages whose functions stand between a
	// request and what is known of it, and that were not read.
	Demands []string
	// Gives are the import paths of packages of the module that get a host of the
	// platform here: those that import them may send there.
	Gives []string
	// Reach is what the package can run, if it is a command; nil for others.
	Reach *Reach
	// Incomplete lists limits that were hit, each with its place.
	Incomplete []Evidence

	// These are for analyzers of the same package: they are not carried on.
	elsewhere map[Position]bool
	faults    []Fault
}

// Elsewhere returns the calls that send requests to hosts of other services,
// which are not listed.
func (r *Result) Elsewhere() map[Position]bool { return r.elsewhere }

// Faults lists directives that are not written well, not needed or not true,
// sorted by position.
func (r *Result) Faults() []Fault { return r.faults }

// A Webhook is a notification that the code handles.
type Webhook struct {
	Object   string
	Field    string
	Position Position
	// Caller is the name of the function around it that is unique in a program.
	Caller string
	// Entries are the import paths of main packages that reach it; see
	// [Request.Entries].
	Entries []string
	// Builds are the builds that have it; see [Request.Builds].
	Builds []string `json:",omitempty"`
}
