package truth

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"github.com/workplacelint/workplacelint/internal/report"
)

// A Tally counts calls.
type Tally struct {
	Expected, Found int
}

// A Score says how well an inventory agrees with a program.
type Score struct {
	Repo string
	// Calls are those that the code decides; Apart those of which nobody can
	// tell everything, and found if they are listed.
	Calls, Apart Tally
	// Reported are the requests of the inventory with a path, of which Wrong
	// are none of the program.
	Reported, Wrong int
	// Fields and Versions are of the calls that were found.
	Fields, Versions Tally
	// Sites are places that send, found if a request of any kind is listed there.
	Sites                 Tally
	Ambiguous, Unresolved int
	Idioms                map[string]*Tally
	Needs                 NeedsScore
	Disagreements         []Disagreement
}

// A NeedsScore compares what the calls of a program need with what its
// inventory says.
type NeedsScore struct {
	Compared       bool
	Missing, Extra []string
}

// Equal reports whether both are the same.
func (n NeedsScore) Equal() bool { return len(n.Missing)+len(n.Extra) == 0 }

// The kinds of disagreements, the worst first.
const (
	NotFound    = "not found"   // a call that no request fits
	NotListed   = "not listed"  // a call scored apart of which nothing is listed
	Wrong       = "wrong"       // a request that the program does not make
	WrongFields = "fields"      // other fields
	WrongHost   = "host"        // another host of the same API
	Version     = "version"     // another version
	Elsewhere   = "other place" // found, but at another place
)

// A Disagreement is one place at which inventory and truth differ.
type Disagreement struct {
	Kind  string
	File  string
	Line  int
	Idiom string
	Text  string
}

// A comparison pairs the calls of a program with the requests of an inventory.
type comparison struct {
	apis     APIs
	program  *Program
	requests []report.Request
	score    Score
	pair     map[int]int // call → request
	used     map[int]bool
}

// Compare scores an inventory, whose files are relative to the program.
func Compare(p *Program, inv *report.Inventory, apis APIs) Score {
	c := comparison{
		apis: apis, program: p, requests: inv.Requests,
		pair: make(map[int]int), used: make(map[int]bool),
	}
	c.score = Score{Repo: p.Repo, Idioms: make(map[string]*Tally)}
	c.assign()
	for i := range p.Calls {
		c.call(i)
	}
	for j := range inv.Requests {
		c.request(j)
	}
	sort.SliceStable(c.score.Disagreements, func(i, j int) bool {
		a, b := c.score.Disagreements[i], c.score.Disagreements[j]
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line)) < 0
	})
	return c.score
}

// fits reports whether a request is what a call does: method, kind of host and
// path.
func (c *comparison) fits(call *Call, req *report.Request) bool {
	if req.Match == report.Unresolved || call.Path == "" || call.Method != "" && call.Method != req.Method {
		return false
	}
	wantAPI, wantPath := c.apis.of(call.Host, call.Path)
	haveAPI, havePath := c.apis.of(req.Host, req.Path)
	if req.API == graphAPI || req.API == scimAPI {
		haveAPI = req.API
	}
	if wantAPI != haveAPI && wantAPI != unknownAPI && haveAPI != unknownAPI {
		return false
	}
	want := normalPath(wantPath)
	return want == normalPath(havePath) || want == normalPath(req.Path)
}

// near says how close a request is to a call: 4 at the call, 3 with evidence
// there, 2 with evidence where the URL is built, 1 in the same file.
func near(call *Call, req *report.Request) int {
	at := func(p report.Position, line int) bool { return p.File == call.File && p.Line == line }
	if at(req.Position, call.Line) {
		return 4
	}
	score := 0
	if req.Position.File == call.File {
		score = 1
	}
	if call.URLLine > 0 && at(req.Position, call.URLLine) {
		score = 2
	}
	for _, e := range req.Evidence {
		switch {
		case at(e.Position, call.Line):
			return 3
		case e.Position.File == call.File:
			score = max(score, 1)
		}
		if call.URLLine > 0 && at(e.Position, call.URLLine) {
			score = max(score, 2)
		}
	}
	return score
}

// assign pairs calls and requests, the closest first.
func (c *comparison) assign() {
	type candidate struct{ call, req, weight int }
	var candidates []candidate
	for i := range c.program.Calls {
		for j := range c.requests {
			call, req := &c.program.Calls[i], &c.requests[j]
			if !c.fits(call, req) {
				continue
			}
			weight := 100 * near(call, req)
			if call.Host == req.Host {
				weight += 40
			}
			if sameFields(call, req) {
				weight += 20
			}
			if call.Version == req.APIVersion {
				weight += 10
			}
			candidates = append(candidates, candidate{i, j, weight})
		}
	}
	slices.SortStableFunc(candidates, func(a, b candidate) int { return b.weight - a.weight })
	for _, k := range candidates {
		if _, ok := c.pair[k.call]; !ok && !c.used[k.req] {
			c.pair[k.call], c.used[k.req] = k.req, true
		}
	}
}

// call scores one call of the program.
func (c *comparison) call(i int) {
	call := &c.program.Calls[i]
	found, ok := c.pair[i]
	if !ok {
		// Two calls in one place may be one request in the inventory.
		found = slices.IndexFunc(c.requests, func(r report.Request) bool { return c.fits(call, &r) && near(call, &r) >= 2 })
		ok = found >= 0
	}
	listed := ok || slices.ContainsFunc(c.requests, func(r report.Request) bool { return near(call, &r) >= 2 })
	c.score.Sites.add(listed)
	if call.Apart() {
		c.score.Apart.add(listed)
		if !listed {
			c.disagree(call, NotListed, call.String())
		}
		return
	}
	c.score.Calls.add(ok)
	tally := c.score.Idioms[call.URLIdiom]
	if tally == nil {
		tally = new(Tally)
		c.score.Idioms[call.URLIdiom] = tally
	}
	tally.add(ok)
	if !ok {
		c.disagree(call, NotFound, call.String()+c.instead(call, listed))
		return
	}
	c.details(call, &c.requests[found])
}

// instead says what is listed at a call that was not found.
func (c *comparison) instead(call *Call, listed bool) string {
	if !listed {
		return "; nothing is listed there"
	}
	var b strings.Builder
	b.WriteString("; listed")
	for _, r := range c.requests {
		if near(call, &r) < 3 {
			continue
		}
		b.WriteString(" " + known(r.Method) + " " + known(r.Host) + known(r.Path))
		if r.Reason != "" {
			b.WriteString(" (" + r.Reason + ")")
		}
	}
	return b.String()
}

// details scores fields, version, host and place of a call that was found.
func (c *comparison) details(call *Call, req *report.Request) {
	c.score.Fields.add(c.sameFieldsAround(call, req))
	if !c.sameFieldsAround(call, req) {
		want, _ := leaves(call.Fields)
		c.disagree(call, WrongFields, call.String()+fieldDifference(want, tips(req.Fields)))
	}
	c.score.Versions.add(c.sameVersionAround(call, req))
	if !c.sameVersionAround(call, req) {
		c.disagree(call, Version, call.String()+": expected version "+known(call.Version)+", found "+known(req.APIVersion))
	}
	if call.Host != "" && req.Host != call.Host {
		c.disagree(call, WrongHost, call.String()+": found host "+known(req.Host))
	}
	if near(call, req) < 3 {
		c.disagree(call, Elsewhere, call.String()+": found at "+req.Position.String())
	}
}

// request scores one request of the inventory.
func (c *comparison) request(j int) {
	req := &c.requests[j]
	switch req.Match {
	case report.Unresolved:
		c.score.Unresolved++
		return
	case report.Ambiguous:
		c.score.Ambiguous++
	}
	c.score.Reported++
	if c.used[j] {
		return
	}
	for i := range c.program.Calls {
		call := &c.program.Calls[i]
		if c.fits(call, req) || call.Apart() && near(call, req) >= 3 {
			return
		}
	}
	if !c.program.Complete {
		c.score.Reported--
		return
	}
	c.score.Wrong++
	c.score.Disagreements = append(c.score.Disagreements, Disagreement{
		Kind: Wrong, File: req.Position.File, Line: req.Position.Line,
		Text: req.Position.String() + " " + req.Method + " " + known(req.Host) + req.Path + " in " + req.Function,
	})
}

func (c *comparison) disagree(call *Call, kind, text string) {
	c.score.Disagreements = append(c.score.Disagreements, Disagreement{
		Kind: kind, File: call.File, Line: call.Line, Idiom: call.URLIdiom, Text: text,
	})
}

func (t *Tally) add(found bool) {
	t.Expected++
	if found {
		t.Found++
	}
}
