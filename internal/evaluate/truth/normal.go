package truth

import (
	"regexp"
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// APIs tells which API a host belongs to.
type APIs struct {
	graph map[string]bool
	bases []*catalog.Base
}

// NewAPIs returns the APIs that the catalogue knows.
func NewAPIs(c *catalog.Catalog) APIs {
	apis := APIs{graph: make(map[string]bool), bases: c.Bases()}
	for _, h := range slices.Concat(c.Hosts(), c.OtherHosts()) {
		apis.graph[h.Name] = true
	}
	return apis
}

// The APIs a request may belong to.
const (
	graphAPI   = "graph"
	scimAPI    = "scim"
	unknownAPI = "unknown"
	otherAPI   = "other"
)

// of returns the API of a host and the path below its base.
func (a APIs) of(host, path string) (api, below string) {
	switch {
	case host == "" || strings.Contains(host, "{"):
		return unknownAPI, path
	case a.graph[host]:
		return graphAPI, path
	}
	for _, b := range a.bases {
		if b.Host != host {
			continue
		}
		if below, ok := cutBase(path, b.Path); ok {
			return scimAPI, below
		}
	}
	return otherAPI, path
}

// cutBase cuts the segments of base off the beginning of path.
func cutBase(path, base string) (string, bool) {
	want, have := segments(base), segments(path)
	if len(have) < len(want) {
		return "", false
	}
	for i := range want {
		if unify(want[i], have[i]) != want[i] && want[i] != have[i] {
			return "", false
		}
	}
	return "/" + strings.Join(have[len(want):], "/"), true
}

func segments(path string) []string {
	path = strings.Trim(path, "/")
	if path == "" {
		return nil
	}
	return strings.Split(path, "/")
}

// unify returns hole if it is a hole, for any text.
func unify(hole, _ string) string {
	if strings.HasPrefix(hole, "{") && strings.HasSuffix(hole, "}") {
		return hole
	}
	return ""
}

var (
	hole      = regexp.MustCompile(`\{[^{}]*\}`)
	holes     = regexp.MustCompile(`(\{\})+`)
	literalID = regexp.MustCompile(`^[0-9]{5,}(_[0-9]{5,})?$`)
	partID    = regexp.MustCompile(`[0-9]{5,}`)
)

// normalPath makes paths comparable: holes lose their names, literal ids are
// holes, a slash at the end goes.
func normalPath(path string) string {
	parts := segments(hole.ReplaceAllString(path, "{}"))
	for i, s := range parts {
		if literalID.MatchString(s) {
			s = partID.ReplaceAllString(s, "{}")
		}
		parts[i] = holes.ReplaceAllString(s, "{}")
	}
	return "/" + strings.Join(parts, "/")
}

// leaves returns the fields that a list in the notation of the API asks for and
// that hold no others that it does, as dotted names, and whether there may be
// more.
func leaves(fields []string) (names []string, open bool) {
	var known []string
	for _, f := range fields {
		if f == "?" || strings.HasPrefix(f, "<") {
			open = true
			continue
		}
		known = append(known, f)
	}
	tree, _ := graphapi.ParseFields(strval.String(strings.Join(known, ",")))
	if len(known) == 0 {
		tree = nil
	}
	return tips(graphapi.FlatFields(tree)), open
}

// tips drops the dotted names that others begin with, and sorts the rest.
func tips(names []string) []string {
	names = slices.Compact(slices.Sorted(slices.Values(names)))
	var out []string
	for _, n := range names {
		holds := false
		for _, m := range names {
			holds = holds || strings.HasPrefix(m, n+".")
		}
		if !holds {
			out = append(out, n)
		}
	}
	return out
}

// Has reports whether a request to host and path goes to one of the APIs.
func (a APIs) Has(host, path string) bool {
	api, _ := a.of(host, path)
	return api == graphAPI || api == scimAPI
}
