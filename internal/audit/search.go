package audit

import (
	"math/bits"
	"slices"

	"github.com/workplacelint/workplacelint/internal/catalog"
)

// maxPermissions bounds the permissions of one problem: far above the
// catalogue, with room for what users add.
const maxPermissions = 256

// A set is a set of permissions by their index in a problem.
type set [maxPermissions / 64]uint64

func single(i int) (s set) {
	s[i/64] = 1 << (i % 64)
	return s
}

func (s set) has(i int) bool { return s[i/64]&(1<<(i%64)) != 0 }

func (s set) or(t set) set {
	for i := range s {
		s[i] |= t[i]
	}
	return s
}

func (s set) without(t set) set {
	for i := range s {
		s[i] &^= t[i]
	}
	return s
}

func (s set) meets(t set) bool {
	for i := range s {
		if s[i]&t[i] != 0 {
			return true
		}
	}
	return false
}

// members returns the indices in s in order.
func (s set) members() []int {
	var list []int
	for i, word := range s {
		for ; word != 0; word &= word - 1 {
			list = append(list, i*64+bits.TrailingZeros64(word))
		}
	}
	return list
}

// A clause is satisfied by any permission of its set; a reading by all its
// clauses; a constraint by any of its readings.
type (
	reading    []set
	constraint []reading
)

// A problem is to find the cheapest sets that satisfy all constraints.
type problem struct {
	cat         Catalog
	list        []string // the permissions, sorted
	index       map[string]int
	weights     []int
	closure     []set // a permission and all it depends on
	keep        set
	constraints []constraint
}

// weightUnit is the weight of one step of sensitivity. It exceeds every count
// of permissions, so that the count decides only between equal sums.
const weightUnit = 2 * maxPermissions

func newProblem(cat Catalog, keep []string, usable func(*catalog.Permission) bool) *problem {
	p := &problem{cat: cat, index: map[string]int{}}
	for _, perm := range cat.Permissions() {
		if usable(perm) || slices.Contains(keep, perm.Name) {
			p.list = append(p.list, perm.Name)
		}
	}
	for _, name := range keep {
		if cat.Permission(name) == nil {
			p.list = append(p.list, name)
		}
	}
	slices.Sort(p.list)
	p.list = slices.Compact(p.list)
	p.list = p.list[:min(len(p.list), maxPermissions)]
	for i, name := range p.list {
		p.index[name] = i
		p.weights = append(p.weights, p.weight(name))
	}
	for i := range p.list {
		p.closure = append(p.closure, p.close(i, set{}))
	}
	for _, name := range keep {
		if i, ok := p.index[name]; ok {
			p.keep = p.keep.or(p.closure[i])
		}
	}
	return p
}

func (p *problem) weight(name string) int {
	sensitivity := 1
	if entry := p.cat.Permission(name); entry != nil {
		sensitivity = max(entry.Sensitivity, 1)
	}
	return sensitivity*weightUnit + 1
}

// close returns done with permission i and all it depends on.
func (p *problem) close(i int, done set) set {
	if done.has(i) {
		return done
	}
	done = done.or(single(i))
	if entry := p.cat.Permission(p.list[i]); entry != nil {
		for _, name := range entry.DependsOn {
			if j, ok := p.index[name]; ok {
				done = p.close(j, done)
			}
		}
	}
	return done
}

func (p *problem) names(s set) []string {
	names := []string{}
	for _, i := range s.members() {
		names = append(names, p.list[i])
	}
	return names
}

func (p *problem) cost(s set) int {
	sum := 0
	for _, i := range s.members() {
		sum += p.weights[i]
	}
	return sum
}

// add turns conditions into constraints and returns the needs that nothing can
// satisfy.
func (p *problem) add(conditions []Condition) (open []catalog.Need) {
	for _, condition := range conditions {
		open = append(open, unnamed(condition)...)
		var possible constraint
		var unmet []catalog.Need
		for _, needs := range condition.Readings {
			reading, missing := p.reading(needs)
			if len(missing) > 0 {
				unmet = append(unmet, missing...)
				continue
			}
			possible = append(possible, reading)
		}
		if len(possible) > 0 {
			p.constraints = append(p.constraints, possible)
			continue
		}
		open = append(open, unmet...)
		// What can be satisfied of a request still has to be.
		if len(condition.Readings) == 1 {
			reading, _ := p.reading(condition.Readings[0])
			p.constraints = append(p.constraints, constraint{reading})
		}
	}
	return open
}

// unnamed returns the needs of which no source says what would satisfy them.
// If there are several readings, none of them is certain.
func unnamed(condition Condition) []catalog.Need {
	if len(condition.Readings) != 1 {
		return nil
	}
	var needs []catalog.Need
	for _, need := range condition.Readings[0] {
		if len(need.AnyOf) == 0 {
			needs = append(needs, need)
		}
	}
	return needs
}

// reading returns the clauses of needs, and those that nothing can satisfy.
func (p *problem) reading(needs []catalog.Need) (r reading, missing []catalog.Need) {
	for _, need := range needs {
		if len(need.AnyOf) == 0 {
			continue
		}
		var clause set
		for i, name := range p.list {
			if satisfies(p.cat, name, need, catalog.Documented) {
				clause = clause.or(single(i))
			}
		}
		if clause == (set{}) {
			missing = append(missing, need)
			continue
		}
		r = append(r, clause)
	}
	return r, missing
}

// options returns the permissions of which one must join chosen to satisfy the
// constraint, given that banned ones may not. It is empty if the constraint is
// satisfied or, with ok false, cannot be.
func (c constraint) options(chosen, banned set) (options set, ok bool) {
	for _, r := range c {
		next, state := r.next(chosen, banned)
		switch state {
		case satisfiedReading:
			return set{}, true
		case openReading:
			options, ok = options.or(next), true
		case deadReading:
		}
	}
	return options, ok
}

// The states of a reading given what is chosen and banned.
const (
	satisfiedReading = iota
	openReading
	deadReading
)

// next returns the permissions of which one must be chosen next.
func (r reading) next(chosen, banned set) (options set, state int) {
	for _, clause := range r {
		if clause.meets(chosen) {
			continue
		}
		left := clause.without(banned)
		if left == (set{}) {
			return set{}, deadReading
		}
		if state == satisfiedReading {
			options, state = left, openReading
		}
	}
	return options, state
}

// A search is a branch and bound over what to choose next.
type search struct {
	*problem
	best  int
	sets  []set
	steps int
}

// solve returns the cheapest sets, more than maxTies of them only to say that
// there are more, and whether the search was exhaustive.
func (p *problem) solve() ([]set, bool) {
	s := &search{problem: p}
	start := s.greedy(p.keep)
	s.best, s.sets = p.cost(start), []set{start}
	s.branch(p.keep, set{})
	return s.sets, s.steps < maxSteps
}

// greedy satisfies all constraints, cheaply but not most cheaply.
func (s *search) greedy(chosen set) set {
	for {
		options := s.narrowest(chosen, set{})
		if options == (set{}) {
			return chosen
		}
		chosen = chosen.or(s.closure[s.cheapest(options)])
	}
}

func (s *search) cheapest(options set) int {
	return slices.MinFunc(options.members(), func(i, j int) int { return s.weights[i] - s.weights[j] })
}

// narrowest returns the smallest set of options of an unsatisfied constraint.
func (s *search) narrowest(chosen, banned set) (narrowest set) {
	fewest := maxPermissions + 1
	for _, c := range s.constraints {
		options, _ := c.options(chosen, banned)
		if n := len(options.members()); n > 0 && n < fewest {
			narrowest, fewest = options, n
		}
	}
	return narrowest
}

// branch extends chosen in every way that may be as cheap as the best.
func (s *search) branch(chosen, banned set) {
	if s.steps++; s.steps >= maxSteps {
		return
	}
	bound, ok := s.bound(chosen, banned)
	if !ok || bound > s.best || bound == s.best && len(s.sets) > maxTies {
		return
	}
	options := s.narrowest(chosen, banned)
	if options == (set{}) {
		s.found(chosen)
		return
	}
	for _, i := range options.members() {
		if !s.closure[i].meets(banned) {
			s.branch(chosen.or(s.closure[i]), banned)
		}
		// The branches that follow are those without i, so no set comes twice.
		banned = banned.or(single(i))
	}
}

func (s *search) found(chosen set) {
	switch cost := s.cost(chosen); {
	case cost < s.best:
		s.best, s.sets = cost, []set{chosen}
	case cost == s.best && !slices.Contains(s.sets, chosen):
		s.sets = append(s.sets, chosen)
	}
}

// bound returns a cost that no extension of chosen falls below: constraints
// without a common option have to be paid for one by one. It is not ok if a
// constraint cannot be satisfied any more.
func (s *search) bound(chosen, banned set) (cost int, ok bool) {
	cost = s.cost(chosen)
	var counted set
	for _, c := range s.constraints {
		options, ok := c.options(chosen, banned)
		if !ok {
			return 0, false
		}
		if options == (set{}) || options.meets(counted) {
			continue
		}
		counted = counted.or(options)
		cost += s.weights[s.cheapest(options)]
	}
	return cost, true
}
