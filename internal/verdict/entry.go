package verdict

import (
	"slices"

	"github.com/workplacelint/workplacelint/internal/extract"
)

// SetEntries says of the requests and webhooks of packages which commands among
// the packages reach them.
func SetEntries(pkgs []*Package) {
	var mains []*Package
	for _, p := range pkgs {
		if p.isMain() {
			mains = append(mains, p)
		}
	}
	slices.SortFunc(mains, comparePackages)
	for _, p := range pkgs {
		for _, q := range append(slices.Clone(p.Below), p) {
			for i := range q.Requests {
				r := &q.Requests[i]
				r.Entries = entries(mains, q.Path, r.Caller)
			}
			for i := range q.Webhooks {
				w := &q.Webhooks[i]
				w.Entries = entries(mains, q.Path, w.Caller)
			}
		}
	}
}

// entries returns the commands that may run a function of a package.
func entries(mains []*Package, pkg, function string) []string {
	var out []string
	for _, m := range mains {
		imports := m.Path == pkg || slices.ContainsFunc(m.Below, func(q *Package) bool { return q.Path == pkg })
		if imports && m.Reach.Has(pkg, function) {
			out = append(out, m.Path)
		}
	}
	return out
}

// Only returns of packages what commands reach, which are named by their import
// paths: themselves, and of all other packages that are not commands those
// requests and webhooks. It is asked after [SetEntries].
func Only(pkgs []*Package, commands []string) []*Package {
	chosen := func(list []string) bool {
		return slices.ContainsFunc(list, func(path string) bool { return slices.Contains(commands, path) })
	}
	below := map[string]bool{}
	for _, p := range pkgs {
		if slices.Contains(commands, p.Path) {
			for _, q := range p.Below {
				below[q.Path] = true
			}
		}
	}
	narrow := func(p *Package) *Package {
		q := *p
		q.Requests = slices.DeleteFunc(slices.Clone(p.Requests), func(r extract.Request) bool { return !chosen(r.Entries) })
		q.Webhooks = slices.DeleteFunc(slices.Clone(p.Webhooks), func(w extract.Webhook) bool { return !chosen(w.Entries) })
		return &q
	}
	var out []*Package
	for _, p := range pkgs {
		if !below[p.Path] && !slices.Contains(commands, p.Path) {
			continue
		}
		q := narrow(p)
		q.Below = nil
		for _, b := range p.Below {
			q.Below = append(q.Below, narrow(b))
		}
		out = append(out, q)
	}
	return out
}
