// Workplacelint finds out which Workplace permissions a Go program needs and
// compares them with what an administrator has granted.
//
// Usage:
//
//	workplacelint check ./...           report missing and unused grants
//	workplacelint requests ./...        list the requests the program can send
//	workplacelint permissions ./...     list the permissions it needs, and why
//	workplacelint manifest init ./...   write workplace.yaml for it
//	workplacelint explain NAME          explain an analyzer, a permission or an endpoint
//	go vet -vettool=$(which workplacelint) ./...
//
// Exit codes:
//
//	0  clean, and everything was analyzed
//	1  findings
//	2  wrong usage, or workplacelint failed
//	3  incomplete: a package did not load or a limit was hit, also with findings
package main

import (
	"os"

	"github.com/workplacelint/workplacelint/internal/cli"
)

func main() {
	os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
