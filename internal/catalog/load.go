package catalog

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"sort"

	"go.yaml.in/yaml/v4"
)

// The files of package rules that make the catalogue, in the order in which
// they are read: what is referred to first.
var ruleFiles = []string{
	"sources.yaml", "permissions.yaml", "hosts.yaml", "roots.yaml", "foreign.yaml",
	"calls.yaml", "unlocated.yaml", "scim.yaml", "webhooks.yaml",
}

// A loader builds a catalogue from files.
type loader struct {
	cat  *Catalog
	errs []error
	refs []reference
}

func newLoader() *loader {
	return &loader{cat: &Catalog{
		permissions: map[string]*Permission{},
		nodes:       map[string]*Node{},
		roots:       map[string]*Root{},
		webhooks:    map[string]*WebhookObject{},
		hosts:       map[string]*Host{},
		sources:     map[string]Source{},
		common:      map[string]bool{},
		foreign:     &Foreign{},
	}}
}

func (l *loader) files(fsys fs.FS) {
	graph, err := fs.Glob(fsys, "graph/*.yaml")
	if err != nil {
		l.errs = append(l.errs, err)
	}
	sort.Strings(graph)
	for _, name := range slices.Concat(ruleFiles, graph) {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			l.errs = append(l.errs, fmt.Errorf("%s:1: expected this file in the rules: %w", name, err))
			continue
		}
		l.read(decoder{file: name}, data)
	}
}

func (l *loader) overlay(o Overlay) {
	l.read(decoder{file: o.Name, overlay: true}, o.Data)
}

// read decodes one file. A node file has the key node, all others have their
// entries under a key for each kind.
func (l *loader) read(d decoder, data []byte) {
	d.errs, d.refs, d.cat = &l.errs, &l.refs, l.cat
	root := d.parse(data)
	if root == nil {
		return
	}
	d.retrieved = d.day(root)
	if valueOf(root, "node") != nil {
		d.nodeFile(root)
		return
	}
	d.object(root, path.Base(d.file), map[string]handler{
		"retrieved":          func(*yaml.Node) {},
		"sources":            d.sourceEntries,
		"permissions":        d.permissionEntries,
		"graph_hosts":        d.hostEntries,
		"scim_bases":         d.baseEntries,
		"version":            d.text(new(string), "version"),
		"credential_params":  d.sorted(&l.cat.credentials, "credential_params"),
		"common_params":      d.commonParams,
		"roots":              d.rootEntries,
		"foreign":            d.foreignEntry,
		"calls":              func(n *yaml.Node) { l.cat.calls = append(l.cat.calls, d.callEntries(n, "calls")...) },
		"unlocated":          func(n *yaml.Node) { l.cat.unlocated = append(l.cat.unlocated, d.unlocatedEntries(n)...) },
		"account_management": func(n *yaml.Node) { l.cat.scim = append(l.cat.scim, d.callEntries(n, "account_management")...) },
		"objects":            d.webhookEntries,
	})
}

// valueOf returns the value of a key of a mapping, or nil.
func valueOf(n *yaml.Node, key string) *yaml.Node {
	if n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

// day returns the day on which the sources of a file were read.
func (d decoder) day(root *yaml.Node) string {
	n := valueOf(root, "retrieved")
	if n == nil {
		return ""
	}
	if !isDay(n.Value) {
		d.fail(n, "expected a day such as 2026-11-22 for retrieved")
		return ""
	}
	return n.Value
}

func isDay(s string) bool {
	if len(s) != len("2026-11-22") || s[4] != '-' || s[7] != '-' {
		return false
	}
	for i, r := range s {
		if i != 4 && i != 7 && (r < '0' || r > '9') {
			return false
		}
	}
	return true
}

func (l *loader) finish() (*Catalog, error) {
	for _, ref := range l.refs {
		if !ref.holds() {
			ref.d.fail(ref.at, "expected %s", ref.want)
		}
	}
	if len(l.errs) == 0 {
		l.cat.derive()
		l.cat.words = l.cat.mentions()
		l.errs = append(l.errs, l.cat.check()...)
	}
	if len(l.errs) > 0 {
		return nil, errors.Join(l.errs...)
	}
	return l.cat, nil
}
