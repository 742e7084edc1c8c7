package secrets_test

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workplacelint/workplacelint/internal/credential/credentialtest"
	"github.com/workplacelint/workplacelint/internal/secrets"
)

// A repo is a real repository for a test.
type repo struct {
	t   *testing.T
	dir string
}

func newRepo(t *testing.T) *repo {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed, and these searches run it")
	}
	t.Setenv("GIT_CONFIG_GLOBAL", os.DevNull)
	t.Setenv("GIT_CONFIG_SYSTEM", os.DevNull)
	for _, who := range []string{"AUTHOR", "COMMITTER"} {
		t.Setenv("GIT_"+who+"_NAME", "Test")
		t.Setenv("GIT_"+who+"_EMAIL", "test@localhost")
		t.Setenv("GIT_"+who+"_DATE", "2026-01-02T03:04:05Z")
	}
	r := &repo{t, t.TempDir()}
	r.git("init", "-q", "-b", "main")
	return r
}

func (r *repo) git(args ...string) string {
	r.t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = r.dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		r.t.Fatalf("git %v: %v\n%s", args, err, out)
	}
	return strings.TrimSpace(string(out))
}

// write writes files, as writeFiles does, and stages all.
func (r *repo) write(files ...string) {
	r.t.Helper()
	writeFiles(r.t, r.dir, files...)
	r.git("add", "-A")
}

// commit writes files, stages all and returns the commit.
func (r *repo) commit(message string, files ...string) string {
	r.t.Helper()
	r.write(files...)
	r.git("commit", "-q", "--allow-empty", "-m", message)
	return r.git("rev-parse", "HEAD")
}

func (r *repo) search(how func(*secrets.Scanner, context.Context, string) (*secrets.Result, error), below ...string) *secrets.Result {
	r.t.Helper()
	s := newScanner(r.t, secrets.Options{DecodeDepth: secrets.DefaultDecodeDepth})
	result, err := how(s, r.t.Context(), filepath.Join(append([]string{r.dir}, below...)...))
	if err != nil {
		r.t.Fatal(err)
	}
	return result
}

func (r *repo) staged(below ...string) *secrets.Result {
	return r.search((*secrets.Scanner).Staged, below...)
}

func (r *repo) history(below ...string) *secrets.Result {
	return r.search((*secrets.Scanner).History, below...)
}

func TestStaged(t *testing.T) {
	r := newRepo(t)
	fake := credentialtest.New("staged")
	old, added := fake.Token(278), fake.Token(278)

	r.write("first.txt", old+"\n")
	wantPlaces(t, r.staged(), "first.txt:1:1 workplace-access-token") // before the first commit
	r.commit("one", "clean.txt", "x\n")
	wantPlaces(t, r.staged())

	// What the last commit has is not of this commit, also if the file moves.
	r.write("first.txt", "moved down\n"+old+"\nand more of the same text\n")
	r.git("mv", "first.txt", "second.txt")
	wantPlaces(t, r.staged())

	// The index counts, not the working tree.
	r.write("clean.txt", "x\n"+added+"\n")
	writeFiles(t, r.dir, "clean.txt", "nothing here\n", "unstaged.txt", added)
	wantPlaces(t, r.staged(), "clean.txt:2:1 workplace-access-token")
	r.write("clean.txt", "nothing here\n", "unstaged.txt", "")
	writeFiles(t, r.dir, "clean.txt", added)
	wantPlaces(t, r.staged())
}

func TestStagedBelow(t *testing.T) {
	r := newRepo(t)
	token := credentialtest.New("below").Token(278)
	r.write("a.txt", token, "sub/b.txt", token, "sub/na me\twith\nall.txt", token, "sub/link/c.txt", token)
	wantPlaces(
		t, r.staged("sub"),
		"b.txt:1:1 workplace-access-token", "link/c.txt:1:1 workplace-access-token",
		"na me\twith\nall.txt:1:1 workplace-access-token",
	)
}

func TestStagedLeavesLinksAlone(t *testing.T) {
	r := newRepo(t)
	outside := t.TempDir()
	writeFiles(t, outside, "secret.txt", credentialtest.New("link").Token(278))
	if err := os.Symlink(filepath.Join(outside, "secret.txt"), filepath.Join(r.dir, "link")); err != nil {
		t.Skipf("no symbolic links here: %v", err)
	}
	r.git("add", "-A")
	wantPlaces(t, r.staged())
}

func TestHistory(t *testing.T) {
	r := newRepo(t)
	fake := credentialtest.New("history")
	gone, branch, tagged, message := fake.Token(278), fake.Token(278), fake.Token(278), fake.Token(278)

	first := r.commit("one", "a.txt", "x\n"+gone+"\n")
	r.commit("two", "a.txt", "x\ny\n"+gone+"\n") // the same, further down
	r.commit("three", "a.txt", "x\n")
	r.git("checkout", "-q", "-b", "side")
	side := r.commit("four", "b.txt", branch)
	r.git("checkout", "-q", "main")
	tag := r.commit("five", "c.txt", tagged)
	r.git("tag", "v1")
	r.git("reset", "-q", "--hard", "HEAD~1")
	last := r.commit("token is " + message)
	r.git("merge", "-q", "--no-ff", "-m", "merge", "side")

	result := r.history()
	wantPlaces(
		t, result,
		"a.txt:2:1 workplace-access-token",
		"b.txt:1:1 workplace-access-token",
		"c.txt:1:1 workplace-access-token",
		"commit message:6:10 workplace-access-token",
	)
	var commits []string
	for i := range result.Findings {
		commits = append(commits, result.Findings[i].Commit)
	}
	if want := []string{first, side, tag, last}; !slices.Equal(commits, want) {
		t.Errorf("commits are %q, expected %q", commits, want)
	}
	if result.Commits != 7 || !result.Complete() {
		t.Errorf("%d commits, complete %t; expected 7, true", result.Commits, result.Complete())
	}
	wantPlaces(t, r.staged())
}

func TestHistoryBelow(t *testing.T) {
	r := newRepo(t)
	token := credentialtest.New("history below").Token(278)
	r.commit("one", "a.txt", token, "sub/b.txt", token)
	r.commit("two", "a.txt", "", "sub/b.txt", "")
	wantPlaces(t, r.history("sub"), "b.txt:1:1 workplace-access-token")
}

func TestHistoryOfShallowClone(t *testing.T) {
	r := newRepo(t)
	r.commit("one", "a.txt", "x")
	r.commit("two", "a.txt", "y")
	clone := &repo{t, t.TempDir()}
	clone.git("clone", "-q", "--depth", "1", "file://"+filepath.ToSlash(r.dir), ".")
	result := clone.history()
	if result.Complete() || result.Skipped[0].Reason != "the clone is shallow: older commits are not in it" {
		t.Errorf("skipped is %+v", result.Skipped)
	}
}

func TestSuppressedLater(t *testing.T) {
	r := newRepo(t)
	token := credentialtest.New("later").Token(278)
	r.commit("one", "a.txt", "x = "+token+"\n")
	r.commit("two", "a.txt", "x = "+token+" # workplacelint:ignore secrets -- revoked\n")
	result := r.history()
	wantPlaces(t, result)
	if result.Suppressed != 1 {
		t.Errorf("%d are suppressed, expected 1", result.Suppressed)
	}
}

// TestGitRunsNothing configures everything by which a repository can make git
// run a program, and checks that none ran.
func TestGitRunsNothing(t *testing.T) {
	r := newRepo(t)
	token := credentialtest.New("nothing").Token(278)
	first := r.commit("one", "a.txt", "x\n")
	r.commit("two", "a.txt", token+"\n")
	r.write("b.txt", token+"\n")

	marker := filepath.Join(t.TempDir(), "ran")
	script := filepath.Join(r.dir, "run.sh")
	if err := os.WriteFile(script, []byte("#!/bin/sh\necho \"$0 $*\" >>'"+marker+"'\ncat\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	writeFiles(t, r.dir, ".gitattributes", "* diff=evil filter=evil merge=evil\n")
	for _, hook := range []string{"pre-commit", "post-index-change", "reference-transaction", "post-checkout"} {
		text, err := os.ReadFile(script)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(r.dir, ".git", "hooks", hook), text, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	for _, key := range []string{
		"core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.gitProxy", "core.askPass", "core.alternateRefsCommand",
		"pager.diff-tree", "pager.rev-list", "diff.external", "diff.evil.textconv", "diff.evil.command", "filter.evil.clean",
		"filter.evil.smudge", "filter.evil.process", "merge.evil.driver", "gpg.program", "credential.helper", "alias.diff-index", "alias.cat-file",
	} {
		value := script
		if strings.HasPrefix(key, "alias.") {
			value = "!" + script
		}
		r.git("config", key, value)
	}
	r.git("config", "log.showSignature", "true")
	r.git("config", "filter.evil.required", "true")
	r.git("config", "remote.origin.url", "ext::"+script)
	r.git("config", "remote.origin.promisor", "true")
	r.git("config", "extensions.partialClone", "origin")
	r.git("config", "protocol.ext.allow", "always")
	// An object that is missing would be fetched from the remote.
	blob := r.git("rev-parse", first+":a.txt")
	if err := os.Remove(filepath.Join(r.dir, ".git", "objects", blob[:2], blob[2:])); err != nil {
		t.Fatal(err)
	}
	// The configuration itself must not have run anything yet.
	_ = os.Remove(marker)

	wantPlaces(t, r.staged(), "b.txt:1:1 workplace-access-token")
	result := r.history()
	wantPlaces(t, result, "a.txt:1:1 workplace-access-token")
	if len(result.Skipped) != 1 || result.Skipped[0].Reason != "the object is missing in the repository" {
		t.Errorf("skipped is %+v", result.Skipped)
	}
	if ran, err := os.ReadFile(marker); err == nil {
		t.Errorf("these ran:\n%s", ran)
	}
}

func TestNoRepository(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("GIT_CEILING_DIRECTORIES", filepath.Dir(dir))
	s := newScanner(t, secrets.Options{})
	if _, err := s.Staged(t.Context(), dir); err == nil || !strings.Contains(err.Error(), "not a git repository") {
		t.Errorf("error is %v", err)
	}
	if _, err := s.History(t.Context(), dir); err == nil || !strings.Contains(err.Error(), "not a git repository") {
		t.Errorf("error is %v", err)
	}
}

func TestCanceled(t *testing.T) {
	r := newRepo(t)
	r.commit("one", "a.txt", "x")
	r.write("a.txt", "y")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	s := newScanner(t, secrets.Options{})
	for name, how := range map[string]func(context.Context, string) (*secrets.Result, error){
		"path": s.Path, "staged": s.Staged, "history": s.History,
	} {
		if _, err := how(ctx, r.dir); err == nil {
			t.Errorf("%s: expected an error", name)
		}
	}
}

// TestNames searches files whose names are odd, as files, in the index and in a
// history, and knows them by a baseline.
func TestNames(t *testing.T) {
	r := newRepo(t)
	token := credentialtest.New("names").Token(278)
	var want []string
	for _, name := range []string{"--help", "-rf", "a\nb", "bad\xff\xfe", "d\xff/e\xff", "quote\"", "semi;$(x)", "sp ace\u202e", "tab\t"} {
		file := filepath.Join(r.dir, name)
		if os.MkdirAll(filepath.Dir(file), 0o755) != nil || os.WriteFile(file, []byte(token+"\n"), 0o600) != nil {
			continue // Some systems have no such names.
		}
		want = append(want, name+":1:1 workplace-access-token")
	}
	r.git("add", "-A")
	baseline := secrets.NewBaseline()
	s := newScanner(t, secrets.Options{Baseline: baseline})
	search := func(what string, search func(context.Context, string) (*secrets.Result, error)) *secrets.Result {
		result, err := search(t.Context(), r.dir)
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		if diff := cmp.Diff(want, places(result)); diff != "" || len(result.Skipped) > 0 {
			t.Errorf("%s: findings (-want +got):\n%s\nskipped: %v", what, diff, result.Skipped)
		}
		return result
	}
	found := search("files", s.Path)
	search("index", s.Staged)
	r.git("commit", "-q", "-m", "odd names")
	search("history", s.History)

	var text bytes.Buffer
	if err := baseline.With(found.Findings).Write(&text); err != nil {
		t.Fatal(err)
	}
	known, err := secrets.ReadBaseline(&text)
	if err != nil {
		t.Fatal(err)
	}
	if r := searchTree(t, r.dir, secrets.Options{Baseline: known}); r.Known != len(want) || len(r.Findings) > 0 {
		t.Errorf("%d are known, want %d; %q are not", r.Known, len(want), places(r))
	}
}
