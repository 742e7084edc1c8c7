package truth

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Write prints scores: a table of programs with their sum, a table of idioms,
// and every disagreement.
func Write(w io.Writer, scores []Score) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "%-42s %9s %9s %9s %9s %9s %9s %5s %5s  %s\n", "program",
		"found", "right", "fields", "version", "apart", "listed", "ambig", "unres", "needs")
	total := Score{Repo: "total"}
	for i := range scores {
		row(out, &scores[i])
		total.join(&scores[i])
	}
	if len(scores) > 1 {
		row(out, &total)
	}
	idioms(out, scores)
	disagreements(out, scores)
	return out.Flush()
}

func row(w io.Writer, s *Score) {
	needs := "-"
	if s.Needs.Compared {
		needs = "equal"
		if !s.Needs.Equal() {
			needs = fmt.Sprintf("-%d +%d", len(s.Needs.Missing), len(s.Needs.Extra))
		}
	}
	right := Tally{Expected: s.Reported, Found: s.Reported - s.Wrong}
	fmt.Fprintf(w, "%-42s %9s %9s %9s %9s %9s %9s %5d %5d  %s\n", s.Repo,
		s.Calls, right, s.Fields, s.Versions, s.Apart, s.Sites, s.Ambiguous, s.Unresolved, needs)
}

// String prints a tally as found/expected with its share.
func (t Tally) String() string {
	if t.Expected == 0 {
		return "-"
	}
	return fmt.Sprintf("%d/%d", t.Found, t.Expected)
}

// Share returns the part that was found in percent.
func (t Tally) Share() float64 {
	if t.Expected == 0 {
		return 100
	}
	return 100 * float64(t.Found) / float64(t.Expected)
}

func (s *Score) join(o *Score) {
	s.Calls.join(o.Calls)
	s.Apart.join(o.Apart)
	s.Fields.join(o.Fields)
	s.Versions.join(o.Versions)
	s.Sites.join(o.Sites)
	s.Reported += o.Reported
	s.Wrong += o.Wrong
	s.Ambiguous += o.Ambiguous
	s.Unresolved += o.Unresolved
	s.Needs.Compared = s.Needs.Compared || o.Needs.Compared
	s.Needs.Missing = append(s.Needs.Missing, o.Needs.Missing...)
	s.Needs.Extra = append(s.Needs.Extra, o.Needs.Extra...)
}

func (t *Tally) join(o Tally) {
	t.Expected += o.Expected
	t.Found += o.Found
}

// idioms prints how many calls of each idiom were found, the worst first.
func idioms(w io.Writer, scores []Score) {
	sums := make(map[string]*Tally)
	for _, s := range scores {
		for name, t := range s.Idioms {
			if sums[name] == nil {
				sums[name] = new(Tally)
			}
			sums[name].join(*t)
		}
	}
	names := make([]string, 0, len(sums))
	for name := range sums {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(sums[a].Share(), sums[b].Share()), strings.Compare(a, b))
	})
	fmt.Fprintf(w, "\n%-60s %9s\n", "idiom", "found")
	for _, name := range names {
		fmt.Fprintf(w, "%-60s %9s\n", cmp.Or(name, "(none named)"), sums[name])
	}
}

func disagreements(w io.Writer, scores []Score) {
	for i := range scores {
		s := &scores[i]
		if len(s.Disagreements) == 0 && s.Needs.Equal() {
			continue
		}
		fmt.Fprintf(w, "\n%s\n", s.Repo)
		for _, d := range s.Disagreements {
			fmt.Fprintf(w, "  %-12s %s\n", d.Kind, d.Text)
		}
		for _, n := range s.Needs.Missing {
			fmt.Fprintf(w, "  %-12s %s\n", "needs", "without "+n)
		}
		for _, n := range s.Needs.Extra {
			fmt.Fprintf(w, "  %-12s %s\n", "needs", "with "+n)
		}
	}
}
