package agreement_test

import (
	"encoding/json"
	"net/url"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/creachadair/jrpc2"
	"github.com/creachadair/jrpc2/channel"
)

// TestEditor speaks to "workplacelint lsp" as an editor does, over the standard
// input and output of the process. 'make editor' does so with the client library
// of the protocol.
func TestEditor(t *testing.T) {
	dir := module(t)
	write(t, filepath.Join(dir, "extra/proof.go"), badProof)
	cmd := exec.Command(workplacelint(t), "lsp")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	notes := make(chan string, 16)
	editor := jrpc2.NewClient(channel.LSP(out, in), &jrpc2.ClientOptions{OnNotify: func(r *jrpc2.Request) { notes <- r.ParamString() }})
	uri := func(name string) string { return fileURI(filepath.Join(dir, name)) }
	ask := func(method, params string, want ...string) {
		t.Helper()
		answer, err := editor.Call(t.Context(), method, json.RawMessage(params))
		if err != nil {
			t.Fatalf("%s: %v", method, err)
		}
		for _, w := range want {
			if !strings.Contains(answer.ResultString(), w) {
				t.Errorf("%s: expected %s in\n%s", method, w, answer.ResultString())
			}
		}
	}
	ask("initialize", `{"processId":1,"rootUri":"`+uri("")+`","capabilities":{}}`, `"name":"workplacelint"`)
	if err := editor.Notify(t.Context(), "initialized", struct{}{}); err != nil {
		t.Fatal(err)
	}
	diagnostics := <-notes + <-notes + <-notes // of three files
	for _, w := range []string{missing, unused, "appsecretproof:proof-algorithm"} {
		if !strings.Contains(diagnostics, w) {
			t.Errorf("no diagnostic says %s:\n%s", w, diagnostics)
		}
	}
	at := func(name, line, character string) string {
		return `{"textDocument":{"uri":"` + uri(name) + `"},"position":{"line":` + line + `,"character":` + character + `}}`
	}
	ask("textDocument/hover", at("graph/groups.go", "94", "14"), "GET /{group-id}/feed", "needs read_group", "request is sent here")
	ask("textDocument/definition", at("graph/groups.go", "94", "14"), uri("graph/client.go"))
	ask("textDocument/hover", at("workplace.yaml", "26", "12"), "Read all messages")
	ask("textDocument/codeAction", `{"textDocument":{"uri":"`+uri("extra/proof.go")+`"},"range":{"start":{"line":0,"character":0},"end":{"line":99,"character":0}},"context":{"diagnostics":[]}}`,
		`"kind":"quickfix"`, `"newText":"sha256.New"`)
	ask("shutdown", "null")
	if err := editor.Notify(t.Context(), "exit", nil); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("the server ends with %v", err)
	}
}

func fileURI(file string) string {
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(file)}).String()
}
