package verdict

import (
	"fmt"
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/audit"
	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/graphapi"
)

// dropRepeats lists each request once. A function that sends through an interface
// is known by itself, and again from a caller that knows the client: the calls to
// the former are among those to the latter. It stays where it is, since nothing is
// decided further up, with what the caller knows. If the function is known to send
// one of several and the caller to send fewer, the caller decides which, and it is
// listed there. A request with a parameter that
// is not always set is known with it and without it; if both need the same, one
// stays, with the parameters of both.
func dropRepeats(uses []audit.Use) []audit.Use {
	again, below := repeats(uses)
	kept := make([]audit.Use, 0, len(uses))
	at := map[string]int{}
	for i := range uses {
		u := uses[i]
		if below[&uses[i]] {
			continue
		}
		inner := again[&uses[i]]
		if inner != nil {
			u.Position, u.Function, u.Package = inner.Position, inner.Function, inner.Package
		}
		key := callKey([]audit.Evidence{{Position: u.Position}}) + sameKey(&u) + fmt.Sprint(u.OpenParam, u.Request.ParamsOpen, u.Request.BodyOpen)
		if inner == nil {
			key += callKey(u.Evidence)
		}
		if n, ok := at[key]; ok {
			kept[n].Request.Params = withParams(kept[n].Request.Params, u.Request.Params)
			continue
		}
		at[key] = len(kept)
		kept = append(kept, u)
	}
	return kept
}

// repeats maps requests to those that are the same, seen from a function further
// down which decides them; of several, to one that is the furthest down. below are
// all that are the same.
func repeats(uses []audit.Use) (again map[*audit.Use]*audit.Use, below map[*audit.Use]bool) {
	byCalls, inside := map[string][]*audit.Use{}, map[string][]*audit.Use{}
	for i := range uses {
		u := &uses[i]
		calls, called := callKey(u.Evidence), callKey(callsInside(u))
		byCalls[calls] = append(byCalls[calls], u)
		inside[called] = append(inside[called], u)
	}
	again, below = map[*audit.Use]*audit.Use{}, map[*audit.Use]bool{}
	for i := range uses {
		u := &uses[i]
		for _, key := range parts(u.Evidence) {
			for _, inner := range inside[key] {
				if !isSame(inner, u) || inner.Returned && u.Returned || !within(inner.Entries, u.Entries) {
					continue
				}
				below[inner] = true
				if again[u] == nil && !picks(byCalls[callKey(u.Evidence)], byCalls[callKey(inner.Evidence)]) {
					again[u] = inner
				}
			}
		}
	}
	return again, below
}

// picks reports whether a caller leaves out some of the requests that a function
// is known to send: it sends fewer, since an id that it knows makes none new.
func picks(caller, function []*audit.Use) bool { return distinct(caller) < distinct(function) }

func distinct(uses []*audit.Use) int {
	keys := map[string]bool{}
	for _, u := range uses {
		keys[sameKey(u)] = true
	}
	return len(keys)
}

// parts returns the keys of all parts of calls in a row but the whole, the short
// ones first.
func parts(calls []audit.Evidence) []string {
	var keys []string
	for n := 1; n < len(calls); n++ {
		for from := 0; from+n <= len(calls); from++ {
			keys = append(keys, callKey(calls[from:from+n]))
		}
	}
	return keys
}

// isSame reports whether two requests ask for the same and need the same.
func isSame(a, b *audit.Use) bool { return a != b && sameKey(a) == sameKey(b) }

// sameKey writes what a request asks for and what that needs. Holes are alike.
func sameKey(u *audit.Use) string {
	r := &u.Request
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s %s %v", r.Method, r.Host, r.Version, graphapi.FlatFields(r.Fields))
	if u.Match.Kind != catalog.Unresolved {
		b.WriteString(r.FieldsOpen + r.Open)
	}
	for _, seg := range r.Segments {
		if lit, ok := seg.Literal(); ok {
			b.WriteString("/" + lit)
		} else {
			b.WriteString("/{}")
		}
	}
	fmt.Fprintf(&b, " %v %s", u.Match.Kind, u.Match.Reason)
	for _, c := range u.Match.Candidates {
		fmt.Fprintf(&b, "\n%s %v", c.Endpoint.Name(), c.Requirement.Needs)
	}
	return b.String()
}

func within(a, b []string) bool {
	return !slices.ContainsFunc(a, func(x string) bool { return !slices.Contains(b, x) })
}

// withParams adds the parameters that are new.
func withParams(params, more []graphapi.Param) []graphapi.Param {
	params = slices.Clip(params)
	for _, p := range more {
		if !slices.ContainsFunc(params, func(q graphapi.Param) bool { return q.Name == p.Name && q.Place == p.Place }) {
			params = append(params, p)
		}
	}
	slices.SortStableFunc(params, func(a, b graphapi.Param) int {
		if a.Place != b.Place {
			return int(a.Place) - int(b.Place)
		}
		return strings.Compare(a.Name, b.Name)
	})
	return params
}
