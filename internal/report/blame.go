package report

import "fmt"

// A Blame is when a permission was needed. Its schema is docs/schema/blame.json.
type Blame struct {
	Version    int    `json:"version"`
	Permission string `json:"permission"`
	Label      string `json:"label"`
	// Needed says that the newest commit needs it still.
	Needed bool `json:"needed"`
	// First and Last are the commits that first and last needed it; null if none
	// of those that were looked at did.
	First *Commit `json:"first"`
	Last  *Commit `json:"last"`
	// Merge is the commit that brought First from a branch; nil if none did.
	Merge *Commit `json:"merge,omitempty"`
	// Before says what is known of the time before First: [BeforeNothing] and so
	// on, "" if there is no First.
	Before string `json:"before"`
	// Commits is how many there are, LookedAt how many of them were looked at.
	Commits  int `json:"commits"`
	LookedAt int `json:"looked_at"`
}

// What is known of the time before a commit.
const (
	BeforeNothing   = "no-commit"  // there is no older commit
	BeforeShallow   = "shallow"    // older commits are not in the clone
	BeforeUnknown   = "unknown"    // the commit before could not be analyzed as a whole
	BeforeNotNeeded = "not-needed" // the commit before does not need it
	BeforeNever     = "never"      // every older commit was looked at
)

// A Commit is one commit with what needs the permission in it.
type Commit struct {
	Hash     string     `json:"commit"`
	Day      string     `json:"day"`
	Subject  string     `json:"subject"`
	NeededBy []NeededBy `json:"needed_by"`
}

// maxBlamed bounds the calls that are shown for a commit.
const maxBlamed = 5

// Sheet returns the text of a blame.
func (b *Blame) Sheet() *Sheet {
	s := &Sheet{Title: b.Permission + `  "` + b.Label + `"`}
	if b.Last == nil {
		s.Add("needed", fmt.Sprintf("by none of the last %s that were looked at", Count(b.LookedAt, "commit")))
	} else {
		if b.Needed {
			s.Add("last", "still needed")
		}
		s.Add("last", b.Last.rows()...)
		s.Add("first", b.First.rows()...)
		if b.Merge != nil {
			s.Add("merged", b.Merge.rows()[0])
		}
	}
	switch b.Before {
	case BeforeNothing:
		s.Add("before", "there is no older commit")
	case BeforeShallow:
		s.Add("before", "older commits are not in this clone; git fetch --unshallow gets them")
	case BeforeUnknown:
		s.Add("before", "the commit before could not be fully analyzed; the need may be older")
	case BeforeNotNeeded:
		s.Add("before", "the commit before does not need it")
	}
	s.Add("looked at", fmt.Sprintf("%d of %s", b.LookedAt, Count(b.Commits, "commit")))
	return s
}

func (c *Commit) rows() []string {
	rows := []string{c.Hash + " " + c.Day + " " + c.Subject}
	for n := range c.NeededBy {
		if n == maxBlamed {
			return append(rows, fmt.Sprintf("  and %d more", len(c.NeededBy)-n))
		}
		rows = append(rows, "  "+c.NeededBy[n].String())
	}
	return rows
}
