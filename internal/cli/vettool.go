package cli

import (
	"crypto/sha256"
	"fmt"
	"hash"
	"io"
	"os"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/workplacelint/workplacelint/analyzers"
	"github.com/workplacelint/workplacelint/internal/stamp"
	"github.com/workplacelint/workplacelint/internal/suppress"
)

// isVetTool recognises the three ways in which "go vet -vettool" calls its
// tool: -V=full, -flags, and flags before the configuration of a package.
func isVetTool(args []string) bool {
	if len(args) == 0 {
		return false
	}
	last := args[len(args)-1]
	if len(args) == 1 && (last == "-V=full" || last == "-flags") {
		return true
	}
	isFlag := func(arg string) bool { return strings.HasPrefix(arg, "-") }
	return strings.HasSuffix(last, ".cfg") && !slices.ContainsFunc(args[:len(args)-1], func(arg string) bool { return !isFlag(arg) })
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
	unitchecker.Main(vetAnalyzers(args)...)
	return exitFailure
}

// vetAnalyzers returns the analyzers that run by default and those that flags
// name. All have flags.
func vetAnalyzers(args []string) []*analysis.Analyzer {
	if slices.Contains(args, "-flags") {
		return analyzers.All()
	}
	var list []*analysis.Analyzer
	for _, e := range analyzers.Entries() {
		if !e.OnDemand || slices.ContainsFunc(args, func(arg string) bool { return names(arg, e.Name) }) {
			list = append(list, suppress.Analyzer(e.Analyzer))
		}
	}
	return list
}

// names reports whether a flag is that of an analyzer, or one of its flags.
func names(arg, analyzer string) bool {
	name, _, _ := strings.Cut(strings.TrimLeft(arg, "-"), "=")
	return name == analyzer || strings.HasPrefix(name, analyzer+".")
}

// printToolID prints what the go command takes as the identity of the tool. It
// contains what findings depend on beside Go code: the go command does not know
// that manifests are an input, and would serve findings of before an edit.
func printToolID(w io.Writer) error {
	exe, h, err := hashExecutable()
	if err != nil {
		return err
	}
	dir, err := os.Getwd()
	if err != nil {
		return err
	}
	stamp.Write(h, dir)
	_, err = fmt.Fprintf(w, "%s version devel workplacelint buildID=%x\n", exe, h.Sum(nil))
	return err
}

// hashExecutable returns the name of this executable and a hash of what is in it.
func hashExecutable() (name string, h hash.Hash, err error) {
	if name, err = os.Executable(); err != nil {
		return "", nil, err
	}
	f, err := os.Open(name)
	if err != nil {
		return "", nil, err
	}
	defer f.Close()
	h = sha256.New()
	_, err = io.Copy(h, f)
	return name, h, err
}
