package secrets

import (
	"bytes"
	"context"
	"errors"
	"hash/maphash"
	"io"
	"os/exec"
	"strings"

	"github.com/workplacelint/workplacelint/internal/git"
)

// History searches all commits that a reference of the repository at dir leads
// to: each version of each file once, and the messages. A credential is
// reported for the first commit that has it in a file.
func (s *Scanner) History(ctx context.Context, dir string) (*Result, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	repo, err := openRepository(ctx, dir)
	if err != nil {
		return nil, err
	}
	objects, err := repo.objects()
	if err != nil {
		return nil, err
	}
	c := s.collect()
	jobs := make(chan job)
	read := make(chan error, 1)
	h := &history{scanner: s, collector: c, repo: repo, objects: objects, jobs: jobs, seed: maphash.MakeSeed(), seen: make(map[uint64]bool)}
	go func() {
		defer close(jobs)
		err := h.run()
		cancel() // git, if it did not end by itself
		read <- err
	}()
	s.work(jobs)
	err = <-read
	_ = objects.close() // It was read to the end, or the error is known.
	if err != nil {
		return nil, err
	}
	c.result.Commits = h.commits
	h.checkShallow()
	return c.finish(), nil
}

// A history makes jobs of the versions of files, oldest first.
type history struct {
	scanner   *Scanner
	collector *collector
	repo      *repository
	objects   *objects
	jobs      chan<- job
	seed      maphash.Seed
	seen      map[uint64]bool // versions of files that were searched
	commit    string
	commits   int
	order     int
	shallow   bool
}

func (h *history) run() error {
	shallow, err := h.repo.output("rev-parse", "--is-shallow-repository")
	if err != nil {
		return err
	}
	h.shallow = strings.TrimSpace(string(shallow)) == "true"
	args := []string{"--all", "--reverse", "--topo-order"}
	if _, err := h.repo.output("rev-parse", "--verify", "--quiet", "HEAD"); err == nil {
		args = append(args, "HEAD") // which may be detached
	}
	list := h.repo.command(append([]string{"rev-list"}, args...)...)
	diff := h.repo.command(append([]string{
		"diff-tree", "--stdin", "-r", "-m", "--root", "--always", "--raw", "-z", "--no-abbrev", "--no-renames",
		"--relative", "--no-ext-diff", "--no-textconv", "--ignore-submodules=all",
	}, h.repo.pathspec()...)...)
	return pipe(list, diff, func(out io.Reader) error { return changes(out, h.change, h.begin) })
}

// pipe runs two commands, one reading from the other, and calls use with what
// the second prints.
func pipe(first, second *exec.Cmd, use func(io.Reader) error) error {
	var stderr1, stderr2 bytes.Buffer
	first.Stderr, second.Stderr = &stderr1, &stderr2
	between, err := first.StdoutPipe()
	if err != nil {
		return err
	}
	second.Stdin = between
	out, err := second.StdoutPipe()
	if err != nil {
		return err
	}
	if err := first.Start(); err != nil {
		return err
	}
	if err := second.Start(); err != nil {
		_ = first.Process.Kill()
		_ = first.Wait()
		return err
	}
	if err := use(out); err != nil {
		_ = first.Process.Kill()
		_ = second.Process.Kill()
		_, _ = second.Wait(), first.Wait()
		return err
	}
	if err := second.Wait(); err != nil {
		return git.Failure(err, "diff-tree", stderr2.String())
	}
	if err := first.Wait(); err != nil {
		return git.Failure(err, "rev-list", stderr1.String())
	}
	return nil
}

// begin notes the commit that the changes after it are of, and searches its
// message.
func (h *history) begin(commit string) error {
	if commit == h.commit {
		return nil // the difference to the other parent of a merge
	}
	h.commit = commit
	h.commits++
	if h.repo.Prefix != "" {
		return nil
	}
	return h.version(commit, "commit message")
}

func (h *history) change(c *change) error {
	if !c.isFile() || c.status == 'D' || h.isSeen(c) {
		return nil
	}
	if h.scanner.leavesOut(h.collector, h.repo.Prefix+c.path) {
		return nil
	}
	return h.version(c.id, c.path)
}

func (h *history) isSeen(c *change) bool {
	key := maphash.String(h.seed, c.id+" "+c.path)
	if h.seen[key] {
		return true
	}
	h.seen[key] = true
	return false
}

// inMemory is the size up to which a version is searched beside others.
const inMemory = 1 << 20

// version searches one version of a file.
func (h *history) version(id, path string) error {
	h.order++
	src := source{path: path, inner: h.repo.Prefix + path, commit: h.commit, order: h.order}
	var content []byte
	err := h.objects.read(id, func(r io.Reader, size int64) {
		switch {
		case h.scanner.tooLarge(size):
			h.collector.skip(path, tooLarge(h.scanner.options.MaxFileSize).Error())
		case h.scanner.opensArchive(path):
			h.collector.archive(h.repo.ctx, h.scanner.newScan(), src, r, size)
		case size > inMemory:
			h.collector.search(h.scanner.newScan(), src, r)
		default:
			content, _ = io.ReadAll(r) // An error comes back when the rest is read.
		}
	})
	switch {
	case errors.Is(err, errMissing):
		h.collector.skip(path, err.Error())
		return nil
	case err != nil:
		return err
	case len(content) > 0:
		h.jobs <- func(sc *scan) { h.collector.search(sc, src, bytes.NewReader(content)) }
	}
	return nil
}

// checkShallow notes commits that are not here.
func (h *history) checkShallow() {
	if h.shallow {
		h.collector.skip(ShallowHistory.Path, ShallowHistory.Reason)
	}
}
