package oracle

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// A Claim says which requests a program may send: what was inferred, or what
// somebody read in it. An empty Method, Host or Path is not known and covers
// any.
type Claim struct {
	Method  string
	Host    string   // as a template
	Version string   // of the API; "{…}" for any, "" for none
	Path    string   // as a template, without version
	Fields  []string // dotted names
	// FieldsOpen says that more fields may be asked for.
	FieldsOpen bool
}

// String names the claim.
func (c *Claim) String() string {
	return fmt.Sprintf("%s %s/%s%s fields=%s", c.Method, c.Host, c.Version, c.Path, strings.Join(c.Fields, ","))
}

// Covers returns why the claim does not cover a request that was sent, or "".
func (c *Claim) Covers(r *Request) string {
	if c.Method != "" && c.Method != r.Method {
		return "method " + r.Method
	}
	if c.Host != "" && !template(c.Host).Covers(r.Host) {
		return "host " + r.Host
	}
	if c.Path == "" {
		return ""
	}
	version, path := splitVersion(r.Path)
	if c.Version != version && (version == "" || !strings.HasPrefix(c.Version, "{")) {
		return "version " + version
	}
	if !coversPath(c.Path, path) {
		return "path " + path
	}
	if asked := r.fields(); !c.FieldsOpen {
		for _, f := range asked {
			if !slices.Contains(c.Fields, f) {
				return "field " + f
			}
		}
	}
	return ""
}

var version = regexp.MustCompile(`^/(v[0-9]+\.[0-9]+)(/.*)?$`)

func splitVersion(path string) (v, rest string) {
	if m := version.FindStringSubmatch(path); m != nil {
		return m[1], m[2]
	}
	return "", path
}

// coversPath compares segment by segment, so that no hole holds a slash.
func coversPath(want, have string) bool {
	ws, hs := strings.Split(strings.Trim(want, "/"), "/"), strings.Split(strings.Trim(have, "/"), "/")
	if len(ws) != len(hs) {
		return false
	}
	for i := range ws {
		if !template(ws[i]).Covers(unescape(hs[i])) {
			return false
		}
	}
	return true
}

// template reads s, which is text if it is no template.
func template(s string) strval.Template {
	t, err := strval.Parse(s)
	if err != nil {
		return strval.Lit(s)
	}
	return t.MapLits(unescape)
}

func unescape(s string) string {
	if text, err := url.PathUnescape(s); err == nil {
		return text
	}
	return s
}

// fields returns the fields that a request asks for, as dotted names.
func (r *Request) fields() []string {
	return Fields(append(slices.Clone(r.Query["fields"]), r.form()["fields"]...)...)
}

// Fields returns the dotted names of everything that lists in the notation of
// the API ask for.
func Fields(lists ...string) []string {
	if len(lists) == 0 {
		return nil
	}
	fields, _ := graphapi.ParseFields(strval.String(strings.Join(lists, ",")))
	return graphapi.FlatFields(fields)
}

// form returns the parameters in the body, if it is a form.
func (r *Request) form() url.Values {
	form, err := url.ParseQuery(string(r.Body))
	if err != nil || len(r.Body) > 0 && r.Body[0] == '{' {
		return nil
	}
	return form
}

// Expand returns r and, if it is a batch, every request in it.
func Expand(r Request) []Request {
	all := []Request{r}
	for _, text := range append(slices.Clone(r.Query["batch"]), r.form()["batch"]...) {
		var parts []struct {
			Method      string `json:"method"`
			RelativeURL string `json:"relative_url"`
			Body        string `json:"body"`
		}
		if err := json.Unmarshal([]byte(text), &parts); err != nil {
			continue // The service would refuse it; so there are no parts.
		}
		v, _ := splitVersion(r.Path)
		for _, p := range parts {
			u, err := url.Parse("/" + strings.TrimPrefix(p.RelativeURL, "/"))
			if err != nil {
				continue
			}
			path := u.EscapedPath()
			if own, _ := splitVersion(path); own == "" && v != "" {
				path = "/" + v + path
			}
			all = append(all, Request{Method: p.Method, Host: r.Host, Path: path, Query: u.Query(), Body: []byte(p.Body), Header: http.Header{}})
		}
	}
	return all
}
