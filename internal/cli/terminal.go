package cli

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/mattn/go-isatty"
	"github.com/muesli/termenv"

	"github.com/workplacelint/workplacelint/internal/report"
)

// colors returns what may be written to the standard output. A wish on the
// command line wins over NO_COLOR and FORCE_COLOR, and those over a guess.
func (a *app) colors() (termenv.Profile, error) {
	switch a.color {
	case "always":
		return termenv.ANSI, nil
	case "never":
		return termenv.Ascii, nil
	case "auto":
	default:
		return termenv.Ascii, fmt.Errorf("--color %q: expected auto, always or never", a.color)
	}
	switch {
	case os.Getenv("NO_COLOR") != "":
		return termenv.Ascii, nil
	case isSet("FORCE_COLOR"), isSet("CLICOLOR_FORCE"):
		return termenv.ANSI, nil
	case os.Getenv("TERM") == "dumb", !isTerminal(a.stdout):
		return termenv.Ascii, nil
	}
	return termenv.ANSI, nil
}

func isSet(name string) bool {
	value := os.Getenv(name)
	return value != "" && value != "0"
}

func isTerminal(w io.Writer) bool {
	f, ok := behind(w).(*os.File)
	return ok && isatty.IsTerminal(f.Fd())
}

// text returns the writer for people.
func (a *app) text() (*report.Text, error) {
	colors, err := a.colors()
	return &report.Text{W: a.stdout, Colors: colors, Sources: &report.Sources{Dir: a.dir}}, err
}

// progress shows what a long run is doing, on one line of a terminal, and
// nothing anywhere else.
type progress struct {
	out   *termenv.Output
	start time.Time

	mu    sync.Mutex
	shown bool
	last  time.Time
}

const (
	patience = time.Second            // before anything is shown
	pace     = 100 * time.Millisecond // between two lines
)

func (a *app) progress() *progress {
	if !isTerminal(a.stderr) || os.Getenv("CI") != "" || os.Getenv("TERM") == "dumb" {
		return nil
	}
	return &progress{out: termenv.NewOutput(behind(a.stderr), termenv.WithProfile(termenv.Ascii)), start: time.Now()}
}

func (p *progress) show(text string) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	if now.Sub(p.start) < patience || now.Sub(p.last) < pace {
		return
	}
	p.last, p.shown = now, true
	p.out.ClearLine()
	fmt.Fprintf(p.out, "\r%s (%s)", text, now.Sub(p.start).Round(time.Second))
}

// done removes the line.
func (p *progress) done() {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shown {
		p.out.ClearLine()
		fmt.Fprint(p.out, "\r")
	}
}

// printError makes an error printable, line by line: it may quote a file.
func printError(err error) string {
	lines := strings.Split(strings.TrimSpace(err.Error()), "\n")
	for i, l := range lines {
		lines[i] = report.Printable(strings.ReplaceAll(l, "\t", "    "))
	}
	return strings.Join(lines, "\n")
}
