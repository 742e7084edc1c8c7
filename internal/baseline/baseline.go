// Package baseline keeps the findings that a program had on a day, so that only
// new ones count.
//
// A finding is known by its fingerprint, which does not depend on lines.
// Credentials in source are never kept: a list of them would be a list of where
// to look.
package baseline

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"

	"go.yaml.in/yaml/v4"

	"github.com/workplacelint/workplacelint/internal/report"
)

// Name is the usual name of the file, in the directory that checks run in.
const Name = "workplacelint-baseline.yaml"

const (
	version = 1
	maxSize = 64 << 20
)

// head is written above the findings.
const head = `# Findings that workplacelint does not report, since they were there before.
# Written by 'workplacelint baseline write'; 'baseline prune' removes what is
# gone. Only the fingerprint decides.
`

// A Baseline is a list of known findings, sorted by file.
type Baseline struct {
	Entries []Entry
}

// An Entry is one known finding. The fingerprint identifies it; the rest is for
// people.
type Entry struct {
	Finding     string `yaml:"finding"`
	File        string `yaml:"file"`
	Message     string `yaml:"message"`
	Fingerprint string `yaml:"fingerprint"`
}

type document struct {
	Version  int     `yaml:"version"`
	Findings []Entry `yaml:"findings"`
}

// Keeps reports whether a finding can be known. Those about credentials that are
// written out and about suppressions are always reported.
func Keeps(f *report.Finding) bool {
	switch f.Analyzer {
	case "hardcodedtoken", "secrets", "suppression":
		return false
	}
	return f.ID() != "clientfile:literal"
}

// Of returns the baseline of the findings of a check that count.
func Of(c *report.Check) *Baseline {
	b := &Baseline{}
	for i := range c.Findings {
		if f := &c.Findings[i]; Keeps(f) {
			b.Entries = append(b.Entries, Entry{f.ID(), f.Position.File, f.Message, f.Fingerprint})
		}
	}
	b.sort()
	return b
}

func (b *Baseline) sort() {
	slices.SortFunc(b.Entries, func(x, y Entry) int {
		return cmp.Or(cmp.Compare(x.File, y.File), cmp.Compare(x.Finding, y.Finding),
			cmp.Compare(x.Message, y.Message), cmp.Compare(x.Fingerprint, y.Fingerprint))
	})
}

// Read reads what Write wrote. Errors name the file.
func Read(name string, r io.Reader) (*Baseline, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxSize+1))
	if err != nil {
		return nil, err
	}
	if len(text) > maxSize {
		return nil, fmt.Errorf("%s: expected at most %d MiB", name, maxSize>>20)
	}
	var doc document
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	if err := decoder.Decode(&doc); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s: expected a baseline: %w", name, err)
	}
	if doc.Version != version {
		return nil, fmt.Errorf("%s: version is %d, expected %d", name, doc.Version, version)
	}
	b := &Baseline{Entries: doc.Findings}
	b.sort()
	return b, nil
}

// Write writes the baseline as YAML.
func (b *Baseline) Write(w io.Writer) error {
	if _, err := io.WriteString(w, head); err != nil {
		return err
	}
	doc := document{Version: version, Findings: b.Entries}
	if doc.Findings == nil {
		doc.Findings = []Entry{}
	}
	encoder := yaml.NewEncoder(w)
	encoder.SetIndent(2)
	return errors.Join(encoder.Encode(doc), encoder.Close())
}

// Apply takes known findings out of the count of a check, with a reason.
func (b *Baseline) Apply(c *report.Check, reason string) {
	known := map[string]bool{}
	for _, e := range b.Entries {
		known[e.Fingerprint] = true
	}
	c.Suppress(func(f *report.Finding) *report.Suppression {
		if !known[f.Fingerprint] || !Keeps(f) {
			return nil
		}
		return &report.Suppression{Kind: report.External, Reason: reason}
	})
}

// Prune returns the baseline without what a check does not find any more, and
// what that is. It is asked before Apply.
func (b *Baseline) Prune(c *report.Check) (kept *Baseline, gone []Entry) {
	found := map[string]bool{}
	for _, f := range slices.Concat(c.Findings, c.Suppressed) {
		found[f.Fingerprint] = true
	}
	kept = &Baseline{}
	for _, e := range b.Entries {
		if found[e.Fingerprint] {
			kept.Entries = append(kept.Entries, e)
		} else {
			gone = append(gone, e)
		}
	}
	return kept, gone
}
