package pagetext_test

import (
	"fmt"
	"testing"

	"github.com/workplacelint/workplacelint/internal/pagetext"
)

func TestPrinted(t *testing.T) {
	for _, test := range []struct{ source, name, want string }{
		{"<script>const cfg = {{.}};</script>", "", "[[]]"},
		{"<p>{{.Token}}</p>", "", "[[Token]]"},
		{"{{.App.Token | printf `%q`}}", "", "[[App Token]]"},
		{"{{if .Token}}set{{end}}", "", "[]"},
		{"{{len .Token}} {{eq .Token `x`}}", "", "[]"},
		{"{{with .App}}{{.ID}}{{end}}", "", "[[App ID]]"},
		{"{{range .Apps}}{{.ID}}{{$.Name}}{{end}}", "", "[[Apps ID] [Name]]"},
		{"{{$t := .Token}}{{$t}}", "", "[[Token]]"},
		{"{{define `row`}}{{.ID}}{{end}}{{template `row` .App}}", "", "[[App ID]]"},
		{"{{define `row`}}{{.ID}}{{end}}{{.Name}}", "row", "[[ID]]"},
		{"{{define `loop`}}{{.ID}}{{template `loop` .}}{{end}}{{template `loop` .}}", "", "[[ID]]"},
		{"{{(index .Apps 0).Token}}", "", "[[Apps Token]]"},
		{"{{shout .Name}}", "", "[[Name]]"},
		{"nothing", "", "[]"},
	} {
		got, err := pagetext.Printed(test.source, test.name)
		if err != nil || fmt.Sprint(got) != test.want {
			t.Errorf("%s: got %v, %v, want %s", test.source, got, err, test.want)
		}
	}
	if _, err := pagetext.Printed("{{.Token", ""); err == nil {
		t.Error("a template that does not end is accepted")
	}
}
