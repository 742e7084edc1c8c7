package draft

import (
	"net/url"

	"golang.org/x/tools/go/ssa"

	"github.com/workplacelint/workplacelint/internal/sender"
)

// A role is what a value is for a request: a part of it, or name or value in a
// part.
type role struct {
	part sender.Part
	how  how    // asIs, asName, asValue
	key  string // the constant name of a value
}

// result is the part that no request has: where an answer is decoded to.
const result sender.Part = "result"

// sinks are the places where values become parts of a request.
var sinks = map[place]sender.Part{
	paramOf("net/http.NewRequest", 0):             sender.Method,
	paramOf("net/http.NewRequest", 1):             sender.URL,
	paramOf("net/http.NewRequest", 2):             sender.Body,
	paramOf("net/http.NewRequestWithContext", 1):  sender.Method,
	paramOf("net/http.NewRequestWithContext", 2):  sender.URL,
	paramOf("net/http.NewRequestWithContext", 3):  sender.Body,
	paramOf("net/http.Get", 0):                    sender.URL,
	paramOf("net/http.Head", 0):                   sender.URL,
	paramOf("net/http.Post", 0):                   sender.URL,
	paramOf("net/http.Post", 2):                   sender.Body,
	paramOf("net/http.PostForm", 0):               sender.URL,
	paramOf("net/http.PostForm", 1):               sender.Form,
	paramOf("(*net/http.Client).Get", 1):          sender.URL,
	paramOf("(*net/http.Client).Head", 1):         sender.URL,
	paramOf("(*net/http.Client).Post", 1):         sender.URL,
	paramOf("(*net/http.Client).Post", 3):         sender.Body,
	paramOf("(*net/http.Client).PostForm", 1):     sender.URL,
	paramOf("(*net/http.Client).PostForm", 2):     sender.Form,
	fieldOf("net/http.Request", "Method"):         sender.Method,
	fieldOf("net/http.Request", "URL"):            sender.URL,
	fieldOf("net/http.Request", "Body"):           sender.Body,
	fieldOf("net/http.Request", "Header"):         sender.Header,
	fieldOf("net/url.URL", "Path"):                sender.URL,
	fieldOf("net/url.URL", "RawQuery"):            sender.Query,
	paramOf("encoding/json.Unmarshal", 1):         result,
	paramOf("(*encoding/json.Decoder).Decode", 1): result,
}

// senders are the functions that send, with the method that they send with.
var senders = map[string]string{
	"net/http.Get":                      "GET",
	"net/http.Head":                     "HEAD",
	"net/http.Post":                     "POST",
	"net/http.PostForm":                 "POST",
	"(*net/http.Client).Get":            "GET",
	"(*net/http.Client).Head":           "HEAD",
	"(*net/http.Client).Post":           "POST",
	"(*net/http.Client).PostForm":       "POST",
	"(*net/http.Client).Do":             "",
	"(*net/http.Transport).RoundTrip":   "",
	"(net/http.RoundTripper).RoundTrip": "",
}

// roles finds what places are for requests. Walking back from the request, a
// value that was encoded on its way is a query or a form, one in JSON a body.
func (g *graph) roles() (of map[node]map[role]bool, hosts map[string]bool) {
	of, hosts = map[node]map[role]bool{}, map[string]bool{}
	type item struct {
		n node
		r role
	}
	var work []item
	mark := func(n node, r role) {
		if of[n] == nil {
			of[n] = map[role]bool{}
		}
		if !of[n][r] {
			of[n][r] = true
			work = append(work, item{n, r})
		}
	}
	for p, part := range sinks {
		mark(p, role{part: part})
	}
	for len(work) > 0 {
		it := work[len(work)-1]
		work = work[:len(work)-1]
		if c, ok := it.n.(*ssa.Const); ok {
			if h := host(text(c)); h != "" && it.r.part == sender.URL {
				hosts[h] = true
			}
			continue
		}
		for _, e := range g.into[it.n] {
			if r, ok := it.r.before(e); ok {
				mark(e.from, r)
			}
		}
	}
	return of, hosts
}

// before returns the role that a value has before it takes an edge.
func (r role) before(e edge) (role, bool) {
	isValues := r.part == sender.Query || r.part == sender.Form || r.part == sender.Header
	switch e.how {
	case asIs:
	case encoded:
		text, ok := map[sender.Part]sender.Part{sender.URL: sender.Query, sender.Query: sender.Query, sender.Body: sender.Form}[r.part]
		if !ok {
			return r, false
		}
		r.part = text
	case inJSON:
		if r.part != sender.Body && r.part != sender.JSON {
			return r, false
		}
		r.part = sender.JSON
	case asName, asValue:
		if r.part == sender.JSON {
			return r, false // a part of a body says nothing of the rest
		}
		switch {
		case isValues && r.how == asIs:
			r.how, r.key = e.how, e.key
		case isValues && r.how != e.how:
			return r, false // a value is no name, and the reverse
		}
	}
	return r, true
}

// host returns the address of a constant that begins with scheme and host.
func host(text string) string {
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		return ""
	}
	return u.Scheme + "://" + u.Host
}
