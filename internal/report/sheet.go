package report

import "strings"

// A Sheet explains one thing: a title and labelled lines.
type Sheet struct {
	Title string
	Text  []string // paragraphs below the title, of one line or more
	Rows  []Row
}

// A Row is one labelled line of a sheet. An empty label continues the row
// above.
type Row struct {
	Label string
	Text  string
}

// Add adds a row for each text; only the first has the label. Empty texts are
// left out.
func (s *Sheet) Add(label string, texts ...string) {
	for _, text := range texts {
		if text == "" {
			continue
		}
		s.Rows = append(s.Rows, Row{Label: label, Text: text})
		label = ""
	}
}

// Sheet writes an explanation.
func (t *Text) Sheet(s *Sheet) error {
	t.line(t.bold(Printable(s.Title)))
	for _, text := range s.Text {
		t.line("")
		for line := range strings.SplitSeq(text, "\n") {
			t.line(Printable(strings.ReplaceAll(line, "\t", "    ")))
		}
	}
	if len(s.Text) > 0 && len(s.Rows) > 0 {
		t.line("")
	}
	for _, r := range s.Rows {
		t.detail(r.Label, r.Text)
	}
	return t.err
}
