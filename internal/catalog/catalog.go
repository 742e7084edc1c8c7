package catalog

import (
	"io/fs"
	"maps"
	"slices"
	"sync"

	"github.com/workplacelint/workplacelint/rules"
)

// A Catalog is what is known of the APIs. It is immutable and safe for
// concurrent use.
type Catalog struct {
	permissions map[string]*Permission
	nodes       map[string]*Node
	roots       map[string]*Root // by name and by alias
	calls       []*Endpoint      // of the Graph API that are no walks
	unlocated   []*Endpoint
	scim        []*Endpoint
	webhooks    map[string]*WebhookObject
	hosts       map[string]*Host
	bases       []*Base
	sources     map[string]Source
	credentials []string        // parameters that carry a credential
	common      map[string]bool // parameters of every request
	foreign     *Foreign

	endpoints []*Endpoint
	byName    map[string]*Endpoint
	concrete  []*Node             // types that nodes have, sorted by name
	edges     map[string][]*step  // walks over an edge, by its name
	named     map[string][]string // types that the name of a variable speaks of
	extraHost map[string]bool
	words     *mentioned
}

// An Overlay is a file of a user that adds to the catalogue or corrects it.
type Overlay struct {
	Name string // for messages
	Data []byte
}

// Load reads the catalogue from the files of package rules and then the
// overlays. The error lists everything that is wrong, each as
// "file:line: what was expected".
func Load(fsys fs.FS, overlays ...Overlay) (*Catalog, error) {
	l := newLoader()
	l.files(fsys)
	for _, o := range overlays {
		l.overlay(o)
	}
	return l.finish()
}

var builtin = sync.OnceValues(func() (*Catalog, error) { return Load(rules.Files) })

// Default returns the catalogue of this version of the program. That it loads
// is checked by the tests.
func Default() *Catalog {
	c, err := builtin()
	if err != nil {
		panic("catalog: " + err.Error())
	}
	return c
}

// WithHosts returns a catalogue that takes the hosts for gateways that forward to
// the Graph API and the Account Management API.
func (c *Catalog) WithHosts(hosts ...string) *Catalog {
	if len(hosts) == 0 {
		return c
	}
	with := *c
	with.extraHost = maps.Clone(c.extraHost)
	if with.extraHost == nil {
		with.extraHost = map[string]bool{}
	}
	for _, h := range hosts {
		with.extraHost[hostName(h)] = true
	}
	return &with
}

// Permission returns the permission of that name, or nil.
func (c *Catalog) Permission(name string) *Permission { return c.permissions[name] }

// Permissions returns all permissions, sorted by name.
func (c *Catalog) Permissions() []*Permission { return sortedValues(c.permissions) }

// Nodes returns all types of nodes, sorted by name.
func (c *Catalog) Nodes() []*Node { return sortedValues(c.nodes) }

// Node returns the type of that name, or nil.
func (c *Catalog) Node(name string) *Node { return c.nodes[name] }

// Endpoints returns the endpoints of both APIs, sorted by path and method.
func (c *Catalog) Endpoints() []*Endpoint { return slices.Clone(c.endpoints) }

// Unlocated returns what the platform offers at paths that no source shows.
func (c *Catalog) Unlocated() []*Endpoint { return slices.Clone(c.unlocated) }

// Webhooks returns the webhook objects, sorted by name.
func (c *Catalog) Webhooks() []*WebhookObject { return sortedValues(c.webhooks) }

// Hosts returns the hosts of the Graph API that serve Workplace, sorted by name.
func (c *Catalog) Hosts() []*Host {
	return slices.DeleteFunc(sortedValues(c.hosts), func(h *Host) bool { return h.Product != "" })
}

// OtherHosts returns the hosts of the Graph API that serve other products, sorted
// by name.
func (c *Catalog) OtherHosts() []*Host {
	return slices.DeleteFunc(sortedValues(c.hosts), func(h *Host) bool { return h.Product == "" })
}

// Bases returns the addresses of the Account Management API.
func (c *Catalog) Bases() []*Base { return slices.Clone(c.bases) }

// HostNames returns the hosts of both APIs that serve Workplace, and those of
// gateways, sorted.
func (c *Catalog) HostNames() []string {
	var names []string
	for _, h := range c.Hosts() {
		names = append(names, h.Name)
	}
	for _, b := range c.bases {
		names = append(names, b.Host)
	}
	names = slices.AppendSeq(names, maps.Keys(c.extraHost))
	slices.Sort(names)
	return slices.Compact(names)
}

// ListedHosts returns the hosts to which requests are listed, sorted: those of
// HostNames and OtherHosts.
func (c *Catalog) ListedHosts() []string {
	names := c.HostNames()
	for _, h := range c.OtherHosts() {
		names = append(names, h.Name)
	}
	slices.Sort(names)
	return names
}

// Roots returns the words that begin a path, sorted by name.
func (c *Catalog) Roots() []*Root {
	unique := map[string]*Root{}
	for _, r := range c.roots {
		unique[r.Name] = r
	}
	return sortedValues(unique)
}

// Webhook returns what a notification needs, nothing if any access token may
// subscribe to it. It is false if the catalogue does not have the object, or
// does not have the field.
func (c *Catalog) Webhook(object, field string) (needs []Need, ok bool) {
	obj := c.webhooks[object]
	if obj == nil {
		return nil, false
	}
	f := obj.Fields[field]
	if f == nil {
		f = obj.Fields["*"]
	}
	if f == nil {
		return nil, false
	}
	return slices.Clone(f.Needs), true
}

// Source returns the source of that name in rules/sources.yaml.
func (c *Catalog) Source(name string) (Source, bool) {
	s, ok := c.sources[name]
	return s, ok
}

func sortedValues[T any](m map[string]T) []T {
	out := make([]T, 0, len(m))
	for _, k := range slices.Sorted(maps.Keys(m)) {
		out = append(out, m[k])
	}
	return out
}
