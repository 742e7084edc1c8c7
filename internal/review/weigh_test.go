package review_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/workplacelint/workplacelint/internal/audit"
	"github.com/workplacelint/workplacelint/internal/granted"
	"github.com/workplacelint/workplacelint/internal/manifest"
	"github.com/workplacelint/workplacelint/internal/report"
	"github.com/workplacelint/workplacelint/internal/review"
	"github.com/workplacelint/workplacelint/internal/verdict"
)

// build makes a review in English of a program and what else is known of it.
func build(t *testing.T, p *verdict.Program, change func(*review.Input)) *review.Review {
	t.Helper()
	in := review.Input{
		Program: p,
		Place: func(at audit.Position) review.Place {
			return review.Place{Position: report.Position{File: at.File, Line: at.Line, Column: at.Column}}
		},
	}
	if change != nil {
		change(&in)
	}
	r, err := review.Build(in, "en")
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func boxOf(t *testing.T, r *review.Review, name string) *review.Box {
	t.Helper()
	i := slices.IndexFunc(r.Boxes, func(b review.Box) bool { return b.Permission == name })
	if i < 0 {
		t.Fatalf("no box %s", name)
	}
	return &r.Boxes[i]
}

// TestNeedsThatOthersAllow looks at a permission that only a webhook needs, beside a
// call that another one allows too.
func TestNeedsThatOthersAllow(t *testing.T) {
	p := program(t, grants("read_group", "bot_mention"), "GET /{group}/feed", "GET /{post_id}", "ON page mention")
	r := build(t, p, nil)
	mention := boxOf(t, r, "bot_mention")
	if got, want := mention.Why[0].Text, "One place in the code is proven to need it."; got != want {
		t.Errorf("why: %q, want %q", got, want)
	}
	if n := mention.Needs[0]; n.Call != "webhook page mention" || n.Note != "" {
		t.Errorf("the first need is %q (%s), want the one that only this box allows", n.Call, n.Note)
	}
	if n := mention.Needs[1]; n.Note != "“Read group content” would do too" || !slices.Equal(n.Also, []string{"read_group"}) {
		t.Errorf("%s: note %q", n.Call, n.Note)
	}
	if b := mention.Breaks; len(b) != 1 || b[0].Text != "If the box stays empty, the webhook page mention does not arrive." {
		t.Errorf("breaks: %v", b)
	}
	if b := boxOf(t, r, "read_group").Breaks; len(b) != 1 || b[0].Text != "If the box stays empty, main.f1 fails." {
		t.Errorf("breaks: %v", b)
	}

	if n := boxOf(t, r, "read_group").Needs[1]; n.Note != "“Mention bot” would do if the app only reacts when it is mentioned in a group" || n.Also != nil {
		t.Errorf("%s: note %q", n.Call, n.Note)
	}

	limited := strings.Replace(grants("read_group", "bot_mention"), "{name: read_group,", "{name: read_group, groups: selected,", 1)
	r = build(t, program(t, limited, "GET /{group}/feed", "GET /{post_id}", "ON page mention"), nil)
	if got, want := boxOf(t, r, "bot_mention").Needs[1].Note, "“Read group content” would do in the groups it reaches"; got != want {
		t.Errorf("note %q, want %q", got, want)
	}
}

// TestNeedsShowEachCallOnce looks at the first calls of a box, which the page shows.
func TestNeedsShowEachCallOnce(t *testing.T) {
	r := build(t, program(t, grants("logout", "manage_group"),
		"POST /community/groups", "POST /{member}/logout", "POST /community/groups", "GET /{group}/feed", "POST /{group}/members"), nil)
	var calls []string
	for _, n := range boxOf(t, r, "manage_group").Needs[:3] {
		calls = append(calls, n.Call)
	}
	if want := []string{"POST /community/groups", "POST /{group-id}/members", "POST /community/groups"}; !slices.Equal(calls, want) {
		t.Errorf("calls %q, want %q", calls, want)
	}
}

// TestLimit shows each limit, and that none is wider than what was asked for or is
// granted today.
func TestLimit(t *testing.T) {
	for _, c := range []struct {
		about, groups, call string
		today               manifest.Groups
		want                string // code and reason
	}{
		{about: "nobody asked for one", call: "GET /{group}/members", want: "all limit.possible"},
		{about: "the manifest asks for one", groups: "selected", call: "GET /{group}/members", want: "selected limit.declared"},
		{about: "a call is refused with one", call: "POST /community/groups", want: "all limit.refused"},
		{about: "the manifest asks for one, but a call is refused", groups: "group-admins", call: "POST /community/groups", want: "group-admins limit.conflict"},
		{about: "there is one today", call: "GET /{group}/members", today: manifest.SelectedGroups, want: "selected limit.today"},
		{about: "there is one today, but a call is refused", call: "POST /community/groups", today: manifest.SelectedGroups, want: "all limit.refused granted.groups"},
		{about: "the manifest asks for all", groups: "all", call: "GET /{group}/members", today: manifest.SelectedGroups, want: "all limit.possible granted.groups"},
	} {
		t.Run(c.about, func(t *testing.T) {
			text := grants("manage_group")
			if c.groups != "" {
				text = strings.Replace(text, "reason:", "groups: "+c.groups+", reason:", 1)
			}
			r := build(t, program(t, text, c.call), func(in *review.Input) {
				in.Granted = &granted.List{File: "panel.txt", Grants: []granted.Grant{{Permission: "manage_group", Groups: c.today, Line: 1}}}
			})
			limit := boxOf(t, r, "manage_group").Limit
			codes := []string{limit.Code}
			for _, why := range limit.Why {
				codes = append(codes, why.Code)
				if len(why.Places) == 0 {
					t.Errorf("%s rests on nothing", why.Code)
				}
			}
			if got := strings.Join(codes, " "); got != c.want {
				t.Errorf("limit %q, want %q", got, c.want)
			}
		})
	}
}

// TestWhatMatters shows which facts and settings an app gets.
func TestWhatMatters(t *testing.T) {
	for _, c := range []struct {
		about, manifest string
		calls           []string
		want            string
	}{
		{about: "a custom integration", manifest: "type: custom\n" + grants("logout"), calls: []string{"POST /{member}/logout"}, want: "everyone live forever unused idle; removal"},
		{about: "with webhooks", manifest: grants("message") + "webhooks: [{object: page, fields: [messages]}]\n", calls: []string{"ON page messages"}, want: "everyone live forever unused; removal"},
		{about: "of somebody else", manifest: "type: third-party\n" + grants("logout"), calls: []string{"POST /{member}/logout"}, want: "everyone live forever;"},
		{about: "with groups", manifest: grants("read_group"), calls: []string{"GET /{group}/feed"}, want: "everyone live forever scopable unused idle; removal"},
		{about: "with nothing to grant", manifest: grants("logout"), calls: []string{"GET /{group}/feed"}, want: "everyone live forever scopable unused idle; removal"},
		{about: "without boxes", manifest: "permissions: []\n", want: "everyone live forever idle;"},
	} {
		t.Run(c.about, func(t *testing.T) {
			r := build(t, program(t, c.manifest, c.calls...), nil)
			var facts []string
			for _, f := range r.Facts {
				facts = append(facts, strings.TrimPrefix(f.Code, "fact."))
			}
			got := strings.Join(facts, " ") + ";"
			if slices.ContainsFunc(r.Settings, func(s review.Setting) bool { return s.Code == "removal" }) {
				got += " removal"
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// TestHygiene shows that each audience has its sentence, and that what is found
// twice counts once.
func TestHygiene(t *testing.T) {
	at := func(line int) audit.Position { return audit.Position{File: "main.go", Line: line, Column: 1} }
	r := build(t, program(t, ""), func(in *review.Input) {
		in.Hygiene = review.Hygiene{Files: 3, Commits: 2, Shallow: true, Found: []audit.Position{at(1)}}
		in.Hygiene.Leaks = []review.Leak{
			{To: review.InCode, Position: audit.Position{File: "main.go", Line: 1, Column: 9}},
			{To: review.InCode, Position: at(2)},
			{To: review.OwnServer, Position: at(3)},
			{To: review.OwnServer, Position: at(4)},
			{To: review.Browsers, Position: at(5)},
		}
	})
	var got []string
	for _, s := range r.Hygiene {
		got = append(got, s.Text)
	}
	want := []string{
		"Credentials are in 2 places of the files or the history. Reset them before you grant anything.",
		"Older commits are not in this clone and were not searched.",
		"In one place the code gives a credential to browsers or devices. If that ran, reset it first.",
		"In 2 places a credential can get into errors, logs or files of the server. Whoever reads those has it.",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
