package verdict

import (
	"fmt"
	"path/filepath"
	"strings"
	"time"

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

// analyzerOf says which analyzer reports a kind of finding.
var analyzerOf = map[audit.Kind]string{
	audit.Missing:          MissingGrant,
	audit.MissingInferred:  MissingGrant,
	audit.MissingHost:      MissingGrant,
	audit.MissingAmbiguous: MissingGrant,
	audit.MissingWebhook:   MissingGrant,
	audit.ScopingRefused:   MissingGrant,

	audit.Unused:    UnusedGrant,
	audit.NoUse:     UnusedGrant,
	audit.Redundant: UnusedGrant,
	audit.Narrower:  UnusedGrant,

	audit.MissingDepends:    FaultyManifest,
	audit.UnknownPermission: FaultyManifest,
	audit.LegacyPermission:  FaultyManifest,
	audit.RemovedPermission: FaultyManifest,
	audit.NotScopable:       FaultyManifest,
	audit.UnknownWebhook:    FaultyManifest,
	audit.NoReason:          FaultyManifest,
	audit.Expired:           FaultyManifest,
	audit.NoProofRequired:   FaultyManifest,
	audit.NoIPAllowlist:     FaultyManifest,
}

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

// message returns the sentence about what is at the position.
func (w wording) message() string {
	if text, ok := w.codeMessage(); ok {
		return text
	}
	if text, ok := w.grantMessage(); ok {
		return text
	}
	return w.manifestMessage()
}

// codeMessage words what is about a request or a webhook.
func (w wording) codeMessage() (string, bool) {
	switch w.Kind {
	case audit.Missing:
		return fmt.Sprintf("%s needs %s", w.subject(), w.lacks()), true
	case audit.MissingInferred:
		return fmt.Sprintf("%s needs %s; this is inferred, no source documents it", w.subject(), w.lacks()), true
	case audit.MissingHost:
		return fmt.Sprintf("if %s is an address of the API, %s needs %s", w.host(), w.subject(), w.lacks()), true
	case audit.MissingAmbiguous:
		names := candidateNames(w.Use)
		return fmt.Sprintf("this request fits %s; %s grants nothing that %s needs", list(names, "and"), w.fileName(), eitherOf(len(names))), true
	case audit.MissingWebhook:
		return fmt.Sprintf("webhook %s of %s needs %s", w.Webhook.Field, w.Webhook.Object, w.lacks()), true
	case audit.ScopingRefused:
		return fmt.Sprintf("%s is refused to an app that is limited to groups; %s limits %s", w.subject(), w.line(w.Grant.GroupsPosition), w.Permission), true
	}
	return "", false
}

// grantMessage words what is about a grant that does too much.
func (w wording) grantMessage() (string, bool) {
	switch w.Kind {
	case audit.Unused:
		return fmt.Sprintf("%s, but no request in this program needs it", w.grants()), true
	case audit.NoUse:
		return fmt.Sprintf("%s; nothing in this program is known to need it, but %s", w.grants(), doubtText(w.Why)), true
	case audit.Redundant:
		text := fmt.Sprintf("%s, which %s %s unnecessary", w.grants(), list(w.Others, "and"), verb(len(w.Others), "makes", "make"))
		return text + w.unless(), true
	case audit.Narrower:
		text := fmt.Sprintf("%s; %s would do", w.grants(), w.permission(w.Others[0]))
		if w.When != "" {
			text += " if " + w.When
		}
		return text + w.unless(), true
	case audit.MissingDepends:
		return fmt.Sprintf("%s, which does nothing without %s", w.grants(), w.permission(w.Others[0])), true
	}
	return "", false
}

// manifestMessage words what is about the manifest alone.
func (w wording) manifestMessage() string {
	switch w.Kind {
	case audit.UnknownPermission:
		return w.unknownPermission()
	case audit.LegacyPermission:
		return fmt.Sprintf("%s, which is not given to new apps any more", w.grants())
	case audit.RemovedPermission:
		return fmt.Sprintf("%s, which does not exist any more", w.grants())
	case audit.NotScopable:
		return fmt.Sprintf("%s limits %s to groups; only %s can be limited", w.line(w.Grant.GroupsPosition), w.Permission, list(w.scopable(), "and"))
	case audit.UnknownWebhook:
		return fmt.Sprintf("%s subscribes to %s of %s, which no source names", w.at(), w.Webhook.Field, w.Webhook.Object)
	case audit.NoReason:
		return fmt.Sprintf("%s without a reason", w.grants())
	case audit.Expired:
		return fmt.Sprintf("%s until %s, which has passed", w.grants(), w.Grant.Until.Format(time.DateOnly))
	case audit.NoProofRequired:
		return w.fileName() + " does not require an app secret proof; whoever has the access token can use it"
	case audit.NoIPAllowlist:
		return w.fileName() + " has no ip_allowlist; the access token works from every address"
	}
	return string(w.Kind)
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

// subject names what needs a permission: an endpoint, a field of its answer or
// a parameter of the request.
func (w wording) subject() string {
	if len(w.Use.Match.Candidates) == 0 {
		return "this request"
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
	return fmt.Sprintf("one of %s; %s grants none", list(names, "and"), w.fileName())
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
func list(names []string, join string) string {
	const most = 3
	if len(names) > most+1 {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
	}
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " " + join + " " + names[last]
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

// A doubtKind says how a kind of doubt is counted in a sentence.
var doubtWords = []struct {
	kind      audit.DoubtKind
	one, many string
}{
	{audit.UnresolvedRequest, "1 request is not resolved", "%d requests are not resolved"},
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
	return list(parts, "and")
}

// help returns the way out.
func (w wording) help() []string {
	switch w.Kind {
	case audit.Missing, audit.MissingInferred, audit.MissingHost, audit.MissingWebhook:
		return []string{"grant " + w.permission(w.Permission) + " in the admin panel and add it to " + w.fileName() + ", or do without the request"}
	case audit.MissingAmbiguous:
		return []string{"grant what the request needs, or name the variable of the id after what it is the id of"}
	case audit.ScopingRefused:
		return []string{"let " + w.Permission + " reach all groups, or do without the request"}
	case audit.Unused, audit.Redundant:
		return []string{"remove it from " + w.fileName() + " and take it from the app in the admin panel"}
	case audit.NoUse:
		return []string{"remove it if nobody knows what needs it; 'workplacelint requests' lists what is not resolved"}
	case audit.Narrower:
		return []string{"grant " + w.Others[0] + " in its place"}
	case audit.MissingDepends:
		return []string{"grant " + w.Others[0] + " too"}
	case audit.UnknownPermission:
		if len(w.Others) > 0 {
			return []string{"write " + w.Others[0]}
		}
	case audit.NoReason:
		return []string{"say in reason what the app needs it for"}
	case audit.Expired:
		return []string{"remove it, or move until if the app still needs it"}
	case audit.NotScopable:
		return []string{"remove groups"}
	case audit.NoProofRequired:
		return []string{"set settings.require_app_secret_proof once the app sends proofs"}
	case audit.NoIPAllowlist:
		return []string{"list the addresses of the app in settings.ip_allowlist"}
	case audit.LegacyPermission, audit.RemovedPermission, audit.UnknownWebhook:
	}
	return nil
}
