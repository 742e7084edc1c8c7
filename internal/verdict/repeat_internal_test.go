package verdict

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/workplacelint/workplacelint/internal/audit"
	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// sentBy makes a request that is known from the last of calls, which are lines of
// one file.
func sentBy(method, path string, params string, calls ...int) audit.Use {
	var list []graphapi.Param
	for name := range strings.FieldsSeq(params) {
		list = append(list, graphapi.Param{Name: name})
	}
	u := audit.Use{Request: graphapi.New(method, strval.MustParse("https://graph.workplace.com"+path), list)}
	for _, line := range calls {
		u.Position = audit.Position{File: "a.go", Line: line, Column: 1}
		u.Evidence = append(u.Evidence, audit.Evidence{Position: u.Position})
	}
	u.Function = fmt.Sprintf("f%d", calls[len(calls)-1])
	u.Match = catalog.Default().Match(u.Request, nil)
	return u
}

func TestDropRepeats(t *testing.T) {
	elsewhere := sentBy("GET", "/{group}/feed", "", 7, 8)
	elsewhere.Entries = []string{"other"}
	from := sentBy("GET", "/{group}/feed", "proof", 1, 7, 8, 9)
	from.Entries = []string{"main"}
	for _, c := range []struct {
		about string
		uses  []audit.Use
		want  []string // function, method and path, parameters
	}{
		{"known again from a caller that knows the client", []audit.Use{
			sentBy("GET", "/{group}/feed", "", 5, 8), sentBy("GET", "/{group_id}/feed", "proof", 1, 5, 8, 9),
		}, []string{"f8 GET /{group_id}/feed proof"}},
		{"from two functions, one above the other", []audit.Use{
			sentBy("POST", "/{group}/feed", "", 5), sentBy("POST", "/{group}/feed", "", 5, 8), sentBy("POST", "/{group}/feed", "proof", 1, 5, 8, 9),
		}, []string{"f5 POST /{group}/feed proof"}},
		{"with and without a parameter", []audit.Use{
			sentBy("GET", "/{group}/feed", "limit", 5), sentBy("GET", "/{group}/feed", "after limit", 5),
		}, []string{"f5 GET /{group}/feed after limit"}},
		{"a parameter that needs something", []audit.Use{
			sentBy("POST", "/{member_id}", "", 5), sentBy("POST", "/{member_id}", "title", 5),
		}, []string{"f5 POST /{member_id} ", "f5 POST /{member_id} title"}},
		{"another endpoint", []audit.Use{
			sentBy("GET", "/{group}/feed", "", 5, 8), sentBy("GET", "/{group}/members", "", 1, 5, 8, 9),
		}, []string{"f8 GET /{group}/feed ", "f9 GET /{group}/members "}},
		{"other calls", []audit.Use{
			sentBy("GET", "/{group}/feed", "", 5, 8), sentBy("GET", "/{group}/feed", "", 5, 7, 8),
		}, []string{"f8 GET /{group}/feed ", "f8 GET /{group}/feed "}},
		{"one of two, which the caller decides", []audit.Use{
			sentBy("GET", "/{group}/feed", "", 5), sentBy("GET", "/{group}/members", "", 5), sentBy("GET", "/{group}/feed", "", 5, 9),
		}, []string{"f5 GET /{group}/members ", "f9 GET /{group}/feed "}},
		{"both of two", []audit.Use{
			sentBy("GET", "/{group}/feed", "", 5), sentBy("GET", "/{group}/members", "", 5),
			sentBy("GET", "/{group}/feed", "", 5, 9), sentBy("GET", "/{group}/members", "", 5, 9),
		}, []string{"f5 GET /{group}/feed ", "f5 GET /{group}/members "}},
		{"another command reaches the function", []audit.Use{elsewhere, from}, []string{"f8 GET /{group}/feed ", "f9 GET /{group}/feed proof"}},
	} {
		var got []string
		for _, u := range dropRepeats(c.uses) {
			var names []string
			for _, p := range u.Request.Params {
				names = append(names, p.Name)
			}
			got = append(got, fmt.Sprintf("%s %s %s %s", u.Function, u.Request.Method, u.Request.PathString(), strings.Join(names, " ")))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s:\ngot  %q\nwant %q", c.about, got, c.want)
		}
	}
}
