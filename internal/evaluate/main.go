// Evaluate compares what workplacelint infers with what people read in whole
// programs:
//
//	go run ./internal/evaluate -dir DIR [-truth FILE] [-tool PATH] [-keep OUT]
//	go run ./internal/evaluate -wants DIR [-tool PATH]
//
// DIR holds each program of the truth file as owner+name, checked out at its
// commit; without a truth file, each program in DIR has its own, named
// requests.want.json. With -wants the truth stands in comments of the program
// in DIR. For each program and each idiom it prints how many calls were found,
// how many of the reported requests are right, and then every disagreement
// with its place.
//
// found counts calls by method, kind of host and path; fields and version are
// counted of those that were found; apart are calls of which nobody can know
// everything, found if they are listed; listed are places that send.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/evaluate/truth"
)

func main() {
	if err := run(os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "evaluate:", err)
		os.Exit(2) //nolint:forbidigo // it is a command for developers of its own
	}
}

type options struct {
	dir, truth, wants, tool, keep string
	only                          string
	limit                         time.Duration
}

func run(args []string, stdout, stderr io.Writer) error {
	var o options
	flags := flag.NewFlagSet("evaluate", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&o.dir, "dir", "", "directory of the programs")
	flags.StringVar(&o.truth, "truth", "", "file of what they request")
	flags.StringVar(&o.wants, "wants", "", "directory of programs with wants")
	flags.StringVar(&o.tool, "tool", "", "workplacelint to run; it is built if there is none")
	flags.StringVar(&o.keep, "keep", "", "directory to keep the inventories in")
	flags.StringVar(&o.only, "only", "", "evaluate programs whose name holds this")
	flags.DurationVar(&o.limit, "limit", 2*time.Minute, "how long one program may take")
	if err := flags.Parse(args); err != nil {
		return err
	}
	programs, err := o.programs()
	if err != nil {
		return err
	}
	if len(programs) == 0 {
		return fmt.Errorf("%s: expected programs with a truth file, or one that -truth names", o.dir)
	}
	t, err := newTool(o.tool, o.limit, stderr)
	if err != nil {
		return err
	}
	defer t.close()
	return evaluate(programs, t, o.keep, stdout, stderr)
}

// A place is a program and where it is checked out.
type place struct {
	truth.Program
	dir string
}

func (o *options) programs() ([]place, error) {
	switch {
	case o.wants != "":
		p, err := truth.Wants(o.wants)
		return []place{{p, o.wants}}, err
	case o.dir == "":
		return nil, errors.New("expected -dir or -wants")
	case o.truth == "":
		return o.carried()
	}
	all, err := read(o.truth)
	if err != nil {
		return nil, err
	}
	var places []place
	for _, p := range all {
		if strings.Contains(p.Repo, o.only) {
			places = append(places, place{p, filepath.Join(o.dir, strings.ReplaceAll(p.Repo, "/", "+"))})
		}
	}
	return places, nil
}

// carried returns the programs that carry their truth.
func (o *options) carried() ([]place, error) {
	files, err := filepath.Glob(filepath.Join(o.dir, "*", carriedTruth))
	if err != nil {
		return nil, err
	}
	var places []place
	for _, f := range files {
		all, err := read(f)
		if err != nil {
			return nil, err
		}
		for _, p := range all {
			places = append(places, place{p, filepath.Dir(f)})
		}
	}
	return places, nil
}

const carriedTruth = "requests.want.json"

func read(file string) ([]truth.Program, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	all, err := truth.Read(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return all, nil
}

func evaluate(programs []place, t *tool, keep string, stdout, stderr io.Writer) error {
	c := catalog.Default()
	apis := truth.NewAPIs(c)
	var scores []truth.Score
	for _, p := range programs {
		start := time.Now()
		inv, err := t.inventory(p.dir)
		if err != nil {
			fmt.Fprintf(stderr, "%s: %v\n", p.Repo, err)
			continue
		}
		fmt.Fprintf(stderr, "%s: %.1f s\n", p.Repo, time.Since(start).Seconds())
		if err := keepInventory(keep, p.Repo, inv); err != nil {
			return err
		}
		if !inv.Complete {
			fmt.Fprintf(stderr, "%s: incomplete: %s\n", p.Repo, reasons(inv))
		}
		s := truth.Compare(&p.Program, inv, apis)
		s.Needs = truth.CompareNeeds(&p.Program, inv, c)
		scores = append(scores, s)
	}
	return truth.Write(stdout, scores)
}
