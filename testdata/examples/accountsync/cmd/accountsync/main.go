// Accountsync keeps the accounts of a Workplace community up to date with the
// personnel system.
//
//	accountsync apply [-legacy-scim] EXTRACT
//	accountsync snapshot
//	accountsync lines MEMBER
//	accountsync accounts
//	accountsync replay JOURNAL
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"

	"example.com/accountsync/internal/directory"
	"example.com/accountsync/internal/hr"
	"example.com/accountsync/internal/journal"
	"example.com/accountsync/internal/orgchart"
	"example.com/accountsync/internal/reconcile"
	"example.com/accountsync/internal/scim"
	"example.com/accountsync/internal/transport"
)

func main() {
	legacy := flag.Bool("legacy-scim", false, "the community uses version 1 of the Account Management API")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *legacy, flag.Arg(0), flag.Arg(1)); err != nil {
		fmt.Fprintln(os.Stderr, "accountsync:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, legacy bool, command, arg string) error {
	client, err := transport.Client(transport.Credentials{
		AccessToken: os.Getenv("WP_ACCESS_TOKEN"),
		AppSecret:   os.Getenv("WP_APP_SECRET"),
	}, "accountsync/1.4 (people-systems@example.com)")
	if err != nil {
		return err
	}
	graph := directory.New(client)
	accounts := scim.New(client, legacy)
	switch command {
	case "apply":
		people, err := hr.Read(arg)
		if err != nil {
			return err
		}
		r := reconcile.Run{Directory: graph, Accounts: accounts}
		return r.Apply(ctx, people)
	case "snapshot":
		return show(orgchart.Snapshot(ctx, graph.API()))
	case "lines":
		return show(orgchart.Of(ctx, graph.API(), arg))
	case "accounts":
		return show(accounts.Users(ctx))
	case "replay":
		return show(journal.Replay(ctx, graph.API(), arg))
	}
	return errors.New("use: accountsync apply EXTRACT | snapshot | lines MEMBER | accounts | replay JOURNAL")
}

// show writes what a command found as JSON.
func show[T any](v T, err error) error {
	if err != nil {
		return err
	}
	enc := json.NewEncoder(os.Stdout)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
