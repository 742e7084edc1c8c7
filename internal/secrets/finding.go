package secrets

import (
	"cmp"
	"crypto/pbkdf2"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"sync"

	"github.com/workplacelint/workplacelint/internal/credential"
)

// A Finding is a credential that was found, without the credential.
type Finding struct {
	Rule        string
	Kind        credential.Kind
	Title       string // what it is
	Consequence string // what it opens
	Client      bool   // browsers or devices get the file

	File      string // relative to what was searched, with slashes; credentials in it are hidden
	Line      int    // from 1
	Column    int    // bytes, from 1
	EndLine   int
	EndColumn int
	Commit    string // the first commit that has it, in a history

	Shown       credential.Redacted
	Fingerprint string // equal for equal credentials
	Encoded     bool   // it stands there encoded
	// Fault says why a comment about the finding does not suppress it.
	Fault string
}

// A Skipped is something that was not searched, or not to its end.
type Skipped struct {
	Path   string
	Reason string
}

// ShallowHistory is skipped where a clone has only the newest commits.
var ShallowHistory = Skipped{Path: "history", Reason: "the clone is shallow: older commits are not in it"}

// A Result is what a search found and what it covered.
type Result struct {
	Findings   []Finding
	Files      int
	Commits    int
	Bytes      int64
	Suppressed int // by comments with a reason
	Known      int // listed in the baseline
	Archives   int // not opened, since that was not asked for
	Skipped    []Skipped
}

// Complete reports whether all was searched that should be.
func (r *Result) Complete() bool { return len(r.Skipped) == 0 }

func (r *Result) sort() {
	slices.SortFunc(r.Findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Commit, b.Commit))
	})
	slices.SortFunc(r.Skipped, func(a, b Skipped) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Reason, b.Reason))
	})
	r.Skipped = slices.Compact(r.Skipped)
}

// finding describes a spot.
func (s *spot) finding(file, commit, fingerprint string) Finding {
	title, consequence := s.words()
	return Finding{
		Rule: s.rule.RuleID, Kind: s.kind(), Title: title, Consequence: consequence,
		Client: slices.Contains(s.rule.Tags, "client"),
		File:   file, Line: s.line, Column: s.column, EndLine: s.endLine, EndColumn: s.endColumn,
		Commit: commit, Shown: credential.Redact(s.secret), Fingerprint: fingerprint,
		Encoded: s.decoded, Fault: s.ignored.fault,
	}
}

// words says what is found and what that opens. The rules of this program say
// both, with a colon between; those that gitleaks brings have a sentence, and a
// user's may have a name.
func (s *spot) words() (title, consequence string) {
	title, consequence, _ = strings.Cut(s.rule.Description, ": ")
	if title == "" || strings.HasSuffix(title, ".") {
		return "Match of rule " + s.rule.RuleID, title
	}
	return title, consequence
}

// A fingerprinter makes fingerprints. They can be compared if the salts are
// equal, and take long enough to make that guessing short credentials from them
// costs more than guessing them at the server.
type fingerprinter struct {
	salt []byte
	mu   sync.Mutex
	made map[string]string
}

const (
	// defaultSalt makes fingerprints of different runs comparable.
	defaultSalt       = "workplacelint secrets 1"
	fingerprintRounds = 20_000
	fingerprintBytes  = 8
)

func newFingerprinter(salt []byte) *fingerprinter {
	if len(salt) == 0 {
		salt = []byte(defaultSalt)
	}
	return &fingerprinter{salt: salt, made: make(map[string]string)}
}

func (f *fingerprinter) of(secret string) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	if made, ok := f.made[secret]; ok {
		return made
	}
	key, err := pbkdf2.Key(sha256.New, secret, f.salt, fingerprintRounds, fingerprintBytes)
	if err != nil {
		return "" // Only where the standard library must not use this length.
	}
	made := hex.EncodeToString(key)
	f.made[secret] = made
	return made
}
