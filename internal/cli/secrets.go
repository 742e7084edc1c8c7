package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/workplacelint/workplacelint/internal/credential"
	"github.com/workplacelint/workplacelint/internal/report"
	"github.com/workplacelint/workplacelint/internal/secrets"
)

// secretsRun is one run of the command, as flags say.
type secretsRun struct {
	staged, history bool
	format          string
	rules           string
	baseline        string
	writeBaseline   string
	decodeDepth     int
	archiveDepth    int
	maxFileSize     int // MB
}

func (a *app) secretsCommand() *cobra.Command {
	var run secretsRun
	c := &cobra.Command{
		Use:   "secrets [PATH]",
		Short: "find credentials of Workplace in files and commits",
		Long: `Finds access tokens, app secrets and verify tokens of Workplace in the files of a
directory, in what the next commit adds, or in all commits. - reads the standard
input. A credential is never printed: its kind, at most four characters, its
length and a fingerprint are.

A comment at the end of the line, or alone above it, suppresses a finding, with
a reason:

  workplacelint:ignore secrets -- revoked when the test was written

Links are not followed, and nothing that a repository configures is run.

` + ExitCodes,
		Example: `  workplacelint secrets
  workplacelint secrets --staged
  workplacelint secrets --history --format json
  workplacelint secrets --write-baseline .secrets-baseline.json
  workplacelint secrets --baseline .secrets-baseline.json --format sarif`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			path := "."
			if len(args) > 0 {
				path = args[0]
			}
			return hidden(a.secrets(c.Context(), &run, path))
		},
	}
	run.flags(c)
	return c
}

// hidden returns an error without credentials: it may quote a file.
func hidden(err error) error {
	if err == nil {
		return nil
	}
	text := err.Error()
	if safe := credential.Default().Hide(text); safe != text {
		return errors.New(safe)
	}
	return err
}

func (run *secretsRun) flags(c *cobra.Command) {
	f := c.Flags()
	f.BoolVar(&run.staged, "staged", false, "search what the next commit adds, as it is in the index")
	f.BoolVar(&run.history, "history", false, "search all commits that a branch, a tag or HEAD leads to")
	f.StringVar(&run.format, "format", "text", "text, json or any format of check")
	f.StringVar(&run.baseline, "baseline", "", "leave out the findings that this file lists")
	f.StringVar(&run.writeBaseline, "write-baseline", "", "list all findings in this file and exit 0")
	f.StringVar(&run.rules, "rules", "", "use the rules of this gitleaks configuration too")
	f.IntVar(&run.decodeDepth, "decode-depth", secrets.DefaultDecodeDepth, "how many times to decode base64, hexadecimal, percent and Unicode escapes")
	f.IntVar(&run.archiveDepth, "archive-depth", 0, "how deep to open archives")
	f.IntVar(&run.maxFileSize, "max-file-size", secrets.DefaultMaxFileSize>>20, "leave out larger files, in MB; 0 is no limit")
	f.SortFlags = false
	c.MarkFlagsMutuallyExclusive("staged", "history")
	c.MarkFlagsMutuallyExclusive("baseline", "write-baseline")
}

func (a *app) secrets(ctx context.Context, run *secretsRun, path string) error {
	if err := run.check(path); err != nil {
		return err
	}
	options, err := run.options(a.dir)
	if err != nil {
		return err
	}
	tree, err := a.clientTree(run, path)
	if err != nil {
		return err
	}
	if tree != nil {
		options.Visit = tree.Add
	}
	scanner, err := secrets.New(options)
	if err != nil {
		return named(run.rules, err)
	}
	result, err := a.search(ctx, scanner, run, path)
	if err != nil {
		return err
	}
	doc := a.secretsReport(result, a.searched(path))
	if tree != nil {
		doc.addClient(a, tree.Finish(), a.searched(path), options.Baseline)
	}
	if run.writeBaseline != "" {
		return a.writeBaseline(run, options.Baseline, result, doc)
	}
	if err := a.printSecrets(doc, run); err != nil {
		return err
	}
	return doc.status()
}

func (run *secretsRun) check(path string) error {
	for _, n := range []struct {
		flag  string
		value int
	}{{"--decode-depth", run.decodeDepth}, {"--archive-depth", run.archiveDepth}, {"--max-file-size", run.maxFileSize}} {
		if n.value < 0 {
			return fmt.Errorf("%s %d: expected 0 or more", n.flag, n.value)
		}
	}
	if run.decodeDepth > secrets.MaxDecodeDepth {
		return fmt.Errorf("--decode-depth %d: expected at most %d", run.decodeDepth, secrets.MaxDecodeDepth)
	}
	if path == "-" && (run.staged || run.history) {
		return errors.New("- is the standard input, which has no index and no history")
	}
	_, err := report.FormatNamed(run.format)
	return err
}

func (run *secretsRun) options(dir string) (secrets.Options, error) {
	options := secrets.Options{
		DecodeDepth: run.decodeDepth, ArchiveDepth: run.archiveDepth, MaxFileSize: int64(run.maxFileSize) << 20,
		Today: time.Now(),
	}
	if run.rules != "" {
		text, err := os.ReadFile(within(dir, run.rules))
		if err != nil {
			return options, err
		}
		options.Rules = string(text)
	}
	switch {
	case run.writeBaseline != "":
		options.Baseline = secrets.NewBaseline()
		old, err := readBaseline(within(dir, run.writeBaseline))
		if err == nil {
			options.Baseline = old.Empty() // The salt stays, so that the file changes little.
		} else if !errors.Is(err, os.ErrNotExist) {
			return options, named(run.writeBaseline, err)
		}
	case run.baseline != "":
		known, err := readBaseline(within(dir, run.baseline))
		if err != nil {
			return options, named(run.baseline, err)
		}
		options.Baseline = known
	}
	return options, nil
}

func readBaseline(name string) (*secrets.Baseline, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return secrets.ReadBaseline(f)
}

// named puts the name of a file before an error about it, which may begin with
// a line.
func named(file string, err error) error {
	var path *os.PathError
	switch text := err.Error(); {
	case errors.As(err, &path):
		return err
	case text != "" && '0' <= text[0] && text[0] <= '9':
		return fmt.Errorf("%s:%w", file, err)
	}
	return fmt.Errorf("%s: %w", file, err)
}

// within returns a name given on the command line as seen from anywhere.
func within(dir, name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(dir, name)
}

func (a *app) search(ctx context.Context, s *secrets.Scanner, run *secretsRun, path string) (*secrets.Result, error) {
	at := within(a.dir, path)
	switch {
	case path == "-":
		return s.Stream(ctx, "standard input", a.stdin)
	case run.staged:
		return s.Staged(ctx, at)
	case run.history:
		return s.History(ctx, at)
	}
	return s.Path(ctx, at)
}

// searched returns the directory that files in findings are relative to, empty
// for the standard input.
func (a *app) searched(path string) string {
	if path == "-" {
		return ""
	}
	at := within(a.dir, path)
	if info, err := os.Stat(at); err == nil && !info.IsDir() {
		return filepath.Dir(at)
	}
	return at
}

func (a *app) writeBaseline(run *secretsRun, baseline *secrets.Baseline, result *secrets.Result, doc *secretsReport) error {
	var text bytes.Buffer
	findings := result.Findings
	for i := range doc.Findings {
		if f := &doc.Findings[i]; f.category != "" {
			findings = append(findings, secrets.Finding{Rule: f.Rule, File: f.Position.File, Fingerprint: f.Fingerprint})
		}
	}
	if err := baseline.With(findings).Write(&text); err != nil {
		return err
	}
	if err := os.WriteFile(within(a.dir, run.writeBaseline), text.Bytes(), 0o644); err != nil {
		return err
	}
	_, err := fmt.Fprintf(a.stdout, "%s lists %s\n", report.Printable(run.writeBaseline), report.Count(len(findings), "finding"))
	if err == nil && !doc.Complete {
		return status(exitIncomplete)
	}
	return err
}

func (doc *secretsReport) status() error {
	switch {
	case !doc.Complete:
		return status(exitIncomplete)
	case len(doc.Findings) > 0:
		return status(exitFindings)
	}
	return nil
}
