// Reportbot writes a weekly digest in Workplace groups and answers people who
// ask about it.
//
//	reportbot weekly [-config digest.json]
//	reportbot serve [-listen 127.0.0.1:8080]
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"time"

	"example.com/reportbot/config"
	"example.com/reportbot/graph"
	"example.com/reportbot/report"
	"example.com/reportbot/webhook"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "reportbot:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	if len(args) == 0 {
		return errors.New("use: reportbot weekly | reportbot serve")
	}
	secrets, err := config.SecretsFromEnv()
	if err != nil {
		return err
	}
	client, err := graph.New(secrets.AccessToken, secrets.AppSecret, graph.WithAttempts(4, time.Second))
	if err != nil {
		return err
	}
	switch args[0] {
	case "weekly":
		return weekly(ctx, client, args[1:])
	case "serve":
		return serve(ctx, client, secrets, args[1:])
	}
	return fmt.Errorf("there is no command %q", args[0])
}

func weekly(ctx context.Context, client *graph.Client, args []string) error {
	flags := flag.NewFlagSet("weekly", flag.ContinueOnError)
	file := flags.String("config", "digest.json", "what to report")
	if err := flags.Parse(args); err != nil {
		return err
	}
	cfg, err := config.Read(*file)
	if err != nil {
		return err
	}
	w := report.Weekly{Client: client, Config: cfg, Now: time.Now}
	return w.Run(ctx)
}

func serve(ctx context.Context, client *graph.Client, secrets config.Secrets, args []string) error {
	flags := flag.NewFlagSet("serve", flag.ContinueOnError)
	listen := flags.String("listen", "127.0.0.1:8080", "address for webhooks")
	if err := flags.Parse(args); err != nil {
		return err
	}
	bot, err := client.Me(ctx)
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", *listen)
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.Handle("/webhook", &webhook.Handler{
		Client:      client,
		AppSecret:   secrets.AppSecret,
		VerifyToken: secrets.VerifyToken,
		Bot:         bot,
	})
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	context.AfterFunc(ctx, func() { server.Close() })
	fmt.Fprintln(os.Stderr, "listening on", l.Addr())
	if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
