package audit

import (
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/catalog"
)

// allDoubts returns what is not known of the program, whichever permission is
// asked about.
func (c *comparison) allDoubts() []Doubt {
	var doubts []Doubt
	for i := range c.in.Gaps {
		gap := &c.in.Gaps[i]
		doubts = append(doubts, Doubt{Kind: UnseenCode, Gap: gap, Reason: gap.Reason})
	}
	for _, use := range c.uses {
		if doubt, ok := requestDoubt(use); ok {
			doubts = append(doubts, doubt)
		}
	}
	for _, use := range c.elsewhere {
		doubts = append(doubts, Doubt{Kind: UnknownAddress, Use: use, Reason: use.Match.Reason})
	}
	slices.SortStableFunc(doubts, compareDoubts)
	return doubts
}

// requestDoubt returns the strongest doubt that a request raises.
func requestDoubt(use *Use) (Doubt, bool) {
	req := use.Request
	doubt := func(kind DoubtKind, reason string) (Doubt, bool) {
		return Doubt{Kind: kind, Use: use, Reason: reason}, true
	}
	switch use.Match.Kind {
	case catalog.Unresolved:
		return doubt(UnresolvedRequest, use.Match.Reason)
	case catalog.Unknown:
		return doubt(UnknownEndpoint, use.Match.Reason)
	case catalog.Exact, catalog.Ambiguous:
	}
	for _, open := range []string{req.FieldsOpen, req.ParamsOpen, req.BodyOpen} {
		if open != "" {
			return doubt(OpenFields, open)
		}
	}
	inferred := false
	for _, candidate := range use.Match.Candidates {
		for _, need := range candidate.Requirement.Needs {
			if len(need.AnyOf) == 0 {
				return doubt(UnknownNeed, need.Why)
			}
			inferred = inferred || need.Confidence == catalog.Inferred
		}
		inferred = inferred || candidate.Endpoint.Confidence == catalog.Inferred
	}
	if inferred {
		return doubt(InferredNeed, "")
	}
	return Doubt{}, false
}

// doubtsAbout returns why a permission that nothing known needs may be needed
// all the same.
func (c *comparison) doubtsAbout(name string) []Doubt {
	var doubts []Doubt
	if entry := c.cat.Permission(name); entry != nil && entry.NoUse != "" {
		doubts = append(doubts, Doubt{Kind: NoEndpoint, Reason: entry.NoUse})
	}
	near := c.footprint(name)
	accounts := c.neededForAccounts(name)
	for _, doubt := range c.doubts {
		if doubt.Use != nil && doubt.Use.Match.API == catalog.SCIM && !accounts {
			continue
		}
		switch doubt.Kind {
		case UnresolvedRequest, UnknownAddress, UnknownEndpoint, UnseenCode, NoEndpoint:
			doubts = append(doubts, doubt)
		case OpenFields, UnknownNeed, InferredNeed:
			if near.meets(doubt.Use.Match.Candidates) {
				doubts = append(doubts, doubt)
			}
		}
	}
	slices.SortStableFunc(doubts, compareDoubts)
	return doubts
}

// neededForAccounts reports whether some call of the Account Management API
// needs a permission. What is sent there, known or not, needs no other.
func (c *comparison) neededForAccounts(name string) bool {
	return slices.ContainsFunc(c.cat.Endpoints(), func(endpoint *catalog.Endpoint) bool {
		return endpoint.API == catalog.SCIM &&
			slices.ContainsFunc(endpoint.Needs, func(n catalog.Need) bool { return c.satisfies(name, n) })
	})
}

// A footprint is where a permission is needed: the first segments of paths and
// the types of nodes. An endpoint that is known, but whose needs are not
// certain, raises doubt about permissions that are needed near it, not about
// all: what reads a survey does not log people out.
type footprint map[string]bool

func (c *comparison) footprint(name string) footprint {
	near := footprint{}
	for _, endpoint := range c.cat.Endpoints() {
		needs := slices.ContainsFunc(endpoint.Needs, func(n catalog.Need) bool { return c.satisfies(name, n) })
		if needs {
			near[firstSegment(endpoint)] = true
			near[endpoint.Node] = true
		}
	}
	return near
}

// meets reports whether a candidate lies in the footprint. A permission that no
// endpoint as a whole needs is needed by fields, which may be asked for
// anywhere.
func (near footprint) meets(candidates []catalog.Candidate) bool {
	return len(near) == 0 || slices.ContainsFunc(candidates, func(candidate catalog.Candidate) bool {
		return near[firstSegment(candidate.Endpoint)] || near[candidate.Endpoint.Node]
	})
}

func firstSegment(endpoint *catalog.Endpoint) string {
	first, _, _ := strings.Cut(strings.TrimPrefix(endpoint.Path, "/"), "/")
	return "/" + first
}
