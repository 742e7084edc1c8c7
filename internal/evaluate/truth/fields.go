package truth

import (
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/report"
)

// sameFields reports whether a request asks for the fields of a call. Fields
// that only the caller knows are those that a request says are open.
func sameFields(call *Call, req *report.Request) bool {
	return fieldsAgree(call, req.Fields, openFields(req))
}

func fieldsAgree(call *Call, have []string, open bool) bool {
	want, wantOpen := leaves(call.Fields)
	return slices.Equal(want, tips(have)) && wantOpen == open
}

func openFields(req *report.Request) bool {
	return slices.ContainsFunc(req.Open, func(s string) bool { return strings.Contains(s, "field") })
}

// sameFieldsAround is [sameFields] for all requests that the inventory lists
// where req is: a field that is asked for sometimes makes two of one call.
func (c *comparison) sameFieldsAround(call *Call, req *report.Request) bool {
	if sameFields(call, req) {
		return true
	}
	var all []string
	open := false
	for i := range c.requests {
		r := &c.requests[i]
		if r.Position == req.Position && c.fits(call, r) {
			all = append(all, r.Fields...)
			open = open || openFields(r)
		}
	}
	return fieldsAgree(call, all, open)
}

// sameVersionAround reports whether one of the requests where req is has the
// version of the call.
func (c *comparison) sameVersionAround(call *Call, req *report.Request) bool {
	if normalVersion(call.Version) == normalVersion(req.APIVersion) {
		return true
	}
	return slices.ContainsFunc(c.requests, func(r report.Request) bool {
		return r.Position == req.Position && c.fits(call, &r) && normalVersion(r.APIVersion) == normalVersion(call.Version)
	})
}

// normalVersion makes an unknown version equal to every other unknown one.
func normalVersion(v string) string {
	if strings.Contains(v, "{") {
		return "{}"
	}
	return v
}

// fieldDifference says what is too little and what is too much.
func fieldDifference(want, have []string) string {
	var text strings.Builder
	list := func(label string, names, without []string) {
		var only []string
		for _, n := range names {
			if !slices.Contains(without, n) {
				only = append(only, n)
			}
		}
		if len(only) > 0 {
			text.WriteString(label + strings.Join(only, ","))
		}
	}
	list("; without ", want, have)
	list("; with ", have, want)
	if text.Len() == 0 {
		return "; the fields are open on one side only"
	}
	return text.String()
}
