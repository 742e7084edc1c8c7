package proof

import (
	"slices"

	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// JudgeMade gives a verdict on a proof that a function returns, which no request
// in view carries. It is taken to be sent to Workplace, with the time that the
// function returns too, or else with the one that it signs.
func (r *Rules) JudgeMade(function string, results []strval.Value) Judgement {
	var params []graphapi.Param
	times, signed := strval.Bottom, strval.Bottom
	for _, v := range results {
		v = withoutEmpty(v)
		values := valuesOf(graphapi.Param{Value: v})
		switch {
		case hasDigest(values):
			params = append(params, graphapi.Param{Name: r.Parameters.Proof, Value: v})
			signed = signed.Join(signedTimes(values))
		case slices.ContainsFunc(v.Alternatives(), hasTime):
			times = times.Join(v)
		}
	}
	if len(params) == 0 {
		return Judgement{}
	}
	if times.IsBottom() {
		times = signed
	}
	if !times.IsBottom() {
		params = append(params, graphapi.Param{Name: r.Parameters.Time, Value: times})
	}
	return r.Judge(Request{Params: params, Root: function, Workplace: true})
}

func withoutEmpty(v strval.Value) strval.Value {
	out := strval.Bottom
	for _, t := range v.Alternatives() {
		if !t.IsEmpty() {
			out = out.Join(strval.Single(t))
		}
	}
	return out
}

func hasTime(t strval.Template) bool { return slices.ContainsFunc(t.Holes(), isTime) }

// signedTimes are the times in the messages of digests.
func signedTimes(values []value) strval.Value {
	out := strval.Bottom
	for _, v := range values {
		if v.digest == nil {
			continue
		}
		for _, h := range v.digest.Message.Holes() {
			if isTime(h) {
				out = out.Join(strval.Single(strval.Of(h)))
			}
		}
	}
	return out
}
