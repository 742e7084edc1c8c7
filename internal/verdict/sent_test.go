package verdict_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workplacelint/workplacelint/internal/extract"
	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/internal/strval"
	"github.com/workplacelint/workplacelint/internal/verdict"
)

// at is a request that the call at lines leads to, the call that sends first.
func at(text string, lines ...int) extract.Request {
	method, url, _ := strings.Cut(text, " ")
	r := extract.Request{Request: graphapi.New(method, strval.MustParse(url), nil)}
	for _, line := range lines {
		r.Evidence = append(r.Evidence, extract.Evidence{Position: extract.Position{File: "a.go", Line: line, Column: 1}})
	}
	r.Send, r.Position = r.Evidence[0].Position, r.Evidence[len(lines)-1].Position
	return r
}

func open(r extract.Request) extract.Request {
	r.OpenParam = "parameter path of Fetch"
	return r
}

func forwards(r extract.Request) extract.Request {
	r.Forwards = true
	return r
}

func unsent(r extract.Request) extract.Request {
	r.Unsent = true
	return r
}

// taking is a request that other calls at lines made.
func taking(r extract.Request, lines ...int) extract.Request {
	made := at("GET https://graph.facebook.com/me", lines...)
	r.Takes = append(r.Takes, made.Calls())
	return r
}

// What callers decide or the catalogue rules out is not listed.
func TestSent(t *testing.T) {
	const graph, scim, old = "https://graph.facebook.com", "https://scim.workplace.com", "https://www.workplace.com/scim/v1"
	tests := []struct {
		name     string
		requests []extract.Request
		want     []string
	}{
		{
			"forwarded",
			[]extract.Request{forwards(at("GET {url}", 1)), at("GET "+graph+"/me", 2)},
			[]string{"GET graph.facebook.com /me"},
		},
		{
			"decided by a caller",
			[]extract.Request{open(at("GET "+graph+"{path}", 1, 5)), at("GET "+graph+"/me", 1, 5, 9)},
			[]string{"GET graph.facebook.com /me"},
		},
		{
			"decided by nobody",
			[]extract.Request{open(at("GET "+graph+"{path}", 1, 5)), at("GET "+graph+"/me", 1, 6)},
			[]string{"GET graph.facebook.com /{path}", "GET graph.facebook.com /me"},
		},
		{
			"sent by nobody",
			[]extract.Request{unsent(at("GET "+graph+"/me", 1)), unsent(at("GET {host}/{path}", 2)), unsent(open(at("GET "+graph+"{path}", 3)))},
			[]string{"GET graph.facebook.com /me", "GET graph.facebook.com /{path}"},
		},
		{
			"sent by another package",
			[]extract.Request{unsent(at("GET "+graph+"/me", 1)), unsent(at("GET "+graph+"/me", 1, 2)), taking(at("GET "+graph+"/me", 7), 1)},
			[]string{"GET graph.facebook.com /me", "GET graph.facebook.com /me"},
		},
		{
			"addresses times paths",
			[]extract.Request{
				at("GET "+graph+"/community/groups", 1, 5), at("GET "+scim+"/community/groups", 1, 5), at("GET "+old+"/community/groups", 1, 5),
				at("GET "+graph+"/community/groups", 1, 6), at("GET "+scim+"/Nonsense", 1, 7),
			},
			[]string{"GET graph.facebook.com /community/groups", "GET graph.facebook.com /community/groups", "GET scim.workplace.com /Nonsense"},
		},
		{
			"methods times paths",
			[]extract.Request{
				at("POST "+scim+"/Groups", 1), at("POST "+scim+"/Groups/{id}", 1),
				at("PUT "+scim+"/Groups", 1), at("PUT "+scim+"/Groups/{id}", 1), at("PATCH "+scim+"/Groups", 1),
			},
			[]string{"POST scim.workplace.com /Groups", "PUT scim.workplace.com /Groups/{id}", "PATCH scim.workplace.com /Groups"},
		},
		{
			"both are calls",
			[]extract.Request{at("GET "+scim+"/Users", 1), at("GET "+old+"/Users", 1)},
			[]string{"GET scim.workplace.com /Users", "GET www.workplace.com /scim/v1/Users"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var gov verdict.Governor
			var got []string
			for _, u := range gov.Sent([]*verdict.Package{{Path: "m", Requests: tt.requests}}) {
				got = append(got, u.Request.Method+" "+u.Request.Host+" "+u.Request.PathString())
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
