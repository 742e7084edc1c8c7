package lexical_test

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/workplacelint/workplacelint/internal/lexical"
)

// An oracle splits files of some languages by itself.
type oracle struct {
	command []string
	env     []string
	dir     string            // of files to split
	rows    map[string]string // by how names end
	joined  bool              // it does not part strings at the code in them
}

// TestOracles compares with lexers that others have written, on all files of the
// packages that they come with. make lexers gets them; WORKPLACELINT_LEXERS is
// the directory.
func TestOracles(t *testing.T) {
	dir := os.Getenv("WORKPLACELINT_LEXERS")
	if dir == "" {
		t.Skip("WORKPLACELINT_LEXERS is not set: nothing was compared with other lexers; make lexers does it")
	}
	modules := filepath.Join(dir, "node_modules")
	t.Run("scripts", func(t *testing.T) {
		compareWith(t, oracle{
			command: []string{"node", "--max-old-space-size=1500", "testdata/lexers/scripts.cjs"}, env: []string{"NODE_PATH=" + modules}, dir: modules,
			rows: map[string]string{".js": "javascript", ".mjs": "javascript", ".cjs": "javascript", ".jsx": "javascript", ".ts": "typescript", ".tsx": "tsx"},
		})
	})
	t.Run("python", func(t *testing.T) {
		lib, err := exec.Command("python3", "-c", "import sysconfig; print(sysconfig.get_paths()['stdlib'])").Output()
		if err != nil {
			t.Skipf("python3: %v: Python was not compared", err)
		}
		compareWith(t, oracle{
			command: []string{"python3", "testdata/lexers/python.py"}, dir: strings.TrimSpace(string(lib)),
			rows: map[string]string{".py": "python"}, joined: true,
		})
	})
}

// verdict is what an oracle says of a file.
type verdict struct {
	File  string
	Error string
	Spans [][3]any
}

func compareWith(t *testing.T, o oracle) {
	t.Helper()
	cmd := exec.Command(o.command[0], o.command[1:]...)
	cmd.Env = append(os.Environ(), o.env...)
	cmd.Stdin = strings.NewReader(strings.Join(o.files(t), "\n"))
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Skipf("%v: nothing was compared", err)
	}
	scanner := bufio.NewScanner(out)
	scanner.Buffer(nil, 64<<20)
	files, spans, refused, differ := map[string]int{}, map[string]int{}, 0, 0
	for scanner.Scan() {
		var v verdict
		if err := json.Unmarshal(scanner.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		if v.Error != "" {
			refused++
			continue
		}
		row := o.rows[filepath.Ext(v.File)]
		files[row]++
		spans[row] += len(v.Spans)
		if diff := o.difference(t, &v, row); diff != "" {
			differ++
			t.Errorf("%s: %s", v.File, diff)
		}
	}
	if err := cmd.Wait(); err != nil {
		t.Fatalf("%v: %s", err, stderr.String())
	}
	for _, row := range slices.Sorted(maps.Keys(files)) {
		t.Logf("%s: %d files, %d spans", row, files[row], spans[row])
	}
	t.Logf("%d files differ; %d that are not of the language were left out", differ, refused)
	if len(files) == 0 {
		t.Error("no file was compared")
	}
}

// files lists the files to split.
func (o *oracle) files(t *testing.T) []string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(o.dir, func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() && o.rows[filepath.Ext(name)] != "" && !strings.HasSuffix(name, ".d.ts") {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// difference says where an oracle and the table differ first, "" if they do not.
func (o *oracle) difference(t *testing.T, v *verdict, row string) string {
	t.Helper()
	text, err := os.ReadFile(v.File)
	if err != nil {
		t.Fatal(err)
	}
	var want, got []string
	for _, s := range v.Spans {
		want = append(want, fmt.Sprintf("%09.0f-%.0f %v", s[1], s[2], s[0]))
	}
	for _, s := range o.shape(lexical.Split(lexical.Named(row), string(text))) {
		if s.Kind != lexical.Code {
			got = append(got, fmt.Sprintf("%09d-%d %s", s.Start, s.End, s.Kind))
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	for i := range max(len(want), len(got)) {
		w, g := at(want, i), at(got, i)
		if w != g {
			return fmt.Sprintf("lexer says %q, table says %q", w, g)
		}
	}
	return ""
}

func at(list []string, i int) string {
	if i < len(list) {
		return list[i]
	}
	return "nothing more"
}

// shape joins the parts of strings if the oracle does not part them: what is in
// them is then part of them.
func (o *oracle) shape(spans []lexical.Span) []lexical.Span {
	if !o.joined {
		return spans
	}
	var joined []lexical.Span
	open := 0
	for _, s := range spans {
		isString := s.Kind == lexical.String
		if isString && s.Opens && !s.Closes {
			open++
		}
		if open == 0 || open == 1 && isString && s.Opens && !s.Closes {
			joined = append(joined, s)
		}
		if isString && s.Closes && !s.Opens {
			open--
			if open == 0 {
				joined[len(joined)-1].End = s.End
			}
		}
	}
	slices.SortFunc(joined, func(a, b lexical.Span) int { return cmp.Compare(a.Start, b.Start) })
	return joined
}
