package sink_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/workplacelint/workplacelint/internal/sink"
	"github.com/workplacelint/workplacelint/rules"
)

func TestRulesLoad(t *testing.T) {
	if _, err := sink.LoadSinks(rules.Files); err != nil {
		t.Error(err)
	}
	if _, err := sink.LoadCarriers(rules.Files); err != nil {
		t.Error(err)
	}
}

func TestIndex(t *testing.T) {
	x := sink.Default()
	printf := x.Calls["log.Printf"]
	if printf.Signature == nil || printf.Sink.Category != "log" {
		t.Fatalf("log.Printf is no sink: %+v", printf)
	}
	for arg, want := range []sink.Role{sink.Format, sink.Print, sink.Print, sink.Print} {
		if got := printf.Role(arg); got != want {
			t.Errorf("argument %d of log.Printf: %s, want %s", arg, got, want)
		}
	}
	if got := x.Calls["net/http.Error"].Role(7); got != sink.None {
		t.Errorf("an argument that is not there: %s", got)
	}
	if !x.Carry["(*strings.Builder).WriteString"].Receiver {
		t.Error("a builder is not written to")
	}
}

// What is wrong in a rule file is named.
func TestRefused(t *testing.T) {
	const head = "audiences: {own: {severity: warning, about: logs}}\nsinks:\n"
	const row = "  - {category: log, to: own, says: s, reach: r, instead: i, confidence: documented, source: x, calls: [%]}\n"
	for rule, want := range map[string]string{
		head + "  - {category: log, too: own}\n":                                             "too",
		head + strings.ReplaceAll(row, "%", `"log.Print(prints...)"`):                        `"prints"`,
		head + strings.ReplaceAll(row, "%", `"log.Print"`):                                   "NAME(ROLES)",
		head + strings.ReplaceAll(row, "%", `"a.F(text)", "a.F(text)"`):                      "a.F once",
		head + strings.ReplaceAll(strings.ReplaceAll(row, "%", ""), "own", "someone"):        "audience",
		head + strings.ReplaceAll(strings.ReplaceAll(row, "%", ""), "documented", "perhaps"): "perhaps",
		head + strings.ReplaceAll(row, "%", "") + strings.ReplaceAll(row, "%", ""):           "category log once",
		head: "categories",
	} {
		_, err := sink.LoadSinks(fstest.MapFS{sink.SinksFile: {Data: []byte(rule)}})
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), sink.SinksFile) {
			t.Errorf("%s\ngot %v, want an error that names %s", rule, err, want)
		}
	}
}
