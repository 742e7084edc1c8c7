package oracle_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/evaluate/truth"
	"github.com/workplacelint/workplacelint/internal/oracle"
)

const idiomsDir = "../../testdata/idioms"

// page answers everything: a list with one entry and, on the first page, a
// link to the second.
func page(r oracle.Request) []byte {
	switch {
	case r.Query.Has("batch"), strings.HasPrefix(string(r.Body), "batch="):
		return []byte(`[{"code": 200, "body": "{}"}]`)
	case r.Query.Has("after"):
		return []byte(`{"id": "4711", "data": [{"id": "4711"}]}`)
	}
	next := "https://" + r.Host + r.Path + "?after=c1&" + r.Query.Encode()
	return []byte(`{"id": "4711", "data": [{"id": "4711"}], "paging": {"next": "` + next + `", "cursors": {"after": "c1"}}}`)
}

// needsProxy skips where net/http does not take certificates from the
// environment.
func needsProxy(t *testing.T) {
	t.Helper()
	if runtime.GOOS == "darwin" || runtime.GOOS == "windows" {
		t.Skip("the system's own certificates cannot be replaced here")
	}
}

func build(t *testing.T, dir, pkg string) string {
	t.Helper()
	bin := filepath.Join(t.TempDir(), "program")
	cmd := exec.Command("go", "build", "-o", bin, pkg)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("building %s: %v\n%s", dir, err, out)
	}
	return bin
}

func start(t *testing.T, answer oracle.Answerer) *oracle.Recorder {
	t.Helper()
	r, err := oracle.Start(t.TempDir(), answer)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.Close() })
	return r
}

func claim(c *truth.Call) oracle.Claim {
	var known []string
	for _, f := range c.Fields {
		if f != "?" {
			known = append(known, f)
		}
	}
	return oracle.Claim{
		Method: c.Method, Host: c.Host, Version: c.Version, Path: c.Path,
		Fields: oracle.Fields(known...), FieldsOpen: len(known) < len(c.Fields),
	}
}

// TestIdiomsSendWhatTheyWant runs every idiom: a request that is sent is
// wanted in its file, and a want of the file is sent.
func TestIdiomsSendWhatTheyWant(t *testing.T) {
	needsProxy(t)
	bin := build(t, idiomsDir, "./all")
	names, err := exec.Command(bin).Output()
	if err != nil {
		t.Fatal(err)
	}
	wants, err := truth.Wants(idiomsDir)
	if err != nil {
		t.Fatal(err)
	}
	apis := truth.NewAPIs(catalog.Default())
	recorder := start(t, page)
	files := filesOfFunctions(t)
	sent := make(map[string][]oracle.Request) // by file
	for name := range strings.FieldsSeq(string(names)) {
		cmd := exec.Command(bin, name, "100200300400500")
		cmd.Env = append(os.Environ(), recorder.Env(name)...)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
		file := files[name]
		if file == "" {
			t.Errorf("%s: there is no file with this function", name)
		}
		for _, r := range recorder.Requests(name) {
			if !apis.Has(r.Host, r.Path) {
				continue
			}
			for _, one := range oracle.Expand(r) {
				sent[file] = append(sent[file], one)
				if reasons := uncovered(wants.Calls, file, &one); reasons != nil {
					t.Errorf("%s sends %s %s%s?%s, which %s does not want: %v", name, one.Method, one.Host, one.Path, one.Query.Encode(), file, reasons)
				}
			}
		}
	}
	for i := range wants.Calls {
		if c := &wants.Calls[i]; !c.Apart() && !c.Unseen && !isSent(c, sent[c.File]) {
			t.Errorf("%s is never sent", c)
		}
	}
}

// filesOfFunctions maps package/Function to the file of the function.
func filesOfFunctions(t *testing.T) map[string]string {
	t.Helper()
	files := make(map[string]string)
	matches, err := filepath.Glob(filepath.Join(idiomsDir, "*", "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range matches {
		f, err := parser.ParseFile(token.NewFileSet(), m, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil {
				files[f.Name.Name+"/"+fn.Name.Name] = path.Join(f.Name.Name, filepath.Base(m))
			}
		}
	}
	return files
}

// uncovered returns why none of the calls in file covers a request, or nil.
func uncovered(calls []truth.Call, file string, r *oracle.Request) []string {
	reasons := []string{"it has no wants"}
	for i := range calls {
		if calls[i].File != file {
			continue
		}
		c := claim(&calls[i])
		why := c.Covers(r)
		if why == "" {
			return nil
		}
		reasons = append(reasons, c.String()+": other "+why)
	}
	return reasons
}

func isSent(c *truth.Call, sent []oracle.Request) bool {
	want := claim(c)
	for i := range sent {
		if want.Covers(&sent[i]) == "" {
			return true
		}
	}
	return false
}
