package lsp_test

import (
	"context"
	"encoding/json"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/creachadair/jrpc2"
	"github.com/creachadair/jrpc2/channel"

	"github.com/workplacelint/workplacelint/internal/credential/credentialtest"
	"github.com/workplacelint/workplacelint/internal/lsp"
	"github.com/workplacelint/workplacelint/internal/report"
)

// editor is a client of a server, as an editor is.
type editor struct {
	*jrpc2.Client
	notes chan *jrpc2.Request
	done  chan error
}

// endless is an input that nobody closes, as a terminal or a parent process.
type endless struct{ io.Reader }

func (e endless) Read(p []byte) (int, error) {
	n, err := e.Reader.Read(p)
	if n == 0 && err != nil {
		select {}
	}
	return n, err
}

func start(t *testing.T, cfg lsp.Config) *editor {
	t.Helper()
	toServer, fromClient := io.Pipe()
	toClient, fromServer := io.Pipe()
	e := &editor{notes: make(chan *jrpc2.Request, 16), done: make(chan error, 1)}
	go func() { e.done <- lsp.Serve(endless{toServer}, fromServer, cfg) }()
	e.Client = jrpc2.NewClient(channel.LSP(toClient, fromClient), &jrpc2.ClientOptions{
		OnNotify: func(r *jrpc2.Request) { e.notes <- r },
	})
	return e
}

// call returns the answer as text.
func (e *editor) call(t *testing.T, method, params string) string {
	t.Helper()
	r, err := e.Call(context.Background(), method, json.RawMessage(params))
	if err != nil {
		t.Fatalf("%s: %v", method, err)
	}
	return r.ResultString()
}

func (e *editor) tell(t *testing.T, method, params string) {
	t.Helper()
	if err := e.Notify(context.Background(), method, json.RawMessage(params)); err != nil {
		t.Fatalf("%s: %v", method, err)
	}
}

func (e *editor) note(t *testing.T) string {
	t.Helper()
	r := <-e.notes
	return r.Method() + " " + r.ParamString()
}

func holds(t *testing.T, what, got string, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(got, w) {
			t.Errorf("%s: expected %s in\n%s", what, w, got)
		}
	}
}

func TestServer(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"main.go":        "package main\n\nvar x = \"𝄞\" + get()\n",
		"workplace.yaml": "permissions:\n  - name: read_group\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	uri := (&url.URL{Scheme: "file", Path: dir}).String()
	endpoint := "GET /{group-id}/feed"
	token := credentialtest.New("lsp").Token(200)
	found := true
	e := start(t, lsp.Config{
		Version: "v1",
		Explain: func(name string) string { return map[string]string{"read_group": "Read group content"}[name] },
		Analyze: func(_ context.Context, in string) (*lsp.Program, error) {
			if in != dir {
				t.Errorf("directory %s, want %s", in, dir)
			}
			at := report.Position{File: "main.go", Line: 3, Column: 18}
			c := &report.Check{}
			if found {
				c.Findings = []report.Finding{{
					Analyzer: "missinggrant", Category: "missing", Severity: report.Error, Message: "needs\x1b it " + token, Position: at,
					Evidence: []report.Evidence{{Note: "path", Position: report.Position{File: "main.go", Line: 1, Column: 1}}},
					Fixes:    []report.Fix{{Message: "Drop it", Edits: []report.Edit{{File: "main.go", Start: 31, End: 34, NewText: "put"}}}},
				}}
			}
			c.Finish()
			found = false
			return &lsp.Program{Check: c, Inventory: &report.Inventory{Requests: []report.Request{{
				Endpoint: &endpoint, Position: at, Needs: []report.Need{{AnyOf: []string{"read_group"}, Why: "endpoint"}},
			}}}}, nil
		},
	})
	holds(t, "initialize", e.call(t, "initialize", `{"rootUri":"`+uri+`","capabilities":{}}`), `"hoverProvider":true`, `"codeActionProvider":true`, `"save":true`)
	e.tell(t, "initialized", `{}`)
	first := e.note(t)
	if strings.Contains(first, token) {
		t.Error("a diagnostic holds a credential")
	}
	holds(t, "diagnostics", first, "textDocument/publishDiagnostics", uri+"/main.go", `"code":"missinggrant:missing"`,
		`"message":"needs\\x1b it `, `"severity":1`, `"start":{"line":2,"character":15}`, `"relatedInformation":[{"location":`)
	holds(t, "hover on a request", e.call(t, "textDocument/hover",
		`{"textDocument":{"uri":"`+uri+`/main.go"},"position":{"line":2,"character":3}}`), endpoint, `needs read_group`)
	holds(t, "hover on a permission", e.call(t, "textDocument/hover",
		`{"textDocument":{"uri":"`+uri+`/workplace.yaml"},"position":{"line":1,"character":14}}`), "Read group content")
	holds(t, "hover on nothing", e.call(t, "textDocument/hover",
		`{"textDocument":{"uri":"`+uri+`/main.go"},"position":{"line":0,"character":0}}`), "null")
	holds(t, "from a finding to its evidence", e.call(t, "textDocument/definition",
		`{"textDocument":{"uri":"`+uri+`/main.go"},"position":{"line":2,"character":3}}`), uri+"/main.go", `"start":{"line":0,"character":0}`)
	holds(t, "from a permission to the requests that need it", e.call(t, "textDocument/definition",
		`{"textDocument":{"uri":"`+uri+`/workplace.yaml"},"position":{"line":1,"character":14}}`), uri+"/main.go", `"start":{"line":2,"character":15}`)
	holds(t, "from nothing", e.call(t, "textDocument/definition",
		`{"textDocument":{"uri":"`+uri+`/workplace.yaml"},"position":{"line":0,"character":0}}`), "[]")
	holds(t, "quick fix", e.call(t, "textDocument/codeAction",
		`{"textDocument":{"uri":"`+uri+`/main.go"},"range":{"start":{"line":2,"character":0},"end":{"line":2,"character":0}},"context":{"diagnostics":[]}}`),
		`"title":"Drop it"`, `"newText":"put"`, `"start":{"line":2,"character":15},"end":{"line":2,"character":18}`)

	e.tell(t, "textDocument/didSave", `{"textDocument":{"uri":"`+uri+`/main.go"}}`)
	holds(t, "after a fix", e.note(t), uri+"/main.go", `"diagnostics":[]`)
	e.call(t, "shutdown", `null`)
	e.tell(t, "exit", `null`)
	if err := <-e.done; err != nil {
		t.Errorf("the server ends with %v", err)
	}
}
