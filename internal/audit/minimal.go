package audit

import (
	"slices"

	"github.com/workplacelint/workplacelint/internal/catalog"
)

// A Condition is what one request or webhook puts on the grants: all needs of
// at least one of its readings. A request with one endpoint has one reading.
type Condition struct {
	Readings [][]catalog.Need
}

// Conditions returns the conditions of requests and webhooks. Requests whose
// endpoint is not known put none.
func Conditions(cat Catalog, uses []Use, webhooks []Webhook) []Condition {
	var conditions []Condition
	for _, use := range uses {
		if !use.Match.API.MayNeed() || len(use.Match.Candidates) == 0 {
			continue
		}
		var readings [][]catalog.Need
		for _, candidate := range use.Match.Candidates {
			readings = append(readings, candidate.Requirement.Needs)
		}
		conditions = append(conditions, Condition{readings})
	}
	for _, webhook := range webhooks {
		if needs, ok := cat.Webhook(webhook.Object, webhook.Field); ok {
			conditions = append(conditions, Condition{[][]catalog.Need{needs}})
		}
	}
	return conditions
}

// A Solution is the cheapest set of grants that satisfies all conditions. The
// cost of a set is the sum of the sensitivities, then its size.
type Solution struct {
	// Grants is the first of Ties.
	Grants []string
	// Ties are all cheapest sets, sorted, up to a bound.
	Ties [][]string
	// MoreTies says that the bound was hit.
	MoreTies bool
	// Sensitivity is the sum of the sensitivities of Grants.
	Sensitivity int
	// Open are needs that no grantable permission is known to satisfy.
	Open []catalog.Need
	// Exact says that no cheaper set exists. It is false if the search was given
	// up; the set satisfies all conditions even then.
	Exact bool
}

const (
	// maxTies bounds the sets that are listed. People choose among a few.
	maxTies = 32
	// maxSteps bounds the search. All conditions that the catalogue can give
	// need a small part of it; what a user adds to the catalogue has no bound.
	maxSteps = 1 << 20
)

// Minimal returns the cheapest set of grants that contains keep, what its
// members depend on, and satisfies all conditions.
func Minimal(cat Catalog, conditions []Condition, keep []string) Solution {
	return minimal(cat, conditions, keep, func(p *catalog.Permission) bool {
		return p.Status == catalog.Current
	})
}

// minimal is Minimal over the permissions that usable admits.
func minimal(
	cat Catalog, conditions []Condition, keep []string, usable func(*catalog.Permission) bool,
) Solution {
	p := newProblem(cat, keep, usable)
	open := p.add(conditions)
	sets, exact := p.solve()
	solution := Solution{Open: open, Exact: exact, MoreTies: len(sets) > maxTies}
	for _, s := range sets {
		solution.Ties = append(solution.Ties, p.names(s))
	}
	slices.SortFunc(solution.Ties, slices.Compare[[]string])
	solution.Ties = solution.Ties[:min(len(solution.Ties), maxTies)]
	solution.Grants = solution.Ties[0]
	for _, name := range solution.Grants {
		solution.Sensitivity += p.weight(name) / weightUnit
	}
	return solution
}
