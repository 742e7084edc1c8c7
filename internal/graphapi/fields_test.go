package graphapi_test

import (
	"strings"
	"testing"

	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/internal/strval"
)

func TestParseFields(t *testing.T) {
	for _, tt := range []struct{ name, text, want, open string }{
		{"empty", "", "", ""},
		{"list", "name,id", "id name", ""},
		{"spaces and newlines", " id ,\n\tname ", "id name", ""},
		{"repetition", "id,id", "id", ""},
		{"empty names", ",id,,name,", "id name", ""},
		{"nested", "from{id,email}", "from from.email from.id", ""},
		{"nested twice", "a{b{c,d},e}", "a a.b a.b.c a.b.d a.e", ""},
		{"modifier", "members.limit(0).summary(true)", "members", ""},
		{"modifier before braces", "members.limit(10){email}", "members members.email", ""},
		{"renamed", "reactions.type(LIKE).limit(0).summary(total_count).as(likes),id", "id reactions", ""},
		{"the same under two names", "posts.as(a){id},posts.as(b){message}", "posts posts.id posts.message", ""},
		{"nested parentheses", "a.filter(x(y),z){b}", "a a.b", ""},
		{"percent-encoded", "from%7Bemail%7D%2Cid", "from from.email id", ""},
		{"as a JSON list", `["id","name"]`, "id name", ""},
		{"missing brace", "from{email", "from from.email", ""},
		{"brace too many", "id},name", "id", ""},
		{"unknown name", "id,<x>", "id", "{x} may be anything"},
		{"unknown part of a name", "id,work_<x>", "id", "{x} may be anything"},
		{"unknown below", "from{<x>}", "from", "{x} may be anything"},
		{"unknown argument", "members.limit(<n>)", "members", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			fields, open := graphapi.ParseFields(strval.Single(fieldsTemplate(tt.text)))
			if got := strings.Join(graphapi.FlatFields(fields), " "); got != tt.want || open != tt.open {
				t.Errorf("ParseFields(%s) = %q open %q, want %q open %q", tt.text, got, open, tt.want, tt.open)
			}
		})
	}
}

// fieldsTemplate reads <x> as a hole, since braces are syntax of fields.
func fieldsTemplate(s string) strval.Template {
	var tmpl strval.Template
	for {
		before, rest, ok := strings.Cut(s, "<")
		tmpl = tmpl.Concat(strval.Lit(before))
		if !ok {
			return tmpl
		}
		name, after, _ := strings.Cut(rest, ">")
		tmpl, s = tmpl.Concat(strval.Of(strval.Hole{Name: name})), after
	}
}

func TestParseFieldsJoinsAlternatives(t *testing.T) {
	fields, open := graphapi.ParseFields(strval.SetOf(strval.Lit("id,from{name}"), strval.Lit("from{email}")))
	if got := strings.Join(graphapi.FlatFields(fields), " "); got != "from from.email from.name id" || open != "" {
		t.Errorf("got %q open %q", got, open)
	}
}

func TestParseFieldsIsBounded(t *testing.T) {
	deep := strings.Repeat("a{", 1000)
	if _, open := graphapi.ParseFields(strval.String(deep)); !strings.Contains(open, "deeper") {
		t.Errorf("open is %q, want that it is too deep", open)
	}
}
