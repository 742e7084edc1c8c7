package extract

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// directiveSign begins a comment that states a request which no analysis can
// know. With a blank before it, it has to go on like this, else it is prose:
//
//	//workplacelint:request METHOD PATH [fields=LIST] [-- remark]
const directiveSign = "workplacelint:request"

// DirectiveSeeds are the beginnings of comments that are directives.
func DirectiveSeeds() []string { return []string{"//" + directiveSign, "// " + directiveSign} }

// The directives that there are, beside the one for requests.
var otherDirectives = []string{"ignore"}

// The categories of faults.
const (
	FaultMalformed     = "malformed"
	FaultUnknown       = "unknown"
	FaultUnused        = "unused"
	FaultContradicting = "contradicting"
)

// A Fault is what is wrong with a directive.
type Fault struct {
	Pos, End token.Pos
	Category string
	Message  string
	// At are places of what the directive is compared with.
	At []Evidence
}

// A directive is one comment that states a request.
type directive struct {
	comment *ast.Comment
	pos     Position
	stated  statement
	used    bool
}

// A statement is what a directive says.
type statement struct {
	method string
	url    strval.Template
	fields string
}

var methods = []string{"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"}

// state reads a directive behind its sign. want says what was expected.
func state(text string) (s statement, want string) {
	text = " " + text
	for _, mark := range []string{" -- ", " // "} {
		text, _, _ = strings.Cut(text, mark)
	}
	words := strings.Fields(text)
	if len(words) < 2 {
		return s, "a method and a path, such as GET /{group-id}/members"
	}
	if s.method = words[0]; !slices.Contains(methods, s.method) {
		return s, "one of the methods " + strings.Join(methods, ", ")
	}
	url, err := strval.Parse(words[1])
	if err != nil {
		return s, "a path, such as /{group-id}/members: " + err.Error()
	}
	if prefix := url.Prefix(); !strings.HasPrefix(prefix, "/") && !strings.HasPrefix(prefix, "https://") && !strings.HasPrefix(prefix, "http://") {
		return s, "a path that begins with / or with the address of the service"
	}
	s.url = url
	for _, word := range words[2:] {
		list, ok := strings.CutPrefix(word, "fields=")
		if !ok || list == "" || s.fields != "" {
			return s, "fields=name,name once behind the path, or -- and a remark"
		}
		s.fields = list
	}
	if req := s.request("", nil); req.Open != "" {
		return s, "a path, not one that may be anything: " + req.Open
	} else if req.FieldsOpen != "" {
		return s, "names of fields: " + req.FieldsOpen
	}
	return s, ""
}

// request returns the request that is stated, to host if it names none, with
// further parameters that are known.
func (s statement) request(host string, params []graphapi.Param) graphapi.Request {
	url := s.url
	if strings.HasPrefix(url.Prefix(), "/") && host != "" {
		url = strval.Lit("https://" + host).Concat(url)
	}
	if s.fields != "" {
		params = slices.DeleteFunc(slices.Clone(params), func(p graphapi.Param) bool { return p.Name == fieldsParam })
		params = append(params, graphapi.Param{Name: fieldsParam, Value: strval.String(s.fields)})
	}
	return graphapi.New(s.method, url, params)
}

// String writes the request as a directive does.
func (s statement) String() string {
	text := s.method + " " + s.url.String()
	if s.fields != "" {
		text += " fields=" + s.fields
	}
	return text
}

// directives returns the directives of files, with the places that they speak
// for, and the faults of those that are not written as they should be.
func directives(fset *token.FileSet, files []*ast.File) (spots []*spot, faults []Fault) {
	for _, file := range files {
		var found []*directive
		for _, group := range file.Comments {
			for _, c := range group.List {
				d, fault := read(fset, c)
				if fault != nil {
					faults = append(faults, *fault)
				} else if d != nil {
					found = append(found, d)
				}
			}
		}
		if len(found) > 0 {
			spots = append(spots, spotsOf(fset, file, found)...)
		}
	}
	return spots, faults
}

// read reads a comment, if it is a directive.
func read(fset *token.FileSet, c *ast.Comment) (*directive, *Fault) {
	const all = "workplacelint:"
	line, ok := strings.CutPrefix(c.Text, "//")
	text, is := strings.CutPrefix(strings.TrimLeft(line, " "), all)
	if !ok || !is {
		return nil, nil
	}
	fault := &Fault{Pos: c.Pos(), End: c.End()}
	name, rest, _ := strings.Cut(text, " ")
	switch {
	case slices.Contains(otherDirectives, name), line[0] == ' ' && !shouts(rest):
		return nil, nil
	case all+name != directiveSign:
		fault.Category = FaultUnknown
		fault.Message = fmt.Sprintf("no directive is called %s; there are request and %s", name, strings.Join(otherDirectives, ", "))
		return nil, fault
	}
	stated, want := state(rest)
	if want != "" {
		fault.Category, fault.Message = FaultMalformed, "this directive states nothing; expected "+want
		return nil, fault
	}
	return &directive{comment: c, pos: positionOf(fset, c.Pos()), stated: stated}, nil
}

// shouts reports whether a text begins with a word in capitals, as a method is.
// A comment with a blank before its name is prose otherwise.
func shouts(text string) bool {
	word, _, _ := strings.Cut(strings.TrimLeft(text, " "), " ")
	return word != "" && strings.ToUpper(word) == word
}

func positionOf(fset *token.FileSet, pos token.Pos) Position {
	p := fset.PositionFor(pos, false)
	return Position{File: p.Filename, Line: p.Line, Column: p.Column}
}

func (d *directive) fault(category, format string, args ...any) Fault {
	return Fault{Pos: d.comment.Pos(), End: d.comment.End(), Category: category, Message: fmt.Sprintf(format, args...)}
}
