package verdict

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/workplacelint/workplacelint/internal/audit"
	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/manifest"
)

// The names of the analyzers that report findings of the audit.
const (
	MissingGrant      = "missinggrant"
	UnusedGrant       = "unusedgrant"
	FaultyManifest    = "faultymanifest"
	UnresolvedRequest = "unresolvedrequest"
)

// ManifestFinding words a finding of [audit.CheckManifest], which looks at a
// manifest alone.
func ManifestFinding(cat *catalog.Catalog, m *manifest.Manifest, f audit.Finding) Finding {
	prog := &Program{Catalog: cat, Manifest: m}
	prog.add([]audit.Finding{f}, nil)
	return prog.Findings[0]
}

// A wording is one finding while it is put into words.
type wording struct {
	audit.Finding
	cat      *catalog.Catalog
	manifest *manifest.Manifest
	// elsewhere is the file of the request if the finding is shown in another.
	elsewhere string
}

func (w wording) unknownPermission() string {
	if len(w.Others) == 0 {
		return fmt.Sprintf("%s grants %s, which is no known permission", w.at(), w.Permission)
	}
	perm := w.cat.Permission(w.Others[0])
	for _, l := range perm.Labels {
		if strings.EqualFold(l.Text, w.Permission) {
			return fmt.Sprintf("%s grants %q, which is a label; the name is %s", w.at(), w.Permission, perm.Name)
		}
	}
	return fmt.Sprintf("%s grants %s, which is no known permission; %s is", w.at(), w.Permission, perm.Name)
}

// request names a request whose endpoint is not the only one.
func (w wording) request() string {
	if w.elsewhere != "" {
		return fmt.Sprintf("a request (%s:%d)", w.elsewhere, w.Use.Position.Line)
	}
	return "this request"
}

// subject names what needs a permission: an endpoint, a field of its answer or
// a parameter of the request.
func (w wording) subject() string {
	if len(w.Use.Match.Candidates) == 0 {
		return w.request()
	}
	ep := w.Use.Match.Candidates[0].Endpoint
	subject := ep.Name()
	if w.Need != nil {
		switch {
		case w.Need.Field != "":
			subject = "field " + w.Need.Field + " of " + subject
		case strings.HasPrefix(w.Need.Why, "parameter "):
			subject = w.Need.Why
		}
	}
	if w.elsewhere != "" {
		subject += fmt.Sprintf(" (%s:%d)", w.elsewhere, w.Use.Position.Line)
	}
	return subject
}

// lacks names the permissions of which the manifest grants none.
func (w wording) lacks() string {
	names := w.Need.AnyOf
	switch len(names) {
	case 1:
		return fmt.Sprintf("permission %s, which %s does not grant", w.permission(names[0]), w.fileName())
	case 2:
		return fmt.Sprintf("%s or %s; %s grants neither", names[0], names[1], w.fileName())
	}
	return fmt.Sprintf("one of %s; %s grants none", list(names), w.fileName())
}

// host names what the address of the request is taken from.
func (w wording) host() string {
	if text := w.Use.Request.HostValue.String(); text != "" {
		return text
	}
	return "its host"
}

// grants begins a sentence about a grant.
func (w wording) grants() string { return w.at() + " grants " + w.permission(w.Permission) }

// permission names a permission with the text of the admin panel.
func (w wording) permission(name string) string {
	if perm := w.cat.Permission(name); perm != nil {
		return fmt.Sprintf("%s (%q)", name, perm.Label)
	}
	return name
}

func (w wording) fileName() string { return filepath.Base(w.manifest.File) }

// at names the line of the manifest that the finding is about.
func (w wording) at() string {
	return fmt.Sprintf("%s:%d", w.fileName(), w.Position.Line)
}

func (w wording) line(p manifest.Position) string {
	return fmt.Sprintf("%s:%d", w.fileName(), p.Line)
}

func (w wording) scopable() []string {
	var names []string
	for _, p := range w.cat.Permissions() {
		if p.Scopable {
			names = append(names, p.Name)
		}
	}
	return names
}

// condition ends a sentence that holds if something is so.
func (w wording) condition() string {
	if w.When == "" {
		return ""
	}
	return " if " + w.When
}

// unless ends a sentence that holds only as far as the program is known.
func (w wording) unless() string {
	if len(w.Why) == 0 {
		return ""
	}
	return "; but " + doubtText(w.Why)
}

func candidateNames(use *audit.Use) []string {
	var names []string
	for _, c := range use.Match.Candidates {
		names = append(names, c.Endpoint.Name())
	}
	return names
}

// list prints names: a, b and c. After three it says how many more there are.
func list(names []string) string {
	const most = 3
	if len(names) > most+1 {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
	}
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

func eitherOf(n int) string {
	if n == 2 {
		return "either"
	}
	return "any of them"
}

func verb(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// doubtWords say how doubts of each kind are counted in a sentence.
var doubtWords = []struct {
	kind      audit.DoubtKind
	one, many string
}{
	{audit.UnresolvedRequest, "1 request is not resolved", "%d requests are not resolved"},
	{audit.UnknownAddress, "1 request goes to an address that is not known", "%d requests go to addresses that are not known"},
	{audit.UnknownEndpoint, "1 request is not in the catalogue", "%d requests are not in the catalogue"},
	{audit.OpenFields, "1 request may ask for more than is known", "%d requests may ask for more than is known"},
	{audit.UnknownNeed, "what 1 request needs is not known", "what %d requests need is not known"},
	{audit.InferredNeed, "what 1 request needs is inferred", "what %d requests need is inferred"},
	{audit.UnseenCode, "1 part of the program was not analyzed", "%d parts of the program were not analyzed"},
}

// doubtText sums up why a grant may be needed all the same.
func doubtText(doubts []audit.Doubt) string {
	var parts []string
	for _, word := range doubtWords {
		n := 0
		for _, d := range doubts {
			if d.Kind == word.kind {
				n++
			}
		}
		switch {
		case n == 1:
			parts = append(parts, word.one)
		case n > 1:
			parts = append(parts, fmt.Sprintf(word.many, n))
		}
	}
	for _, d := range doubts {
		if d.Kind == audit.NoEndpoint {
			parts = append(parts, d.Reason)
		}
	}
	return list(parts)
}
