package prooftest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"
)

// The credentials that cases are run with. They are nobody's.
const (
	Token  = "DQVJ" + "0invented0token0"
	Secret = "0123456789abcdef" + "0123456789abcdef" //workplacelint:ignore hardcodedtoken -- invented, for programs under test
)

// Calls is how often a case is run: a proof that is kept shows in the second
// call, minutes later.
const Calls = 2

// Run copies the module in dir, runs each case [Calls] times against [Check]
// and returns, by ID, why a call was refused; the entry of a case that was
// always accepted is nil.
//
// The clock of the cases moves one second whenever it is read and six minutes
// between calls, so a clock that is read twice and a proof that is kept show.
func Run(ctx context.Context, dir string, cases []Case) (refused map[string]error, err error) {
	work, err := os.MkdirTemp("", "prooftest")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(work)) }()
	module, err := copyModule(dir, work)
	if err != nil {
		return nil, err
	}
	if err := writeRunner(work, module, cases); err != nil {
		return nil, err
	}
	judge := newJudge()
	server := httptest.NewServer(judge)
	defer server.Close()
	cmd := exec.CommandContext(ctx, "go", "run", "./runner", server.URL)
	cmd.Dir = work
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("running the cases: %w\n%s", err, stderr.String())
	}
	return judge.outcome(cases, out)
}

// copyModule copies Go files with another clock and returns the module path.
func copyModule(dir, work string) (module string, err error) {
	module, err = moduleOf(dir)
	if err != nil {
		return "", err
	}
	if err := write(filepath.Join(work, "go.mod"), []byte("module "+module+"\n\ngo 1.26\n")); err != nil {
		return "", err
	}
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".go" {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		src, err = withClock(src, module)
		if err != nil {
			return fmt.Errorf("%s: %w", rel, err)
		}
		return write(filepath.Join(work, rel), src)
	})
	return module, err
}

// moduleOf returns the path of the module in dir.
func moduleOf(dir string) (string, error) {
	mod, err := os.ReadFile(filepath.Join(dir, "go.mod"))
	if err != nil {
		return "", err
	}
	_, rest, _ := strings.Cut(string(mod), "module ")
	path, _, _ := strings.Cut(rest, "\n")
	return path, nil
}

func write(path string, src []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	return os.WriteFile(path, src, 0o600)
}

// withClock replaces time.Now by the clock of the run.
func withClock(src []byte, module string) ([]byte, error) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "", src, 0)
	if err != nil {
		return nil, err
	}
	var at []int
	ast.Inspect(file, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if pkg, ok := sel.X.(*ast.Ident); ok && pkg.Name == "time" && sel.Sel.Name == "Now" {
			at = append(at, fset.Position(sel.Pos()).Offset)
		}
		return true
	})
	if len(at) == 0 {
		return src, nil
	}
	var out bytes.Buffer
	name := fset.Position(file.Name.End()).Offset
	out.Write(src[:name])
	fmt.Fprintf(&out, "\n\nimport tick %q", module+"/runner/tick")
	from := name
	for _, offset := range at {
		out.Write(src[from:offset])
		out.WriteString("tick.Now")
		from = offset + len("time.Now")
	}
	out.Write(src[from:])
	out.WriteString("\nvar _ time.Duration\n")
	return out.Bytes(), nil
}

const tick = `package tick

import "time"

var now = time.Now().Truncate(time.Second).Add(437 * time.Millisecond)

func Now() time.Time {
	now = now.Add(time.Second)
	return now
}

func Pass(d time.Duration) { now = now.Add(d) }

func Show() time.Time { return now }
`

const runner = `package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"MODULE/runner/tick"
IMPORTS)

type function func(c *http.Client, token, secret string) (*http.Response, error)

type transport struct {
	host string
	id   string
}

func (t transport) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.URL.Scheme, r.URL.Host = "http", t.host
	r.Header.Set("X-Case", t.id)
	r.Header.Set("X-Now", strconv.FormatInt(tick.Show().Unix(), 10))
	return http.DefaultTransport.RoundTrip(r)
}

func main() {
	if err := os.WriteFile("app-secret.txt", []byte(SECRET+"\n"), 0o600); err != nil {
		panic(err)
	}
	host := strings.TrimPrefix(os.Args[1], "http://")
	failed := map[string]string{}
	for range CALLS {
		tick.Pass(6 * time.Minute)
		for _, c := range cases {
			resp, err := c.run(&http.Client{Transport: transport{host, c.id}}, TOKEN, SECRET)
			if err != nil {
				failed[c.id] = err.Error()
				continue
			}
			io.Copy(io.Discard, resp.Body)
			resp.Body.Close()
		}
	}
	out, err := json.Marshal(failed)
	if err != nil {
		panic(err)
	}
	fmt.Println(string(out))
}

var cases = []struct {
	id  string
	run function
}{
CASES}
`

// writeRunner writes a program that runs the cases.
func writeRunner(work, module string, cases []Case) error {
	var imports, list strings.Builder
	seen := map[string]string{}
	for _, c := range cases {
		alias, ok := seen[c.Dir]
		if !ok {
			alias = "p" + strconv.Itoa(len(seen))
			seen[c.Dir] = alias
			fmt.Fprintf(&imports, "\t%s %q\n", alias, module+"/"+c.Dir)
		}
		fmt.Fprintf(&list, "\t{%q, %s.%s},\n", c.ID, alias, c.ID)
	}
	text := strings.NewReplacer(
		"MODULE", module, "IMPORTS", imports.String(), "CASES", list.String(),
		"CALLS", strconv.Itoa(Calls), "TOKEN", strconv.Quote(Token), "SECRET", strconv.Quote(Secret),
	).Replace(runner)
	return errors.Join(
		write(filepath.Join(work, "runner", "main.go"), []byte(text)),
		write(filepath.Join(work, "runner", "tick", "tick.go"), []byte(tick)),
	)
}

// A judge is the server that the cases talk to.
type judge struct {
	mu      sync.Mutex
	calls   map[string]int
	refused map[string]error
}

func newJudge() *judge { return &judge{calls: map[string]int{}, refused: map[string]error{}} }

func (j *judge) ServeHTTP(_ http.ResponseWriter, r *http.Request) {
	seconds, err := strconv.ParseInt(r.Header.Get("X-Now"), 10, 64)
	if err == nil {
		err = Check(r, Secret, time.Unix(seconds, 0))
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	id := r.Header.Get("X-Case")
	j.calls[id]++
	if err != nil {
		j.refused[id] = fmt.Errorf("call %d: %w", j.calls[id], err)
	}
}

// outcome joins what the server saw with the errors that the cases returned.
func (j *judge) outcome(cases []Case, out []byte) (map[string]error, error) {
	failed := map[string]string{}
	if err := json.Unmarshal(out, &failed); err != nil {
		return nil, fmt.Errorf("output of the cases: %w", err)
	}
	result := map[string]error{}
	for _, c := range cases {
		result[c.ID] = j.refused[c.ID]
		if msg, ok := failed[c.ID]; ok {
			result[c.ID] = errors.New(msg)
		}
		if j.calls[c.ID] != Calls && result[c.ID] == nil {
			result[c.ID] = fmt.Errorf("%d requests arrived, expected %d", j.calls[c.ID], Calls)
		}
	}
	return result, nil
}
