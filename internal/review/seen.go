package review

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/workplacelint/workplacelint/internal/audit"
	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/internal/observed"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// Observed is what logs show of the app.
type Observed struct {
	Files    []string `json:"files"`
	From     string   `json:"from,omitempty"` // first and last day of the requests
	To       string   `json:"to,omitempty"`
	Requests int      `json:"requests"` // to the service, with success
	Others   int      `json:"others"`   // to others, without success, or not understood
	// Unpredicted are calls that the analysis does not know of.
	Unpredicted []Statement `json:"unpredicted"`
}

// Seen is when logs last show a call that needs a permission.
type Seen struct {
	Count int    `json:"count"`
	Last  string `json:"last,omitempty"` // a day
	Place Place  `json:"place"`
}

// A sighting is a request of a log with the endpoints that it may be.
type sighting struct {
	observed.Request
	file       string
	candidates []catalog.Candidate
}

func (s *sighting) at() audit.Position {
	return audit.Position{File: s.file, Line: s.Line, Column: 1}
}

// see sums up what logs show, and leaves the sightings for the boxes.
func (b *builder) see() {
	if b.in.Observed == nil {
		return
	}
	o := &Observed{Files: []string{}, Unpredicted: []Statement{}}
	b.review.Observed = o
	var first, last time.Time
	for _, log := range b.in.Observed {
		o.Files = append(o.Files, b.in.Place(audit.Position{File: log.File}).File)
		o.Others += log.Skipped
		for _, req := range log.Requests {
			match := b.match(&req)
			if req.Status >= 400 || len(match.Candidates) == 0 {
				o.Others++
				continue
			}
			o.Requests++
			b.sightings = append(b.sightings, sighting{req, log.File, match.Candidates})
			if t := req.Time; !t.IsZero() {
				if first.IsZero() || t.Before(first) {
					first = t
				}
				last = latest(last, t)
			}
		}
	}
	o.From, o.To = day(first), day(last)
	b.logged = last.Sub(first)
	b.unpredicted()
}

// match asks the catalogue for a request of a log. A path without host went
// through a gateway.
func (b *builder) match(req *observed.Request) catalog.Match {
	address := strval.Lit(req.URL)
	if strings.HasPrefix(req.URL, "/") {
		return b.cat.Match(graphapi.NewRelative(req.Method, address, nil), nil)
	}
	m := b.cat.Match(graphapi.New(req.Method, address, nil), nil)
	if m.API != catalog.Graph && m.API != catalog.SCIM {
		return catalog.Match{} // another service
	}
	return m
}

func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.DateOnly)
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// predicts reports whether the analysis knows of a call to one of the endpoints.
func (b *builder) predicts(candidates []catalog.Candidate) bool {
	for i := range b.in.Program.Uses {
		for _, known := range b.in.Program.Uses[i].Match.Candidates {
			if slices.ContainsFunc(candidates, func(c catalog.Candidate) bool { return c.Endpoint == known.Endpoint }) {
				return true
			}
		}
	}
	return false
}

// unpredicted lists calls that the code does not show, by endpoint.
func (b *builder) unpredicted() {
	by := map[string][]*sighting{}
	for i := range b.sightings {
		if s := &b.sightings[i]; !b.predicts(s.candidates) {
			by[names(s.candidates)] = append(by[names(s.candidates)], s)
		}
	}
	var calls []string
	for call := range by {
		calls = append(calls, call)
	}
	slices.Sort(calls)
	for _, call := range calls {
		newest := slices.MaxFunc(by[call], func(s, t *sighting) int { return cmp.Or(s.Time.Compare(t.Time), cmp.Compare(s.Line, t.Line)) })
		b.review.Observed.Unpredicted = append(b.review.Observed.Unpredicted,
			b.say("seen.unpredicted", []audit.Position{newest.at()}, len(by[call]), call, b.on(newest.Time)))
	}
}

// on is a day in words.
func (b *builder) on(t time.Time) string {
	if t.IsZero() {
		return b.w.say("seen.noday")
	}
	return day(t)
}

// names lists the endpoints that a request may be.
func names(candidates []catalog.Candidate) string {
	const most = 2
	var list []string
	for i, c := range candidates {
		if i == most {
			list = append(list, "…")
			break
		}
		list = append(list, c.Endpoint.Name())
	}
	return strings.Join(list, " / ")
}

// observe says when a permission was last needed by a call in a log. What the
// logs show, but the code does not, is asked about, and never a proof.
func (b *builder) observe(box *Box, use *audit.PermissionUse) {
	if b.in.Observed == nil {
		return
	}
	var count int
	var newest *sighting
	foreign, maybe := false, slices.ContainsFunc(use.By, func(by audit.NeededBy) bool { return by.Webhook != nil })
	for i := range b.sightings {
		s := &b.sightings[i]
		maybe = maybe || b.mayNeed(box.Permission, s)
		if !b.needsSighting(box.Permission, s) {
			continue
		}
		count++
		foreign = foreign || !b.predicts(s.candidates)
		if newest == nil || s.Time.After(newest.Time) {
			newest = s
		}
	}
	switch {
	case newest == nil && !maybe && box.Decision != Refuse && b.logged >= b.panel.unused():
		box.Why = append(box.Why, b.say("seen.never", b.requested(use), b.review.Observed.From, b.review.Observed.To))
		box.Why[len(box.Why)-1].Source = strings.Join(b.review.Observed.Files, ", ")
	case newest != nil:
		box.Seen = &Seen{Count: count, Last: day(newest.Time), Place: b.in.Place(newest.at())}
		if foreign && len(use.By) == 0 {
			box.Decision = Ask
			box.Why = append(box.Why, b.say("seen.foreign", []audit.Position{newest.at()}, names(newest.candidates), b.on(newest.Time)))
			b.ask(box, b.say("question.foreign", []audit.Position{newest.at()}, names(newest.candidates)))
		}
	}
}

// mayNeed reports whether a request needs a permission if it is one of the
// endpoints that it may be.
func (b *builder) mayNeed(permission string, s *sighting) bool {
	return slices.ContainsFunc(s.candidates, func(c catalog.Candidate) bool {
		return slices.ContainsFunc(c.Requirement.Needs, func(need catalog.Need) bool {
			return len(need.AnyOf) == 0 || b.includes(permission, need)
		})
	})
}

// needsSighting reports whether every endpoint that a request may be needs a
// permission, by documentation; or, of a call that the analysis knows, those
// that it knows.
func (b *builder) needsSighting(permission string, s *sighting) bool {
	candidates := slices.DeleteFunc(slices.Clone(s.candidates), func(c catalog.Candidate) bool {
		return !b.predicts([]catalog.Candidate{c})
	})
	if len(candidates) == 0 {
		candidates = s.candidates
	}
	return !slices.ContainsFunc(candidates, func(c catalog.Candidate) bool {
		return !slices.ContainsFunc(c.Requirement.Needs, func(need catalog.Need) bool {
			return need.Confidence == catalog.Documented && b.includes(permission, need)
		})
	})
}
