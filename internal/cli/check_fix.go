package cli

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/spf13/cobra"

	"github.com/workplacelint/workplacelint/internal/fix"
	"github.com/workplacelint/workplacelint/internal/report"
)

// The values of --fix.
const (
	fixSafe = "safe"
	fixAll  = "all"
)

// maxFixRounds bounds how often fixes are applied to what fixes made.
const maxFixRounds = 5

// fixing says what is done with the fixes of findings.
type fixing struct {
	fix  string // "", fixSafe or fixAll
	diff bool
}

func (f *fixing) flags(c *cobra.Command) {
	c.Flags().StringVar(&f.fix, "fix", "", "apply fixes to Go files: safe ones, or with =all suggestions too, which a person has to look at")
	c.Flags().Lookup("fix").NoOptDefVal = fixSafe
	c.Flags().BoolVar(&f.diff, "diff", false, "show as a diff what --fix would do first, and write nothing")
	complete(c, "fix", func() []cobra.Completion { return []cobra.Completion{fixSafe, fixAll} })
}

// faulty reports a value of --fix that means nothing.
func (f *fixing) faulty() error {
	if f.fix == "" {
		return nil
	}
	return oneOf("--fix", f.fix, fixSafe, fixAll)
}

// applyFixes applies the fixes of a check, and reports whether that changed
// anything.
func (a *app) applyFixes(prog *program, c *report.Check) (changed bool, err error) {
	plan, err := a.planFixes(prog, c)
	if err != nil || len(plan.Files) == 0 {
		return false, err
	}
	for _, f := range plan.Files {
		if err := replaceFile(a.abs(f.Name), f.After); err != nil {
			return false, err
		}
	}
	fmt.Fprintf(a.stderr, "workplacelint: fixed %s in %s\n", report.Count(plan.Fixes, "finding"), report.Count(len(plan.Files), "file"))
	return true, nil
}

// showFixes prints what the fixes of a check would change. The exit code says
// whether that is anything.
func (a *app) showFixes(prog *program, c *report.Check) error {
	plan, err := a.planFixes(prog, c)
	if err != nil {
		return err
	}
	for _, f := range plan.Files {
		a.printDiff(f.Name, f.Before, f.After)
	}
	switch {
	case !c.Complete:
		return status(exitIncomplete)
	case len(plan.Files) > 0:
		return status(exitFindings)
	}
	return nil
}

// printDiff shows how a text changes, as patch reads it.
func (a *app) printDiff(name string, before, after []byte) {
	for line := range strings.Lines(string(diff.Diff("a/"+name, before, "b/"+name, after))) {
		if strings.HasPrefix(line, "diff ") {
			continue // The names come again in the next two lines.
		}
		words := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		for i, w := range words {
			words[i] = report.Printable(w)
		}
		fmt.Fprintln(a.stdout, strings.Join(words, "\t"))
	}
}

// planFixes says on the way which fixes are left out.
func (a *app) planFixes(prog *program, c *report.Check) (*fix.Plan, error) {
	plan, err := fix.New(c.Findings, prog.ownFiles())
	if err != nil {
		return nil, err
	}
	for _, l := range plan.Left {
		fmt.Fprintln(a.stderr, report.Printable(fmt.Sprintf("%s: not fixed: %s", l.Finding.Position, l.Reason)))
	}
	return plan, nil
}

// ownFiles are the Go files of the main modules, by their absolute names. No
// other file is fixed.
type ownFiles struct {
	dir   string
	known map[string]bool
}

func (prog *program) ownFiles() *ownFiles {
	own := &ownFiles{dir: prog.dir, known: map[string]bool{}}
	for _, p := range prog.view.Packages {
		if !p.Main || !p.Analyzed {
			continue
		}
		for _, file := range p.Files {
			own.known[absolute(prog.dir, file.What)] = true
		}
	}
	return own
}

// Read implements [fix.Tree].
func (own *ownFiles) Read(name string) ([]byte, error) {
	file := absolute(own.dir, name)
	if !own.known[file] {
		return nil, fmt.Errorf("%s is no Go file of this module", name)
	}
	st, err := os.Lstat(file)
	if err != nil {
		return nil, err
	}
	if !st.Mode().IsRegular() {
		return nil, errors.New(name + " is a link to another file")
	}
	return os.ReadFile(file)
}
