package review

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
)

// reviewMark lets a workflow find its own comment again.
const reviewMark = "<!-- workplacelint review -->"

// WriteMarkdown writes a document for a pull request: the decisions first, the
// rest folded. Where it says what changed and nothing did, it is empty: nobody
// has to read it.
func WriteMarkdown(w io.Writer, d *Document) error {
	words, err := wordsIn(d.Language)
	if err != nil {
		return err
	}
	if d.isUnchanged() {
		return nil
	}
	d = visible(d)
	m := &markdown{Writer: bufio.NewWriter(w), say: words.say}
	if len(d.Reviews) == 0 {
		m.line("**" + escape(m.say("ui.empty")+" "+completeness(m.say, d)) + "**")
	}
	for _, r := range d.Reviews {
		m.review(d, r)
	}
	if len(d.Code.Skipped) > 0 {
		m.heading("ui.skipped")
		for _, s := range d.Code.Skipped {
			m.line("- " + escape(s.Package+": "+s.Reason))
		}
	}
	m.line("\n" + reviewMark)
	return m.Flush()
}

func (d *Document) isUnchanged() bool {
	return d.Code.Complete && len(d.Reviews) > 0 && !slices.ContainsFunc(d.Reviews, func(r *Review) bool { return r.Since == nil || !r.Since.IsEmpty() })
}

// markdown keeps the first error of its writer until it is flushed.
type markdown struct {
	*bufio.Writer
	say func(string, ...any) string
}

func (m *markdown) line(s string) { fmt.Fprintln(m, s) }

func (m *markdown) heading(code string) { m.line("\n#### " + escape(m.say(code)) + "\n") }

func (m *markdown) review(d *Document, r *Review) {
	if r.Since != nil {
		m.line("**" + escape(changeVerdict(m.say, r)) + "**\n")
		for i := range r.Since.Changes {
			m.line("- " + statement(&r.Since.Changes[i]))
		}
		m.line("")
	}
	m.line("### " + escape(m.say("ui.title")+": "+r.App.Name) + "\n")
	m.line(fmt.Sprintf("**%s %d · %s %d · %s %d**  ", m.say("ui.grant"), r.Tally.Grant, m.say("ui.refuse"), r.Tally.Refuse, m.say("ui.ask"), r.Tally.Ask))
	m.line(escape(m.say("ui.others")) + "\n")
	if o := r.Observed; o != nil {
		m.line("**" + escape(m.say("ui.observed")) + "**: " + escape(observedLine(m.say, o)) + "\n")
		for i := range o.Unpredicted {
			m.line("- " + statement(&o.Unpredicted[i]))
		}
		m.line("")
	}
	if r.Granted != nil {
		m.line("**" + escape(m.say("ui.granted")) + "**: " + escape(changes(m.say, r.Granted)) + "\n")
		for i := range r.Granted.Notes {
			m.line("- " + statement(&r.Granted.Notes[i]))
		}
		m.line("")
	}
	if len(r.Boxes) > 0 {
		m.line(fmt.Sprintf("| %s | %s | %s | %s |\n|---|---|---|---|", escape(m.say("ui.box")), escape(m.say("ui.decision")), escape(m.say("ui.neededby")), escape(m.say("ui.limit"))))
		for i := range r.Boxes {
			m.box(&r.Boxes[i])
		}
	} else {
		m.line(escape(m.say("ui.nothing")))
	}
	if len(r.Questions) > 0 {
		m.heading("ui.questions")
		for i := range r.Questions {
			q := &r.Questions[i]
			m.line(fmt.Sprintf("%d. %s – %s: %s", q.Number, statement(&q.Statement), escape(m.say("ui.settles")), escape(strings.Join(q.Labels, ", "))))
		}
	}
	m.fold(d, r)
}

// fold writes what is not needed to decide on a change.
func (m *markdown) fold(d *Document, r *Review) {
	m.line("\n<details><summary>" + escape(m.say("ui.details")) + "</summary>\n")
	for _, line := range head(m.say, d, r) {
		m.line("- " + escape(line))
	}
	m.heading("ui.settings")
	for _, s := range r.Settings {
		m.line("- **" + escape(s.Label+": "+m.say("ui."+s.State)) + "**")
		for i := range s.Why {
			m.line("  - " + statement(&s.Why[i]))
		}
	}
	m.section("ui.hygiene", r.Hygiene)
	m.section("ui.theft", r.Theft)
	m.binaries(r)
	m.section("ui.facts", r.Facts)
	m.line("\n</details>")
}

func (m *markdown) section(code string, list []Statement) {
	if len(list) == 0 {
		return
	}
	m.heading(code)
	for i := range list {
		m.line("- " + statement(&list[i]))
	}
}

func (m *markdown) binaries(r *Review) {
	if len(r.Binaries) < 2 {
		return
	}
	m.heading("ui.binaries")
	for _, b := range r.Binaries {
		m.line("- " + span(b.Package) + ": " + escape(strings.Join(r.labels(b.Permissions), ", ")))
	}
	for i := range r.Split {
		m.line("\n" + statement(&r.Split[i]))
	}
}

// box writes one row of the table.
func (m *markdown) box(b *Box) {
	decision := "**" + escape(m.say("ui."+string(b.Decision))) + "**"
	if b.Todo != "" {
		decision += "<br>" + escape(todoText(m.say, b))
	}
	if len(b.Questions) > 0 {
		decision += "<br>" + escape(m.say("ui.see", len(b.Questions), numbers(b.Questions)))
	}
	var why []string
	for _, line := range terms(m.say, b) {
		why = append(why, escape(line))
	}
	for i := range b.Why {
		if len(b.Needs) > 0 {
			why = append(why, escape(b.Why[i].Text))
			continue
		}
		why = append(why, statement(&b.Why[i]))
	}
	if b.Seen != nil {
		why = append(why, escape(seenText(m.say, b.Seen))+" "+place(&b.Seen.Place))
	}
	for i := range b.Needs[:min(len(b.Needs), maxNeeds)] {
		why = append(why, m.need(&b.Needs[i]))
	}
	if rest := len(b.Needs) - maxNeeds; rest > 0 {
		why = append(why, escape(m.say("ui.more", rest)))
	}
	for i := range b.Breaks {
		why = append(why, escape(b.Breaks[i].Text))
	}
	for i := range b.Better {
		why = append(why, statement(&b.Better[i]))
	}
	var limit []string
	switch {
	case b.Limit == nil && b.Decision != Refuse:
		limit = []string{escape(m.say("ui.nolimit"))}
	case b.Limit != nil:
		limit = []string{escape(b.Limit.Label)}
		for i := range b.Limit.Why {
			limit = append(limit, statement(&b.Limit.Why[i]))
		}
	}
	m.line(fmt.Sprintf("| %s<br>%s<br>%s | %s | %s | %s |", escape(b.Label), span(b.Permission), escape(b.Risk), decision,
		strings.Join(why, "<br>"), strings.Join(limit, "<br>")))
}

func (m *markdown) need(n *Need) string {
	text := span(callText(n))
	if n.Place.File != "" {
		text += " " + place(&n.Place)
	}
	if n.Proof != Proven {
		text += " (" + escape(m.say("ui."+string(n.Proof))) + ")"
	}
	if n.Note != "" {
		text += " (" + escape(n.Note) + ")"
	}
	return text
}

func statement(s *Statement) string {
	parts := []string{escape(s.Text)}
	for i := range s.Places[:min(len(s.Places), maxPlaces)] {
		parts = append(parts, place(&s.Places[i]))
	}
	if rest := len(s.Places) - maxPlaces; rest > 0 {
		parts = append(parts, fmt.Sprintf("+%d", rest))
	}
	if s.Source != "" {
		parts = append(parts, "("+escape(s.Source)+")")
	}
	return strings.Join(parts, " ")
}

func place(p *Place) string {
	address := p.Address()
	if address == "" {
		return span(p.String())
	}
	return "[" + span(p.String()) + "](" + strings.NewReplacer("(", "%28", ")", "%29", "|", "%7C").Replace(address) + ")"
}

// span quotes text as code. A bar would end the cell of a table even there.
func span(s string) string {
	s = strings.ReplaceAll(s, "|", "¦")
	fence := "`"
	for strings.Contains(s, fence) {
		fence += "`"
	}
	if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") {
		s = " " + s + " "
	}
	return fence + s + fence
}

// zeroWidth parts what hosting sites would take for a mention or an address.
const zeroWidth = "\u200b"

// escape makes text of analyzed code plain text of Markdown: no markup, no HTML,
// no mention, reference or link.
func escape(s string) string {
	var b strings.Builder
	for i, r := range s {
		first := i == 0 && (r == '-' || r == '+' || r == '=' || unicode.IsDigit(r) && leadsItem(s))
		if first || strings.ContainsRune("\\`*_[]<>#|~&!", r) {
			if first && unicode.IsDigit(r) {
				b.WriteString(zeroWidth)
			} else {
				b.WriteByte('\\')
			}
		}
		b.WriteRune(r)
		if r == '@' || r == ':' && strings.HasPrefix(s[i+1:], "//") || strings.HasSuffix(strings.ToLower(s[:i+1]), "www.") {
			b.WriteString(zeroWidth)
		}
	}
	return b.String()
}

// leadsItem reports whether text begins as a numbered item does.
func leadsItem(s string) bool {
	rest := strings.TrimLeft(s, "0123456789")
	return strings.HasPrefix(rest, ".") || strings.HasPrefix(rest, ")")
}
