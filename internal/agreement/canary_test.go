package agreement_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/creachadair/jrpc2"
	"github.com/creachadair/jrpc2/channel"

	"github.com/workplacelint/workplacelint/internal/credential/credentialtest"
)

// leaky is a program with credentials in its code and its manifest, and a fix.
func leaky(t *testing.T) (dir string, credentials []string) {
	t.Helper()
	fake := credentialtest.New("drivers' canary")
	token, plain, secret := fake.Token(200), fake.Plain(60), fake.Secret()
	dir = module(t)
	write(t, filepath.Join(dir, "extra/proof.go"), badProof)
	write(t, filepath.Join(dir, "leak/main.go"), fmt.Sprintf(`package main

import (
	"log"
	"net/http"

	"example.com/reportbot/extra"
)

type client struct{ key string }

//workplacelint:request GET /%[1]s/feed -- %[1]s
//workplacelint:request %[1]s
func (c client) get(path string) { http.Get("https://graph.workplace.com" + path + "?access_token=" + c.key) }

func main() {
	c := client{key: %[2]q}
	c.get("/community/groups")
	log.Print(c.key)
	http.Get("https://graph.workplace.com/%[1]s/feed?access_token=%[2]s") //workplacelint:ignore %[1]s -- %[2]s
	extra.Me(%[1]q, %[3]q)
}
`, token, plain, secret))
	write(t, filepath.Join(dir, "leak/workplace.yaml"), "version: 1\napp: "+token+"\npermissions:\n  - name: read_group\n    reason: "+token+"\n  - name: "+token+"\n")
	return dir, []string{token, plain, secret}
}

// silent reports whether an output has no twelve characters of a credential.
func silent(t *testing.T, what, output string, credentials []string) {
	t.Helper()
	for n, c := range credentials {
		for i := 0; i+12 <= len(c); i++ {
			if strings.Contains(output, c[i:i+12]) {
				t.Errorf("%s: the output has characters %d to %d of credential %d", what, i, i+12, n+1)
				break
			}
		}
	}
}

// TestDriversCanary lets every driver meet credentials. What 'workplacelint'
// itself prints is tested with the command line.
func TestDriversCanary(t *testing.T) {
	dir, credentials := leaky(t)
	tool := workplacelint(t)
	for _, args := range [][]string{
		{"vet", "-json", "-vettool=" + tool, "./..."},
		{"vet", "-fix", "-diff", "-vettool=" + tool, "./..."},
		{"fix", "-diff", "-fixtool=" + tool, "./..."},
		{"vet", "-appsecretproof.pedantic", "-unresolvedrequest", "-hardcodedtoken", "-vettool=" + tool, "./..."},
	} {
		out, errs := output(t, dir, nil, "go", args...)
		if out+errs == "" {
			t.Errorf("go %s says nothing", args[:2])
		}
		if slices.Contains(args, "-diff") {
			out = withoutContext(out)
		}
		silent(t, strings.Join(args, " "), out+errs, credentials)
	}
}

// withoutContext removes the lines of a diff that are those of the program.
func withoutContext(diff string) string {
	var b strings.Builder
	for l := range strings.Lines(diff) {
		if !strings.HasPrefix(l, " ") && !strings.HasPrefix(l, "-") {
			b.WriteString(l)
		}
	}
	return b.String()
}

// recorded keeps all that a server writes.
type recorded struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (r *recorded) Write(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.text.Write(p)
}

// TestEditorCanary asks the language server about every line of a program that
// holds credentials. Edits are left out: they are text for the program itself.
func TestEditorCanary(t *testing.T) {
	dir, credentials := leaky(t)
	cmd := exec.Command(workplacelint(t), "lsp")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	all := &recorded{}
	cmd.Stderr = all
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	notes := make(chan string, 64)
	editor := jrpc2.NewClient(channel.LSP(out, in), &jrpc2.ClientOptions{OnNotify: func(r *jrpc2.Request) { notes <- r.ParamString() }})
	call := func(method, params string) string {
		t.Helper()
		answer, err := editor.Call(t.Context(), method, json.RawMessage(params))
		if err != nil {
			return err.Error()
		}
		return answer.ResultString()
	}
	call("initialize", `{"processId":1,"rootUri":"`+fileURI(dir)+`","capabilities":{}}`)
	if err := editor.Notify(t.Context(), "initialized", struct{}{}); err != nil {
		t.Fatal(err)
	}
	var diagnostics, answers strings.Builder
	diagnostics.WriteString(<-notes)
	for _, name := range []string{"leak/main.go", "leak/workplace.yaml", "extra/proof.go"} {
		for line := range strings.Count(read(t, filepath.Join(dir, name)), "\n") {
			at := fmt.Sprintf(`{"textDocument":{"uri":%q},"position":{"line":%d,"character":12}}`, fileURI(filepath.Join(dir, name)), line)
			answers.WriteString(call("textDocument/hover", at) + call("textDocument/definition", at))
		}
	}
	call("shutdown", "null")
	// Each file has a notification of its own. All of them came before the answers.
	for len(notes) > 0 {
		diagnostics.WriteString(<-notes)
	}
	if err := editor.Notify(t.Context(), "exit", nil); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("the server ends with %v", err)
	}
	if said := diagnostics.String(); !strings.Contains(said, "appsecretproof") && !strings.Contains(said, "hardcodedtoken") {
		t.Errorf("no diagnostic is about what the program holds:\n%s", said)
	}
	silent(t, "diagnostics", diagnostics.String(), credentials)
	silent(t, "answers", answers.String(), credentials)
	silent(t, "errors", all.text.String(), credentials)
}
