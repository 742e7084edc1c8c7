package load

import (
	"bytes"
	"context"
	"fmt"
	"go/scanner"
	"go/token"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"
)

// MaxFile is the size above which a source file is left out.
const MaxFile = 16 << 20

// markSeeds reads the source of every package outside the standard library and
// marks those that matter by themselves.
func (prog *Program) markSeeds(ctx context.Context) error {
	seeds := make([][]byte, 0, len(prog.cfg.Seeds))
	for _, s := range prog.cfg.Seeds {
		if s != "" {
			seeds = append(seeds, []byte(s))
		}
	}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	skips := make([][]Skip, len(prog.Packages))
	for i, p := range prog.Packages {
		if p.Std {
			continue
		}
		group.Go(func() error {
			if prog.known(p) {
				p.search(nil)
				return ctx.Err()
			}
			skips[i] = p.search(seeds)
			p.Needed = p.Seed
			return ctx.Err()
		})
	}
	err := group.Wait()
	for _, s := range skips {
		prog.Skips = append(prog.Skips, s...)
	}
	SortSkips(prog.Skips)
	prog.markRelevant()
	return err
}

// markRelevant marks what matters for a reason that is not in the source.
func (prog *Program) markRelevant() {
	if prog.cfg.Relevant == nil {
		return
	}
	var main []*Package
	for _, p := range prog.Packages {
		if p.Main {
			main = append(main, p)
		}
	}
	for _, p := range prog.cfg.Relevant(main) {
		p.Needed = true
	}
}

// search looks for seeds in the files of p and drops files that are too large
// to be source anyone wrote.
func (p *Package) search(seeds [][]byte) []Skip {
	var skips []Skip
	kept := make([]string, 0, len(p.GoFiles))
	for _, name := range p.GoFiles {
		if !strings.HasSuffix(name, ".go") {
			continue
		}
		data, err := readSource(name)
		if err != nil {
			skips = append(skips, Skip{Package: p.PkgPath, File: name, Reason: err.Error()})
			continue
		}
		kept = append(kept, name)
		p.sum(name, data)
		p.Seed = p.Seed || containsAny(data, seeds) && inLiteral(data, seeds)
		p.Cgo = p.Cgo || bytes.Contains(data, []byte(`"C"`)) && slices.Contains(importsOf(name), "C")
	}
	p.GoFiles = kept
	p.Seed = p.Seed || len(seeds) > 0 && p.embeds(seeds)
	return skips
}

// maxEmbedded is the size above which an embedded file is no configuration.
const maxEmbedded = 256 << 10

// embeds reports whether a file that p embeds contains a seed: configuration may hold
// the host, and the code only the paths.
func (p *Package) embeds(seeds [][]byte) bool {
	for _, name := range p.EmbedFiles {
		if size, err := fileSize(name); err != nil || size > maxEmbedded {
			continue
		}
		if data, err := os.ReadFile(name); err == nil && containsAny(data, seeds) {
			return true
		}
	}
	return false
}

func containsAny(data []byte, seeds [][]byte) bool {
	for _, seed := range seeds {
		if bytes.Contains(data, seed) {
			return true
		}
	}
	return false
}

// inLiteral reports whether a seed stands in a string, an import included, and
// not only in a comment, unless the seed begins one: a directive. A seed that was
// split over two literals would not have been seen either.
func inLiteral(src []byte, seeds [][]byte) bool {
	var s scanner.Scanner
	s.Init(token.NewFileSet().AddFile("", -1, len(src)), src, nil, scanner.ScanComments)
	for {
		_, tok, lit := s.Scan()
		if tok == token.EOF {
			return false
		}
		switch {
		case tok == token.STRING && containsAny([]byte(lit), seeds):
			return true
		case tok == token.COMMENT && beginsAny(lit, seeds):
			return true
		}
	}
}

func beginsAny(comment string, seeds [][]byte) bool {
	for _, seed := range seeds {
		if bytes.HasPrefix(seed, []byte("//")) && strings.HasPrefix(comment, string(seed)) {
			return true
		}
	}
	return false
}

func readSource(name string) ([]byte, error) {
	size, err := fileSize(name)
	if err != nil {
		return nil, err
	}
	if size > MaxFile {
		return nil, fmt.Errorf("%s has %d bytes; files above %d are left out", filepath.Base(name), size, MaxFile)
	}
	return os.ReadFile(name)
}
