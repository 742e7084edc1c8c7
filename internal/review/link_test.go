package review_test

import (
	"testing"

	"github.com/workplacelint/workplacelint/internal/review"
)

func TestLinker(t *testing.T) {
	for _, c := range []struct{ remote, prefix, file, want string }{
		{"https://github.com/acme/bot.git", "", "graph/a b.go", "https://github.com/acme/bot/blob/c0ffee/graph/a%20b.go#L7"},
		{"git@github.com:acme/bot.git", "svc/", "main.go", "https://github.com/acme/bot/blob/c0ffee/svc/main.go#L7"},
		{"ssh://git@gitlab.com:22/acme/team/bot", "", "main.go", "https://gitlab.com/acme/team/bot/-/blob/c0ffee/main.go#L7"},
		{"https://user:pass" + "word@bitbucket.org/acme/bot/", "", "main.go", "https://bitbucket.org/acme/bot/src/c0ffee/main.go#lines-7"},
		{"https://git.example.com/acme/bot", "", "main.go", ""},
		{"../bot", "", "main.go", ""},
		{"javascript:alert(1)//github.com/a/b", "", "main.go", ""},
		{"https://github.com/acme/bot", "", "../other/main.go", ""},
		{"https://github.com/acme/bot", "", "/elsewhere/main.go", ""},
	} {
		l, err := review.NewLinker(c.remote, "c0ffee", c.prefix)
		if err != nil {
			t.Fatal(err)
		}
		if got := l.Line(c.file, 7); got != c.want {
			t.Errorf("%s: %s: %q, want %q", c.remote, c.file, got, c.want)
		}
	}
}
