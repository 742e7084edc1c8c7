package secrets

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/bzip2"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// What an archive may unfold to. An archive that holds more is searched to the
// limit and reported as skipped.
const (
	maxUnpacked = 1 << 30  // bytes of one archive
	maxMembers  = 100_000  // files in one archive
	maxInner    = 64 << 20 // bytes of an archive in an archive, which is kept in memory
)

type archiveFormat int

const (
	noArchive archiveFormat = iota
	tarFormat
	tarGzipFormat
	tarBzip2Format
	gzipFormat
	bzip2Format
	zipFormat
)

// archiveSuffixes are the archives that can be opened, by how names end.
var archiveSuffixes = []struct {
	suffix string
	format archiveFormat
}{
	{".tar.gz", tarGzipFormat},
	{".tgz", tarGzipFormat},
	{".tar.bz2", tarBzip2Format},
	{".tbz2", tarBzip2Format},
	{".tbz", tarBzip2Format},
	{".tar", tarFormat},
	{".gem", tarFormat},
	{".gz", gzipFormat},
	{".bz2", bzip2Format},
	{".zip", zipFormat},
	{".jar", zipFormat},
	{".war", zipFormat},
	{".aar", zipFormat},
	{".apk", zipFormat},
	{".ipa", zipFormat},
	{".whl", zipFormat},
	{".egg", zipFormat},
	{".nupkg", zipFormat},
}

// unopened are archives that cannot be opened.
var unopened = []string{".xz", ".txz", ".zst", ".lz4", ".lz", ".br", ".sz", ".7z", ".rar", ".deb", ".rpm", ".dmg", ".iso"}

func formatOf(name string) archiveFormat {
	lower := strings.ToLower(name)
	for _, a := range archiveSuffixes {
		if strings.HasSuffix(lower, a.suffix) {
			return a.format
		}
	}
	return noArchive
}

// opensArchive reports whether the file at name is an archive to look into.
func (s *Scanner) opensArchive(name string) bool {
	return s.options.ArchiveDepth > 0 && formatOf(name) != noArchive && !s.skipsPath(path.Dir(name)+"/")
}

// leaveOut counts what is left out by its path, if that may be a surprise.
func (c *collector) leaveOut(name string) {
	closed := hasSuffix(name, unopened)
	if formatOf(name) == noArchive && !closed {
		return
	}
	if closed && c.scanner.options.ArchiveDepth > 0 {
		c.skip(name, "archives of this format cannot be opened")
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.result.Archives++
}

func hasSuffix(name string, suffixes []string) bool {
	lower := strings.ToLower(name)
	for _, s := range suffixes {
		if strings.HasSuffix(lower, s) {
			return true
		}
	}
	return false
}

// An archive is being searched, with the archives in it.
type archive struct {
	scanner   *Scanner
	collector *collector
	scan      *scan
	ctx       context.Context
	source    source // of the outermost archive
	depth     int
	unpacked  int64
	members   int
}

// errLimit ends the search of an archive that holds too much.
var errLimit = fmt.Errorf("holds more than %s or %d files", formatSize(maxUnpacked), maxMembers)

// open searches the archive that r gives. The readers of archives may panic on
// one that is made for it.
func (a *archive) open(name string, r io.Reader, size int64) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = errors.New("not readable as an archive")
		}
	}()
	a.depth++
	defer func() { a.depth-- }()
	switch formatOf(name) {
	case tarFormat:
		return a.tar(name, r)
	case tarGzipFormat:
		return a.tarGzip(name, r)
	case tarBzip2Format:
		return a.tar(name, &countingReader{bzip2.NewReader(r), a})
	case gzipFormat:
		return a.gzip(name, r)
	case bzip2Format:
		return a.member(name, withoutSuffix(name), bzip2.NewReader(r), 0)
	case zipFormat:
		return a.zip(name, r, size)
	case noArchive:
	}
	return nil
}

// member searches a file of the archive at outer.
func (a *archive) member(outer, name string, r io.Reader, size int64) error {
	a.members++
	if a.members > maxMembers || a.unpacked >= maxUnpacked {
		return errLimit
	}
	name = strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(name, `\`, "/")), "/")
	full := outer + "!" + name
	counted := &countingReader{r: &contextReader{a.ctx, r}, archive: a}
	if formatOf(name) != noArchive {
		return a.inner(full, name, counted, size)
	}
	if a.scanner.skipsPath(name) {
		return nil
	}
	src := a.source
	src.path, src.inner, src.isFile = full, name, false
	a.collector.search(a.scan, src, counted)
	return a.ctx.Err()
}

func (a *archive) inner(full, name string, r io.Reader, size int64) error {
	if a.depth >= a.scanner.options.ArchiveDepth {
		a.collector.leaveOut(name)
		return nil
	}
	if size > maxInner {
		a.collector.skip(full, tooLarge(maxInner).Error())
		return nil
	}
	content, err := io.ReadAll(io.LimitReader(r, maxInner+1))
	switch {
	case errors.Is(err, errLimit):
		return err
	case err != nil:
		a.collector.skip(full, err.Error())
		return nil
	case len(content) > maxInner:
		a.collector.skip(full, tooLarge(maxInner).Error())
		return nil
	}
	err = a.open(full, bytes.NewReader(content), int64(len(content)))
	if err != nil && !errors.Is(err, errLimit) && a.ctx.Err() == nil {
		a.collector.skip(full, err.Error())
		return nil
	}
	return err
}

// A countingReader counts what an archive unfolds to.
type countingReader struct {
	r       io.Reader
	archive *archive
}

// Read implements io.Reader.
func (c *countingReader) Read(p []byte) (int, error) {
	if c.archive.unpacked >= maxUnpacked {
		return 0, errLimit
	}
	n, err := c.r.Read(p)
	c.archive.unpacked += int64(n)
	return n, err
}

func (a *archive) zip(name string, r io.Reader, size int64) error {
	at, ok := r.(io.ReaderAt)
	if !ok {
		return errors.New("not readable as an archive")
	}
	z, err := zip.NewReader(at, size)
	if err != nil {
		return err
	}
	for _, file := range z.File {
		if file.FileInfo().IsDir() {
			continue
		}
		if file.Flags&1 != 0 {
			a.collector.skip(name+"!"+file.Name, "encrypted")
			continue
		}
		content, err := file.Open()
		if err != nil {
			a.collector.skip(name+"!"+file.Name, err.Error())
			continue
		}
		err = a.member(name, file.Name, content, int64(min(file.UncompressedSize64, 1<<62)))
		_ = content.Close() // It was read to its end, or err says why not.
		if err != nil {
			return err
		}
	}
	return nil
}

func (a *archive) tar(name string, r io.Reader) error {
	t := tar.NewReader(&contextReader{a.ctx, r})
	for {
		header, err := t.Next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		case header.Typeflag != tar.TypeReg:
			continue
		}
		if err := a.member(name, header.Name, t, header.Size); err != nil {
			return err
		}
	}
}

func (a *archive) tarGzip(name string, r io.Reader) error {
	z, err := gzip.NewReader(r)
	if err != nil {
		return err
	}
	return a.tar(name, &countingReader{z, a})
}

func (a *archive) gzip(name string, r io.Reader) error {
	z, err := gzip.NewReader(r)
	if err != nil {
		return err
	}
	return a.member(name, withoutSuffix(name), z, 0)
}

// withoutSuffix is the name of what a compressed file holds.
func withoutSuffix(name string) string {
	base := path.Base(name[strings.LastIndexByte(name, '!')+1:])
	return strings.TrimSuffix(base, path.Ext(base))
}
