// Package analyzerdoc makes the documentation of an analyzer out of the comment
// of its package, so that it is written once.
package analyzerdoc

import (
	"fmt"
	"go/ast"
	"go/doc/comment"
	"go/parser"
	"go/token"
	"strings"
)

// MustExtract returns the documentation of an analyzer from the source of its
// doc.go: what follows the heading "Analyzer NAME", which begins with the line
// "NAME: summary". It panics if that is not there, as a program would at its
// start.
func MustExtract(source, name string) string {
	doc, err := extract(source, name)
	if err != nil {
		panic("analyzerdoc: " + err.Error())
	}
	return doc
}

func extract(source, name string) (string, error) {
	file, err := parser.ParseFile(token.NewFileSet(), name+"/doc.go", source, parser.ParseComments|parser.PackageClauseOnly)
	if err != nil {
		return "", err
	}
	_, doc, ok := strings.Cut(text(file.Doc), "\n# Analyzer "+name+"\n")
	if !ok {
		return "", fmt.Errorf("%s/doc.go: expected the heading \"# Analyzer %s\"", name, name)
	}
	doc, ok = strings.CutPrefix(strings.TrimSpace(doc), name+": ")
	if !ok {
		return "", fmt.Errorf("%s/doc.go: expected \"%s: summary\" below the heading", name, name)
	}
	return doc, nil
}

// text returns the text of a comment; that of a missing one is empty.
func text(group *ast.CommentGroup) string {
	if group == nil {
		return ""
	}
	return group.Text()
}

// Summary returns the first line of a documentation.
func Summary(doc string) string {
	line, _, _ := strings.Cut(doc, "\n")
	return line
}

// Body returns what follows the first line.
func Body(doc string) string {
	_, body, _ := strings.Cut(doc, "\n")
	return strings.TrimSpace(body)
}

// Markdown renders the body of a documentation with headings below a level.
func Markdown(doc string, level int) []byte {
	printer := comment.Printer{
		HeadingLevel: level,
		HeadingID:    func(*comment.Heading) string { return "" },
	}
	return printer.Markdown(new(comment.Parser).Parse(Body(doc)))
}

// URL returns the address of the documentation of an analyzer.
func URL(name string) string {
	return "https://github.com/workplacelint/workplacelint/blob/main/docs/analyzers.md#" + name
}
