package git_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/workplacelint/workplacelint/internal/git"
)

// run calls git to set up a repository, apart from what this machine configures.
func run(t *testing.T, dir string, args ...string) {
	t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_SYSTEM="+os.DevNull,
		"GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.com", "GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@example.com")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	file := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o755); err != nil {
		t.Fatal(err)
	}
}

func repository(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	run(t, dir, "init", "-q", "-b", "main")
	write(t, dir, "app/main.go", "package main\n")
	write(t, dir, "ä b.txt", "text $Id$\r\n")
	if err := os.Symlink("/etc/passwd", filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	run(t, dir, "add", "-A")
	run(t, dir, "commit", "-q", "-m", "first")
	write(t, dir, "app/main.go", "package main // second\n")
	run(t, dir, "commit", "-q", "-a", "-m", "second")
	return dir
}

func TestExport(t *testing.T) {
	ctx := context.Background()
	dir := repository(t)
	r, err := git.Open(ctx, filepath.Join(dir, "app"))
	if err != nil {
		t.Fatal(err)
	}
	if r.Prefix != "app/" {
		t.Errorf("prefix %q", r.Prefix)
	}
	for rev, want := range map[string]string{"HEAD": "package main // second\n", "main~1": "package main\n"} {
		commit, err := r.Commit(ctx, rev)
		if err != nil {
			t.Fatal(err)
		}
		to := t.TempDir()
		if err := r.Export(ctx, commit, to); err != nil {
			t.Fatal(err)
		}
		for name, want := range map[string]string{"app/main.go": want, "ä b.txt": "text $Id$\r\n"} {
			if got, err := os.ReadFile(filepath.Join(to, name)); string(got) != want {
				t.Errorf("%s: %s is %q, %v; want %q", rev, name, got, err, want)
			}
		}
		if _, err := os.Lstat(filepath.Join(to, "link")); err == nil {
			t.Errorf("%s: a link is written", rev)
		}
	}
}

func TestRevisions(t *testing.T) {
	ctx := context.Background()
	r, err := git.Open(ctx, repository(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, rev := range []string{"", "nothing", "--output=x", "-h", "HEAD:app", "HEAD~5"} {
		if got, err := r.Commit(ctx, rev); err == nil {
			t.Errorf("revision %q is %s", rev, got)
		}
	}
	if _, err := git.Open(ctx, t.TempDir()); err == nil || !strings.Contains(err.Error(), "git rev-parse: not a git repository") {
		t.Errorf("error outside of a repository: %v", err)
	}
}

// Nothing that a repository configures is run: each setting would write a file.
func TestNothingConfiguredRuns(t *testing.T) {
	ctx := context.Background()
	dir := repository(t)
	trap := filepath.Join(t.TempDir(), "trap")
	mark := filepath.Join(t.TempDir(), "ran")
	write(t, filepath.Dir(trap), "trap", "#!/bin/sh\ntouch '"+mark+"'\ncat\n")
	for _, setting := range []string{
		"core.fsmonitor", "filter.x.smudge", "filter.x.clean", "filter.x.process", "diff.x.textconv", "diff.external",
		"core.pager", "pager.ls-tree", "core.sshCommand", "core.askPass", "gpg.program", "credential.helper", "core.alternateRefsCommand",
		"alias.rev-parse", "alias.ls-tree", "alias.cat-file", "uploadpack.packObjectsHook", "tar.tar.gz.command",
	} {
		run(t, dir, "config", setting, trap)
	}
	run(t, dir, "config", "log.showSignature", "true")
	write(t, dir, ".git/info/attributes", "* filter=x diff=x\n")
	for _, hook := range []string{"post-checkout", "pre-commit", "reference-transaction", "post-index-change"} {
		write(t, dir, ".git/hooks/"+hook, "#!/bin/sh\ntouch '"+mark+"'\n")
	}
	r, err := git.Open(ctx, dir)
	if err != nil {
		t.Fatal(err)
	}
	commit, err := r.Commit(ctx, "HEAD")
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Export(ctx, commit, t.TempDir()); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(mark); err == nil {
		t.Error("a program of the repository's settings was run")
	}
}
