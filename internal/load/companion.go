package load

import "slices"

// Accompany lets packages of the program see what is known of one that they do not import,
// as a program that uses both sees it. A library sets the host of a type in one package and
// sends to it in another; neither imports the other, and nobody in view imports both.
//
// Those are the packages of main modules that import of, may send, and have nothing to do
// with giver otherwise. They are marked as needed. Accompany returns the packages to analyze
// for that, imports before importers.
func (prog *Program) Accompany(giver, of string) []*Package {
	from := prog.main(giver)
	if from == nil || len(from.companions) > 0 {
		return nil
	}
	reach, sends := prog.reach(), prog.sending()
	var found []*Package
	for _, p := range prog.Packages {
		if !p.Main || p == from || !sends[p] || reach[p][from] || reach[from][p] || len(p.GoFiles) == 0 {
			continue
		}
		if !slices.ContainsFunc(p.imports, func(imp *Package) bool { return imp.PkgPath == of }) {
			continue
		}
		together := func(q *Package) bool { return reach[q][from] && reach[q][p] }
		if prog.accompanies(p) || slices.Contains(p.companions, from) || slices.ContainsFunc(prog.Packages, together) {
			continue
		}
		p.companions = append(p.companions, from)
		p.Needed = true
		found = append(found, p)
	}
	if len(found) == 0 {
		return nil
	}
	prog.order()
	return prog.above(found)
}

// Companions returns the packages that p sees and does not import.
func (p *Package) Companions() []*Package { return p.companions }

// Direct returns the packages that p imports, sorted by path, and its companions.
func (p *Package) Direct() []*Package { return slices.Concat(p.imports, p.companions) }

func (prog *Program) main(path string) *Package {
	for _, p := range prog.Packages {
		if p.Main && p.PkgPath == path && p.Name != "main" {
			return p
		}
	}
	return nil
}

// accompanies reports whether others see p: it does not become one of those that see
// others, or packages could wait for each other.
func (prog *Program) accompanies(p *Package) bool {
	return slices.ContainsFunc(prog.Packages, func(q *Package) bool { return slices.Contains(q.companions, p) })
}

// reach says of packages of main modules which of them they see, directly or not.
func (prog *Program) reach() map[*Package]map[*Package]bool {
	out := map[*Package]map[*Package]bool{}
	for _, p := range prog.Packages {
		if !p.Main {
			continue
		}
		out[p] = map[*Package]bool{}
		for _, imp := range p.Direct() {
			if !imp.Main {
				continue
			}
			out[p][imp] = true
			for q := range out[imp] {
				out[p][q] = true
			}
		}
	}
	return out
}

// above returns needed packages that are among some, or see one of them, in order.
func (prog *Program) above(some []*Package) []*Package {
	dirty := map[*Package]bool{}
	for _, p := range some {
		dirty[p] = true
	}
	var out []*Package
	for _, p := range prog.Packages {
		dirty[p] = dirty[p] || slices.ContainsFunc(p.Direct(), func(q *Package) bool { return dirty[q] })
		if dirty[p] && p.Needed {
			out = append(out, p)
		}
	}
	return out
}

// order puts packages behind those that they see, and changes nothing else.
func (prog *Program) order() {
	var out []*Package
	seen := map[*Package]bool{}
	var visit func(p *Package)
	visit = func(p *Package) {
		if seen[p] {
			return
		}
		seen[p] = true
		for _, q := range p.Direct() {
			visit(q)
		}
		out = append(out, p)
	}
	for _, p := range prog.Packages {
		visit(p)
	}
	prog.Packages = out
}
