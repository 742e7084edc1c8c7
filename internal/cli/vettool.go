package cli

import (
	"crypto/sha256"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/workplacelint/workplacelint/internal/manifest"
)

// isVetTool recognises the three ways in which "go vet -vettool" calls its tool.
func isVetTool(args []string) bool {
	if len(args) == 0 {
		return false
	}
	last := args[len(args)-1]
	return strings.HasSuffix(last, ".cfg") || slices.Contains(args, "-flags") || slices.Contains(args, "-V=full")
}

// vetTool speaks the protocol of go vet. Except for the version it does not
// return, because the go command wants the exit codes of unitchecker.
func vetTool(args []string, stdout, stderr io.Writer) int {
	if slices.Contains(args, "-V=full") {
		if err := printToolID(stdout); err != nil {
			fmt.Fprintln(stderr, "workplacelint:", err)
			return exitFailure
		}
		return exitClean
	}
	unitchecker.Main(vetAnalyzers()...)
	return exitFailure
}

func vetAnalyzers() []*analysis.Analyzer { return nil }

// printToolID prints what the go command takes as the identity of the tool. It
// contains the manifests in view beside the executable: the go command does not
// know that they are an input, and would serve findings of before an edit.
func printToolID(w io.Writer) error {
	exe, err := os.Executable()
	if err != nil {
		return err
	}
	h := sha256.New()
	if err := hashFile(h, exe); err != nil {
		return err
	}
	dir, err := os.Getwd()
	if err != nil {
		return err
	}
	for _, name := range manifestsInView(dir) {
		// One that cannot be read is reported when it is needed.
		_ = hashFile(h, name)
	}
	_, err = fmt.Fprintf(w, "%s version devel workplacelint buildID=%x\n", exe, h.Sum(nil))
	return err
}

func hashFile(h hash.Hash, name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	fmt.Fprintf(h, "%s\x00", name)
	_, err = io.Copy(h, f)
	return err
}

// manifestsInView returns the manifest that governs dir and all below it, in
// order.
func manifestsInView(dir string) []string {
	var names []string
	if name, ok := manifest.Find(filepath.Dir(dir)); ok {
		names = append(names, name)
	}
	// An unreadable directory has no manifest that governs anything.
	_ = filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return fs.SkipDir
		case d.IsDir() && name != dir && isIgnored(d.Name()):
			return fs.SkipDir
		case d.Type().IsRegular() && d.Name() == manifest.Name:
			names = append(names, name)
		}
		return nil
	})
	return names
}

func isIgnored(dir string) bool {
	return dir == "vendor" || dir == "node_modules" || strings.HasPrefix(dir, ".") || strings.HasPrefix(dir, "_")
}
