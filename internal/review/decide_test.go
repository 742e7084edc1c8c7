package review_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/workplacelint/workplacelint/internal/audit"
	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/internal/manifest"
	"github.com/workplacelint/workplacelint/internal/report"
	"github.com/workplacelint/workplacelint/internal/review"
	"github.com/workplacelint/workplacelint/internal/strval"
	"github.com/workplacelint/workplacelint/internal/verdict"
)

const base = "https://graph.workplace.com/v3.2"

// program judges calls, written as METHOD, path or address, and a parameter of the
// body, by a manifest. "?" is a call of which nothing is known; "ON object field"
// is code that handles a webhook.
func program(t *testing.T, text string, calls ...string) *verdict.Program {
	t.Helper()
	cat := catalog.Default()
	p := &verdict.Program{Catalog: cat}
	if text != "" {
		m, err := manifest.Parse("workplace.yaml", []byte("version: 1\n"+text))
		if err != nil {
			t.Fatal(err)
		}
		p.Manifest = m
	}
	for i, call := range calls {
		if hook, ok := strings.CutPrefix(call, "ON "); ok {
			object, field, _ := strings.Cut(hook, " ")
			p.Webhooks = append(p.Webhooks, audit.Webhook{Object: object, Field: field, Position: audit.Position{File: "main.go", Line: i + 1, Column: 1}})
			continue
		}
		use := audit.Use{
			Position: audit.Position{File: "main.go", Line: i + 1, Column: 1}, Function: fmt.Sprintf("main.f%d", i+1), Package: "main",
		}
		method, address, _ := strings.Cut(call, " ")
		address, param, _ := strings.Cut(address, " ")
		if strings.HasPrefix(address, "/") {
			address = base + address
		}
		if call != "?" {
			target, err := strval.Parse(address)
			if err != nil {
				t.Fatal(err)
			}
			var params []graphapi.Param
			if param != "" {
				params = append(params, graphapi.Param{Name: param, Place: graphapi.InBody, Value: strval.Single(strval.Lit("x"))})
			}
			use.Request = graphapi.New(method, target, params)
			use.Match = cat.Match(use.Request, nil)
		} else {
			use.Match = catalog.Match{API: catalog.Graph, Reason: "it is read from a file"}
		}
		p.Uses = append(p.Uses, use)
	}
	p.Report = audit.Compare(audit.Input{
		Catalog: cat, Manifest: p.Manifest, Uses: p.Uses, Webhooks: p.Webhooks, Now: time.Date(2026, 11, 28, 0, 0, 0, 0, time.UTC),
	})
	return p
}

func grants(names ...string) string {
	var b strings.Builder
	b.WriteString("permissions:\n")
	for _, name := range names {
		fmt.Fprintf(&b, "  - {name: %s, reason: because}\n", name)
	}
	return b.String()
}

// decided returns what a review says of its boxes: "decision permission reason".
func decided(t *testing.T, p *verdict.Program) []string {
	t.Helper()
	r, err := review.Build(review.Input{
		Program: p,
		Place: func(at audit.Position) review.Place {
			return review.Place{Position: report.Position{File: at.File, Line: at.Line, Column: at.Column}}
		},
	}, "en")
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for i := range r.Boxes {
		b := &r.Boxes[i]
		list = append(list, strings.Join([]string{string(b.Decision), b.Permission, b.Why[0].Code}, " "))
		for _, s := range b.Why {
			if len(s.Places) == 0 && s.Source == "" {
				t.Errorf("%s rests on nothing", s.Code)
			}
		}
	}
	slices.Sort(list)
	return list
}

// TestQuestionAboutPages asks of a call that follows links whether it does no more.
func TestQuestionAboutPages(t *testing.T) {
	for name, want := range map[string]string{"Next": "question.page", "nextLink": "question.page", "Target": "question.unresolved"} {
		p := program(t, grants("logout"), "GET {"+name+"}")
		use := &p.Uses[0]
		use.Request.Open, use.Match = "it is field "+name, catalog.Match{API: catalog.Graph, Kind: catalog.Unresolved, Reason: "it is field " + name}
		p.Report = audit.Compare(audit.Input{Catalog: p.Catalog, Manifest: p.Manifest, Uses: p.Uses})
		if got := build(t, p, nil).Questions[0].Code; got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

// TestDecide shows each rule by which a box is decided, and what is next to it.
func TestDecide(t *testing.T) {
	for _, c := range []struct {
		about, manifest string
		calls           []string
		want            []string // sorted
		change          func(*verdict.Program)
	}{
		{
			about: "a documented need of a known call", manifest: grants("logout"), calls: []string{"POST /{member}/logout"},
			want: []string{"grant logout grant.proven"},
		},
		{
			about: "no call needs it, and all are known", manifest: grants("logout"), calls: []string{"GET /community/groups"},
			want: []string{"ask manage_group ask.either", "refuse logout refuse.unused"},
		},
		{
			about: "a call that is not known", manifest: grants("logout"), calls: []string{"?"},
			want: []string{"ask logout ask.nouse"},
		},
		{
			about: "not all commands are in view", manifest: grants("logout"), calls: nil,
			change: func(p *verdict.Program) { p.Partial = "cmd/other is not in view" },
			want:   []string{"ask logout ask.partial"},
		},
		{
			about: "a need that no source documents", manifest: grants("write_group"), calls: []string{"POST /{group}/photos"},
			want: []string{"ask write_group ask.concluded"},
		},
		{
			about: "a field that no source ties to it, of a documented call", manifest: grants("list_group_members", "read_user_org_chart"),
			calls: []string{"GET /community/organization_members?fields=manager"},
			want:  []string{"ask read_user_org_chart ask.concluded", "grant list_group_members grant.proven"},
		},
		{
			about: "one reading of a call", manifest: grants("write_group"), calls: []string{"POST /{id}/feed"},
			want: []string{"ask write_group ask.reading"},
		},
		{
			about: "an address that is not known", manifest: grants("logout"), calls: []string{"POST {base}/v3.2/{member}/logout"},
			want: []string{"ask logout ask.elsewhere"},
		},
		{
			about: "only the manifest speaks for it", manifest: grants("bot_mention") + "webhooks: [{object: page, fields: [mention]}]\n",
			want: []string{"ask bot_mention ask.declared"},
		},
		{
			about: "only the manifest speaks for it, but deliveries are taken", manifest: grants("bot_mention") + "webhooks: [{object: page, fields: [mention]}]\n",
			change: func(p *verdict.Program) { p.Callbacks = []audit.Position{{File: "main.go", Line: 7, Column: 1}} },
			want:   []string{"ask bot_mention ask.delivered"},
		},
		{
			about: "code handles the webhook", manifest: grants("bot_mention") + "webhooks: [{object: page, fields: [mention]}]\n",
			calls: []string{"ON page mention"}, want: []string{"grant bot_mention grant.proven"},
		},
		{
			about: "code handles a webhook whose need is concluded", manifest: grants("read_group"), calls: []string{"ON group posts"},
			want: []string{"ask read_group ask.concluded"},
		},
		{
			about: "needed, but not requested", manifest: grants("logout"), calls: []string{"POST /{member}/logout", "GET /{group}/members"},
			want: []string{"ask list_group_members ask.notrequested", "grant logout grant.proven"},
		},
		{
			about: "another grant includes it", manifest: grants("manage_profiles", "read_user_org_chart"),
			calls: []string{"POST /{member}?title=x", "GET /{member}/managers"},
			want:  []string{"grant manage_profiles grant.proven", "refuse read_user_org_chart refuse.covered"},
		},
		{
			about: "another grant is enough if something holds that no call shows", manifest: grants("read_group", "bot_mention"),
			calls: []string{"GET /{post_id}", "ON page mention"},
			want:  []string{"ask read_group ask.narrower", "grant bot_mention grant.proven"},
		},
		{
			about: "it does nothing without another", manifest: grants("bot_group_chat"), calls: []string{"POST /me/messages recipient.thread_key"},
			want: []string{"ask message ask.notrequested", "grant bot_group_chat grant.proven"},
		},
		{
			about: "it does not exist any more", manifest: grants("report_content"),
			want: []string{"refuse report_content refuse.removed"},
		},
		{
			about: "it cannot be granted anew", manifest: grants("impersonate"), calls: []string{"GET /{member}?fields=impersonate_token"},
			want: []string{"ask impersonate ask.legacy", "ask read_user_work_profile ask.notrequested"},
		},
		{
			about: "no permission of that name", manifest: grants("read_teapots"),
			want: []string{"ask read_teapots ask.unlisted"},
		},
		{
			about: "its last day has passed", manifest: "permissions: [{name: logout, reason: x, until: 2026-11-27}]\n",
			calls: []string{"POST /{member}/logout"}, want: []string{"ask logout ask.expired"},
		},
		{
			about: "its limit makes the service refuse a call", manifest: "permissions: [{name: manage_group, reason: x, groups: selected}]\n",
			calls: []string{"POST /community/groups"}, want: []string{"ask manage_group ask.scoping"},
		},
		{
			about: "without a manifest the code is the request", calls: []string{"POST /{member}/logout"},
			want: []string{"grant logout grant.proven"},
		},
		{
			about: "without a manifest, where two would do", calls: []string{"DELETE /{post_id}"},
			want: []string{"ask write_group ask.either"},
		},
	} {
		t.Run(c.about, func(t *testing.T) {
			p := program(t, c.manifest, c.calls...)
			if c.change != nil {
				c.change(p)
			}
			if got := decided(t, p); !slices.Equal(got, c.want) {
				t.Errorf("decided\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}
