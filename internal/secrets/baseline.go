package secrets

import (
	"bytes"
	"cmp"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
)

// A Baseline lists findings that are known, by fingerprints with a salt of its
// own. It holds nothing of the credentials.
type Baseline struct {
	salt    []byte
	entries []baselineEntry
}

type baselineEntry struct {
	Rule        string `json:"rule"`
	File        string `json:"file"`
	Fingerprint string `json:"fingerprint"`
}

type baselineFile struct {
	Version  int             `json:"version"`
	Salt     string          `json:"salt"`
	Findings []baselineEntry `json:"findings"`
}

const (
	baselineVersion = 1
	maxBaseline     = 64 << 20
	saltBytes       = 16
)

// NewBaseline returns an empty baseline with a salt of its own.
func NewBaseline() *Baseline {
	salt := make([]byte, saltBytes)
	rand.Read(salt)
	return &Baseline{salt: salt}
}

// ReadBaseline reads what Write wrote.
func ReadBaseline(r io.Reader) (*Baseline, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxBaseline+1))
	if err != nil {
		return nil, err
	}
	if len(text) > maxBaseline {
		return nil, fmt.Errorf("expected at most %s", formatSize(maxBaseline))
	}
	var file baselineFile
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&file); err != nil {
		line := 1 + bytes.Count(text[:min(int(decoder.InputOffset()), len(text))], []byte("\n"))
		return nil, fmt.Errorf("%d: expected a baseline of this program: %w", line, err)
	}
	if file.Version != baselineVersion {
		return nil, fmt.Errorf("version is %d, expected %d", file.Version, baselineVersion)
	}
	salt, err := hex.DecodeString(file.Salt)
	if err != nil || len(salt) != saltBytes {
		return nil, errors.New("salt: expected 32 hexadecimal digits")
	}
	return &Baseline{salt: salt, entries: file.Findings}, nil
}

// Known reports whether a finding of a rule in a file is listed that another
// search made. It is safe on a nil Baseline.
func (b *Baseline) Known(rule, file, fingerprint string) bool {
	return b.has(&Finding{Rule: rule, File: file, Fingerprint: fingerprint})
}

// has reports whether f is listed. It is safe on a nil Baseline.
func (b *Baseline) has(f *Finding) bool { return b != nil && slices.Contains(b.entries, entryOf(f)) }

// entryOf lists a finding. Of the name of a file that is no valid UTF-8 a
// baseline holds what JSON makes of it.
func entryOf(f *Finding) baselineEntry {
	return baselineEntry{f.Rule, string([]rune(f.File)), f.Fingerprint}
}

// With returns a baseline with the salt of b that lists findings, whose
// fingerprints were made with that salt.
func (b *Baseline) With(findings []Finding) *Baseline {
	entries := make([]baselineEntry, 0, len(findings))
	for i := range findings {
		entries = append(entries, entryOf(&findings[i]))
	}
	slices.SortFunc(entries, func(a, b baselineEntry) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Fingerprint, b.Fingerprint))
	})
	return &Baseline{salt: b.salt, entries: slices.Compact(entries)}
}

// Empty returns a baseline with the salt of b that lists nothing.
func (b *Baseline) Empty() *Baseline { return &Baseline{salt: b.salt} }

// Write writes the baseline as JSON.
func (b *Baseline) Write(w io.Writer) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	entries := b.entries
	if entries == nil {
		entries = []baselineEntry{}
	}
	return encoder.Encode(baselineFile{Version: baselineVersion, Salt: hex.EncodeToString(b.salt), Findings: entries})
}
