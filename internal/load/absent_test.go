package load_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/workplacelint/workplacelint/internal/load"
)

// Before Go 1.17 the go command reads the go.mod of every module in the graph, and
// lists nothing if it cannot have one of them, whoever requires it.
func TestAbsentModules(t *testing.T) {
	const mod = `module example.com/m

go 1.16

require (
	example.com/near v1.0.0
	example.invalid/direct v1.2.0
	example.invalid/moved v1.4.0
)

replace example.com/near => ./near

replace example.invalid/moved v1.4.0 => ../nowhere
`
	dir := write(t,
		"go.mod", mod,
		"api/api.go", "package api\n\nimport (\n\t\"net/http\"\n\n\t\"example.com/near\"\n\t\"example.invalid/direct\"\n)\n\nfunc Get() { direct.Do(http.Get(near.Base)) }\n",
		"near/go.mod", "module example.com/near\n\ngo 1.16\n\nrequire example.invalid/far v1.3.0\n",
		"near/near.go", "package near\n\nconst Base = \"https://graph.example/me\"\n",
	)
	prog := program(t, load.Config{Dir: dir, Env: append(os.Environ(), "GOPROXY=off", "GOFLAGS=", "GOWORK=off")})
	var got []string
	for _, s := range prog.Skips {
		if s.File != "" {
			s.File = filepath.Base(s.File)
		}
		got = append(got, s.Package+" "+s.Reason+" "+s.File)
	}
	want := []string{
		"example.invalid/direct version v1.2.0 of this module cannot be had: module lookup disabled by GOPROXY=off go.mod",
		"example.invalid/direct no module that can be had provides package example.invalid/direct api.go",
		"example.invalid/far version v1.3.0 of this module cannot be had: module lookup disabled by GOPROXY=off ",
		"example.invalid/moved version v1.4.0 of this module cannot be had: reading ../nowhere/go.mod",
	}
	if !slices.EqualFunc(got, want, strings.HasPrefix) {
		t.Errorf("skipped %q, want %q", got, want)
	}
	if needed := paths(prog.Needed()); !slices.Equal(needed, []string{"example.com/near", "example.com/m/api"}) {
		t.Errorf("needed are %v", needed)
	}
	if after, err := os.ReadFile(filepath.Join(dir, "go.mod")); err != nil || string(after) != mod {
		t.Errorf("go.mod was changed: %v\n%s", err, after)
	}
	if _, err := os.Stat(filepath.Join(dir, "go.sum")); err == nil {
		t.Error("go.sum was written")
	}
}
