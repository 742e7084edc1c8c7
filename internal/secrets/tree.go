package secrets

import (
	"context"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"github.com/workplacelint/workplacelint/internal/rootfs"
)

// Path searches the directory or file at name. Files in findings are relative
// to it, or to the directory of the file. Links are not followed: what they
// point to is searched where it is, if it is below the directory.
func (s *Scanner) Path(ctx context.Context, name string) (*Result, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	dir, start := name, "."
	if !info.IsDir() {
		dir, start = filepath.Dir(name), filepath.Base(name)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer func() { _ = root.Close() }() // It was only read.
	c := s.collect()
	jobs := make(chan job)
	walked := make(chan error, 1)
	go func() {
		defer close(jobs)
		w := walk{scanner: s, collector: c, root: root, jobs: jobs, start: start}
		walked <- w.run(ctx)
	}()
	s.work(jobs)
	if err := <-walked; err != nil {
		return nil, err
	}
	return c.finish(), nil
}

// A walk makes jobs of the files below a directory.
type walk struct {
	scanner   *Scanner
	collector *collector
	root      *os.Root
	jobs      chan<- job
	start     string
}

func (w *walk) run(ctx context.Context) error {
	return fs.WalkDir(rootfs.New(w.root), filepath.ToSlash(w.start), func(name string, d fs.DirEntry, err error) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			w.collector.skip(name, reason(err))
			return nil
		}
		return w.entry(ctx, name, d)
	})
}

func (w *walk) entry(ctx context.Context, name string, d fs.DirEntry) error {
	switch {
	case d.IsDir():
		if name != "." && w.scanner.skipsPath(name) {
			return fs.SkipDir
		}
		return nil
	case !d.Type().IsRegular() && name != w.start:
		return nil // Links, devices, pipes.
	case w.scanner.leavesOut(w.collector, name):
		return nil
	}
	w.jobs <- func(sc *scan) {
		if err := w.search(ctx, sc, name); err != nil && ctx.Err() == nil {
			w.collector.skip(name, reason(err))
		}
	}
	return nil
}

func (w *walk) search(ctx context.Context, sc *scan, name string) error {
	f, err := w.root.Open(filepath.FromSlash(name))
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if w.scanner.tooLarge(info.Size()) {
		return tooLarge(w.scanner.options.MaxFileSize)
	}
	if w.scanner.opensArchive(name) {
		a := archive{scanner: w.scanner, collector: w.collector, scan: sc, ctx: ctx}
		return a.open(path.Clean(name), f, info.Size())
	}
	w.collector.search(sc, source{path: name, isFile: true}, &contextReader{ctx, f})
	return nil
}
