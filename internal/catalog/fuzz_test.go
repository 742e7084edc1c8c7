package catalog_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// FuzzMatch: the walk through the graph agrees with a scan of the list of
// endpoints, and the answer is well formed.
func FuzzMatch(f *testing.F) {
	for _, ep := range catalog.Default().Endpoints() {
		f.Add(ep.Method, "https://graph.facebook.com"+ep.Path, "")
	}
	f.Add("GET", "https://graph.facebook.com/v19.0/{group_id}_{post_id}", "from{email},comments.limit(0){id}")
	f.Add("POST", "{base}/{x}/{y}/{z}", "")
	f.Add("GET", "https://scim.workplace.com/Users/{id}", "")
	f.Add("GET", "https://www.facebook.com/company/1/scim/Users", "")
	f.Add("GET", "https://graph.facebook.com/?ids=1,a@b.c,{x}", "email")
	f.Fuzz(func(t *testing.T, method, url, fields string) {
		tmpl, err := strval.Parse(url)
		if err != nil {
			return
		}
		req := graphapi.New(method, tmpl, []graphapi.Param{{Name: "fields", Value: strval.String(fields)}})
		m := catalog.Default().Match(req, nil)
		checkMatch(t, m)
		for _, c := range m.Candidates {
			if !scanFinds(c.Endpoint, req) {
				t.Errorf("%s %s is no %s", method, url, c.Endpoint.Name())
			}
		}
	})
}

func checkMatch(t *testing.T, m catalog.Match) {
	t.Helper()
	n := len(m.Candidates)
	switch m.Kind {
	case catalog.Exact:
		if n != 1 {
			t.Errorf("an exact match has %d candidates", n)
		}
	case catalog.Ambiguous:
		if n < 2 {
			t.Errorf("an ambiguous match has %d candidates", n)
		}
	case catalog.Unknown, catalog.Unresolved:
		if n != 0 || m.Reason == "" {
			t.Errorf("there are %d candidates, and the reason is %q", n, m.Reason)
		}
	}
	for i, c := range m.Candidates {
		if i > 0 && compareEndpoints(m.Candidates[i-1].Endpoint, c.Endpoint) >= 0 {
			t.Error("the candidates are not sorted")
		}
		for _, need := range c.Requirement.Needs {
			if len(need.AnyOf) == 0 != need.Unknown || need.Why == "" {
				t.Errorf("need %+v", need)
			}
		}
	}
}

// scanFinds reports whether the path of an endpoint accepts a request: as many
// segments, with the same words where it has words. What stands for a word at
// the beginning, and lists of ids, are for the walk alone.
func scanFinds(ep *catalog.Endpoint, req graphapi.Request) bool {
	if _, ok := req.Param("ids"); ok || ep.API == catalog.SCIM || strings.HasSuffix(ep.Path, "=") {
		return true
	}
	pattern := strings.Split(strings.Trim(ep.Path, "/"), "/")
	segs := req.Segments
	if len(segs) == len(pattern)+1 {
		segs = segs[1:] // a version in a hole
	}
	if len(segs) != len(pattern) {
		return false
	}
	for i, want := range pattern {
		lit, ok := segs[i].Literal()
		if i > 0 && !strings.Contains(want, "{") && (!ok || lit != want) {
			return false
		}
	}
	return true
}

// FuzzDecode: an overlay gives an error with its name, or a catalogue that
// answers.
func FuzzDecode(f *testing.F) {
	for _, text := range tiny {
		f.Add([]byte(text))
	}
	f.Add([]byte("node: X\nedges: {pins: {node: X, read: {does: x, needs: token, confidence: inferred}}}"))
	f.Add([]byte("node: X\nupdate: {does: x, needs: unknown, params: [{names: [a], needs: {any_of: [read_x]}, why: y, confidence: inferred}], confidence: inferred}\n"))
	f.Add([]byte("roots: {me: {about: x, nodes: [X], confidence: inferred, sources: [guide]}}"))
	f.Add([]byte("objects: {page: {about: x, fields: {a: {when: b, needs: {any_of: [read_x]}, confidence: inferred, sources: [guide]}}}}"))
	f.Add([]byte("scim_bases: [{host: h, path: /a/{b}, version: '1', about: x, confidence: inferred, sources: [guide]}]"))
	f.Add([]byte("calls: [{method: GET, path: /, param: ids, holds: ids, reason: r, does: x, needs: token, confidence: inferred, sources: [guide]}]"))
	f.Add([]byte("node: Y\nabout: x\nabstract: true\npath: '{y}'\nconfidence: inferred\nsources: [guide]\n"))
	f.Add([]byte("node: X\nabout: &a [*a]\n"))
	f.Add([]byte("node:\n"))
	f.Add([]byte("? [a]\n: b\n"))
	f.Add([]byte("roots: {me: {about: x, nodes: [], confidence: inferred, sources: [guide]}}"))
	f.Add([]byte("node: X\nextends: [X]\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		cat, err := catalog.Load(tinyWith(nil), catalog.Overlay{Name: "extra.yaml", Data: data})
		if err != nil {
			if !strings.Contains(err.Error(), "expected") && !strings.Contains(err.Error(), "extra.yaml") {
				t.Errorf("error without file or expectation: %v", err)
			}
			return
		}
		for _, ep := range cat.Endpoints() {
			if ep.Method == "" || !strings.HasPrefix(ep.Path, "/") || !slices.Contains(cat.Endpoints(), ep) {
				t.Errorf("endpoint %q", ep.Name())
			}
		}
		for _, url := range []string{"/", "/me", "/1", "/1/friends", "/{x}/friends/2"} {
			checkMatch(t, cat.Match(request(t, "GET https://api.example.com"+url), nil))
		}
	})
}
