package secrets

import (
	"cmp"
	"errors"
	"io"
	"io/fs"
	"strings"
	"sync"

	"github.com/workplacelint/workplacelint/internal/credential"
)

// A source says where text comes from.
type source struct {
	path   string
	inner  string // the path that rules see, if it is another
	commit string
	order  int // of two sources with the same credential the first one counts
	known  map[known]bool
	isFile bool // it is a file of what is searched, and no other version of one
}

// known is a credential that was there before.
type known struct{ rule, secret string }

// A collector gathers what the workers find.
type collector struct {
	scanner *Scanner
	mu      sync.Mutex
	result  Result
	found   map[place]entry
}

// A place tells credentials apart: in a history a file has the same one in many
// versions.
type place struct {
	path, rule, secret string
	start              int64 // -1 in a history
}

type entry struct {
	source source
	spot   spot
}

func (s *Scanner) collect() *collector {
	return &collector{scanner: s, found: make(map[place]entry)}
}

// search looks through one file and keeps what it finds.
func (c *collector) search(sc *scan, src source, r io.Reader) {
	if visit := c.scanner.options.Visit; visit != nil && src.isFile {
		sc.visit = func(text []byte) { visit(src.path, text) }
	}
	spots, size, err := sc.file(cmp.Or(src.inner, src.path), r)
	sc.visit = nil
	c.mu.Lock()
	defer c.mu.Unlock()
	c.result.Bytes += size
	c.result.Files++
	if err != nil {
		c.result.Skipped = append(c.result.Skipped, Skipped{src.path, reason(err)})
	}
	for _, s := range spots {
		if !src.known[known{s.rule.RuleID, s.secret}] {
			c.keep(src, s)
		}
	}
}

func (c *collector) keep(src source, s spot) {
	at := place{src.path, s.rule.RuleID, s.secret, s.start}
	if src.commit != "" {
		at.start = -1
	}
	e, ok := c.found[at]
	switch {
	case !ok:
		e = entry{src, s}
	case s.ignored.by || e.spot.ignored.by:
		// A comment that came in a later version is about all of them.
		e.spot.ignored.by = true
	case src.order < e.source.order || src.order == e.source.order && s.start < e.spot.start:
		e = entry{src, s}
	}
	c.found[at] = e
}

func (c *collector) skip(path, why string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.result.Skipped = append(c.result.Skipped, Skipped{path, why})
}

// finish returns all that was found, in order, without what is known or
// suppressed.
func (c *collector) finish() *Result {
	for _, e := range c.found {
		if e.spot.ignored.by {
			c.result.Suppressed++
			continue
		}
		f := e.spot.finding(shownPath(e.source.path), e.source.commit, c.scanner.fingerprints.of(e.spot.secret))
		if c.scanner.options.Baseline.has(&f) {
			c.result.Known++
			continue
		}
		c.result.Findings = append(c.result.Findings, f)
	}
	for i, skipped := range c.result.Skipped {
		c.result.Skipped[i].Path = shownPath(skipped.Path)
	}
	c.result.sort()
	return &c.result
}

// shownPath is a path without credentials, which people put even there.
func shownPath(path string) string {
	parts := strings.Split(path, "/")
	for i, part := range parts {
		parts[i] = credential.Default().Hide(part)
	}
	return strings.Join(parts, "/")
}

// reason is an error without the path, which stands beside it.
func reason(err error) string {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		return path.Err.Error()
	}
	return err.Error()
}
