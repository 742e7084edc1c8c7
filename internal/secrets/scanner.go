package secrets

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"sync"
	"time"

	"github.com/workplacelint/workplacelint/rules"
)

// DefaultMaxFileSize is the size above which a file is not searched.
const DefaultMaxFileSize = 100 << 20

// DefaultDecodeDepth is how many times text is decoded.
const DefaultDecodeDepth = 2

// MaxVisited is the size in bytes up to which files are visited.
const MaxVisited = pieceSize

// MaxDecodeDepth bounds how many times text is decoded.
const MaxDecodeDepth = 5

// Options say how to search.
type Options struct {
	// Rules are further rules in the format of gitleaks.
	Rules string
	// DecodeDepth is how many times encoded text is decoded.
	DecodeDepth int
	// ArchiveDepth is how deep archives in archives are opened; none if 0.
	ArchiveDepth int
	// MaxFileSize is the size in bytes above which a file is not searched.
	// There is no limit if it is 0.
	MaxFileSize int64
	// Baseline has findings that are known.
	Baseline *Baseline
	// Today ends suppressions that hold until a day; none ends if it is zero.
	Today time.Time
	// Visit is called with each file of a directory or an index that is searched
	// and not larger than [MaxVisited], by several goroutines. The text is valid
	// during the call.
	Visit func(path string, text []byte)
}

// A Scanner searches for credentials.
type Scanner struct {
	options      Options
	engines      []*engine
	fingerprints *fingerprinter
}

// New returns a Scanner. It fails if the options' rules cannot be read.
func New(options Options) (*Scanner, error) {
	options.DecodeDepth = min(max(options.DecodeDepth, 0), MaxDecodeDepth)
	s := &Scanner{options: options}
	own, err := newEngine(rules.Gitleaks, options.DecodeDepth)
	if err != nil {
		return nil, fmt.Errorf("rules/gitleaks.toml: %w", err)
	}
	s.engines = []*engine{own}
	if options.Rules != "" {
		users, err := newEngine(options.Rules, options.DecodeDepth)
		if err != nil {
			return nil, err
		}
		s.engines = append(s.engines, users)
	}
	var salt []byte
	if options.Baseline != nil {
		salt = options.Baseline.salt
	}
	s.fingerprints = newFingerprinter(salt)
	return s, nil
}

// Stream searches what r gives; name stands for it in findings.
func (s *Scanner) Stream(ctx context.Context, name string, r io.Reader) (*Result, error) {
	c := s.collect()
	limited := r
	if limit := s.options.MaxFileSize; limit > 0 {
		limited = &limitedReader{r: r, left: limit, limit: limit}
	}
	c.search(s.newScan(), source{path: name}, &contextReader{ctx, limited})
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return c.finish(), nil
}

func (s *Scanner) newScan() *scan {
	sc := scan{today: s.options.Today}
	for _, e := range s.engines {
		sc.finders = append(sc.finders, e.finder())
	}
	return &sc
}

// skipsPath reports whether no rules look into the file at path.
func (s *Scanner) skipsPath(path string) bool {
	for _, e := range s.engines {
		if !e.skips.matches(path) {
			return false
		}
	}
	return true
}

// A job opens a piece of work for one of the workers.
type job func(*scan)

// work runs jobs on all processors until the channel is closed.
func (s *Scanner) work(jobs <-chan job) {
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			sc := s.newScan()
			for j := range jobs {
				j(sc)
			}
		})
	}
	wg.Wait()
}

// A limitedReader fails after so many bytes.
type limitedReader struct {
	r           io.Reader
	left, limit int64
}

// Read implements io.Reader.
func (l *limitedReader) Read(p []byte) (int, error) {
	if l.left <= 0 {
		// One more byte tells a file that ends here from one that goes on.
		if n, err := l.r.Read(make([]byte, 1)); n == 0 && err != nil {
			return 0, err
		}
		return 0, tooLarge(l.limit)
	}
	n, err := l.r.Read(p[:min(int64(len(p)), l.left)])
	l.left -= int64(n)
	return n, err
}

// tooLarge is the error of a file above a limit.
type tooLarge int64

// Error implements error.
func (t tooLarge) Error() string { return "larger than the limit of " + formatSize(int64(t)) }

func formatSize(n int64) string {
	if n >= 1<<20 && n%(1<<20) == 0 {
		return fmt.Sprintf("%d MB", n>>20)
	}
	return fmt.Sprintf("%d bytes", n)
}

// A contextReader fails when its context ends.
type contextReader struct {
	ctx context.Context
	r   io.Reader
}

// Read implements io.Reader.
func (c *contextReader) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}
