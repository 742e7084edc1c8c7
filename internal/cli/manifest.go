package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/workplacelint/workplacelint/internal/manifest"
	"github.com/workplacelint/workplacelint/internal/report"
)

func (a *app) manifestCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "manifest",
		Short: "write, fix, format or validate workplace.yaml",
		Long: `workplace.yaml lists the permissions an administrator has granted to the app,
each with its reason. It governs the packages of its directory and below, up to
the next manifest.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(a.manifestInitCommand(), a.manifestFixCommand(), a.manifestFmtCommand(), a.manifestCheckCommand())
	return c
}

func (a *app) manifestFmtCommand() *cobra.Command {
	var check bool
	c := &cobra.Command{
		Use:   "fmt [FILE...]",
		Short: "format manifests, keeping comments",
		Long: `Writes manifests in canonical form: keys in the order of the documentation,
comments where they were. Prints the names of the files that changed. Without
FILE it formats the manifest that governs the directory; - reads the standard
input and writes to the standard output.`,
		Example: `  workplacelint manifest fmt
  workplacelint manifest fmt --check services/*/workplace.yaml`,
		RunE: func(_ *cobra.Command, args []string) error { return a.formatManifests(args, check) },
	}
	c.Flags().BoolVar(&check, "check", false, "write nothing; exit 1 if a file would change")
	return c
}

func (a *app) formatManifests(names []string, check bool) error {
	if len(names) == 1 && names[0] == "-" {
		return a.formatStdin(check)
	}
	files, err := a.manifestFiles(names)
	if err != nil {
		return err
	}
	changed := false
	for _, file := range files {
		differs, err := a.formatFile(file, check)
		if err != nil {
			return err
		}
		changed = changed || differs
	}
	if check && changed {
		return status(exitFindings)
	}
	return nil
}

func (a *app) formatStdin(check bool) error {
	data, err := io.ReadAll(io.LimitReader(a.stdin, manifest.MaxSize+1))
	if err != nil {
		return err
	}
	text, err := manifest.Format("standard input", data)
	if err != nil {
		return err
	}
	if check && !bytes.Equal(data, text) {
		return status(exitFindings)
	}
	_, err = a.stdout.Write(text)
	return err
}

// formatFile formats one file and reports whether it differed.
func (a *app) formatFile(file string, check bool) (differs bool, err error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return false, err
	}
	name := report.Relative(a.dir, file)
	text, err := manifest.Format(name, data)
	if err != nil || bytes.Equal(data, text) {
		return false, err
	}
	fmt.Fprintln(a.stdout, report.Printable(name))
	if check {
		return true, nil
	}
	return true, replaceFile(file, text)
}

// replaceFile writes a file in one step, so that no reader and no crash sees
// half of it.
func replaceFile(file string, data []byte) error {
	// A link stays a link to the file that is rewritten.
	file, err := filepath.EvalSymlinks(file)
	if err != nil {
		return err
	}
	st, err := os.Stat(file)
	if err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(file), "."+filepath.Base(file)+"-*")
	if err != nil {
		return err
	}
	_, err = tmp.Write(data)
	err = errors.Join(err, tmp.Chmod(st.Mode().Perm()), tmp.Close())
	if err == nil {
		err = os.Rename(tmp.Name(), file)
	}
	if err != nil {
		return errors.Join(err, os.Remove(tmp.Name()))
	}
	return nil
}

// manifestFiles returns the files that arguments name, or the manifest that
// governs the directory.
func (a *app) manifestFiles(names []string) ([]string, error) {
	var files []string
	for _, name := range names {
		files = append(files, a.abs(name))
	}
	if len(files) > 0 {
		return files, nil
	}
	file, ok := manifest.Find(a.dir)
	if !ok {
		return nil, fmt.Errorf("no %s in %s or above; 'workplacelint manifest init' writes one", manifest.Name, a.dir)
	}
	return []string{file}, nil
}

// abs returns the absolute form of a name that is relative to the working
// directory.
func (a *app) abs(name string) string { return absolute(a.dir, name) }

func absolute(dir, name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(dir, name)
}
