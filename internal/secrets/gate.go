package secrets

import (
	"slices"

	"github.com/zricethezav/gitleaks/v8/config"

	"github.com/workplacelint/workplacelint/internal/credential"
)

// A gate tells text that a rule may match from text that none can match. A
// rule of gitleaks matches only text that has one of its keywords and what its
// expression demands, in a file whose path it accepts.
type gate struct {
	words *credential.Words
	count int   // of keywords
	runs  []run // what any rule demands; rules name them by index
	rules []gateRule
}

type gateRule struct {
	keywords []int
	demand   [][]int // one of these, and of it all runs; nothing if empty
	probe    *probe
	rule     config.Rule
}

func newGate(cfg *config.Config) *gate {
	words := make([]string, 0, len(cfg.Keywords))
	for word := range cfg.Keywords {
		words = append(words, word)
	}
	slices.Sort(words)
	g := &gate{words: credential.NewWords(words), count: len(words)}
	for _, rule := range cfg.GetOrderedRules() {
		if rule.SkipReport {
			continue // It reports nothing by itself.
		}
		gr := gateRule{rule: rule}
		for _, keyword := range rule.Keywords {
			if id, ok := slices.BinarySearch(words, keyword); ok {
				gr.keywords = append(gr.keywords, id)
			}
		}
		if rule.Regex != nil {
			gr.demand = g.add(demandOf(rule.Regex.String()))
			gr.probe = newProbe(rule.Regex.String())
		}
		g.rules = append(g.rules, gr)
	}
	return g
}

func (g *gate) add(d demand) [][]int {
	var indexes [][]int
	for _, alternative := range d.alternatives {
		var ids []int
		for _, r := range alternative {
			id := slices.Index(g.runs, r)
			if id < 0 {
				id = len(g.runs)
				g.runs = append(g.runs, r)
			}
			ids = append(ids, id)
		}
		indexes = append(indexes, ids)
	}
	return indexes
}

// A passage is one look through a gate. It is used again for the next text.
type passage struct {
	gate *gate
	seen []bool // by keyword
	has  []int8 // by run: 0 not looked for yet, 1 is there, -1 is not
}

func (g *gate) passage() *passage {
	return &passage{gate: g, seen: make([]bool, g.count), has: make([]int8, len(g.runs))}
}

// opens reports whether a rule may match text in the file at path.
func (p *passage) opens(path string, text []byte) bool {
	clear(p.seen)
	clear(p.has)
	p.gate.words.Find(text, p.seen)
	return slices.ContainsFunc(p.gate.rules, func(r gateRule) bool {
		return p.mayMatch(&r, text) && (r.rule.Path == nil || r.rule.Path.MatchString(path))
	})
}

func (p *passage) mayMatch(r *gateRule, text []byte) bool {
	if len(r.rule.Keywords) > 0 && !slices.ContainsFunc(r.keywords, func(id int) bool { return p.seen[id] }) {
		return false
	}
	return p.hasDemand(r, text) && (r.probe == nil || r.probe.mayMatch(text))
}

func (p *passage) hasDemand(r *gateRule, text []byte) bool {
	return len(r.demand) == 0 || slices.ContainsFunc(r.demand, func(runs []int) bool {
		return !slices.ContainsFunc(runs, func(id int) bool { return !p.hasRun(id, text) })
	})
}

func (p *passage) hasRun(id int, text []byte) bool {
	if p.has[id] == 0 {
		p.has[id] = -1
		if p.gate.runs[id].in(text) {
			p.has[id] = 1
		}
	}
	return p.has[id] > 0
}
