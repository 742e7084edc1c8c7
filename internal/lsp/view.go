package lsp

import (
	"bytes"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/workplacelint/workplacelint/internal/credential"
	"github.com/workplacelint/workplacelint/internal/report"
)

// A view turns places of reports into those of the protocol.
type view struct {
	dir     string
	sources *report.Sources
}

// plain makes text of analyzed code printable, without the credentials in it.
func plain(s string) string { return credential.Default().Hide(report.Printable(s)) }

func (v *view) file(name string) string {
	name = filepath.FromSlash(name)
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(v.dir, name)
}

func (v *view) uri(name string) string {
	slashed := filepath.ToSlash(v.file(name))
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // before a drive
	}
	return (&url.URL{Scheme: "file", Path: slashed}).String()
}

func (v *view) diagnostic(f *report.Finding) diagnostic {
	d := diagnostic{
		Range: v.span(f.Position), Severity: severity(f.Severity), Code: f.ID(), Source: "workplacelint",
		Message: plain(f.Sentence()),
	}
	for _, help := range f.Help {
		d.Message += "\n" + plain(help)
	}
	for _, e := range f.Evidence {
		d.Related = append(d.Related, related{location{v.uri(e.Position.File), v.span(e.Position)}, plain(e.Note)})
	}
	return d
}

func severity(s report.Severity) int {
	switch s {
	case report.Error:
		return 1
	case report.Warning:
		return 2
	case report.Note:
	}
	return 3
}

// span is the place of a finding, or the rest of its line if its end is not
// known.
func (v *view) span(p report.Position) span {
	start := v.place(p.File, p.Line, p.Column)
	if p.EndLine >= p.Line && p.EndColumn > 0 {
		return span{start, v.place(p.File, p.EndLine, p.EndColumn)}
	}
	end := v.place(p.File, p.Line, len(v.sources.Line(p.File, p.Line))+1)
	return span{start, end}
}

func (v *view) place(file string, line, column int) position {
	text := v.sources.Line(file, line)
	return position{max(line-1, 0), units(text[:min(max(column-1, 0), len(text))])}
}

// units counts UTF-16 code units.
func units(text []byte) int {
	n := 0
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		n++
		if r > 0xFFFF {
			n++
		}
		text = text[size:]
	}
	return n
}

// word returns the name around a position.
func (v *view) word(file string, p position) string {
	text := string(v.sources.Line(file, p.Line+1))
	at := 0
	for n := 0; at < len(text) && n < p.Character; {
		r, size := utf8.DecodeRuneInString(text[at:])
		n++
		if r > 0xFFFF {
			n++
		}
		at += size
	}
	isName := func(r rune) bool { return r == '_' || r >= 'a' && r <= 'z' || r >= '0' && r <= '9' }
	start := strings.LastIndexFunc(text[:at], func(r rune) bool { return !isName(r) }) + 1
	end := strings.IndexFunc(text[at:], func(r rune) bool { return !isName(r) })
	if end < 0 {
		end = len(text) - at
	}
	return text[start : at+end]
}

// edit turns a fix into edits, if the files are as they were analyzed.
func (v *view) edit(fix report.Fix) (edit, bool) {
	out := edit{map[string][]textEdit{}}
	for _, e := range fix.Edits {
		text, err := os.ReadFile(v.file(e.File))
		if err != nil || e.Start < 0 || e.Start > e.End || e.End > len(text) {
			return edit{}, false
		}
		uri := v.uri(e.File)
		out.Changes[uri] = append(out.Changes[uri], textEdit{span{offset(text, e.Start), offset(text, e.End)}, e.NewText})
	}
	return out, len(fix.Edits) > 0
}

func offset(text []byte, at int) position {
	before := text[:at]
	return position{bytes.Count(before, []byte("\n")), units(before[bytes.LastIndexByte(before, '\n')+1:])}
}
