package review

import (
	"slices"

	"github.com/workplacelint/workplacelint/internal/audit"
	"github.com/workplacelint/workplacelint/internal/graphapi"
)

// ask adds a question that settles a box. Boxes share questions.
func (b *builder) ask(box *Box, q Statement) {
	i := slices.IndexFunc(b.questions, func(other Question) bool {
		return other.Text == q.Text
	})
	if i < 0 {
		i = len(b.questions)
		b.questions = append(b.questions, Question{Number: i + 1, Statement: q, Boxes: []string{}, Labels: []string{}})
	}
	for _, place := range q.Places {
		if have := &b.questions[i].Places; !slices.Contains(*have, place) {
			*have = append(*have, place)
		}
	}
	if !slices.Contains(box.Questions, i+1) {
		box.Questions = append(box.Questions, i+1)
		b.questions[i].Boxes = append(b.questions[i].Boxes, box.Permission)
		b.questions[i].Labels = append(b.questions[i].Labels, b.w.say("quoted", box.Label))
	}
}

// askDoubts asks for each thing that is not known and that stands between a box
// and its decision.
func (b *builder) askDoubts(box *Box, doubts []audit.Doubt) {
	for i := range doubts {
		b.ask(box, b.doubt(&doubts[i], box))
	}
}

// doubtQuestions are the questions about calls of which something is not known.
var doubtQuestions = map[audit.DoubtKind]string{
	audit.UnresolvedRequest: "question.unresolved",
	audit.UnknownEndpoint:   "question.endpoint",
	audit.OpenFields:        "question.fields",
	audit.UnknownNeed:       "question.need",
	audit.InferredNeed:      "question.inferred",
	audit.UnknownAddress:    "question.address",
}

// doubt asks for what would remove a doubt.
func (b *builder) doubt(d *audit.Doubt, box *Box) Statement {
	switch {
	case d.Gap != nil:
		return b.say("question.unseen", []audit.Position{d.Gap.Position}, b.w.reason(d.Reason))
	case d.Use == nil:
		return b.say("question.noendpoint", b.requestedAt(box.Permission), box.Label, b.w.reason(d.Reason))
	}
	at := []audit.Position{d.Use.Position}
	what := b.call(d.Use)
	switch {
	case d.Kind == audit.InferredNeed:
		return b.say(doubtQuestions[d.Kind], at, what)
	case d.Kind == audit.UnresolvedRequest && isPage(d.Use):
		return b.say("question.page", at, what)
	}
	return b.say(doubtQuestions[d.Kind], at, what, b.w.reason(d.Reason))
}

// isPage reports whether nothing is known of an address but that it is named for
// another page of an answer.
func isPage(use *audit.Use) bool {
	holes := use.Request.HostValue.Holes()
	return use.Request.Open != "" && len(holes) == 1 && graphapi.IsPageName(holes[0].Name)
}

// requestedAt is where the manifest requests a permission.
func (b *builder) requestedAt(name string) []audit.Position {
	if g := b.grant(name); g != nil {
		return []audit.Position{b.at(g.Position)}
	}
	return nil
}

// call names a request as far as it is known.
func (b *builder) call(use *audit.Use) string {
	if c := use.Match.Candidates; len(c) == 1 {
		return c[0].Endpoint.Name()
	}
	if use.Request.Open != "" || use.Request.Method == "" {
		return b.w.say("call.in", use.Function)
	}
	return use.Request.Method + " " + use.Request.PathString()
}
