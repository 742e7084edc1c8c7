package secrets

import (
	"fmt"
	"go/build"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/workplacelint/workplacelint/rules"
)

// BenchmarkGate compares gitleaks behind the gate with gitleaks alone, with the
// same rules, on one processor. WORKPLACELINT_TREE names a tree to read.
func BenchmarkGate(b *testing.B) {
	texts, size := benchmarkTexts(b)
	for _, depth := range []int{0, 2} {
		engine, err := newEngine(rules.Gitleaks, depth)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprintf("gate/%d", depth), func(b *testing.B) {
			b.SetBytes(size)
			f := engine.finder()
			for b.Loop() {
				for _, t := range texts {
					if _, err := f.find(t.path, []byte(t.text)); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
		b.Run(fmt.Sprintf("alone/%d", depth), func(b *testing.B) {
			b.SetBytes(size)
			for b.Loop() {
				for _, t := range texts {
					rawFindings(engine, t.path, t.text)
				}
			}
		})
	}
}

func benchmarkTexts(b *testing.B) (texts []textFile, size int64) {
	b.Helper()
	dir := os.Getenv("WORKPLACELINT_TREE")
	if dir == "" {
		dir = filepath.Join(build.Default.GOROOT, "src", "net")
	}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		const enough = 32 << 20
		if err != nil || !d.Type().IsRegular() || size > enough {
			return err
		}
		text, err := os.ReadFile(path)
		for i := 0; i < len(text); i += pieceSize {
			texts = append(texts, textFile{filepath.Base(path), string(text[i:min(len(text), i+pieceSize)])})
		}
		size += int64(len(text))
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return texts, size
}
