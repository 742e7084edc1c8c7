package git

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// maxFile bounds a file that is written; a larger one is no source code.
const maxFile = 16 << 20

// entry is one file of a tree.
type entry struct {
	id   string
	name string // slash-separated, in the repository
}

// Export writes the files of a commit below dir, as they are stored: attributes
// of the repository convert nothing. Links and submodules are left out, and so
// is what is too large for source code.
func (r *Repository) Export(ctx context.Context, commit, dir string) error {
	files, err := r.files(ctx, commit)
	if err != nil {
		return err
	}
	cmd := r.Command(ctx, "cat-file", "--batch")
	in, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	out := bufio.NewReaderSize(stdout, 64<<10)
	for _, f := range files {
		if err = exportFile(in, out, f, dir); err != nil {
			break
		}
	}
	if e := in.Close(); err == nil {
		err = e
	}
	if err != nil {
		// git waits for a reader that is gone.
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		return err
	}
	return cmd.Wait()
}

func (r *Repository) files(ctx context.Context, commit string) ([]entry, error) {
	out, err := r.Output(ctx, "ls-tree", "-r", "-z", "--full-tree", commit)
	if err != nil {
		return nil, err
	}
	var files []entry
	for line := range strings.SplitSeq(string(out), "\x00") {
		about, name, _ := strings.Cut(line, "\t")
		fields := strings.Fields(about) // mode, type, id
		if len(fields) != 3 || fields[0] != "100644" && fields[0] != "100755" {
			continue // a link, a submodule or the end
		}
		if !filepath.IsLocal(filepath.FromSlash(name)) {
			return nil, fmt.Errorf("git ls-tree: expected names below the root, have %q", name)
		}
		files = append(files, entry{fields[2], name})
	}
	return files, nil
}

func exportFile(in io.Writer, out *bufio.Reader, f entry, dir string) error {
	if _, err := io.WriteString(in, f.id+"\n"); err != nil {
		return err
	}
	header, err := out.ReadString('\n')
	if err != nil {
		return err
	}
	fields := strings.Fields(header) // id, type, size
	if len(fields) != 3 {
		return fmt.Errorf("%s is missing in the repository; a partial clone has to fetch it first", f.name)
	}
	size, err := strconv.ParseInt(fields[2], 10, 64)
	if err != nil {
		return fmt.Errorf("git cat-file: expected a size, have %q", fields[2])
	}
	if size > maxFile {
		_, err := io.CopyN(io.Discard, out, size+1)
		return err
	}
	var content bytes.Buffer
	if _, err := io.CopyN(&content, out, size); err != nil {
		return err
	}
	if _, err := out.Discard(1); err != nil { // the line end after it
		return err
	}
	name := filepath.Join(dir, filepath.FromSlash(f.name))
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return err
	}
	return os.WriteFile(name, content.Bytes(), 0o600)
}
