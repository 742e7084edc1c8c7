// Package truth says what a program really requests, as people read it, and
// compares that with what the tool infers.
//
// A truth file is a sequence of JSON objects, one a program. Wants are the same
// knowledge as comments in the program itself.
package truth

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// A Program is a program with every request it makes.
type Program struct {
	Repo     string `json:"repo"`
	Commit   string `json:"commit"`
	HostKind string `json:"host_kind"`
	// Complete says that Calls holds every request, so that another one is
	// wrong.
	Complete bool   `json:"complete"`
	Notes    string `json:"notes"`
	Calls    []Call `json:"calls"`
}

// A Call is one place that sends one request.
type Call struct {
	File string `json:"file"`
	Line int    `json:"line"`
	// URLLine is where the URL is built, if that is another line.
	URLLine  int      `json:"url_line"`
	Method   string   `json:"method"`
	Host     string   `json:"host"`
	Version  string   `json:"version"`
	Path     string   `json:"path"`
	Fields   []string `json:"fields"`
	Query    []string `json:"query"`
	Body     string   `json:"body"` // names with commas between, or a note
	Kind     string   `json:"kind"`
	URLIdiom string   `json:"url_idiom"`
	Note     string   `json:"note"`
	// Unseen is a request that one run of the program does not send.
	Unseen bool `json:"-"`
}

// apart are the kinds of calls of which nobody can tell everything from the
// code alone: to list them is right too.
var apart = map[string]bool{
	"sdk-implicit": true,
	"sdk-paging":   true,
	"oauth2":       true,
	"paging-next":  true,
	"dynamic":      true,
	"env":          true,
	"unresolvable": true,
	"bug":          true,
}

// Apart reports whether the call is scored apart.
func (c *Call) Apart() bool { return apart[c.Kind] || c.Path == "" || c.Method == "" }

// String names the call as people write it.
func (c *Call) String() string {
	text := fmt.Sprintf("%s:%d %s %s%s", c.File, c.Line, known(c.Method), known(c.Host), known(c.Path))
	if c.Kind != "" {
		text += " (" + c.Kind + ")"
	}
	return text
}

func known(s string) string {
	if s == "" {
		return "?"
	}
	return s
}

// Read reads a truth file.
func Read(r io.Reader) ([]Program, error) {
	dec := json.NewDecoder(r)
	var programs []Program
	for {
		var p Program
		err := dec.Decode(&p)
		if errors.Is(err, io.EOF) {
			return programs, nil
		}
		if err != nil {
			return nil, fmt.Errorf("program %d: %w", len(programs)+1, err)
		}
		if err := p.check(); err != nil {
			return nil, fmt.Errorf("program %d, %s: %w", len(programs)+1, p.Repo, err)
		}
		programs = append(programs, p)
	}
}

func (p *Program) check() error {
	if p.Repo == "" {
		return errors.New("expected a repo")
	}
	for i, c := range p.Calls {
		if c.File == "" || c.Line <= 0 {
			return fmt.Errorf("call %d: expected a file and a line", i+1)
		}
		if c.Kind != "" && !apart[c.Kind] && !plain[c.Kind] {
			return fmt.Errorf("call %d: kind %q is not one that is known", i+1, c.Kind)
		}
	}
	return nil
}

// plain are the kinds that are scored like calls without one.
var plain = map[string]bool{"sdk": true, "wrapper": true}
