package review

import (
	"slices"

	"github.com/workplacelint/workplacelint/internal/audit"
)

// Hygiene is what is known of credentials in the repository.
type Hygiene struct {
	Files   int  // searched
	Commits int  // searched; 0 if the history was not
	Shallow bool // the clone has no older commits
	// NoHistory says why the history was not searched, "" if it was.
	NoHistory string
	Found     []audit.Position // credentials
	Leaks     []Leak           // from code to where others read them
	// Suppressed are findings about credentials that comments take out of the count.
	Suppressed int
	Skipped    int // files that were not searched, or not to their end
}

// A Leak is a finding of an analyzer about a credential.
type Leak struct {
	To       Audience
	Position audit.Position
}

// An Audience is who gets a credential.
type Audience string

// The audiences, the widest first. InCode is whoever reads the code.
const (
	Browsers     Audience = "browser"
	OtherService Audience = "third-party"
	OwnServer    Audience = "own"
	InCode       Audience = "code"
)

// The commands that show what a statement about credentials rests on.
const (
	searchFiles   = "workplacelint secrets"
	searchHistory = "workplacelint secrets --history"
	checkCode     = "workplacelint check"
)

// hygiene says whether a copy of the access token may be with others already.
func (b *builder) hygiene() []Statement {
	h := b.in.Hygiene
	var list []Statement
	add := func(source string, s Statement) {
		s.Source = source
		list = append(list, s)
	}
	found := slices.Clone(h.Found)
	leaks := map[Audience][]audit.Position{}
	for _, leak := range h.Leaks {
		switch {
		case leak.To != InCode:
			leaks[leak.To] = append(leaks[leak.To], leak.Position)
		case !slices.ContainsFunc(found, leak.isAt):
			found = append(found, leak.Position)
		}
	}
	if len(found) > 0 {
		add(searchHistory, b.say("hygiene.found", found, len(found)))
	} else {
		add(searchFiles, b.say("hygiene.files", nil, h.Files))
	}
	switch {
	case h.NoHistory != "":
		add(searchHistory, b.say("hygiene.nohistory", nil, h.NoHistory))
	case len(found) == 0:
		add(searchHistory, b.say("hygiene.history", nil, h.Commits))
	}
	if h.Shallow {
		add(searchHistory, b.say("hygiene.shallow", nil))
	}
	if h.Skipped > 0 {
		add(searchFiles, b.say("hygiene.skipped", nil, h.Skipped))
	}
	for _, to := range []Audience{Browsers, OtherService, OwnServer} {
		if places := leaks[to]; len(places) > 0 {
			add(checkCode, b.say("hygiene.leak."+string(to), places, len(places)))
		}
	}
	if h.Suppressed > 0 {
		add(checkCode, b.say("hygiene.suppressed", nil, h.Suppressed))
	}
	if len(leaks)+h.Suppressed == 0 {
		add(checkCode, b.say("hygiene.noleak", nil))
	}
	return list
}

// isAt reports whether a leak is in a line.
func (l Leak) isAt(at audit.Position) bool {
	return l.Position.File == at.File && l.Position.Line == at.Line
}
