package catalog

import (
	"slices"
	"sort"
	"strings"
	"unicode"

	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// EndpointNode returns the type of the nodes in the answer of an endpoint,
// given as a path or as "GET /path", or "" if it is not known. fields lead
// further into the answer: EndpointNode("/{group-id}/feed", "from") is User.
func (c *Catalog) EndpointNode(endpoint string, fields ...string) string {
	method, path := "GET", endpoint
	if m, rest, ok := strings.Cut(endpoint, " "); ok {
		method, path = m, rest
	}
	req, ok := parseRequest(method, path)
	if !ok {
		return ""
	}
	m := c.matchGraph(req, nil)
	if m.Kind != Exact {
		return ""
	}
	name := m.Candidates[0].Endpoint.Node
	for _, f := range fields {
		name = c.fieldNode(name, f)
	}
	return name
}

// fieldNode returns the type of a field's value, "" if it is no node.
func (c *Catalog) fieldNode(node, field string) string {
	n := c.nodes[node]
	if n == nil {
		return ""
	}
	if f := n.Fields[field]; f != nil {
		return f.Node
	}
	if e := c.edgeOf(n, field); e != nil {
		return e.Node
	}
	return ""
}

func parseRequest(method, path string) (graphapi.Request, bool) {
	tmpl, err := strval.Parse(path)
	if err != nil {
		return graphapi.Request{}, false
	}
	return graphapi.NewRelative(method, tmpl, nil), true
}

// FindEndpoint returns the endpoints that a text such as "GET /{group-id}/feed"
// or "/community/groups" means: the one of that name, or those that a request
// like that may be.
func (c *Catalog) FindEndpoint(text string) []*Endpoint {
	fields := strings.Fields(text)
	methods := []string{"GET", "POST", "PUT", "PATCH", "DELETE"}
	if len(fields) == 2 {
		methods = []string{strings.ToUpper(fields[0])}
	}
	if len(fields) == 0 || len(fields) > 2 {
		return nil
	}
	path := "/" + strings.TrimPrefix(fields[len(fields)-1], "/")
	var eps []*Endpoint
	for _, method := range methods {
		eps = append(eps, c.findEndpoint(method, path)...)
	}
	slices.SortFunc(eps, compareEndpoints)
	return eps
}

func (c *Catalog) findEndpoint(method, path string) []*Endpoint {
	if ep := c.byName[method+" "+path]; ep != nil {
		return []*Endpoint{ep}
	}
	req, ok := parseRequest(method, path)
	if !ok {
		return nil
	}
	m := c.matchGraph(req, nil)
	if len(m.Candidates) == 0 {
		m = c.matchAnyBase(req)
	}
	var eps []*Endpoint
	for _, cand := range m.Candidates {
		eps = append(eps, cand.Endpoint)
	}
	return eps
}

// How says in what way a text names a permission.
type How uint8

// The ways. NotFound comes with a suggestion, if any is near.
const (
	NotFound   How = iota
	ByName         // it is the name
	ByLabel        // it is a label of the admin panel, in any language
	ByOldLabel     // it is a label that the admin panel once had
	NearMiss       // it is none of these, but a slip away from one
)

// A Found is the answer of [Catalog.FindPermission].
type Found struct {
	Permission *Permission // nil if nothing is near
	How        How
	Label      Label // that was matched, for ByLabel and ByOldLabel
}

// FindPermission finds the permission that a text means: its name, a label in
// English, German or Portuguese, or something near to one of these.
func (c *Catalog) FindPermission(text string) Found {
	if p := c.permissions[text]; p != nil {
		return Found{Permission: p, How: ByName}
	}
	key := fold(text)
	if key == "" {
		return Found{}
	}
	for _, p := range c.Permissions() {
		for _, l := range p.Labels {
			if fold(l.Text) != key {
				continue
			}
			how := ByOldLabel
			if l.Current {
				how = ByLabel
			}
			return Found{Permission: p, How: how, Label: l}
		}
	}
	return c.nearest(key)
}

// nearest returns the permission with a name or label nearest to a folded
// text, if it is near at all.
func (c *Catalog) nearest(key string) Found {
	limit := max(1, min(3, len(key)/4)) + 1
	best := Found{}
	for _, p := range c.Permissions() {
		texts := []string{fold(p.Name)}
		for _, l := range p.Labels {
			texts = append(texts, fold(l.Text))
		}
		for _, t := range texts {
			if d := distance(key, t, limit); d < limit {
				best, limit = Found{Permission: p, How: NearMiss}, d
			}
		}
	}
	return best
}

// Suggest returns the names of the permissions nearest to a text, at most n.
func (c *Catalog) Suggest(text string, n int) []string {
	type scored struct {
		name string
		d    int
	}
	key := fold(text)
	var all []scored
	for _, p := range c.Permissions() {
		d := distance(key, fold(p.Name), 100)
		for _, l := range p.Labels {
			d = min(d, distance(key, fold(l.Text), 100))
		}
		if d <= max(2, len(key)/2) {
			all = append(all, scored{p.Name, d})
		}
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].d < all[j].d })
	var names []string
	for _, s := range all[:min(n, len(all))] {
		names = append(names, s.name)
	}
	return names
}

// fold makes names and labels comparable: letters and digits in lower case.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// distance is the number of letters to insert, delete, replace or swap with
// their neighbour, or limit if it is not smaller.
func distance(a, b string, limit int) int {
	x, y := []rune(a), []rune(b)
	if len(x)-len(y) >= limit || len(y)-len(x) >= limit {
		return limit
	}
	var before []int
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(x); i++ {
		next := make([]int, len(y)+1)
		next[0] = i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			next[j] = min(row[j]+1, next[j-1]+1, row[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				next[j] = min(next[j], before[j-2]+1)
			}
		}
		before, row = row, next
	}
	return min(row[len(y)], limit)
}
