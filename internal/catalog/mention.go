package catalog

import (
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/strval"
)

// minLabel is the length from which a part of a host name says of whom it is.
const minLabel = 8

// Mentions reports whether a text may be a part of an address of the platform: it
// names a host or a part of one, a parameter for credentials, or, within a path,
// an edge or a leading segment. A program whose addresses are made of other texts
// alone has none of the platform that could be told. Texts with blanks are for
// people, and one that names another host in full is an address of that host,
// whatever follows.
func (c *Catalog) Mentions(text string) bool {
	if strings.Contains(text, " ") || c.elsewhere(text) {
		return false
	}
	if slices.ContainsFunc(c.words.parts, func(part string) bool { return strings.Contains(text, part) }) {
		return true
	}
	path, _, _ := strings.Cut(text, "?")
	if !strings.Contains(path, "/") {
		return false
	}
	for segment := range strings.SplitSeq(path, "/") {
		if c.words.segments[segment] {
			return true
		}
	}
	return false
}

// elsewhere reports whether a text begins with the whole name of a host that is
// none of the platform.
func (c *Catalog) elsewhere(text string) bool {
	scheme, rest, ok := strings.Cut(text, "://")
	end := strings.IndexAny(rest, "/?#")
	if !ok || end <= 0 || strings.ContainsAny(scheme, "/?#") {
		return false
	}
	name, _, _ := strings.Cut(rest[:end], ":")
	return !strings.ContainsAny(name, "%{$") && !c.lists(strings.ToLower(name))
}

// lists reports whether requests to a host are listed; see ListedHosts.
func (c *Catalog) lists(host string) bool {
	return c.hosts[host] != nil || c.extraHost[host] || slices.ContainsFunc(c.bases, func(b *Base) bool { return b.Host == host })
}

// IsSegment reports whether a text is the name of an edge or a leading segment.
// Many are words that everybody uses.
func (c *Catalog) IsSegment(text string) bool { return c.words.segments[text] }

// MayBegin reports whether the path of an address of the platform, or the part of one
// behind an id, may begin with a segment: a name that the platform has or an id.
func (c *Catalog) MayBegin(segment strval.Template) bool {
	name, known := segment.Literal()
	return known && (c.IsSegment(name) || c.words.starts[name]) || len(formsOf(segment)) > 0
}

// mentioned are the words of addresses.
type mentioned struct {
	parts    []string        // of host names and queries
	segments map[string]bool // of paths
	starts   map[string]bool // first segments of what comes before a path
}

func (c *Catalog) mentions() *mentioned {
	m := &mentioned{segments: map[string]bool{}, starts: map[string]bool{}}
	for _, h := range c.Hosts() {
		m.host(h.Name)
	}
	for _, h := range c.OtherHosts() {
		m.parts = append(m.parts, h.Name) // the name of a product alone says nothing
	}
	for _, b := range c.bases {
		m.host(b.Host)
		start, _, _ := strings.Cut(strings.TrimPrefix(b.Path, "/"), "/")
		m.starts[start] = true
	}
	for _, p := range c.credentials {
		m.parts = append(m.parts, p+"=")
	}
	for _, r := range c.Roots() {
		m.segments[r.Name] = true
		for _, alias := range r.Aliases {
			m.segments[alias] = true
		}
	}
	for _, n := range c.nodes {
		for name := range n.Edges {
			m.segments[name] = true
		}
	}
	for _, e := range c.endpoints {
		m.path(e.Path)
	}
	return m
}

func (m *mentioned) host(name string) {
	for label := range strings.SplitSeq(name, ".") {
		if len(label) >= minLabel && !slices.Contains(m.parts, label) {
			m.parts = append(m.parts, label)
		}
	}
}

func (m *mentioned) path(path string) {
	for segment := range strings.SplitSeq(path, "/") {
		if segment != "" && !strings.HasPrefix(segment, "{") {
			m.segments[segment] = true
		}
	}
}
