package extract

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// signature writes what decides which endpoint a request is. Holes are alike,
// and so are ids: it adds nothing to a request to know of which node it asks.
// What stands in the body is compared where it is not known.
func (n *node) signature(body bool) string {
	return strings.Join(slices.Sorted(maps.Keys(n.signatures(body))), "\n")
}

// signatures writes each endpoint that the node may be.
func (n *node) signatures(withBody bool) map[string]bool {
	if n.sigs[withBody] != nil {
		return n.sigs[withBody]
	}
	if n.sigs == nil {
		n.sigs = map[bool]map[string]bool{}
	}
	sigs := map[string]bool{}
	n.sigs[withBody] = sigs
	for _, s := range n.sends {
		body := bodySignature(s, withBody)
		for _, m := range s.method.Alternatives() {
			for _, u := range s.url.Alternatives() {
				sigs[unified(m)+" "+unified(u)+" "+body] = true
			}
		}
	}
	return sigs
}

// addresses writes the addresses that the node sends to.
func (n *node) addresses() map[string]bool {
	out := map[string]bool{}
	for _, s := range n.sends {
		for _, u := range s.url.Alternatives() {
			out[address(u)] = true
		}
	}
	return out
}

// address writes host and path of a URL, without version.
func address(t strval.Template) string {
	req := graphapi.New("", t, nil)
	parts := []string{req.Host}
	for _, seg := range req.Segments {
		parts = append(parts, unified(seg))
	}
	return strings.Join(parts, "/")
}

func bodySignature(s sent, all bool) string {
	var b strings.Builder
	if all {
		b.WriteString(s.open)
	}
	for _, p := range s.params {
		if p.Place == graphapi.InHeader {
			continue
		}
		if all {
			b.WriteString(" " + p.Name)
		}
		if p.Name == fieldsParam || p.Name == batchParam {
			b.WriteString("=" + p.Value.Map(func(t strval.Template) strval.Template { return strval.MustParse(unified(t)) }).String())
		}
	}
	return b.String()
}

// unified writes a template with all holes and all ids alike. Of the values
// that parameters have only those that choose what is read are kept.
func unified(t strval.Template) string {
	var b strings.Builder
	for _, p := range t.Parts {
		if p.Hole != nil {
			b.WriteString("{x}")
			continue
		}
		b.WriteString(strings.NewReplacer("{", "{{", "}", "}}").Replace(p.Lit))
	}
	path, query, found := strings.Cut(b.String(), "?")
	segs := strings.Split(path, "/")
	for i, s := range segs {
		if _, err := strconv.ParseUint(s, 10, 64); err == nil {
			segs[i] = "{x}"
		}
	}
	out := strings.Join(segs, "/")
	if !found {
		return out
	}
	pairs := strings.Split(query, "&")
	for i, pair := range pairs {
		if name, _, ok := strings.Cut(pair, "="); ok && name != fieldsParam && name != batchParam {
			pairs[i] = name + "={x}"
		}
	}
	return out + "?" + strings.Join(pairs, "&")
}

// The parameters whose values decide what a request asks for; graphapi gives
// them their meaning.
const (
	fieldsParam = "fields"
	batchParam  = "batch"
)
