package review

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Since says what changed since an earlier review of the app.
type Since struct {
	From string `json:"from"` // a revision or a file
	Day  string `json:"day"`  // of the earlier review
	// New says that there was no earlier review of this app.
	New     bool        `json:"new"`
	Added   []string    `json:"added"` // permissions with a box that had none
	Gone    []string    `json:"gone"`  // permissions with a box that has none now
	Changes []Statement `json:"changes"`
}

// IsEmpty reports whether nothing changed that matters to the panel.
func (s *Since) IsEmpty() bool { return !s.New && len(s.Changes) == 0 }

// maxDocument bounds an earlier review, in bytes.
const maxDocument = 64 << 20

// Read reads a document that was saved as JSON.
func Read(name string, r io.Reader) (*Document, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxDocument))
	if err != nil {
		return nil, err
	}
	doc := new(Document)
	if err := json.Unmarshal(data, doc); err != nil {
		return nil, fmt.Errorf("%s:%d: expected a review as --format json writes it: %w", name, lineOf(data, err), err)
	}
	if doc.Version != Version {
		return nil, fmt.Errorf("%s:1: expected a review of version %d", name, Version)
	}
	return doc, nil
}

// lineOf returns the line in which an error of JSON occurs.
func lineOf(data []byte, err error) int {
	offset := 0
	if e, ok := errors.AsType[*json.SyntaxError](err); ok {
		offset = int(e.Offset)
	} else if e, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		offset = int(e.Offset)
	}
	return strings.Count(string(data[:min(offset, len(data))]), "\n") + 1
}

// Compare adds to each review what changed since an earlier document, which
// people call from.
func (d *Document) Compare(before *Document, from string) error {
	w, err := wordsIn(d.Language)
	if err != nil {
		return err
	}
	for _, r := range d.Reviews {
		old := before.review(r.App.Manifest)
		if old == nil && len(d.Reviews) == 1 {
			old = before.review("") // The app got its manifest since.
		}
		r.Since = &Since{From: from, Day: before.Day, New: old == nil, Added: []string{}, Gone: []string{}, Changes: []Statement{}}
		if old != nil {
			r.Since.compare(w, old, r)
		}
	}
	return nil
}

// review returns the review of the app that a manifest is of, or nil.
func (d *Document) review(manifest string) *Review {
	for _, r := range d.Reviews {
		if r != nil && r.App.Manifest == manifest {
			return r
		}
	}
	return nil
}

func (s *Since) compare(w *words, before, after *Review) {
	for i := range after.Boxes {
		box := &after.Boxes[i]
		old := before.box(box.Permission)
		if old == nil {
			s.Added = append(s.Added, box.Permission)
			s.say(w, box.places(), "since.added", box.Label, w.say("ui."+string(box.Decision)))
			continue
		}
		if old.Decision != box.Decision {
			s.say(w, box.places(), "since.decided", box.Label, decided(w, old.Decision), decided(w, box.Decision))
		}
		if old.Limit != nil && box.Limit != nil && old.Limit.Code != box.Limit.Code {
			s.say(w, box.places(), "since.limit", box.Label, box.Limit.Label)
		}
		if calls, places := box.newCalls(old); len(calls) > 0 {
			s.say(w, places, "since.calls", len(calls), box.Label, strings.Join(calls[:min(len(calls), maxNeeds)], ", "))
		}
	}
	for i := range before.Boxes {
		if box := &before.Boxes[i]; after.box(box.Permission) == nil {
			s.Gone = append(s.Gone, box.Permission)
			s.say(w, nil, "since.gone", box.Label, decided(w, box.Decision))
		}
	}
}

// decided is the word for a decision. A document may have been read from a file.
func decided(w *words, d Decision) string {
	if slices.Contains([]Decision{Grant, Refuse, Ask}, d) {
		return w.say("ui." + string(d))
	}
	return string(d)
}

func (s *Since) say(w *words, places []Place, code string, args ...any) {
	st := Statement{Code: code, Text: w.say(code, args...), Places: []Place{}}
	st.Places = append(st.Places, places...)
	if len(places) == 0 {
		st.Source = s.From
	}
	s.Changes = append(s.Changes, st)
}

func (r *Review) box(permission string) *Box {
	for i := range r.Boxes {
		if r.Boxes[i].Permission == permission {
			return &r.Boxes[i]
		}
	}
	return nil
}

// places are those that the decision on a box rests on.
func (b *Box) places() []Place {
	var list []Place
	for _, s := range b.Why {
		list = append(list, s.Places...)
	}
	return list
}

// newCalls returns the calls that need a permission now and did not before.
func (b *Box) newCalls(old *Box) (calls []string, places []Place) {
	for i := range b.Needs {
		n := &b.Needs[i]
		known := slices.ContainsFunc(old.Needs, func(o Need) bool { return o.Call == n.Call && o.Field == n.Field })
		if text := callText(n); !known && !slices.Contains(calls, text) {
			calls = append(calls, text)
			places = append(places, n.Place)
		}
	}
	return calls, places
}

// changeVerdict is the first line of a comment: which boxes a change adds and
// makes needless.
func changeVerdict(say func(string, ...any) string, r *Review) string {
	labels := func(names []string) string {
		texts := make([]string, len(names))
		for i, name := range names {
			texts[i] = name
			if box := r.box(name); box != nil {
				texts[i] = box.Label
			}
		}
		return strings.Join(texts, ", ")
	}
	s := r.Since
	switch {
	case s.New:
		return say("since.new")
	case len(s.Added) > 0:
		return say("since.more", len(s.Added), labels(s.Added))
	case len(s.Gone) > 0:
		return say("since.less", len(s.Gone), labels(s.Gone))
	case s.IsEmpty():
		return say("since.same")
	}
	return say("since.other")
}
