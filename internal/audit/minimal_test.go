package audit_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workplacelint/workplacelint/internal/audit"
	"github.com/workplacelint/workplacelint/internal/catalog"
)

func TestMinimal(t *testing.T) {
	cat := small()
	all := func(needs ...catalog.Need) audit.Condition { return audit.Condition{Readings: [][]catalog.Need{needs}} }
	either := func(readings ...[]catalog.Need) audit.Condition { return audit.Condition{Readings: readings} }
	tests := []struct {
		name       string
		conditions []audit.Condition
		keep       []string
		want       [][]string
		open       int
	}{
		{name: "nothing", want: [][]string{{}}},
		{
			name:       "cheapest alternative",
			conditions: []audit.Condition{all(anyOf("manage_group", "list_group_members"))},
			want:       [][]string{{"list_group_members"}},
		},
		{
			name: "greedy would take both",
			conditions: []audit.Condition{
				all(anyOf("list_group_members", "manage_group")), all(anyOf("manage_group")),
			},
			want: [][]string{{"manage_group"}},
		},
		{
			name:       "inclusion",
			conditions: []audit.Condition{all(anyOf("read_user_work_profile")), all(anyOf("manage_profiles"))},
			want:       [][]string{{"manage_profiles"}},
		},
		{
			name:       "dependency is paid for",
			conditions: []audit.Condition{all(anyOf("bot_group_chat", "read_group"))},
			want:       [][]string{{"read_group"}},
		},
		{
			name:       "dependency comes along",
			conditions: []audit.Condition{all(anyOf("bot_group_chat"))},
			want:       [][]string{{"bot_group_chat", "message"}},
		},
		{
			name:       "ties",
			conditions: []audit.Condition{all(anyOf("logout", "read_group"))},
			want:       [][]string{{"logout"}, {"read_group"}},
		},
		{
			name: "one of equal cost is better than several",
			conditions: []audit.Condition{
				all(anyOf("logout", "bot_mention")), all(anyOf("logout", "list_group_members")),
			},
			want: [][]string{{"logout"}},
		},
		{
			name: "cheapest reading",
			conditions: []audit.Condition{
				either([]catalog.Need{anyOf("read_group"), anyOf("logout")}, []catalog.Need{anyOf("message")}),
			},
			want: [][]string{{"message"}},
		},
		{
			name:       "kept grants are used",
			conditions: []audit.Condition{all(anyOf("manage_group", "list_group_members"))},
			keep:       []string{"manage_group"},
			want:       [][]string{{"manage_group"}},
		},
		{
			name: "kept grants stay",
			keep: []string{"logout", "bot_group_chat", "not_in_the_catalogue"},
			want: [][]string{{"bot_group_chat", "logout", "message", "not_in_the_catalogue"}},
		},
		{
			name:       "what cannot be granted anew is open",
			conditions: []audit.Condition{all(anyOf("impersonate"), anyOf("message")), all(catalog.Need{Unknown: true})},
			want:       [][]string{{"message"}},
			open:       2,
		},
		{
			name:       "a reading that cannot be granted is no reading",
			conditions: []audit.Condition{either([]catalog.Need{anyOf("report_content")}, []catalog.Need{anyOf("logout")})},
			want:       [][]string{{"logout"}},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := audit.Minimal(cat, tt.conditions, tt.keep)
			if diff := cmp.Diff(tt.want, got.Ties); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(tt.want[0], got.Grants); diff != "" {
				t.Error(diff)
			}
			if len(got.Open) != tt.open || !got.Exact || got.MoreTies {
				t.Errorf("open %v, exact %v, more ties %v", got.Open, got.Exact, got.MoreTies)
			}
		})
	}
}

// TestMinimalAgainstBruteForce compares with the enumeration of all sets.
func TestMinimalAgainstBruteForce(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for i := range 3000 {
		in := randomInstance(rng, 1+rng.IntN(8), 1+rng.IntN(6))
		got := audit.Minimal(in.cat, in.conditions, in.keep)
		want := in.bruteForce()
		if diff := cmp.Diff(want, got.Ties); diff != "" {
			t.Fatalf("instance %d: %s\n%+v", i, diff, in)
		}
	}
}

// TestMinimalAtFullSize gives the search as many permissions as the catalogue
// has, and more conditions than programs have.
func TestMinimalAtFullSize(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for i := range 30 {
		in := randomInstance(rng, 38, 60)
		got := audit.Minimal(in.cat, in.conditions, in.keep)
		if !got.Exact {
			t.Errorf("instance %d: the search was given up", i)
		}
		if !in.satisfied(got.Grants) {
			t.Errorf("instance %d: %v does not satisfy all conditions", i, got.Grants)
		}
	}
}

type instance struct {
	cat        *fake
	conditions []audit.Condition
	keep       []string
}

func randomInstance(rng *rand.Rand, permissions, conditions int) instance {
	in := instance{cat: &fake{}}
	var names []string
	for i := range permissions {
		names = append(names, fmt.Sprintf("p%02d", i))
	}
	pick := func() string { return names[rng.IntN(len(names))] }
	for _, name := range names {
		p := &catalog.Permission{Name: name, Sensitivity: 1 + rng.IntN(4)}
		if rng.IntN(5) == 0 {
			p.DependsOn = []string{pick()}
		}
		if rng.IntN(4) == 0 {
			p.Subsumes = []catalog.Weaker{{Name: pick(), Confidence: catalog.Documented}}
		}
		in.cat.perms = append(in.cat.perms, p)
	}
	for range conditions {
		var c audit.Condition
		for range 1 + rng.IntN(2) {
			var needs []catalog.Need
			for range 1 + rng.IntN(3) {
				var of []string
				for range 1 + rng.IntN(3) {
					of = append(of, pick())
				}
				needs = append(needs, anyOf(of...))
			}
			c.Readings = append(c.Readings, needs)
		}
		in.conditions = append(in.conditions, c)
	}
	if rng.IntN(3) == 0 {
		in.keep = []string{pick()}
	}
	return in
}

// bruteForce returns all cheapest sets by looking at every set.
func (in instance) bruteForce() [][]string {
	var best [][]string
	least := 0
	for bits := range 1 << len(in.cat.perms) {
		var names []string
		cost := 0
		for i, p := range in.cat.perms {
			if bits&(1<<i) != 0 {
				names = append(names, p.Name)
				cost += 1000*p.Sensitivity + 1
			}
		}
		if !in.satisfied(names) || !in.closed(names) {
			continue
		}
		if best == nil || cost < least {
			best, least = nil, cost
		}
		if cost == least {
			best = append(best, append([]string{}, names...))
		}
	}
	slices.SortFunc(best, slices.Compare[[]string])
	return best
}

func (in instance) closed(names []string) bool {
	for _, name := range in.keep {
		if !slices.Contains(names, name) {
			return false
		}
	}
	for _, name := range names {
		for _, other := range in.cat.Permission(name).DependsOn {
			if !slices.Contains(names, other) {
				return false
			}
		}
	}
	return true
}

func (in instance) satisfied(names []string) bool {
	for _, c := range in.conditions {
		if !slices.ContainsFunc(c.Readings, func(needs []catalog.Need) bool { return in.all(needs, names) }) {
			return false
		}
	}
	return true
}

func (in instance) all(needs []catalog.Need, names []string) bool {
	for _, need := range needs {
		if !slices.ContainsFunc(names, func(name string) bool { return in.gives(name, need) }) {
			return false
		}
	}
	return true
}

func (in instance) gives(name string, need catalog.Need) bool {
	for _, weaker := range in.cat.Permission(name).Subsumes {
		if slices.Contains(need.AnyOf, weaker.Name) {
			return true
		}
	}
	return slices.Contains(need.AnyOf, name)
}
