// Package git reads repositories of others with the plumbing commands of git.
//
// They are called so that nothing runs that the repository configures: no hook,
// filter, text conversion, pager, signature check, file system monitor or
// remote helper.
package git

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// settings override what a repository may set.
var settings = []string{
	"--no-pager", "--no-replace-objects", "--literal-pathspecs",
	"-c", "core.fsmonitor=false",
	"-c", "core.hooksPath=" + os.DevNull,
	"-c", "core.attributesFile=" + os.DevNull,
	"-c", "core.untrackedCache=false",
	"-c", "core.quotePath=false",
	"-c", "diff.external=",
	"-c", "log.showSignature=false",
	"-c", "protocol.allow=never",
}

// variables are added to the environment of git.
var variables = []string{
	"GIT_ALLOW_PROTOCOL=none", // objects that are missing are not fetched
	"GIT_NO_LAZY_FETCH=1",
	"GIT_OPTIONAL_LOCKS=0",
	"GIT_TERMINAL_PROMPT=0",
	"LC_ALL=C",
}

// dropped are variables that make git run programs or write elsewhere.
var dropped = []string{
	"GIT_EXTERNAL_DIFF", "GIT_PAGER", "PAGER", "GIT_SSH", "GIT_SSH_COMMAND", "GIT_PROXY_COMMAND", "GIT_ASKPASS",
	"GIT_TRACE", "GIT_TRACE2", "GIT_TRACE2_EVENT", "GIT_TRACE2_PERF", "GIT_TRACE_SETUP", "GIT_LITERAL_PATHSPECS",
}

// A Repository is where a directory is under version control.
type Repository struct {
	// Prefix is the directory in the repository, with a slash at its end; it is
	// empty at the root.
	Prefix string

	dir string
}

// Open finds the repository of a directory.
func Open(ctx context.Context, dir string) (*Repository, error) {
	r := &Repository{dir: dir}
	out, err := r.Output(ctx, "rev-parse", "--show-prefix")
	if err != nil {
		return nil, err
	}
	r.Prefix = strings.TrimSuffix(string(out), "\n")
	return r, nil
}

// Commit returns the object name of the commit that a person calls rev.
func (r *Repository) Commit(ctx context.Context, rev string) (string, error) {
	out, err := r.Output(ctx, "rev-parse", "--verify", "--quiet", "--end-of-options", rev+"^{commit}")
	if err != nil {
		return "", fmt.Errorf("%q: expected a revision of this repository", rev)
	}
	return strings.TrimSpace(string(out)), nil
}

// Command returns a git command for the directory. It has not been started.
func (r *Repository) Command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "git", slices.Concat(settings, args)...)
	cmd.Dir = r.dir
	for _, v := range os.Environ() {
		name, value, _ := strings.Cut(v, "=")
		switch {
		case slices.Contains(dropped, name):
			continue
		case slices.Contains([]string{"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"}, name) && value != "":
			// Hooks get these relative to the directory they run in.
			if abs, err := filepath.Abs(value); err == nil {
				v = name + "=" + abs
			}
		}
		cmd.Env = append(cmd.Env, v)
	}
	cmd.Env = append(cmd.Env, variables...)
	return cmd
}

// Output runs git and returns what it prints.
func (r *Repository) Output(ctx context.Context, args ...string) ([]byte, error) {
	var stdout, stderr bytes.Buffer
	cmd := r.Command(ctx, args...)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		return nil, Failure(err, args[0], stderr.String())
	}
	return stdout.Bytes(), nil
}

// Failure is the error of a command that did not succeed, in the words that git
// printed.
func Failure(err error, command, stderr string) error {
	if _, ok := errors.AsType[*exec.ExitError](err); !ok {
		return err
	}
	line, _, _ := strings.Cut(strings.TrimSpace(stderr), "\n")
	if line == "" {
		line = err.Error()
	}
	return fmt.Errorf("git %s: %s", command, strings.TrimPrefix(line, "fatal: "))
}
