// Complianceexport writes what the people named by a legal matter wrote and
// read in Workplace to a directory, one file of JSON lines for each kind.
//
//	complianceexport [-out DIR] MATTER.json
//
// WORKPLACE_ACCESS_TOKEN and WORKPLACE_APP_SECRET are the credentials of the
// custom integration.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"

	"example.com/complianceexport/archive"
	"example.com/complianceexport/collect"
	"example.com/complianceexport/matter"
	"example.com/complianceexport/workplace"
)

func main() {
	out := flag.String("out", "export", "directory to write to")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, flag.Arg(0), *out); err != nil {
		fmt.Fprintln(os.Stderr, "complianceexport:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, file, out string) error {
	m, err := matter.Read(file)
	if err != nil {
		return err
	}
	token, secret := os.Getenv("WORKPLACE_ACCESS_TOKEN"), os.Getenv("WORKPLACE_APP_SECRET")
	if token == "" || secret == "" {
		return errors.New("set WORKPLACE_ACCESS_TOKEN and WORKPLACE_APP_SECRET")
	}
	to, err := archive.Create(out)
	if err != nil {
		return err
	}
	client := workplace.New(workplace.Settings{Token: token, AppSecret: secret})
	export := collect.Export{Workplace: client, Archive: to, Matter: m}
	return errors.Join(export.Run(ctx), to.Close())
}
