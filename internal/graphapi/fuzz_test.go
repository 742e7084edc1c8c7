package graphapi_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// FuzzPath: taking apart what was put together again changes nothing.
func FuzzPath(f *testing.F) {
	for _, url := range []string{
		"https://graph.example.com/v19.0/{group_id}/feed?fields=id",
		"{base}/v2.6/{id}", "//graph.example.com//me/./%2f", "https://[::1]:80/a%zz", "{scheme}://{host}/{path}",
		"https://a@b@c/%3F%23/ ", "graph.example.com/{a}{b}", "{id}", "?ids=1", "https://h.example{p}/x",
	} {
		f.Add(url)
	}
	f.Fuzz(func(t *testing.T, url string) {
		tmpl, err := strval.Parse(url)
		if err != nil {
			return
		}
		r := graphapi.New("GET", tmpl, nil)
		checkRequest(t, r)
		if r.Open != "" || r.Host == "" || r.Scheme == "" {
			return // what is not known prints as if it were
		}
		text := r.URLString()
		parsed, err := strval.Parse(text)
		if err != nil {
			return // a name of a hole needs the context that printing lost
		}
		again := graphapi.New("GET", parsed, nil)
		if again.Host != r.Host || again.Version != r.Version || again.PathString() != r.PathString() {
			t.Errorf("%q is %s, and that is %s", url, text, again.URLString())
		}
	})
}

// checkRequest checks what holds for every request.
func checkRequest(t *testing.T, r graphapi.Request) {
	t.Helper()
	for _, seg := range r.Segments {
		if lit, ok := seg.Literal(); ok && lit == "" {
			t.Error("a segment is empty")
		}
	}
	if r.Host != strings.ToLower(r.Host) {
		t.Errorf("host %q is not in lower case", r.Host)
	}
	if !slices.IsSortedFunc(r.Params, func(a, b graphapi.Param) int { return int(a.Place) - int(b.Place) }) {
		t.Error("the parameters are not sorted")
	}
}

// FuzzFields: the tree is sorted and without repetitions, and printing and
// reading it again changes nothing.
func FuzzFields(f *testing.F) {
	for _, text := range []string{
		"id,name", "from{id,email}", "members.limit(0).summary(true){email,managers{name}}",
		"a{b{c}},a{d}", `["id"]`, "a%7Bb%7D", "a.b(c{d)e}{f}", "}{", "a..b", "((((", "\xff{\xff}", "%2525",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		fields, _ := graphapi.ParseFields(strval.String(text))
		checkSorted(t, fields)
		printed := printFields(fields)
		if len(printed) > strval.MaxLiteral || strings.Contains(printed, "%") {
			return // it does not fit in one literal, or would be decoded again
		}
		again, open := graphapi.ParseFields(strval.String(printed))
		if open != "" {
			t.Fatalf("%q prints as %q, which is open: %s", text, printed, open)
		}
		if diff := cmp.Diff(fields, again); diff != "" {
			t.Fatalf("%q prints as %q, which is another tree:\n%s", text, printed, diff)
		}
	})
}

func checkSorted(t *testing.T, fields []graphapi.Field) {
	t.Helper()
	for i, field := range fields {
		if field.Name == "" || i > 0 && fields[i-1].Name >= field.Name {
			t.Fatalf("the fields are not sorted by names that differ: %q", fields)
		}
		checkSorted(t, field.Fields)
	}
}

func printFields(fields []graphapi.Field) string {
	var parts []string
	for _, field := range fields {
		text := field.Name
		if len(field.Fields) > 0 {
			text += "{" + printFields(field.Fields) + "}"
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, ",")
}
