package builds

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Only says of something that builds with these names have, and no others, in
// which of them it is: "only with tag enterprise, or on windows". It is "" if the
// default build has it, or if there are no names, which means all builds.
func Only(names []string) string {
	if len(names) == 0 || slices.Contains(names, Default) {
		return ""
	}
	list := make([]string, 0, len(names))
	for _, name := range names {
		b, err := Parse(name)
		if err != nil {
			panic(fmt.Sprintf("%q is the name of no build", name)) // Names are those of builds that were read.
		}
		list = append(list, b.How())
	}
	return "only " + strings.Join(list, ", or ")
}

// How says how to build b: "on windows with tag enterprise".
func (b Build) How() string {
	var parts []string
	if platform := b.platform(); platform != "" {
		parts = append(parts, "on "+platform)
	}
	switch len(b.Tags) {
	case 0:
	case 1:
		parts = append(parts, "with tag "+b.Tags[0])
	default:
		last := len(b.Tags) - 1
		parts = append(parts, "with tags "+strings.Join(b.Tags[:last], ", ")+" and "+b.Tags[last])
	}
	return strings.Join(parts, " ")
}

// Join returns the names that are in a or in b, sorted, the default build first.
func Join(a, b []string) []string {
	names := slices.Concat(a, b)
	slices.SortFunc(names, Compare)
	return slices.Compact(names)
}

// Compare orders names of builds: the default one is the first.
func Compare(a, b string) int {
	return cmp.Or(cmp.Compare(rank(a), rank(b)), strings.Compare(a, b))
}

func rank(name string) int {
	if name == Default {
		return 0
	}
	return 1
}
