package review

import "github.com/workplacelint/workplacelint/internal/audit"

// Hygiene is what is known of credentials in the repository.
type Hygiene struct {
	Files   int // searched
	Commits int // searched; 0 if the history was not
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
	Message  string
	Position audit.Position
}

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
	if len(h.Found) > 0 {
		add(searchHistory, b.say("hygiene.found", h.Found, len(h.Found)))
	} else {
		add(searchFiles, b.say("hygiene.files", nil, h.Files))
	}
	switch {
	case h.NoHistory != "":
		add(searchHistory, b.say("hygiene.nohistory", nil, h.NoHistory))
	case len(h.Found) == 0:
		add(searchHistory, b.say("hygiene.history", nil, h.Commits))
	}
	if h.Skipped > 0 {
		add(searchFiles, b.say("hygiene.skipped", nil, h.Skipped))
	}
	places := map[string][]audit.Position{} // by what leaves, each once
	for _, leak := range h.Leaks {
		places[leak.Message] = append(places[leak.Message], leak.Position)
	}
	for _, leak := range h.Leaks {
		if at := places[leak.Message]; at[0] == leak.Position {
			add(checkCode, b.say("hygiene.leak", at, leak.Message))
		}
	}
	if h.Suppressed > 0 {
		add(checkCode, b.say("hygiene.suppressed", nil, h.Suppressed))
	}
	if len(h.Leaks)+h.Suppressed == 0 {
		add(checkCode, b.say("hygiene.noleak", nil))
	}
	return list
}
