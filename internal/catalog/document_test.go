package catalog_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/golden"
)

// docs/permissions.md is what the catalogue says, both ways round.
func TestPermissionsDocument(t *testing.T) {
	d := document{cat: catalog.Default(), needed: map[string][]string{}}
	d.collect()
	d.intro()
	d.overview()
	d.permissions()
	d.endpoints()
	d.fields()
	d.webhooks()
	d.unlocated()
	golden.Compare(t, "../../docs/permissions.md", []byte(d.text.String()))
}

// A document is the reference page as it grows.
type document struct {
	cat    *catalog.Catalog
	text   strings.Builder
	needed map[string][]string // by permission, what needs it
}

func (d *document) print(format string, args ...any) { fmt.Fprintf(&d.text, format, args...) }

func (d *document) intro() {
	d.print(`# Permissions, endpoints and fields

<!-- Written by a test from rules/. UPDATE_GOLDEN=1 go test ./internal/catalog writes it anew. -->

What the catalogue of workplacelint knows, both ways round: what needs a
permission, and which permissions an endpoint or a field needs. It is a snapshot
of public sources as they were read on %s; the sources of each
entry are in rules/, and "workplacelint explain NAME" shows them.

"or" separates alternatives, the best match first. "any token" means that a valid
access token is enough. A mark (i) stands behind what is inferred: no source ties
the entry to the permission, and no claim of certainty is built on it.

`, d.cat.Permission("read_group").Sources[0].Retrieved)
}

// mark marks what is inferred.
func mark(c catalog.Confidence) string {
	if c == catalog.Inferred {
		return " (i)"
	}
	return ""
}

// needsText prints what is needed, for people.
func needsText(list []catalog.Need) string {
	parts := make([]string, 0, len(list))
	for _, n := range list {
		text := strings.Join(n.AnyOf, " or ")
		if n.Unknown {
			text = "not known"
		}
		if len(list) > 1 && len(n.AnyOf) > 1 {
			text = "(" + text + ")"
		}
		parts = append(parts, text)
	}
	if len(parts) == 0 {
		return "any token"
	}
	return strings.Join(parts, " and ")
}

// cell escapes text for a cell of a table.
func cell(s string) string {
	return strings.NewReplacer("|", `\|`, "\n", " ", "<", "&lt;", ">", "&gt;").Replace(s)
}

// need notes that what needs the permissions that list names.
func (d *document) need(list []catalog.Need, what string) {
	for _, n := range list {
		for _, name := range n.AnyOf {
			if text := what + mark(n.Confidence); !slices.Contains(d.needed[name], text) {
				d.needed[name] = append(d.needed[name], text)
			}
		}
	}
}

func (d *document) collect() {
	for _, ep := range d.cat.Endpoints() {
		d.need(ep.Needs, ep.Name()+apiNote(ep))
		for _, p := range ep.Params {
			d.need(p.Needs, ep.Name()+" with "+strings.Join(p.Names, ", "))
		}
	}
	for _, n := range d.cat.Nodes() {
		for _, name := range slices.Sorted(maps.Keys(n.Fields)) {
			d.need(n.Fields[name].Needs, "field "+name+" of "+n.Name)
		}
	}
	for _, w := range d.cat.Webhooks() {
		for _, name := range slices.Sorted(maps.Keys(w.Fields)) {
			d.need(w.Fields[name].Needs, "webhook "+w.Name+" "+name)
		}
	}
}

func apiNote(ep *catalog.Endpoint) string {
	if ep.API == catalog.SCIM {
		return " (Account Management API)"
	}
	return ""
}

var (
	sensitivityWords = []string{1: "low", 2: "medium", 3: "high", 4: "critical"}
	languages        = map[string]string{"de": "German", "en": "English", "pt": "Portuguese"}
	statusWords      = map[catalog.Status]string{catalog.Current: "", catalog.Legacy: "legacy", catalog.Removed: "removed"}
)

func (d *document) overview() {
	d.print("## Overview\n\n| permission | label | access | sensitivity | limited to groups | status |\n|---|---|---|---|---|---|\n")
	for _, p := range d.cat.Permissions() {
		limited := ""
		if p.Scopable {
			limited = "possible"
		}
		d.print("| [%s](#%s) | %s | %s | %s | %s | %s |\n", p.Name, p.Name, cell(p.Label),
			strings.ReplaceAll(p.Access, "_", " and "), sensitivityWords[p.Sensitivity], limited, statusWords[p.Status])
	}
	d.print("\n## Permissions\n")
}

func (d *document) permissions() {
	for _, p := range d.cat.Permissions() {
		d.print("\n### %s\n\n%q. %s\n\n", p.Name, p.Label, p.Description)
		d.print("- sensitivity: %s (%s)\n", sensitivityWords[p.Sensitivity], p.Risk)
		for _, l := range p.Labels {
			if l.Text != p.Label {
				d.print("- in %s: %q%s\n", languages[l.Language], l.Text, oldLabel(l))
			}
		}
		d.relations(p)
		if p.Note != "" {
			d.print("- note: %s\n", p.Note)
		}
		if p.NoUse != "" {
			d.print("- never called unused: %s\n", p.NoUse)
		}
		for _, what := range d.needed[p.Name] {
			d.print("- needed by %s\n", what)
		}
	}
}

func oldLabel(l catalog.Label) string {
	if l.Current {
		return ""
	}
	return ", in older texts"
}

func (d *document) relations(p *catalog.Permission) {
	for _, name := range p.DependsOn {
		d.print("- does nothing without %s\n", name)
	}
	for _, w := range p.Subsumes {
		d.print("- includes %s%s\n", w.Name, mark(w.Confidence))
	}
	for _, n := range p.Prefer {
		d.print("- prefer %s if %s%s\n", n.Name, n.When, mark(n.Confidence))
	}
}

func (d *document) endpoints() {
	d.print("\n## Endpoints\n\nA version such as /v19.0 may stand before the path, /company is /community, and me is the page of the app or the member.\n")
	api := catalog.NoAPI
	for _, ep := range d.cat.Endpoints() {
		if ep.API != api {
			api = ep.API
			d.print("\n### %s\n\n| endpoint | what it does | needs |\n|---|---|---|\n",
				map[catalog.API]string{catalog.Graph: "Graph API", catalog.SCIM: "Account Management API"}[api])
		}
		d.print("| `%s` | %s | %s%s%s |\n", ep.Name(), cell(ep.Does), cell(needsText(ep.Needs)), mark(ep.Confidence), paramText(ep))
	}
	d.print("\nThe Account Management API is at ")
	for i, b := range d.cat.Bases() {
		if i > 0 {
			d.print(", ")
		}
		d.print("`https://%s%s`", b.Host, b.Path)
	}
	d.print(".\n")
}

func paramText(ep *catalog.Endpoint) string {
	var b strings.Builder
	for _, p := range ep.Params {
		join := "; also "
		if p.Instead {
			join = "; instead "
		}
		fmt.Fprintf(&b, "%s%s with %s%s", join, cell(needsText(p.Needs)), cell(strings.Join(p.Names, ", ")), mark(p.Confidence))
	}
	if ep.Scoping == "refused" {
		b.WriteString("; refused to an app that is limited to groups")
	}
	return b.String()
}

func (d *document) fields() {
	d.print("\n## Fields with a permission of their own\n\nAsked for with `fields=`, also nested. A name of an edge asks for what reading the edge needs.\n\n| node | field | needs |\n|---|---|---|\n")
	for _, n := range d.cat.Nodes() {
		for _, name := range slices.Sorted(maps.Keys(n.Fields)) {
			if f := n.Fields[name]; len(f.Needs) > 0 {
				d.print("| %s | `%s` | %s%s |\n", n.Name, name, cell(needsText(f.Needs)), mark(f.Confidence))
			}
		}
	}
}

func (d *document) webhooks() {
	d.print("\n## Webhooks\n\n`*` stands for fields whose names no source shows.\n\n| object | field | when | needs |\n|---|---|---|---|\n")
	for _, w := range d.cat.Webhooks() {
		for _, name := range slices.Sorted(maps.Keys(w.Fields)) {
			f := w.Fields[name]
			d.print("| %s | `%s` | %s | %s%s |\n", w.Name, name, cell(f.When), cell(needsText(f.Needs)), mark(f.Confidence))
		}
	}
}

func (d *document) unlocated() {
	d.print("\n## What is offered at a path that no source shows\n\nNo request matches these.\n\n| node | what it does | needs | why there is no path |\n|---|---|---|---|\n")
	for _, ep := range d.cat.Unlocated() {
		d.print("| %s | %s | %s%s | %s |\n", ep.At, cell(ep.Does), cell(needsText(ep.Needs)), mark(ep.Confidence), cell(ep.Reason))
	}
}
