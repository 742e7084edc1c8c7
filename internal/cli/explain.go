package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/workplacelint/workplacelint/internal/audit"
	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/internal/report"
	"github.com/workplacelint/workplacelint/internal/strval"
)

func (a *app) explainCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "explain NAME",
		Short: "explain an analyzer, a permission or an endpoint",
		Long: `Explains an analyzer, a permission (by its name or its text in the admin panel,
in English, German or Portuguese) or an endpoint. A request with names in place of
holes, and with a fields parameter, is matched against the catalogue.`,
		Example: `  workplacelint explain missinggrant
  workplacelint explain read_group
  workplacelint explain 'Gruppeninhalte lesen'
  workplacelint explain 'GET /{group-id}/feed'
  workplacelint explain 'GET /{id}/members?fields=email'`,
		Args:              cobra.MinimumNArgs(1),
		ValidArgsFunction: completeNames,
		RunE: func(_ *cobra.Command, args []string) error {
			return a.explain(strings.Join(args, " "))
		},
	}
}

func (a *app) explain(name string) error {
	w, err := a.text()
	if err != nil {
		return err
	}
	sheets := explanations(catalog.Default(), name)
	if len(sheets) == 0 {
		return fmt.Errorf("%q is no analyzer, no permission and no endpoint; an endpoint is written like 'GET /{group-id}/feed'", name)
	}
	for i, s := range sheets {
		if i > 0 {
			fmt.Fprintln(a.stdout)
		}
		if err := w.Sheet(s); err != nil {
			return err
		}
	}
	return nil
}

func explanations(cat *catalog.Catalog, name string) []*report.Sheet {
	if s := analyzerSheet(name); s != nil {
		return []*report.Sheet{s}
	}
	if perm := cat.Permission(name); perm != nil {
		return []*report.Sheet{permissionSheet(cat, perm)}
	}
	if perm := audit.Suggest(cat, name); perm != nil {
		return []*report.Sheet{permissionSheet(cat, perm)}
	}
	var sheets []*report.Sheet
	for _, ep := range endpointsNamed(cat, name) {
		sheets = append(sheets, endpointSheet(cat, ep))
	}
	if sheets != nil {
		return sheets
	}
	return matchSheets(cat, name)
}

// endpointsNamed returns the endpoints of that name, or with that path if no
// method is given.
func endpointsNamed(cat *catalog.Catalog, name string) []*catalog.Endpoint {
	name = strings.TrimSuffix(strings.TrimSpace(name), "/")
	var found []*catalog.Endpoint
	for _, ep := range cat.Endpoints() {
		if strings.EqualFold(ep.Name(), name) || ep.Path == name {
			found = append(found, ep)
		}
	}
	return found
}

// matchSheets explains a request as it would be sent.
func matchSheets(cat *catalog.Catalog, name string) []*report.Sheet {
	req, err := parseRequest(name)
	if err != nil {
		return nil
	}
	match := cat.Match(req, nil)
	for _, host := range cat.HostNames() {
		if len(match.Candidates) > 0 || req.Host != "" {
			break
		}
		sent := req
		sent.Host = host // A path alone is meant to be one of the platform.
		match = cat.Match(sent, nil)
	}
	var sheets []*report.Sheet
	for _, c := range match.Candidates {
		s := endpointSheet(cat, c.Endpoint)
		s.Rows = slices.DeleteFunc(s.Rows, func(r report.Row) bool { return r.Label == "needs" })
		s.Add("this needs", needTexts(c.Requirement.Needs)...)
		sheets = append(sheets, s)
	}
	return sheets
}

var errNoRequest = errors.New("expected METHOD and path")

func parseRequest(text string) (graphapi.Request, error) {
	method, url, ok := strings.Cut(strings.TrimSpace(text), " ")
	if !ok || !strings.HasPrefix(url, "/") && !strings.Contains(url, "://") {
		return graphapi.Request{}, errNoRequest
	}
	// Braces of fields=from{email} are no holes, so only the path is a template.
	path, query, _ := strings.Cut(url, "?")
	tmpl, err := strval.Parse(path)
	if err != nil {
		return graphapi.Request{}, err
	}
	if query != "" {
		tmpl = tmpl.Concat(strval.Lit("?" + query))
	}
	return graphapi.NewRelative(strings.ToUpper(method), tmpl, nil), nil
}

func completeNames(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	cat := catalog.Default()
	var names []cobra.Completion
	for _, a := range analyzerList() {
		names = append(names, cobra.CompletionWithDesc(a.Name, title(a.Doc)))
	}
	for _, p := range cat.Permissions() {
		names = append(names, cobra.CompletionWithDesc(p.Name, p.Label))
	}
	for _, ep := range cat.Endpoints() {
		names = append(names, cobra.CompletionWithDesc(ep.Name(), ep.Does))
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

func analyzerSheet(name string) *report.Sheet {
	for _, a := range analyzerList() {
		if a.Name == name {
			return &report.Sheet{Title: a.Name, Text: paragraphs(a.Doc)}
		}
	}
	return nil
}

// paragraphs returns what stands between empty lines.
func paragraphs(doc string) []string {
	var out []string
	for text := range strings.SplitSeq(doc, "\n\n") {
		if text = strings.Trim(text, "\n"); text != "" {
			out = append(out, text)
		}
	}
	return out
}

// title returns the first line of the documentation of an analyzer.
func title(doc string) string {
	line, _, _ := strings.Cut(doc, "\n")
	return line
}
