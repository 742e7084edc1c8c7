package secrets

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strconv"
	"strings"

	"github.com/workplacelint/workplacelint/internal/git"
)

// A repository is read for one search.
type repository struct {
	*git.Repository
	ctx context.Context
}

func openRepository(ctx context.Context, dir string) (*repository, error) {
	r, err := git.Open(ctx, dir)
	return &repository{r, ctx}, err
}

func (r *repository) command(args ...string) *exec.Cmd { return r.Command(r.ctx, args...) }

func (r *repository) output(args ...string) ([]byte, error) { return r.Output(r.ctx, args...) }

// pathspec limits a command to the directory.
func (r *repository) pathspec() []string {
	if r.Prefix == "" {
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
