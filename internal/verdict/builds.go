package verdict

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/workplacelint/workplacelint/internal/audit"
	"github.com/workplacelint/workplacelint/internal/builds"
	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/manifest"
)

// sent returns the requests of packages, those of each build by themselves: a
// caller decides nothing in a build that does not have it. What builds have in
// common is listed once.
func sent(pkgs []*Package, names []string, catalogOf func(*Package) *catalog.Catalog) []audit.Use {
	if len(names) < 2 {
		return sentIn("", pkgs, catalogOf)
	}
	var uses []audit.Use
	at := map[string]int{}
	for _, build := range names {
		for _, use := range sentIn(build, pkgs, catalogOf) {
			use.Builds = []string{build}
			key := useKey(&use)
			i, ok := at[key]
			if !ok {
				at[key] = len(uses)
				uses = append(uses, use)
				continue
			}
			known := &uses[i]
			known.Builds = builds.Join(known.Builds, use.Builds)
			known.Entries = union(known.Entries, use.Entries)
			known.Request.Params = withParams(known.Request.Params, use.Request.Params)
		}
	}
	for i := range uses {
		if len(uses[i].Builds) == len(names) {
			uses[i].Builds = nil
		}
	}
	slices.SortStableFunc(uses, compareUses)
	return uses
}

// useKey identifies a request by what is listed of it, but for who reaches it.
func useKey(u *audit.Use) string {
	r := &u.Request
	return fmt.Sprint(atKey(u), callKey(u.Made), sameKey(u), r.PathString(), " ", r.HostValue,
		u.Package, u.Function, u.OpenParam, u.Returned, u.Unsent, r.ParamsOpen, r.BodyOpen, u.Match.Workplace)
}

// compareUses orders requests by their place; of two in one place, that of the
// default build comes first.
func compareUses(a, b audit.Use) int {
	return cmp.Or(
		cmp.Compare(a.Package, b.Package),
		cmp.Compare(a.Position.File, b.Position.File),
		cmp.Compare(a.Position.Line, b.Position.Line),
		cmp.Compare(a.Position.Column, b.Position.Column),
		slices.CompareFunc(a.Builds, b.Builds, builds.Compare),
		cmp.Compare(useKey(&a), useKey(&b)),
	)
}

// webhooks returns the notifications that packages handle.
func webhooks(pkgs []*Package, names []string) []audit.Webhook {
	var list []audit.Webhook
	for _, p := range pkgs {
		for i := range p.Webhooks {
			w := &p.Webhooks[i]
			hook := audit.Webhook{Object: w.Object, Field: w.Field, Position: position(w.Position), Entries: w.Entries, Builds: w.Builds}
			same := func(v audit.Webhook) bool {
				return v.Object == hook.Object && v.Field == hook.Field && v.Position == hook.Position
			}
			if k := slices.IndexFunc(list, same); k >= 0 && len(names) > 1 {
				list[k].Builds = builds.Join(list[k].Builds, hook.Builds)
				list[k].Entries = union(list[k].Entries, hook.Entries)
				continue
			}
			list = append(list, hook)
		}
	}
	for i := range list {
		if len(list[i].Builds) == max(len(names), 1) {
			list[i].Builds = nil
		}
	}
	return list
}

func union(a, b []string) []string {
	if slices.Equal(a, b) {
		return a
	}
	list := slices.Concat(a, b)
	slices.Sort(list)
	return slices.Compact(list)
}

// unseenBuild says which build that a manifest declares is not in view, "" if all
// are.
func unseenBuild(m *manifest.Manifest, names []string) string {
	for _, b := range m.Builds {
		if !slices.Contains(names, b.String()) {
			return "the build " + b.How() + " is not in view"
		}
	}
	return ""
}
