package truth

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/internal/report"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// CompareNeeds compares what the calls of a program need, by the catalogue,
// with what the requests of its inventory are said to need.
func CompareNeeds(p *Program, inv *report.Inventory, m catalog.Matcher) NeedsScore {
	want, have := make(map[string]bool), make(map[string]bool)
	for i := range p.Calls {
		if call := &p.Calls[i]; !call.Apart() && call.Host != "" {
			wantNeeds(m.Match(call.request(), nil), want)
		}
	}
	for i := range inv.Requests {
		haveNeeds(&inv.Requests[i], have)
	}
	return NeedsScore{Compared: true, Missing: only(want, have), Extra: only(have, want)}
}

func only(in, without map[string]bool) []string {
	var list []string
	for n := range in {
		if !without[n] {
			list = append(list, n)
		}
	}
	slices.Sort(list)
	return list
}

// wantNeeds adds the conditions of a match. Those of an ambiguous one are a
// single condition: what one candidate or the other needs.
func wantNeeds(m catalog.Match, to map[string]bool) {
	var alternatives []string
	for _, c := range m.Candidates {
		var needs []string
		for _, n := range c.Requirement.Needs {
			needs = append(needs, condition(n.AnyOf))
		}
		alternatives = append(alternatives, conditions(needs))
		if m.Kind == catalog.Exact {
			for _, n := range needs {
				to[n] = true
			}
		}
	}
	if m.Kind == catalog.Ambiguous {
		to[either(alternatives)] = true
	}
}

func haveNeeds(r *report.Request, to map[string]bool) {
	switch r.Match {
	case report.Exact:
		for _, n := range r.Needs {
			to[condition(n.AnyOf)] = true
		}
	case report.Ambiguous:
		var alternatives []string
		for _, c := range r.Candidates {
			var needs []string
			for _, n := range c.Needs {
				needs = append(needs, condition(n.AnyOf))
			}
			alternatives = append(alternatives, conditions(needs))
		}
		to[either(alternatives)] = true
	}
}

func condition(anyOf []string) string {
	if len(anyOf) == 0 {
		return "a permission that is not known"
	}
	sorted := slices.Clone(anyOf)
	slices.Sort(sorted)
	return strings.Join(sorted, " or ")
}

func conditions(needs []string) string {
	slices.Sort(needs)
	return strings.Join(slices.Compact(needs), " and ")
}

func either(alternatives []string) string {
	slices.Sort(alternatives)
	return "either (" + strings.Join(slices.Compact(alternatives), ") or (") + ")"
}

var plainName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_.]*$`)

// request returns the call as a request.
func (c *Call) request() graphapi.Request {
	var params []graphapi.Param
	add := func(name string, place graphapi.Place, v strval.Value) {
		params = append(params, graphapi.Param{Name: name, Place: place, Value: v})
	}
	for _, name := range c.Query {
		add(name, graphapi.InQuery, strval.Top("it is not compared"))
	}
	for name := range strings.SplitSeq(c.Body, ",") {
		if plainName.MatchString(name) {
			add(name, graphapi.InBody, strval.Top("it is not compared"))
		}
	}
	if len(c.Fields) > 0 {
		add("fields", graphapi.InQuery, strval.String(strings.Join(c.Fields, ",")))
	}
	address := "https://" + c.Host
	if c.Version != "" {
		address += "/" + c.Version
	}
	t, err := strval.Parse(address + c.Path)
	if err != nil {
		// A path that is no template stands for itself.
		t = strval.Lit(fmt.Sprint(address, c.Path))
	}
	return graphapi.New(c.Method, t, params)
}
