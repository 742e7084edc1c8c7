package secrets

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// A repository is read with the plumbing commands of git. They are called so
// that nothing runs that the repository configures: no hook, filter, text
// conversion, pager, signature check, file system monitor or remote helper.
type repository struct {
	ctx    context.Context
	dir    string
	prefix string // of dir in the repository, with a slash at its end; may be empty
}

// gitSettings override what a repository may set.
var gitSettings = []string{
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

// gitVariables are added to the environment of git.
var gitVariables = []string{
	"GIT_ALLOW_PROTOCOL=none", // objects that are missing are not fetched
	"GIT_NO_LAZY_FETCH=1",
	"GIT_OPTIONAL_LOCKS=0",
	"GIT_TERMINAL_PROMPT=0",
	"LC_ALL=C",
}

// droppedVariables make git run programs or write elsewhere.
var droppedVariables = []string{
	"GIT_EXTERNAL_DIFF", "GIT_PAGER", "PAGER", "GIT_SSH", "GIT_SSH_COMMAND", "GIT_PROXY_COMMAND", "GIT_ASKPASS",
	"GIT_TRACE", "GIT_TRACE2", "GIT_TRACE2_EVENT", "GIT_TRACE2_PERF", "GIT_TRACE_SETUP", "GIT_LITERAL_PATHSPECS",
}

func openRepository(ctx context.Context, dir string) (*repository, error) {
	r := &repository{ctx: ctx, dir: dir}
	out, err := r.output("rev-parse", "--show-prefix")
	if err != nil {
		return nil, err
	}
	r.prefix = strings.TrimSuffix(string(out), "\n")
	return r, nil
}

func (r *repository) command(args ...string) *exec.Cmd {
	cmd := exec.CommandContext(r.ctx, "git", slices.Concat(gitSettings, args)...)
	cmd.Dir = r.dir
	for _, v := range os.Environ() {
		name, value, _ := strings.Cut(v, "=")
		switch {
		case slices.Contains(droppedVariables, name):
			continue
		case slices.Contains([]string{"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"}, name) && value != "":
			// Hooks get these relative to the directory they run in.
			if abs, err := filepath.Abs(value); err == nil {
				v = name + "=" + abs
			}
		}
		cmd.Env = append(cmd.Env, v)
	}
	cmd.Env = append(cmd.Env, gitVariables...)
	return cmd
}

// output runs git and returns what it prints.
func (r *repository) output(args ...string) ([]byte, error) {
	var stdout, stderr bytes.Buffer
	cmd := r.command(args...)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		return nil, gitError(err, args[0], stderr.String())
	}
	return stdout.Bytes(), nil
}

func gitError(err error, command, stderr string) error {
	if _, ok := errors.AsType[*exec.ExitError](err); !ok {
		return err
	}
	line, _, _ := strings.Cut(strings.TrimSpace(stderr), "\n")
	if line == "" {
		line = err.Error()
	}
	return fmt.Errorf("git %s: %s", command, strings.TrimPrefix(line, "fatal: "))
}

// pathspec limits a command to the directory.
func (r *repository) pathspec() []string {
	if r.prefix == "" {
		return nil
	}
	return []string{"--", "."}
}

// objects gives the content of objects as they are stored.
type objects struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
}

func (r *repository) objects() (*objects, error) {
	o := &objects{cmd: r.command("cat-file", "--batch")}
	var err error
	if o.in, err = o.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	stdout, err := o.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	o.out = bufio.NewReaderSize(stdout, 64<<10)
	return o, o.cmd.Start()
}

// errMissing is the error of an object that is not in the repository.
var errMissing = errors.New("the object is missing in the repository")

// read calls use with the content of an object and its size.
func (o *objects) read(id string, use func(r io.Reader, size int64)) error {
	if _, err := io.WriteString(o.in, id+"\n"); err != nil {
		return err
	}
	header, err := o.out.ReadString('\n')
	if err != nil {
		return err
	}
	fields := strings.Fields(header) // id, type, size
	if len(fields) != 3 {
		return errMissing
	}
	size, err := strconv.ParseInt(fields[2], 10, 64)
	if err != nil {
		return fmt.Errorf("git cat-file: expected a size, have %q", fields[2])
	}
	content := &io.LimitedReader{R: o.out, N: size}
	use(content, size)
	if _, err := io.CopyN(io.Discard, o.out, content.N+1); err != nil { // and a line end
		return err
	}
	return nil
}

func (o *objects) close() error {
	return errors.Join(o.in.Close(), o.cmd.Wait())
}

// A change is one line of what git prints for a difference.
type change struct {
	mode, oldID, id string
	status          byte
	path            string
}

// isFile reports whether the change leaves a regular file.
func (c *change) isFile() bool { return strings.HasPrefix(c.mode, "100") }

// changes reads what git prints with --raw -z. It calls other for what stands
// between the changes.
func changes(r io.Reader, use func(*change) error, other func(string) error) error {
	scanner := bufio.NewScanner(r)
	scanner.Buffer(nil, 1<<20)
	scanner.Split(splitNUL)
	next := func() string {
		scanner.Scan()
		return scanner.Text()
	}
	for scanner.Scan() {
		text := scanner.Text()
		fields := strings.Fields(text) // :old-mode new-mode old-id new-id status
		if len(fields) != 5 || text[0] != ':' {
			if err := other(text); err != nil {
				return err
			}
			continue
		}
		c := &change{mode: fields[1], oldID: fields[2], id: fields[3], status: fields[4][0], path: next()}
		if c.status == 'R' || c.status == 'C' {
			c.path = next()
		}
		if err := use(c); err != nil {
			return err
		}
	}
	return scanner.Err()
}

func splitNUL(data []byte, atEOF bool) (advance int, token []byte, err error) {
	if i := bytes.IndexByte(data, 0); i >= 0 {
		return i + 1, data[:i], nil
	}
	if atEOF && len(data) > 0 {
		return len(data), data, nil
	}
	return 0, nil, nil
}
