//go:build unix

package clientfile_test

import (
	"cmp"
	"go/build"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/workplacelint/workplacelint/internal/clientfile"
	"github.com/workplacelint/workplacelint/internal/secrets"
)

// BenchmarkAdded says what looking at files of clients adds to a search for
// credentials in a tree, in processor time: both ways in turn, so that what else
// the machine does counts for both. The tree is that of Go, or
// WORKPLACELINT_TREE.
func BenchmarkAdded(b *testing.B) {
	tree := cmp.Or(os.Getenv("WORKPLACELINT_TREE"), filepath.Join(build.Default.GOROOT, "src"))
	var without, with time.Duration
	var size int64
	for b.Loop() {
		without += spent(b, func() { size += search(b, tree, nil) })
		with += spent(b, func() {
			t, err := clientfile.New(clientfile.Options{Dir: tree})
			if err != nil {
				b.Fatal(err)
			}
			search(b, tree, t.Add)
			t.Finish()
		})
	}
	b.ReportMetric(100*(with-without).Seconds()/without.Seconds(), "%added")
	b.ReportMetric(float64(size)/1e6/without.Seconds(), "MB/cpu-s")
	b.ReportMetric(float64(size)/1e6/float64(b.N), "MB")
}

func search(b *testing.B, tree string, visit func(string, []byte)) int64 {
	b.Helper()
	s, err := secrets.New(secrets.Options{DecodeDepth: secrets.DefaultDecodeDepth, Visit: visit})
	if err != nil {
		b.Fatal(err)
	}
	result, err := s.Path(b.Context(), tree)
	if err != nil {
		b.Fatal(err)
	}
	return result.Bytes
}

// spent returns the processor time that a function takes.
func spent(b *testing.B, do func()) time.Duration {
	b.Helper()
	now := func() time.Duration {
		var u syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
			b.Fatal(err)
		}
		return time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	before := now()
	do()
	return now() - before
}
