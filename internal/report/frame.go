package report

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"

	"github.com/mattn/go-runewidth"
	"github.com/muesli/termenv"

	"github.com/workplacelint/workplacelint/internal/credential"
)

// maxWidth is the width of code in a frame. Longer lines are cut around the
// place of interest.
const maxWidth = 110

// Sources reads lines of files, each file once.
type Sources struct {
	Dir   string // that relative names are relative to
	files map[string][][]byte
}

const maxSource = 16 << 20

// Line returns a line of a file without its end, nil if there is none.
func (s *Sources) Line(file string, line int) []byte {
	if s == nil || line < 1 {
		return nil
	}
	lines, ok := s.files[file]
	if !ok {
		lines = s.read(file)
		if s.files == nil {
			s.files = map[string][][]byte{}
		}
		s.files[file] = lines
	}
	if line > len(lines) {
		return nil
	}
	return lines[line-1]
}

func (s *Sources) read(file string) [][]byte {
	name := filepath.FromSlash(file)
	if !filepath.IsAbs(name) {
		name = filepath.Join(s.Dir, name)
	}
	if st, err := os.Stat(name); err != nil || !st.Mode().IsRegular() || st.Size() > maxSource {
		return nil
	}
	// A file that cannot be read has no frame; its name and line are shown.
	data, _ := os.ReadFile(name)
	lines := bytes.Split(data, []byte("\n"))
	for i, l := range lines {
		lines[i] = bytes.TrimSuffix(l, []byte("\r"))
	}
	return lines
}

// label is one underlined place of a frame.
type label struct {
	Position
	note    string
	primary bool
}

// frames shows the place of a finding and its evidence, file by file, the file
// of the finding first.
func (t *Text) frames(f *Finding) []string {
	labels := []label{{Position: f.Position, primary: true}}
	rest := f.Evidence
	for len(rest) > 0 && len(labels) <= MaxLabels {
		labels = addLabel(labels, rest[0])
		rest = rest[1:]
	}
	var lines []string
	for len(labels) > 0 {
		same, others := splitFile(labels)
		lines = append(lines, t.frame(same)...)
		labels = others
	}
	if len(rest) > 0 {
		lines = append(lines, t.dim("   = and "+Count(len(rest), "more place")))
	}
	return lines
}

// addLabel adds evidence, as a note to the primary place if it is that.
func addLabel(labels []label, e Evidence) []label {
	first := &labels[0]
	if e.Position.File == first.File && e.Position.Line == first.Line && e.Position.Column == first.Column {
		if first.note == "" {
			first.note = e.Note
		}
		return labels
	}
	return append(labels, label{Position: e.Position, note: e.Note})
}

func splitFile(labels []label) (same, others []label) {
	for _, l := range labels {
		if l.File == labels[0].File {
			same = append(same, l)
		} else {
			others = append(others, l)
		}
	}
	return same, others
}

// frame shows the labels of one file.
func (t *Text) frame(labels []label) []string {
	arrow := "-->"
	if !labels[0].primary {
		arrow = ":::"
	}
	head := labels[0].String()
	sort.SliceStable(labels, func(i, j int) bool { return labels[i].before(labels[j].Position) })
	width := len(strconv.Itoa(labels[len(labels)-1].Line))
	pad := strings.Repeat(" ", width)
	lines := []string{t.dim(pad+arrow+" ") + Printable(head)}
	if !t.hasSource(labels) {
		return append(lines, t.notes(labels, pad)...)
	}
	lines = append(lines, t.dim(pad+" |"))
	for i, l := range labels {
		if i > 0 && l.Line > labels[i-1].Line+1 {
			lines = append(lines, t.dim("..."))
		}
		lines = append(lines, t.source(l, width, i > 0 && l.Line == labels[i-1].Line)...)
	}
	return lines
}

func (t *Text) hasSource(labels []label) bool {
	for _, l := range labels {
		if t.Sources.Line(l.File, l.Line) != nil {
			return true
		}
	}
	return false
}

func (t *Text) notes(labels []label, pad string) []string {
	var lines []string
	for _, l := range labels {
		if l.note != "" {
			lines = append(lines, t.dim(pad+" = ")+Printable(l.note))
		}
	}
	return lines
}

// source shows one line of code with an underline. If the line stands above
// already, only the underline is added.
func (t *Text) source(l label, width int, shown bool) []string {
	text := []byte(credential.Default().Mask(string(t.Sources.Line(l.File, l.Line))))
	w := window(text, l.Position)
	var lines []string
	if !shown {
		lines = append(lines, t.dim(fmt.Sprintf("%*d |", width, l.Line))+" "+w.text)
	}
	mark, tint := "-", termenv.ANSIBlue
	if l.primary {
		mark, tint = "^", termenv.ANSIRed
	}
	under := strings.Repeat(" ", w.before) + t.paint(strings.Repeat(mark, w.marked), tint).String()
	if l.note != "" {
		under += " " + Printable(l.note)
	}
	return append(lines, t.dim(strings.Repeat(" ", width)+" |")+" "+under)
}

// A view is the part of a line that a frame shows.
type view struct {
	text           string
	before, marked int // columns on a terminal
}

// window cuts a line around the place of interest and makes it printable.
func window(line []byte, p Position) view {
	start := min(max(p.Column-1, 0), len(line))
	end := tokenEnd(line, start)
	if p.EndLine == p.Line && p.EndColumn > p.Column {
		end = min(p.EndColumn-1, len(line))
	}
	from, to := 0, len(line)
	if len(line) > maxWidth {
		from = max(0, start-maxWidth/3)
		to = min(len(line), from+maxWidth)
		end = min(end, to)
	}
	left, mid, right := show(line[from:start]), show(line[start:end]), show(line[end:to])
	if from > 0 {
		left = "…" + left
	}
	if to < len(line) {
		right += "…"
	}
	return view{
		text:   strings.TrimRight(left+mid+right, " "),
		before: runewidth.StringWidth(left),
		marked: max(1, runewidth.StringWidth(mid)),
	}
}

func show(b []byte) string {
	return Printable(strings.ReplaceAll(string(b), "\t", "    "))
}

// tokenEnd guesses the end of what begins at start: a quoted text, or a name
// with its qualifiers.
func tokenEnd(line []byte, start int) int {
	if start >= len(line) {
		return start
	}
	if q := line[start]; q == '"' || q == '`' {
		if i := bytes.IndexByte(line[start+1:], q); i >= 0 {
			return start + i + 2
		}
		return len(line)
	}
	end := start
	for end < len(line) && isNameByte(line[end]) {
		end++
	}
	return max(end, start+1)
}

func isNameByte(c byte) bool {
	return c == '_' || c == '.' || c == '-' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}
