package verdict

import (
	"fmt"
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/audit"
	"github.com/workplacelint/workplacelint/internal/graphapi"
)

// dropRepeats drops what says the same as another request. A function that sends
// through an interface is known by itself, and again from a caller that knows the
// client: the calls to the former are among those to the latter. A request with a
// parameter that is not always set is known with it and without it; if both need
// the same, one stays, with the parameters of both.
func dropRepeats(uses []audit.Use) []audit.Use {
	seen := map[string][]*audit.Use{} // by the calls that lead to something, without the outermost or innermost
	for i := range uses {
		u := &uses[i]
		for from := range u.Evidence {
			for to := from + 1; to <= len(u.Evidence); to++ {
				if to-from < len(u.Evidence) {
					key := callKey(u.Evidence[from:to])
					seen[key] = append(seen[key], u)
				}
			}
		}
	}
	kept := make([]audit.Use, 0, len(uses))
	at := map[string]int{}
	for i := range uses {
		u := &uses[i]
		if slices.ContainsFunc(seen[callKey(u.Evidence)], func(o *audit.Use) bool { return isSame(u, o) && within(u.Entries, o.Entries) }) {
			continue
		}
		key := atKey(u) + sameKey(u) + fmt.Sprint(u.OpenParam, u.Request.ParamsOpen, u.Request.BodyOpen)
		if n, ok := at[key]; ok {
			kept[n].Request.Params = withParams(kept[n].Request.Params, u.Request.Params)
			continue
		}
		at[key] = len(kept)
		kept = append(kept, *u)
	}
	return kept
}

// isSame reports whether two requests ask for the same and need the same.
func isSame(a, b *audit.Use) bool { return a != b && sameKey(a) == sameKey(b) }

// sameKey writes what a request asks for and what that needs. Holes are alike.
func sameKey(u *audit.Use) string {
	r := &u.Request
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s %s %s %v", r.Method, r.Host, r.Version, r.FieldsOpen, graphapi.FlatFields(r.Fields))
	for _, seg := range r.Segments {
		if lit, ok := seg.Literal(); ok {
			b.WriteString("/" + lit)
		} else {
			b.WriteString("/{}")
		}
	}
	fmt.Fprintf(&b, " %v %s %s", u.Match.Kind, u.Match.Reason, r.Open)
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
