// Package cli turns arguments into an exit code. It alone prints.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"

	"github.com/spf13/cobra"
)

// The exit codes.
const (
	exitClean      = 0 // nothing to report, and everything was looked at
	exitFindings   = 1
	exitFailure    = 2 // wrong usage, or the tool could not do its work
	exitIncomplete = 3 // a part of the program was not analyzed
)

// ExitCodes is the table of exit codes as help shows it.
const ExitCodes = `Exit codes:
  0  clean, and everything was analyzed
  1  findings
  2  wrong usage, or workplacelint failed
  3  incomplete: a package did not load or a limit was hit (also with findings)`

// status is an exit code on its way up. It prints nothing.
type status int

// Error implements error.
func (s status) Error() string { return fmt.Sprintf("exit code %d", int(s)) }

// app is what all commands share.
type app struct {
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
	dir    string // working directory, absolute
	color  string // auto, always or never
	// passing says that the directory goes when the command ends: nobody will ask
	// for what was found there.
	passing bool
}

// Main runs the command line and returns the exit code.
func Main(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	if isVetTool(args) {
		return vetTool(args, stdout, stderr)
	}
	out, errs := &hider{w: stdout}, &hider{w: stderr}
	code := run(args, stdin, out, errs)
	if out.flush() != nil || errs.flush() != nil {
		return exitFailure
	}
	return code
}

func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	a := &app{stdin: stdin, stdout: stdout, stderr: stderr}
	root := a.root()
	root.SetArgs(args)
	return a.exitCode(root.ExecuteContext(ctx))
}

func (a *app) exitCode(err error) int {
	var s status
	switch {
	case err == nil:
		return exitClean
	case errors.As(err, &s):
		return int(s)
	}
	fmt.Fprintln(a.stderr, "workplacelint:", printError(err))
	return exitFailure
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "workplacelint",
		Short: "find out which Workplace permissions a Go program needs",
		Long: `workplacelint reads Go code that talks to Workplace from Meta, infers every
Graph API and Account Management API request it can make, works out the
permissions those need, and compares them with what workplace.yaml grants.

It runs nothing of the program and sends nothing anywhere.

` + ExitCodes,
		Example: `  workplacelint check ./...
  workplacelint requests --format json ./...
  workplacelint manifest init ./...
  workplacelint explain 'GET /{group-id}/feed'
  go vet -vettool=$(which workplacelint) ./...`,
		PersistentPreRunE: func(*cobra.Command, []string) (err error) {
			a.dir, err = filepath.Abs(a.dir)
			return err
		},
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.SetIn(a.stdin)
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	root.PersistentFlags().StringVarP(&a.dir, "directory", "C", "", "run as if started in this directory")
	root.PersistentFlags().StringVar(&a.color, "color", "auto", "when to colour text: auto, always or never")
	root.PersistentFlags().SortFlags = false
	for _, c := range a.commands() {
		root.AddCommand(c)
	}
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return fmt.Errorf("%w\nrun '%s --help' for the flags", err, c.CommandPath())
	})
	return root
}

func (a *app) commands() []*cobra.Command {
	return []*cobra.Command{
		a.checkCommand(),
		a.requestsCommand(),
		a.permissionsCommand(),
		a.reviewCommand(),
		a.manifestCommand(),
		a.explainCommand(),
		a.sendersCommand(),
		a.secretsCommand(),
		a.baselineCommand(),
		a.diffCommand(),
		a.blameCommand(),
		a.doctorCommand(),
		a.cacheCommand(),
		a.lspCommand(),
		a.versionCommand(),
	}
}
