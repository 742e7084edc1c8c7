package secrets

import (
	"bytes"
	"context"
	"errors"
	"io"
	"path"
	"strings"
)

// Staged searches what the next commit of the repository at dir adds: the files
// of the index that differ from the last commit, as they are in the index. A
// credential that the last commit has in the same file is not reported.
func (s *Scanner) Staged(ctx context.Context, dir string) (*Result, error) {
	repo, err := openRepository(ctx, dir)
	if err != nil {
		return nil, err
	}
	changed, err := repo.staged()
	if err != nil {
		return nil, err
	}
	objects, err := repo.objects()
	if err != nil {
		return nil, err
	}
	c, sc := s.collect(), s.newScan()
	for i := range changed {
		if err = c.staged(sc, repo, objects, &changed[i]); err != nil {
			break
		}
	}
	closeErr := objects.close()
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, err
	case closeErr != nil:
		return nil, closeErr
	}
	return c.finish(), nil
}

// staged lists the files that the next commit changes.
func (r *repository) staged() ([]change, error) {
	head, err := r.output("rev-parse", "--verify", "--quiet", "HEAD^{tree}")
	if err != nil { // There is no commit yet.
		head, err = r.output("hash-object", "-t", "tree", "--stdin")
	}
	if err != nil {
		return nil, err
	}
	args := []string{
		"diff-index", "--cached", "--raw", "-z", "--no-abbrev", "--find-renames", "--relative",
		"--no-ext-diff", "--no-textconv", "--ignore-submodules=all", strings.TrimSpace(string(head)),
	}
	out, err := r.output(append(args, r.pathspec()...)...)
	if err != nil {
		return nil, err
	}
	var files []change
	err = changes(bytes.NewReader(out), func(c *change) error {
		if c.isFile() && c.status != 'D' && c.status != 'U' {
			files = append(files, *c)
		}
		return nil
	}, func(string) error { return nil })
	return files, err
}

func (c *collector) staged(sc *scan, repo *repository, objects *objects, file *change) error {
	inner := repo.Prefix + file.path
	if c.scanner.leavesOut(c, inner) {
		return nil
	}
	before := make(map[known]bool)
	if strings.Trim(file.oldID, "0") != "" {
		err := objects.read(file.oldID, func(r io.Reader, size int64) {
			if c.scanner.tooLarge(size) {
				return
			}
			spots, _, _ := sc.file(inner, r) // What cannot be searched is not known.
			for _, s := range spots {
				before[known{s.rule.RuleID, s.secret}] = true
			}
		})
		if err != nil && !errors.Is(err, errMissing) {
			return err
		}
	}
	src := source{path: file.path, inner: inner, known: before, isFile: true}
	return c.object(repo, sc, objects, file.id, src)
}

// object searches an object.
func (c *collector) object(repo *repository, sc *scan, objects *objects, id string, src source) error {
	err := objects.read(id, func(r io.Reader, size int64) {
		switch {
		case c.scanner.tooLarge(size):
			c.skip(src.path, tooLarge(c.scanner.options.MaxFileSize).Error())
		case c.scanner.opensArchive(src.path):
			c.archive(repo.ctx, sc, src, r, size)
		default:
			c.search(sc, src, r)
		}
	})
	if errors.Is(err, errMissing) {
		c.skip(src.path, err.Error())
		return nil
	}
	return err
}

// archive searches an archive that is not a file.
func (c *collector) archive(ctx context.Context, sc *scan, src source, r io.Reader, size int64) {
	a := archive{scanner: c.scanner, collector: c, scan: sc, ctx: ctx, source: src}
	if err := a.inner(src.path, path.Base(src.path), r, size); err != nil && ctx.Err() == nil {
		c.skip(src.path, reason(err))
	}
}

func (s *Scanner) tooLarge(size int64) bool {
	return s.options.MaxFileSize > 0 && size > s.options.MaxFileSize
}

// leavesOut reports whether the file at path is left out by its path.
func (s *Scanner) leavesOut(c *collector, path string) bool {
	if s.opensArchive(path) || !s.skipsPath(path) {
		return false
	}
	c.leaveOut(path)
	return true
}
