package review

import (
	"cmp"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/muesli/termenv"

	"github.com/workplacelint/workplacelint/internal/report"
)

// marks show decisions as boxes that are to be ticked.
var marks = map[Decision]string{Grant: "[x]", Refuse: "[ ]", Ask: "[?]"}

// WriteText writes a document for a terminal.
func WriteText(w io.Writer, d *Document, colors termenv.Profile) error {
	words, err := wordsIn(d.Language)
	if err != nil {
		return err
	}
	d = visible(d)
	t := &textWriter{w: w, say: words.say, colors: colors}
	if len(d.Reviews) == 0 {
		t.line(t.say("ui.empty") + " " + completeness(t.say, d))
	}
	for i, r := range d.Reviews {
		if i > 0 {
			t.line("")
		}
		t.review(d, r)
	}
	t.skipped(d.Code.Skipped)
	return t.err
}

type textWriter struct {
	w      io.Writer
	say    func(string, ...any) string
	colors termenv.Profile
	err    error
}

func (t *textWriter) line(s string) {
	if t.err == nil {
		_, t.err = io.WriteString(t.w, strings.TrimRight(s, " ")+"\n")
	}
}

func (t *textWriter) bold(s string) string { return t.colors.String(s).Bold().String() }

func (t *textWriter) heading(code string) {
	t.line("")
	t.line(t.bold(strings.ToUpper(t.say(code))))
}

func (t *textWriter) review(d *Document, r *Review) {
	t.line(t.bold(t.say("ui.title")+": ") + t.bold(r.App.Name))
	for _, line := range head(t.say, d, r) {
		t.line("  " + line)
	}
	t.line("")
	t.line(t.bold(fmt.Sprintf("%s %d   %s %d   %s %d",
		t.say("ui.grant"), r.Tally.Grant, t.say("ui.refuse"), r.Tally.Refuse, t.say("ui.ask"), r.Tally.Ask)))
	t.line(t.say("ui.others"))
	if r.Granted != nil {
		t.heading("ui.granted")
		t.line("  " + changes(t.say, r.Granted))
		t.statements(r.Granted.Notes)
	}
	if r.Observed != nil {
		t.heading("ui.observed")
		t.line("  " + observedLine(t.say, r.Observed))
		t.statements(r.Observed.Unpredicted)
	}
	if s := r.Since; s != nil {
		t.line("")
		words, rest, _ := strings.Cut(t.say("ui.since", s.From), s.From)
		t.line(t.bold(strings.ToUpper(words)+s.From+rest) + "  " + s.Day)
		t.line("  " + changeVerdict(t.say, r))
		t.statements(s.Changes)
	}
	t.heading("ui.boxes")
	if len(r.Boxes) == 0 {
		t.line("  " + t.say("ui.nothing"))
	}
	for i := range r.Boxes {
		t.box(&r.Boxes[i])
	}
	t.questions(r.Questions)
	t.heading("ui.settings")
	for _, s := range r.Settings {
		t.line("  " + s.Label + ": " + t.say("ui."+s.State))
		t.statements(s.Why)
	}
	t.section("ui.hygiene", r.Hygiene)
	t.section("ui.theft", r.Theft)
	t.binaries(r)
	t.section("ui.facts", r.Facts)
}

// head are the lines below the title: what the review is about and rests on.
func head(say func(string, ...any) string, d *Document, r *Review) []string {
	var lines []string
	row := func(code, value string) {
		if value != "" {
			lines = append(lines, say(code)+": "+value)
		}
	}
	if r.App.Kind != "" {
		row("ui.kind", say("ui."+r.App.Kind))
	}
	row("ui.owner", strings.Join(r.App.Owners, ", "))
	row("ui.manifest", r.App.Manifest)
	if r.App.Manifest == "" {
		lines = append(lines, say("ui.nomanifest"))
	}
	commit := d.Code.Commit
	if commit != "" && d.Code.Changed {
		commit += " " + say("ui.changed")
	}
	row("ui.commit", commit)
	row("ui.day", d.Day)
	row("ui.again", d.Again)
	row("ui.tool", d.Tool)
	return append(lines, completeness(say, d), requestLine(say, r))
}

func completeness(say func(string, ...any) string, d *Document) string {
	if d.Code.Complete {
		return say("ui.complete")
	}
	return say("ui.incomplete", len(d.Code.Skipped))
}

func requestLine(say func(string, ...any) string, r *Review) string {
	q := r.Requests
	return say("ui.requests", q.Total, q.Exact, q.Ambiguous, q.Unknown, q.Unresolved)
}

// seenText says when a log last shows that a permission was needed.
func seenText(say func(string, ...any) string, s *Seen) string {
	last := s.Last
	if last == "" {
		last = say("seen.noday")
	}
	return say("ui.seen", s.Count, last)
}

func observedLine(say func(string, ...any) string, o *Observed) string {
	return say("ui.observedline", o.Requests, strings.Join(o.Files, ", "), cmp.Or(o.From, "?"), cmp.Or(o.To, "?"), o.Others)
}

// todoText says what is to be done with a box. One that is asked about only waits.
func todoText(say func(string, ...any) string, b *Box) string {
	if b.Decision == Ask {
		return say("ui." + string(b.Todo) + ".ask")
	}
	return say("ui." + string(b.Todo))
}

// changes says what is to be done in the panel.
func changes(say func(string, ...any) string, g *Granted) string {
	return say("ui.changes", g.File, g.Tick, g.Untick, g.Keep)
}

func (t *textWriter) box(b *Box) {
	title := marks[b.Decision] + " " + b.Label + " (" + b.Permission + ")"
	state := strings.ToUpper(t.say("ui." + string(b.Decision)))
	if b.Todo != "" {
		state += ": " + todoText(t.say, b)
	}
	t.line("  " + t.bold(title) + "  " + t.bold(state) + "  " + b.Risk)
	for _, line := range terms(t.say, b) {
		t.line("      " + line)
	}
	t.statements(b.Why)
	if b.Seen != nil {
		t.line("      " + seenText(t.say, b.Seen) + "  [" + b.Seen.Place.String() + "]")
	}
	for i := range b.Needs {
		if i == maxNeeds {
			t.line("      " + t.say("ui.more", len(b.Needs)-i))
			break
		}
		t.line("      - " + needLine(t.say, &b.Needs[i]))
	}
	t.statements(b.Breaks)
	t.statements(b.Better)
	if b.Limit != nil {
		t.line("      " + t.say("ui.limit") + ": " + b.Limit.Label)
		t.statements(b.Limit.Why)
	}
	if len(b.Questions) > 0 {
		t.line("      " + t.say("ui.see", len(b.Questions), numbers(b.Questions)))
	}
}

// maxNeeds bounds the calls that are shown beside a box; JSON has all.
const maxNeeds = 3

// terms are what the manifest says of a box.
func terms(say func(string, ...any) string, b *Box) []string {
	if !b.Requested {
		return nil
	}
	line := say("ui.purpose") + ": " + b.Purpose
	if b.Purpose == "" {
		line = say("ui.nopurpose")
	}
	if b.Owner != "" {
		line += "; " + say("ui.owner") + ": " + b.Owner
	}
	if b.Until != "" {
		line += "; " + say("ui.until", b.Until)
	}
	return []string{line}
}

func needLine(say func(string, ...any) string, n *Need) string {
	line := callText(n)
	if n.Place.File != "" {
		line += "  " + n.Place.String()
	}
	if n.Proof != Proven {
		line += "  (" + say("ui."+string(n.Proof)) + ")"
	}
	if n.Note != "" {
		line += "  (" + n.Note + ")"
	}
	return line
}

// callText names a call with the field that asks for the permission.
func callText(n *Need) string {
	if n.Field != "" {
		return n.Call + " → " + n.Field
	}
	return n.Call
}

func numbers(list []int) string {
	texts := make([]string, len(list))
	for i, n := range list {
		texts[i] = strconv.Itoa(n)
	}
	return strings.Join(texts, ", ")
}

func (t *textWriter) section(code string, list []Statement) {
	if len(list) == 0 {
		return
	}
	t.heading(code)
	t.statements(list)
}

func (t *textWriter) statements(list []Statement) {
	for _, s := range list {
		t.line("      " + s.Text + basis(&s))
	}
}

// maxPlaces bounds the places that are shown for a statement; JSON has all.
const maxPlaces = 3

// basis is what a statement rests on, in brackets.
func basis(s *Statement) string {
	var parts []string
	for i, p := range s.Places {
		if i == maxPlaces {
			parts = append(parts, fmt.Sprintf("+%d", len(s.Places)-i))
			break
		}
		parts = append(parts, p.String())
	}
	if s.Source != "" {
		parts = append(parts, s.Source)
	}
	if len(parts) == 0 {
		return ""
	}
	return "  [" + strings.Join(parts, ", ") + "]"
}

func (t *textWriter) questions(list []Question) {
	if len(list) == 0 {
		return
	}
	t.heading("ui.questions")
	for i := range list {
		q := &list[i]
		t.line(fmt.Sprintf("  %d. %s", q.Number, q.Text+basis(&q.Statement)))
		t.line("     " + t.say("ui.settles") + ": " + strings.Join(q.Labels, ", "))
	}
}

func (t *textWriter) binaries(r *Review) {
	if len(r.Binaries) < 2 {
		return
	}
	t.heading("ui.binaries")
	for _, b := range r.Binaries {
		t.line("  " + b.Package + ": " + strings.Join(r.labels(b.Permissions), ", "))
	}
	t.statements(r.Split)
}

func (t *textWriter) skipped(list []report.Skipped) {
	if len(list) == 0 {
		return
	}
	t.heading("ui.skipped")
	for _, s := range list {
		line := s.Package + ": " + s.Reason
		if s.Position != nil {
			line += "  [" + s.Position.String() + "]"
		}
		t.line("  " + line)
	}
}
