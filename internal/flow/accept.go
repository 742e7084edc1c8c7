package flow

import (
	"github.com/workplacelint/workplacelint/internal/verdict"
)

// A usage is what is known of the requests that carry the text of one place as a
// credential.
type usage struct {
	ours   *exit // in a request to the platform
	theirs bool  // in one to another service
	// maybe is in a request of which that is not known, ready in one that is sent
	// out of sight.
	maybe, ready *exit
}

// usages collects the uses of places, by where exits begin.
func (s *solution) usages(exits []exit, own func(exit) bool) map[string]*usage {
	out := map[string]*usage{}
	for i := range exits {
		e := &exits[i]
		if e.Way != toUse || e.Quality.As == "" {
			continue
		}
		u := out[e.From]
		if u == nil {
			u = new(usage)
			out[e.From] = u
		}
		s.count(u, e, own(*e))
	}
	return out
}

// count adds one use. Of a call in another package that this one knows nothing of,
// that package has said what there is to say.
func (s *solution) count(u *usage, e *exit, own bool) {
	if e.Request == (request{}) {
		u.ready = first(u.ready, e)
		return
	}
	side, unseen := e.Request.Side, false
	if e.Request.Calls != "" {
		_, _, isParam := paramIndex(e.From)
		a := s.requests.ask(e.Request.Calls, isParam)
		if unseen = !a.seen; a.seen {
			side = a.side
		}
	}
	switch {
	case side == verdict.Ours:
		u.ours = first(u.ours, e)
	case side == verdict.Theirs:
		u.theirs = true
	case own && (unseen || side == verdict.MayBeOurs || s.ev.governed):
		u.maybe = first(u.maybe, e)
	}
}

func first(a, b *exit) *exit {
	if a != nil {
		return a
	}
	return b
}

// accepted returns the use that makes the text of a place a credential of
// Workplace, nil if none does: a request to the platform, or one of which nothing
// is known in a package that talks to the platform and gives no other service a
// credential. What is sent in sight decides about what is made ready.
func (s *solution) accepted(u *usage, steps map[exit][]Step) *exit {
	switch {
	case u.ours != nil:
		return u.ours
	case u.theirs:
		return nil
	}
	e := first(u.maybe, u.ready)
	if e == nil || !s.ev.talks && !s.ev.governed && (e.Quality.Header || !s.evident) {
		return nil
	}
	if s.mixed && !s.nearby(steps[*e]) {
		return nil
	}
	return e
}

// mix notes whether the package gives another service a credential.
func (s *solution) mix() {
	look := func(exits *exitSet) {
		for _, u := range s.usages(exits.sorted(), isOwn) {
			s.mixed = s.mixed || u.theirs
		}
	}
	look(s.places)
	for _, fn := range s.funcs {
		look(s.summaries[fn])
	}
}

func isOwn(exit) bool { return true }
