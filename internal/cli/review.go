package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/granted"
	"github.com/workplacelint/workplacelint/internal/observed"
	"github.com/workplacelint/workplacelint/internal/report"
	"github.com/workplacelint/workplacelint/internal/review"
)

// reviewRun is one run of the command, as flags say.
type reviewRun struct {
	selection
	format    string
	language  string
	output    string
	day       string
	noHistory bool
	granted   string
	observed  []string
	since     string
	bare      bool // without a search for credentials
}

func (a *app) reviewCommand() *cobra.Command {
	var run reviewRun
	c := &cobra.Command{
		Use:   "review [PACKAGE...]",
		Short: "write the page on which permissions are granted",
		Long: `Writes for the person who ticks the boxes in the admin panel what to do with each:
grant, refuse or ask, and what that rests on. A box is granted only if a call in
the code is proven to need it; what is not known is asked.

Beside the permissions it says which other controls to switch, whether a
credential was committed, what a thief of the access token could do, and what
fails if a box stays empty.

` + ExitCodes,
		Example: `  workplacelint review ./...
  workplacelint review --format html --output review.html ./...
  workplacelint review --format json --output review.json ./...
  workplacelint review --since origin/main --format markdown ./...`,
		RunE: func(c *cobra.Command, args []string) error { return a.review(c.Context(), &run, args) },
	}
	run.flags(c)
	return c
}

func (run *reviewRun) flags(c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&run.format, "format", "text", "text, html, markdown or json (docs/schema/review.json)")
	f.StringVar(&run.language, "lang", "en", "language: "+strings.Join(review.Languages(), ", "))
	f.StringVarP(&run.output, "output", "o", "-", "the file to write; - is the standard output")
	f.StringVar(&run.day, "day", "", "the day of the review, such as 2026-11-28; none is today")
	f.StringSliceVar(&run.observed, "observed", nil, "say what these logs show: HAR files, access logs in common formats")
	f.StringVar(&run.since, "since", "", "say what changed since a revision, or since a review saved as JSON")
	f.StringVar(&run.granted, "granted", "", "compare with what was really granted: YAML, CSV or text of the panel; - is the standard input")
	f.BoolVar(&run.noHistory, "no-history", false, "do not search the commits for credentials")
	run.selection.flags(c)
}

// reviewFormats are the forms of a review.
var reviewFormats = []string{"text", "html", "markdown", "json"}

func (a *app) review(ctx context.Context, run *reviewRun, patterns []string) error {
	if err := oneOf("--format", run.format, reviewFormats...); err != nil {
		return err
	}
	if err := oneOf("--lang", run.language, review.Languages()...); err != nil {
		return err
	}
	day, err := run.date()
	if err != nil {
		return err
	}
	doc, err := a.reviewDocument(ctx, run, day, patterns)
	if err != nil {
		return err
	}
	if err := a.compareReviews(ctx, run, doc, patterns); err != nil {
		return err
	}
	if err := a.writeReview(run, doc); err != nil {
		return err
	}
	if !doc.Code.Complete {
		return status(exitIncomplete)
	}
	return nil
}

// date returns the day of the review.
func (run *reviewRun) date() (time.Time, error) {
	if run.day == "" {
		return time.Now(), nil
	}
	day, err := time.Parse(time.DateOnly, run.day)
	if err != nil {
		return day, fmt.Errorf("--day %q: expected a day such as 2026-11-28", run.day)
	}
	return day, nil
}

func (a *app) writeReview(run *reviewRun, doc *review.Document) error {
	var out bytes.Buffer
	colors, err := a.colors()
	if err != nil {
		return err
	}
	switch run.format {
	case "json":
		err = report.WriteJSON(&out, doc)
	case "markdown":
		err = review.WriteMarkdown(&out, doc)
	case "html":
		err = review.WriteHTML(&out, doc)
	default:
		err = review.WriteText(&out, doc, colors)
	}
	if err != nil {
		return err
	}
	return a.save(run.output, out.Bytes())
}

// save writes a file, or to the standard output. A file is written in one step
// and without credentials, as the standard output is.
func (a *app) save(name string, data []byte) error {
	if name == "-" {
		_, err := a.stdout.Write(data)
		return err
	}
	var out bytes.Buffer
	h := &hider{w: &out}
	if _, err := h.Write(data); err != nil {
		return err
	}
	if err := h.flush(); err != nil {
		return err
	}
	file := a.abs(name)
	if _, err := os.Stat(file); err == nil {
		return replaceFile(file, out.Bytes())
	}
	return os.WriteFile(file, out.Bytes(), 0o644)
}

// credentialAnalyzers report credentials that others can read.
var credentialAnalyzers = []string{"clientfile", "hardcodedtoken", "tokenleak"}

// reviewDocument reads the program and reviews each of its apps.
func (a *app) reviewDocument(ctx context.Context, run *reviewRun, day time.Time, patterns []string) (*review.Document, error) {
	prog, given, err := a.reviewed(ctx, run, day, patterns)
	if err != nil {
		return nil, err
	}
	v, err := prog.judge()
	if err != nil {
		return nil, err
	}
	again, err := review.Again(day)
	if err != nil {
		return nil, err
	}
	doc := &review.Document{
		Version: review.Version, Tool: version(), Language: run.language,
		Day: day.Format(time.DateOnly), Again: again.Format(time.DateOnly), Reviews: []*review.Review{},
	}
	doc.Code.Packages, doc.Code.Skipped = prog.counts(), prog.skipped()
	doc.Code.Complete = len(doc.Code.Skipped) == 0
	links := a.repository(ctx, &doc.Code)
	var found review.Hygiene
	if !run.bare {
		if found, err = a.hygiene(ctx, run); err != nil {
			return nil, err
		}
	}
	logs, err := a.logs(run.observed)
	if err != nil {
		return nil, err
	}
	for _, p := range v.Programs {
		if p.Manifest == nil && len(p.Report.Evidence) == 0 {
			continue // Nothing is left to the packages without manifest, or they talk to Facebook.
		}
		in := prog.reviewInput(p, links, found)
		in.Hygiene.Leaks, in.Hygiene.Suppressed = prog.leaks(p, given.Findings), len(prog.leaks(p, given.Suppressed))
		if in.Granted, err = a.grantedList(run.granted, p.Catalog); err != nil {
			return nil, err
		}
		in.Observed = logs
		r, err := review.Build(in, run.language)
		if err != nil {
			return nil, err
		}
		doc.Reviews = append(doc.Reviews, r)
	}
	doc.Expire()
	if len(doc.Reviews) == 0 && doc.Code.Complete && !run.bare {
		return nil, errors.New("nothing tells these packages from ones that talk to Facebook only; " +
			"a workplace.yaml says that they talk to Workplace ('workplacelint manifest init' writes one)")
	}
	if (run.granted != "" || logs != nil) && len(doc.Reviews) != 1 {
		return nil, fmt.Errorf("--granted and --observed are about one app, and these packages have %d; name those of one", len(doc.Reviews))
	}
	return doc, nil
}

// reviewed reads a program and checks it for credentials that others can read.
func (a *app) reviewed(ctx context.Context, run *reviewRun, day time.Time, patterns []string) (*program, *report.Check, error) {
	chosen := slices.DeleteFunc(analyzerList(), func(x *analysis.Analyzer) bool {
		return run.bare || !slices.Contains(credentialAnalyzers, x.Name)
	})
	prog, err := a.read(ctx, &run.selection, patterns, syntactic(chosen)...)
	if err != nil {
		return nil, nil, err
	}
	prog.now = day
	if run.bare {
		return prog, &report.Check{}, nil
	}
	if err := a.clientFiles(ctx, prog, patterns); err != nil {
		return nil, nil, err
	}
	c, err := prog.check(chosen, false)
	return prog, c, err
}

// compareReviews says what changed since an earlier review.
func (a *app) compareReviews(ctx context.Context, run *reviewRun, doc *review.Document, patterns []string) error {
	if run.since == "" {
		return nil
	}
	if info, err := os.Stat(a.abs(run.since)); err == nil && info.Mode().IsRegular() {
		f, err := os.Open(a.abs(run.since))
		if err != nil {
			return err
		}
		defer f.Close()
		before, err := review.Read(run.since, f)
		if err != nil {
			return err
		}
		return doc.Compare(before, run.since)
	}
	return a.at(ctx, run.since, func(there *app) error {
		earlier := *run
		earlier.bare, earlier.granted, earlier.observed = true, "", nil
		before, err := there.reviewDocument(ctx, &earlier, time.Now(), patterns)
		if err != nil {
			return fmt.Errorf("at %s: %w", run.since, err)
		}
		before.Day = ""
		return doc.Compare(before, run.since)
	})
}

// logs reads what was really sent.
func (a *app) logs(names []string) ([]*observed.Log, error) {
	var logs []*observed.Log
	for _, name := range names {
		f, err := os.Open(a.abs(name))
		if err != nil {
			return nil, err
		}
		defer f.Close()
		log, err := observed.Read(name, f)
		if err != nil {
			return nil, err
		}
		logs = append(logs, log)
	}
	return logs, nil
}

// grantedList reads what was really granted, nil if no file says so.
func (a *app) grantedList(name string, cat *catalog.Catalog) (*granted.List, error) {
	if name == "" {
		return nil, nil //nolint:nilnil // no list is a result
	}
	in := a.stdin
	if name == "-" {
		name = "standard input"
	} else {
		f, err := os.Open(a.abs(name))
		if err != nil {
			return nil, err
		}
		defer f.Close()
		in = f
	}
	data, err := io.ReadAll(io.LimitReader(in, granted.MaxSize+1))
	if err != nil {
		return nil, err
	}
	return granted.Parse(cat, name, data)
}
