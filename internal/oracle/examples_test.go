package oracle_test

import (
	"bufio"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/evaluate/truth"
	"github.com/workplacelint/workplacelint/internal/oracle"
)

const examplesDir = "../../testdata/examples"

// A visit is one run of an example.
type visit struct {
	args    []string
	files   map[string]string // that the run finds in its directory
	webhook []string          // bodies sent to a run that listens
}

type example struct {
	name    string
	pkg     string
	answers map[string]string // by METHOD PATH, then by "METHOD PATH?" with a page to follow
	visits  []visit
	// beyond are requests that the code alone does not decide: they are
	// covered by a call whose path is not known, and by nothing else.
	beyond []string
	// unsent are calls that none of the visits reaches.
	unsent []string
}

// run runs the example and returns what it sends.
func (e *example) run(t *testing.T) []oracle.Request {
	t.Helper()
	bin := build(t, filepath.Join(examplesDir, e.name), e.pkg)
	recorder := start(t, e.answer)
	for _, v := range e.visits {
		dir := t.TempDir()
		for name, text := range v.files {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		ctx, stop := context.WithTimeout(t.Context(), time.Minute)
		cmd := exec.CommandContext(ctx, bin, v.args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), recorder.Env(e.name)...)
		for _, name := range []string{"WORKPLACE_ACCESS_TOKEN", "WORKPLACE_APP_SECRET", "WP_ACCESS_TOKEN", "WP_APP_SECRET"} {
			cmd.Env = append(cmd.Env, name+"="+invented)
		}
		if v.webhook != nil {
			serve(t, cmd, v.webhook)
		} else if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s %s: %v\n%s", e.name, strings.Join(v.args, " "), err, out)
		}
		stop()
	}
	return recorder.Requests(e.name)
}

const invented = "in" + "vented"

func (e *example) answer(r oracle.Request) []byte {
	if text, ok := e.answers[r.Method+" "+r.Path]; ok {
		return []byte(text)
	}
	return []byte(`{"id": "990001", "success": true, "data": []}`)
}

// serve sends webhooks to a program that says where it listens.
func serve(t *testing.T, cmd *exec.Cmd, bodies []string) {
	t.Helper()
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(stderr)
	for lines.Scan() {
		if addr, ok := strings.CutPrefix(lines.Text(), "listening on "); ok {
			for _, body := range bodies {
				deliver(t, addr, body)
			}
			break
		}
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Error(err)
	}
	for lines.Scan() { // The pipe must be empty before Wait.
		t.Log(lines.Text())
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("%s: %v", cmd, err)
	}
}

func deliver(t *testing.T, addr, body string) {
	t.Helper()
	mac := hmac.New(sha256.New, []byte(invented))
	mac.Write([]byte(body))
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+addr+"/webhook", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("X-Hub-Signature-256", "sha256="+hex.EncodeToString(mac.Sum(nil)))
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	if res.StatusCode != http.StatusOK {
		t.Errorf("webhook %s: %s", body, res.Status)
	}
}

// TestExamplesSendWhatTheyWant runs the examples: what they send is what
// requests.want.json says, which somebody wrote who read them.
func TestExamplesSendWhatTheyWant(t *testing.T) {
	needsProxy(t)
	apis := truth.NewAPIs(catalog.Default())
	for _, e := range examples {
		t.Run(e.name, func(t *testing.T) {
			calls := exampleCalls(t, e.name)
			beyond, sent := make(map[string]bool), expand(e.run(t))
			for i := range sent {
				r := &sent[i]
				if !apis.Has(r.Host, r.Path) || coveredByCall(calls, r) {
					continue
				}
				beyond[r.Method+" "+r.Path] = true
			}
			compareSets(t, "covered by no call with a path", beyond, e.beyond)
			unsent := make(map[string]bool)
			for i := range calls {
				if c := &calls[i]; c.Path != "" && !isSent(c, sent) {
					unsent[c.String()] = true
				}
			}
			compareSets(t, "never sent", unsent, e.unsent)
		})
	}
}

func expand(requests []oracle.Request) []oracle.Request {
	var all []oracle.Request
	for _, r := range requests {
		all = append(all, oracle.Expand(r)...)
	}
	return all
}

func exampleCalls(t *testing.T, name string) []truth.Call {
	t.Helper()
	f, err := os.Open(filepath.Join(examplesDir, name, "requests.want.json"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	programs, err := truth.Read(f)
	if err != nil || len(programs) != 1 {
		t.Fatalf("%s: %d programs, %v", f.Name(), len(programs), err)
	}
	return programs[0].Calls
}

func coveredByCall(calls []truth.Call, r *oracle.Request) bool {
	for i := range calls {
		if c := claim(&calls[i]); c.Path != "" && c.Covers(r) == "" {
			return true
		}
	}
	return false
}

func compareSets(t *testing.T, what string, have map[string]bool, want []string) {
	t.Helper()
	for _, w := range want {
		if !have[w] {
			t.Errorf("%s should be %s", w, what)
		}
		delete(have, w)
	}
	for h := range have {
		t.Errorf("%s is %s", h, what)
	}
}
