//go:build unix

package secrets

import (
	"cmp"
	"fmt"
	"go/build"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/zricethezav/gitleaks/v8/detect"
	"github.com/zricethezav/gitleaks/v8/sources"

	"github.com/workplacelint/workplacelint/internal/credential/credentialtest"
	"github.com/workplacelint/workplacelint/rules"
)

func costTree() string {
	return cmp.Or(os.Getenv("WORKPLACELINT_TREE"), filepath.Join(build.Default.GOROOT, "src"))
}

// usage returns the processor time and the largest resident memory of the process.
func usage(b *testing.B) (seconds, megabytes float64) {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	memory := float64(u.Maxrss) / 1024
	if runtime.GOOS == "darwin" {
		memory /= 1024
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()).Seconds(), memory
}

func measure(b *testing.B, search func() (bytes int64)) {
	b.Helper()
	before, _ := usage(b)
	var bytes int64
	for b.Loop() {
		bytes += search()
	}
	after, memory := usage(b)
	b.ReportMetric(float64(bytes)/1e6/(after-before), "MB/cpu-s")
	b.ReportMetric(memory, "MB-resident")
	b.ReportMetric(float64(bytes)/1e6/float64(b.N), "MB")
}

// BenchmarkOurs searches a whole tree, with walking and reading it.
func BenchmarkOurs(b *testing.B) {
	for _, depth := range []int{0, 2} {
		b.Run(strconv.Itoa(depth), func(b *testing.B) {
			s, err := New(Options{DecodeDepth: depth})
			if err != nil {
				b.Fatal(err)
			}
			measure(b, func() int64 {
				result, err := s.Path(b.Context(), costTree())
				if err != nil {
					b.Fatal(err)
				}
				return result.Bytes
			})
		})
	}
}

// BenchmarkGitleaks does what BenchmarkOurs does, as gitleaks does it.
func BenchmarkGitleaks(b *testing.B) {
	quiet()
	for _, depth := range []int{0, 2} {
		b.Run(strconv.Itoa(depth), func(b *testing.B) {
			cfg, err := loadConfig(rules.Gitleaks)
			if err != nil {
				b.Fatal(err)
			}
			measure(b, func() int64 {
				d := detect.NewDetector(cfg)
				d.MaxDecodeDepth = depth
				files := &sources.Files{Config: &cfg, Path: costTree(), Sema: d.Sema}
				if _, err := d.DetectSource(b.Context(), files); err != nil {
					b.Fatal(err)
				}
				return int64(d.TotalBytes.Load())
			})
		})
	}
}

// BenchmarkStaged runs the command in a repository with ten staged files.
func BenchmarkStaged(b *testing.B) {
	dir := b.TempDir()
	bin := filepath.Join(dir, "workplacelint")
	execute(b, "", "go", "build", "-o", bin, "../../cmd/workplacelint")
	repo := filepath.Join(dir, "repo")
	execute(b, "", "git", "init", "-q", repo)
	for i := range 10 {
		text := "package p // " + credentialtest.New(strconv.Itoa(i)).Plain(8000) + "\n"
		if err := os.WriteFile(filepath.Join(repo, fmt.Sprintf("%d.go", i)), []byte(text), 0o600); err != nil {
			b.Fatal(err)
		}
	}
	execute(b, repo, "git", "add", ".")
	var times []time.Duration
	for b.Loop() {
		start := time.Now()
		execute(b, repo, bin, "secrets", "--staged")
		times = append(times, time.Since(start))
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2].Milliseconds()), "ms-median")
}

func execute(b *testing.B, dir, name string, args ...string) {
	b.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%s %v: %v\n%s", name, args, err, out)
	}
}
