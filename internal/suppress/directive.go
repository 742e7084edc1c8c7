package suppress

import (
	"bytes"
	"go/scanner"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/workplacelint/workplacelint/internal/credential"
)

// marker begins a directive, after the sign that begins the comment.
const marker = "workplacelint:ignore"

// A Directive is one comment.
type Directive struct {
	File   string
	Line   int // of the comment
	Column int // bytes, from 1
	// Target is the line it speaks for.
	Target int
	Names  []Name
	Reason string
	// Until is the last day on which it holds, zero if it does not end.
	Until time.Time
	// Want says what was expected if the comment is not written as it should
	// be. Such a directive suppresses nothing.
	Want string

	used bool
}

// A Name is an analyzer, or one category of it.
type Name struct {
	Analyzer string
	Category string // "" for all
}

// String writes n as in a directive.
func (n Name) String() string {
	if n.Category == "" {
		return n.Analyzer
	}
	return n.Analyzer + ":" + n.Category
}

func (n Name) covers(analyzer, category string) bool {
	return n.Analyzer == analyzer && (n.Category == "" || n.Category == category)
}

// comment is a comment of a file with its place.
type comment struct {
	text   string // after the sign that begins it
	line   int
	column int
	alone  bool // nothing else stands on the line
}

// Parse returns the directives of a file: of Go code, or of YAML by its name.
func Parse(file string, text []byte) []*Directive {
	if !bytes.Contains(text, []byte(marker)) {
		return nil
	}
	lines := bytes.Split(text, []byte("\n"))
	comments, sign := goComments(text, lines), "//"
	if ext := filepath.Ext(file); ext == ".yaml" || ext == ".yml" {
		comments, sign = hashComments(lines), "#"
	}
	return directives(file, comments, func(line int) int { return next(lines, line, sign) })
}

// ParseHash returns the directives of a file in which # begins a comment.
func ParseHash(file string, text []byte) []*Directive {
	lines := bytes.Split(text, []byte("\n"))
	return directives(file, hashComments(lines), func(line int) int { return next(lines, line, "#") })
}

// commentSigns are what stands around the text of a comment.
const commentSigns = "/*<>!-# \t\r\n"

// A Span is a comment with its signs: the bytes from Start to End.
type Span struct{ Start, End int }

// ParseSpans returns the directives of a file of any language whose comments are
// known.
func ParseSpans(file string, text []byte, spans []Span) []*Directive {
	lines := bytes.Split(text, []byte("\n"))
	uncommented := bytes.Clone(text)
	var comments []comment
	for _, s := range spans {
		for i := s.Start; i < s.End; i++ {
			if text[i] != '\n' {
				uncommented[i] = ' '
			}
		}
		body := text[s.Start:s.End]
		if !bytes.Contains(body, []byte(marker)) {
			continue
		}
		before := text[:s.Start]
		column := s.Start - bytes.LastIndexByte(before, '\n')
		comments = append(comments, comment{
			text: strings.Trim(string(body), commentSigns), line: bytes.Count(before, []byte("\n")) + 1, column: column,
			alone: isBlank(before[s.Start-column+1:]) && isBlank(lineFrom(text, s.End)),
		})
	}
	code := bytes.Split(uncommented, []byte("\n"))
	return directives(file, comments, func(line int) int {
		for i := line; i < len(lines); i++ {
			if !isBlank(code[i]) {
				return i + 1
			}
		}
		return line
	})
}

func lineFrom(text []byte, at int) []byte {
	line, _, _ := bytes.Cut(text[at:], []byte("\n"))
	return line
}

// isBlank reports whether a line has nothing but braces, such as those around a
// comment among tags.
func isBlank(line []byte) bool { return len(bytes.Trim(line, "{} \t\r")) == 0 }

func directives(file string, comments []comment, next func(line int) int) []*Directive {
	var list []*Directive
	for _, c := range comments {
		rest, ok := strings.CutPrefix(c.text, marker)
		if !ok || rest != "" && rest[0] != ' ' && rest[0] != '\t' {
			continue // another comment, or another directive that begins like this one
		}
		d := &Directive{File: file, Line: c.line, Column: c.column, Target: c.line}
		if c.alone {
			d.Target = next(c.line)
		}
		d.parse(strings.TrimSpace(rest))
		list = append(list, d)
	}
	return list
}

func goComments(text []byte, lines [][]byte) []comment {
	var s scanner.Scanner
	fset := token.NewFileSet()
	file := fset.AddFile("", -1, len(text))
	// What is no Go code has been reported by whoever loads it.
	s.Init(file, text, func(token.Position, string) {}, scanner.ScanComments)
	var list []comment
	for {
		pos, tok, lit := s.Scan()
		if tok == token.EOF {
			return list
		}
		if tok != token.COMMENT {
			continue
		}
		// Directives are written without a space, like //go:embed; but who writes
		// one means the same. Behind a tab, in documentation, it is an example.
		body := strings.TrimLeft(lit[2:], " ")
		if inner, ok := strings.CutSuffix(body, "*/"); ok && lit[1] == '*' {
			body = strings.TrimSpace(inner)
		}
		at := file.PositionFor(pos, false)
		before := lines[at.Line-1][:at.Column-1]
		list = append(list, comment{body, at.Line, at.Column, len(bytes.TrimSpace(before)) == 0})
	}
}

// hashComments takes every # at the beginning of a line or after a space for
// the beginning of a comment; one in quotes does not spell a directive by
// chance.
func hashComments(lines [][]byte) []comment {
	var list []comment
	for i, line := range lines {
		at := bytes.Index(line, []byte("#"))
		for at > 0 && line[at-1] != ' ' && line[at-1] != '\t' {
			further := bytes.Index(line[at+1:], []byte("#"))
			if further < 0 {
				at = -1
				break
			}
			at += 1 + further
		}
		if at >= 0 {
			body := strings.TrimSpace(string(line[at+1:]))
			list = append(list, comment{body, i + 1, at + 1, len(bytes.TrimSpace(line[:at])) == 0})
		}
	}
	return list
}

// next returns the first line after a comment that is neither empty nor a
// comment.
func next(lines [][]byte, line int, sign string) int {
	for i := line; i < len(lines); i++ {
		text := bytes.TrimSpace(lines[i])
		if len(text) > 0 && !bytes.HasPrefix(text, []byte(sign)) {
			return i + 1
		}
	}
	return line
}

var (
	nameForm  = regexp.MustCompile(`^[A-Za-z0-9_-]+(:[A-Za-z0-9_-]+)?$`)
	untilForm = regexp.MustCompile(`^(.*?)[ \t]*\[?until[ \t]+(\S+?)\]?$`)
)

const shape = "expected " + marker + " ANALYZER[:CATEGORY] -- reason"

func (d *Directive) parse(text string) {
	names, reason, ok := strings.Cut(text, "--")
	for name := range strings.SplitSeq(strings.TrimSpace(names), ",") {
		name = strings.TrimSpace(name)
		if !nameForm.MatchString(name) {
			d.Want = shape
			return
		}
		analyzer, category, _ := strings.Cut(name, ":")
		d.Names = append(d.Names, Name{analyzer, category})
	}
	d.Reason = strings.TrimSpace(reason)
	if m := untilForm.FindStringSubmatch(d.Reason); m != nil {
		day, err := time.Parse(time.DateOnly, m[2])
		switch {
		case err == nil:
			d.Reason, d.Until = m[1], day
		case m[2][0] >= '0' && m[2][0] <= '9':
			d.Want = "expected a day like until 2027-01-01"
			return
		}
	}
	if !ok || d.Reason == "" {
		d.Want = "expected a reason: " + marker + " " + d.name() + " -- reason"
	}
}

// Covers reports whether d names an analyzer and category, or another one that
// finds the same.
func (d *Directive) Covers(analyzer, category string) bool {
	switch {
	case slices.ContainsFunc(d.Names, func(n Name) bool { return n.covers(analyzer, category) }):
		return true
	case analyzer == inGo:
		return d.CoversWritten("", credential.Kind(category))
	case analyzer == inClient && category == literal:
		return d.CoversWritten("", "")
	}
	return false
}

// Fault says why d suppresses nothing on a day, "" if it does.
func (d *Directive) Fault(today time.Time) string {
	if d.Want == "" && d.expired(today) {
		return "it ended on " + d.Until.Format(time.DateOnly)
	}
	return d.Want
}

func (d *Directive) name() string {
	var names []string
	for _, n := range d.Names {
		names = append(names, n.String())
	}
	return strings.Join(names, ",")
}

func (d *Directive) expired(today time.Time) bool {
	return !d.Until.IsZero() && !today.Before(d.Until.AddDate(0, 0, 1))
}
