package cli

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/analyzers"
	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/report"
)

func analyzerList() []*analysis.Analyzer { return analyzers.All() }

// permissionSheet explains a permission and lists what needs it.
func permissionSheet(cat *catalog.Catalog, p *catalog.Permission) *report.Sheet {
	s := &report.Sheet{Title: p.Name + `  "` + p.Label + `"`}
	if p.Description != "" {
		s.Text = append(s.Text, p.Description)
	}
	s.Add("risk", riskText(p))
	s.Add("status", statusText(p.Status))
	s.Add("groups", scopableText(p))
	s.Add("depends on", strings.Join(p.DependsOn, ", "))
	for _, w := range p.Subsumes {
		s.Add("includes", w.Name+inferredMark(w.Confidence))
	}
	for _, n := range p.Prefer {
		s.Add("narrower", strings.TrimSpace(n.Name+" "+n.When)+inferredMark(n.Confidence))
	}
	s.Add("also", otherLabels(p)...)
	s.Add("needed by", neededBy(cat, p.Name)...)
	s.Add("no use", p.NoUse)
	s.Add("note", p.Note)
	s.Add("source", sourceTexts(p.Sources)...)
	s.Add("confidence", confidenceWord(p.Confidence))
	return s
}

func riskText(p *catalog.Permission) string {
	var parts []string
	if p.Sensitivity > 0 {
		parts = append(parts, fmt.Sprintf("%d of 4", p.Sensitivity))
	}
	if p.Risk != "" {
		parts = append(parts, p.Risk)
	}
	return strings.Join(parts, ": ")
}

func statusText(s catalog.Status) string {
	switch s {
	case catalog.Legacy:
		return "legacy: works where it is granted, cannot be granted anew"
	case catalog.Removed:
		return "removed: it can no longer be granted"
	case catalog.Current:
	}
	return ""
}

func scopableText(p *catalog.Permission) string {
	if p.Scopable {
		return "a grant can be limited to groups"
	}
	return "a grant cannot be limited to groups"
}

func otherLabels(p *catalog.Permission) []string {
	var texts []string
	for _, l := range p.Labels {
		if l.Text == p.Label && l.Language == "en" {
			continue
		}
		text := fmt.Sprintf("%q (%s", l.Text, l.Language)
		if !l.Current {
			text += ", no longer shown"
		}
		texts = append(texts, text+")")
	}
	return texts
}

// neededBy lists endpoints and webhooks that a permission is of use for.
func neededBy(cat *catalog.Catalog, name string) []string {
	var texts []string
	for _, ep := range cat.Endpoints() {
		for _, n := range ep.Needs {
			if slices.Contains(n.AnyOf, name) {
				texts = append(texts, ep.Name()+others(n, name)+inferredMark(n.Confidence))
				break
			}
		}
	}
	for _, node := range cat.Nodes() {
		texts = append(texts, fieldsNeeding(node, name)...)
	}
	for _, obj := range cat.Webhooks() {
		for _, field := range sortedKeys(obj.Fields) {
			for _, n := range obj.Fields[field].Needs {
				if slices.Contains(n.AnyOf, name) {
					texts = append(texts, "webhook "+obj.Name+" "+field+others(n, name)+inferredMark(n.Confidence))
				}
			}
		}
	}
	return texts
}

func fieldsNeeding(node *catalog.Node, name string) []string {
	var texts []string
	for _, field := range sortedKeys(node.Fields) {
		for _, n := range node.Fields[field].Needs {
			if slices.Contains(n.AnyOf, name) {
				texts = append(texts, "field "+field+" of "+node.Name+others(n, name)+inferredMark(n.Confidence))
			}
		}
	}
	return texts
}

// others says which other permissions would do.
func others(n catalog.Need, name string) string {
	var rest []string
	for _, other := range n.AnyOf {
		if other != name {
			rest = append(rest, other)
		}
	}
	if len(rest) == 0 {
		return ""
	}
	return " (or " + strings.Join(rest, ", ") + ")"
}

func inferredMark(c catalog.Confidence) string {
	if c == catalog.Inferred {
		return " [inferred]"
	}
	return ""
}

// endpointSheet explains an endpoint.
func endpointSheet(_ *catalog.Catalog, ep *catalog.Endpoint) *report.Sheet {
	s := &report.Sheet{Title: ep.Name()}
	if ep.Does != "" {
		s.Text = append(s.Text, ep.Does)
	}
	s.Add("needs", needTexts(ep.Needs)...)
	for _, p := range ep.Params {
		s.Add("with "+strings.Join(p.Names, " or "), needTexts(p.Needs)...)
	}
	answer := ep.Node
	if ep.List && answer != "" {
		answer = "a list of " + answer
	}
	s.Add("answer", answer)
	s.Add("groups", scopingText(ep))
	s.Add("filters", strings.Join(ep.Filters, ", "))
	s.Add("note", ep.Note)
	s.Add("source", sourceTexts(ep.Sources)...)
	s.Add("confidence", confidenceWord(ep.Confidence))
	return s
}

func scopingText(ep *catalog.Endpoint) string {
	text := ""
	switch ep.Scoping {
	case "limited":
		text = "a grant that is limited to groups works for those"
	case "refused":
		text = "refused with a grant that is limited to groups"
	}
	if ep.ScopingNote != "" {
		text = strings.TrimPrefix(text+"; "+ep.ScopingNote, "; ")
	}
	return text
}

// needTexts writes conditions, one a line.
func needTexts(needs []catalog.Need) []string {
	if len(needs) == 0 {
		return []string{"no permission beyond a valid access token"}
	}
	var texts []string
	for _, n := range needList(needs) {
		texts = append(texts, n.String())
	}
	return texts
}

func sourceTexts(sources []catalog.Source) []string {
	var texts []string
	for _, s := range sources {
		text := s.URL
		if s.Retrieved != "" {
			text += " (" + s.Retrieved + ")"
		}
		texts = append(texts, text)
	}
	return texts
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
