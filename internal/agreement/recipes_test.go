package agreement_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"github.com/workplacelint/workplacelint/internal/credential/credentialtest"
)

// machine is where recipes run: the tool is installed, and what would install it
// from elsewhere does nothing.
func machine(t *testing.T) (path string) {
	t.Helper()
	for _, name := range []string{"bash", "make", "git"} {
		if _, err := exec.LookPath(name); err != nil {
			t.Skipf("recipes are for machines with %s", name)
		}
	}
	dir := t.TempDir()
	real, err := exec.LookPath("go")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(workplacelint(t), filepath.Join(dir, "workplacelint")); err != nil {
		t.Fatal(err)
	}
	shim := "#!/bin/sh\nif [ \"$1\" = install ]; then echo \"$@\" >> " + dir + "/installed; exit; fi\nexec " + real + " \"$@\"\n"
	if err := os.WriteFile(filepath.Join(dir, "go"), []byte(shim), 0o700); err != nil {
		t.Fatal(err)
	}
	return dir
}

// script runs lines as a runner does and returns the exit code.
func script(t *testing.T, path, dir string, env []string, lines ...string) (out string, code int) {
	t.Helper()
	cmd := exec.Command("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", strings.Join(lines, "\n"))
	cmd.Dir = dir
	cmd.Env = append(append(os.Environ(), "PATH="+path+":"+os.Getenv("PATH")), env...)
	text, _ := cmd.CombinedOutput() // the exit code is a result
	return string(text), cmd.ProcessState.ExitCode()
}

func decode(t *testing.T, file string, into any) {
	t.Helper()
	if err := yaml.Unmarshal([]byte(read(t, filepath.Join(root, file))), into); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
}

func installed(t *testing.T, path string) {
	t.Helper()
	if got := read(t, filepath.Join(path, "installed")); !strings.HasPrefix(got, "install github.com/workplacelint/workplacelint/cmd/workplacelint@") {
		t.Errorf("the recipe runs go %s", got)
	}
}

// TestGitHubAction runs the steps of the composite action as the runner does, with
// the defaults of its inputs.
func TestGitHubAction(t *testing.T) {
	var action struct {
		Inputs map[string]struct{ Default string }
		Runs   struct {
			Steps []struct {
				Run string
				Env map[string]string
			}
		}
	}
	decode(t, ".github/actions/check/action.yml", &action)
	path, dir, temp := machine(t), module(t), t.TempDir()
	var pairs []string
	for name, input := range action.Inputs {
		pairs = append(pairs, "${{ inputs."+name+" }}", input.Default)
	}
	expand := strings.NewReplacer(append(pairs, "${{ runner.temp }}", temp)...)
	var out string
	var code int
	for i, step := range action.Runs.Steps {
		env := []string{"GITHUB_OUTPUT=" + filepath.Join(temp, "output")}
		for name, value := range step.Env {
			env = append(env, name+"="+expand.Replace(value))
		}
		if strings.Contains(step.Run, "${{") {
			t.Errorf("step %d puts an expression into its script", i+1)
		}
		out, code = script(t, path, dir, env, step.Run)
		if code != 0 && i < len(action.Runs.Steps)-1 {
			t.Fatalf("step %d fails:\n%s", i+1, out)
		}
	}
	installed(t, path)
	if code != 1 || !strings.Contains(out, "::error file=graph/groups.go,line=95,") {
		t.Errorf("exit code %d:\n%s", code, out)
	}
	file, ok := strings.CutPrefix(strings.TrimSpace(read(t, filepath.Join(temp, "output"))), "sarif=")
	if !ok || !strings.Contains(read(t, file), missing) {
		t.Errorf("the output names no SARIF file with the findings: %q", file)
	}
}

// TestGitLabTemplate runs the script of the template.
func TestGitLabTemplate(t *testing.T) {
	var file map[string]struct {
		Variables map[string]string
		Script    []string
		Artifacts struct{ Reports map[string]string }
	}
	decode(t, "docs/ci/gitlab.yml", &file)
	path, dir := machine(t), module(t)
	job := file["workplacelint"]
	var env []string
	for name, value := range job.Variables {
		env = append(env, name+"="+value)
	}
	out, code := script(t, path, dir, env, job.Script...)
	installed(t, path)
	if code != 1 || !strings.Contains(out, missing) {
		t.Errorf("exit code %d:\n%s", code, out)
	}
	var issues []struct{ Fingerprint, Description string }
	text := read(t, filepath.Join(dir, job.Artifacts.Reports["codequality"]))
	if err := json.Unmarshal([]byte(text), &issues); err != nil || len(issues) != 2 || issues[0].Fingerprint == "" {
		t.Errorf("%v: the artefact is\n%s", err, text)
	}
}

// TestMakefile includes the makefile in one of a program.
func TestMakefile(t *testing.T) {
	path, dir := machine(t), module(t)
	recipe, err := filepath.Abs(filepath.Join(root, "docs/ci/workplacelint.mk"))
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "Makefile"), "WORKPLACELINT := workplacelint\ninclude "+recipe+"\n")
	if out, code := script(t, path, dir, nil, "make workplacelint"); code == 0 || !strings.Contains(out, missing) {
		t.Errorf("exit code %d:\n%s", code, out)
	}
	commit := []string{"git init -q", "git add .", "git -c user.name=a -c user.email=a@b commit -qm first", "make workplacelint-new BASE=HEAD"}
	if out, code := script(t, path, dir, nil, commit...); code != 0 || strings.Contains(out, missing+" ") && !strings.Contains(out, "suppressed") {
		t.Errorf("what is not new is reported; exit code %d:\n%s", code, out)
	}
}

// TestLefthook runs the hooks by lefthook itself, which 'make lefthook' fetches.
func TestLefthook(t *testing.T) {
	program := os.Getenv("WORKPLACELINT_LEFTHOOK")
	if program == "" {
		t.Skip("lefthook is no Go module that can be had; 'make lefthook' fetches it from npm")
	}
	path, dir := machine(t), module(t)
	recipe := read(t, filepath.Join(root, "docs/ci/lefthook.yml"))
	write(t, filepath.Join(dir, "lefthook.yml"), recipe)
	out, code := script(t, path, dir, nil, "git init -q", "git add .", program+" run pre-push --all-files --force")
	if code == 0 || !strings.Contains(out, missing) {
		t.Errorf("pre-push: exit code %d:\n%s", code, out)
	}
	if out, code := script(t, path, dir, nil, program+" run pre-commit"); code != 0 {
		t.Errorf("pre-commit without a credential: exit code %d:\n%s", code, out)
	}
	token := credentialtest.New("lefthook").Token(200)
	write(t, filepath.Join(dir, "token.go"), "package main\n\nconst token = \""+token+"\"\n")
	if out, code := script(t, path, dir, nil, "git add .", program+" run pre-commit"); code == 0 {
		t.Errorf("pre-commit with a credential passes:\n%s", out)
	}
}
