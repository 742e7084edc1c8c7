// Package observed reads requests that were really sent from HAR files and access
// logs.
//
// It keeps of a request what tells its endpoint: method, address and time. What
// may be a credential stays in the file; nothing here prints an address.
package observed

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"time"

	"github.com/workplacelint/workplacelint/internal/manifest"
)

// A Request is one request of a log.
type Request struct {
	Method string
	// URL is the address, or a path if the log has no host.
	URL    string
	Time   time.Time // zero if it is not known
	Status int       // of the answer, 0 if it is not known
	Line   int       // of the file, or the number of the entry in a HAR file
}

// A Log is what one file holds.
type Log struct {
	File     string
	Requests []Request
	Skipped  int // lines that are no request
}

const (
	maxHAR  = 256 << 20 // bytes
	maxLine = 1 << 20
)

// Read reads a HAR file or an access log: in the common or combined format, in
// that of Squid, or a JSON object in each line.
func Read(name string, r io.Reader) (*Log, error) {
	in := bufio.NewReaderSize(r, maxLine)
	if head, _ := in.Peek(4 << 10); isHAR(head) {
		return readHAR(name, in)
	}
	l := &Log{File: name}
	s := bufio.NewScanner(in)
	s.Buffer(make([]byte, 0, 64<<10), maxLine)
	line := 0
	for s.Scan() {
		line++
		text := strings.TrimSpace(s.Text())
		if text == "" {
			continue
		}
		req, ok := parseLine(text)
		if !ok {
			l.Skipped++
			continue
		}
		req.Line = line
		l.Requests = append(l.Requests, req)
	}
	if errors.Is(s.Err(), bufio.ErrTooLong) {
		return nil, want(name, line+1, "a line of at most 1 MB")
	}
	if s.Err() != nil {
		return nil, s.Err()
	}
	if len(l.Requests) == 0 && l.Skipped > 0 {
		return nil, want(name, 1, "a HAR file, or an access log in the common, combined, Squid or JSON format")
	}
	return l, nil
}

func want(file string, line int, what string) error {
	return &manifest.Error{File: file, Position: manifest.Position{Line: line, Column: 1}, Want: "expected " + what}
}

// harStart matches the first key of a HAR file. Container engines write lines in
// which the key log has a text.
var harStart = regexp.MustCompile(`^\s*"log"\s*:\s*\{`)

// isHAR reports whether a file begins as a HAR file does.
func isHAR(head []byte) bool {
	rest, ok := bytes.CutPrefix(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n"), []byte("{"))
	return ok && harStart.Match(rest)
}

func readHAR(name string, r io.Reader) (*Log, error) {
	var har struct {
		Log struct {
			Entries []struct {
				Started string `json:"startedDateTime"`
				Request struct {
					Method string `json:"method"`
					URL    string `json:"url"`
				} `json:"request"`
				Response struct {
					Status int `json:"status"`
				} `json:"response"`
			} `json:"entries"`
		} `json:"log"`
	}
	if err := json.NewDecoder(io.LimitReader(r, maxHAR)).Decode(&har); err != nil {
		return nil, want(name, 1, fmt.Sprintf("a HAR file (%v)", err))
	}
	l := &Log{File: name}
	for i, e := range har.Log.Entries {
		if e.Request.Method == "" || e.Request.URL == "" {
			l.Skipped++
			continue
		}
		l.Requests = append(l.Requests, Request{
			Method: strings.ToUpper(e.Request.Method), URL: e.Request.URL, Time: timeOf(e.Started),
			Status: e.Response.Status, Line: i + 1,
		})
	}
	return l, nil
}
