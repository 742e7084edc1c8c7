package agreement_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestGoVet runs "go vet" as a person does who works on a program.
func TestGoVet(t *testing.T) {
	tool, dir := workplacelint(t), module(t)
	vet := func(args ...string) string {
		out, errs := output(t, dir, nil, "go", slices.Concat([]string{"vet"}, args, []string{"-vettool=" + tool, "./..."})...)
		return out + errs
	}
	first := vet()
	if !strings.Contains(first, missing) || !strings.Contains(first, unused) {
		t.Errorf("findings are missing in\n%s", first)
	}
	// The go command prints what it runs. What it has kept it does not run again.
	second := vet("-x")
	if strings.Contains(second, "vet.cfg") || !strings.Contains(second, missing) {
		t.Errorf("the second run does not use what is kept:\n%s", second)
	}
	manifest := filepath.Join(dir, "workplace.yaml")
	edit(t, manifest, "name: read_all_messages", "name: read_user_email")
	if out := vet(); out != "" {
		t.Errorf("with another manifest it says\n%s", out)
	}

	// A fix changes Go files alone, and nothing twice.
	proof := filepath.Join(dir, "extra/proof.go")
	before := read(t, manifest)
	for name, fix := range map[string]func(){
		"go vet -fix":     func() { vet("-fix") },
		"go fix -fixtool": func() { output(t, dir, nil, "go", "fix", "-fixtool="+tool, "./...") },
	} {
		write(t, proof, badProof)
		fix()
		fix()
		if text := read(t, proof); !strings.Contains(text, `token + "|" + seconds`) || !strings.Contains(text, "sha256.New") {
			t.Errorf("%s leaves\n%s", name, text)
		}
		if read(t, manifest) != before {
			t.Errorf("%s changes the manifest", name)
		}
	}
}

func read(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
