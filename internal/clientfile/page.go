package clientfile

import (
	"fmt"
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/credential"
	"github.com/workplacelint/workplacelint/internal/lexical"
)

// action matches what a template writes into a page, in the forms of many
// template languages.
var action = lazily(`\{\{-?[^{}\n]{1,200}\}\}|<%[=-]?[^%\n]{1,200}%>|<\?=[^?\n]{1,200}\?>|\[\[\$\{[^}\n]{1,200}\}\]\]|@\(?[A-Z]\w+(?:\.\w+){0,6}`)

// name matches the names in an action.
var actionName = lazily(`[A-Za-z_$][\w$]*`)

// checkPage reports credentials that a template writes into a page, and
// addresses of the API with a token in them.
func (t *Tree) checkPage(f *file, d Delivery) []Finding {
	f.split()
	var found []Finding
	r := t.rulings.of(f.name)
	hosts := append(slices.Clip(t.hosts), r.hosts...)
	for i := range f.spans {
		s := &f.spans[i]
		if s.Kind == lexical.Comment || s.Script && s.Kind == lexical.Regexp {
			continue
		}
		text := f.text[s.Start:s.End]
		if s.Kind == lexical.String && !s.Script {
			if param, ok := t.tokenIn(hosts, inner(text, true, true)); ok {
				found = append(found, Finding{
					Category: Request, Kind: credential.AccessToken, Delivery: d, Position: f.between(s.Start, s.End), Key: param,
					Message: fmt.Sprintf("access token stands in an address of %s in a page; the browser sends it, and keeps it in its history",
						hostIn(hosts, inner(text, true, true))),
					Help: "let a server send the request, and give this page what it answers",
				})
				continue
			}
		}
		for _, loc := range action().FindAllStringIndex(text, -1) {
			if finding, ok := t.action(f, r, s.Start+loc[0], s.Start+loc[1]); ok {
				finding.Delivery = d
				if d.To == reader {
					finding.Message = strings.TrimSuffix(finding.Message, "page") + "message"
				}
				found = append(found, finding)
			}
		}
	}
	return found
}

// tokenIn returns the parameter with which an address of the API carries a
// token.
func (t *Tree) tokenIn(hosts []host, text string) (string, bool) {
	if hostIn(hosts, text) == "" {
		return "", false
	}
	for param := range t.use.Params {
		_, value, ok := strings.Cut(text, param+"=")
		if !ok || value == "" {
			continue
		}
		value, _, _ = strings.Cut(value, "&")
		if action().MatchString(value) || strings.HasPrefix(value, "${") || t.pack.Plausible(credential.AccessToken, value) {
			return param, true
		}
	}
	return "", false
}

// action reports what a template writes there if it is a credential: a name that
// tells the vendor, or one in a file that is about the API.
func (t *Tree) action(f *file, r *ruling, start, end int) (Finding, bool) {
	text := f.text[start:end]
	for _, loc := range actionName().FindAllStringIndex(text, -1) {
		name := text[loc[0]:loc[1]]
		is, ok := t.rules.Names.credential(name)
		declared := (&checker{declared: r.names}).declares(name)
		if !declared && (!ok || !is.specific && !t.isAboutAPI(f)) {
			continue
		}
		if strings.Contains(text[:loc[0]], "if ") || strings.Contains(text[:loc[0]], "len ") {
			continue // It is asked for, and not written.
		}
		kind := credential.AccessToken
		if ok {
			kind = is.kind
		}
		return Finding{
			Category: Page, Kind: kind, Position: f.between(start, end), Key: name,
			Message: fmt.Sprintf("%s writes an %s into a page", strings.TrimSpace(text), kind),
			Help:    "keep it out of the page: let a server send the requests that need it",
		}, true
	}
	return Finding{}, false
}

// isAboutAPI reports whether a file names the service.
func (t *Tree) isAboutAPI(f *file) bool {
	for _, h := range t.hosts {
		if len(h.path) == 0 && strings.Contains(f.text, h.name) {
			return true
		}
	}
	return strings.Contains(strings.ToLower(f.text), "workplace")
}
