package graphapi

import (
	"sort"
	"strings"

	"github.com/workplacelint/workplacelint/internal/strval"
)

// New normalises a request: url is absolute or begins with a hole that holds
// the address of the API; params are the parameters that travel apart from the
// URL, such as a form, with their values not escaped.
//
// A url without host, as in a batch request, is for [NewRelative].
func New(method string, url strval.Template, params []Param) Request {
	return build(method, url, params, splitAddress)
}

// NewRelative is [New] for a path without host: the relative_url of a batch
// request or the path argument of a client that adds the host. A url that is
// absolute all the same is read as one.
func NewRelative(method string, url strval.Template, params []Param) Request {
	split := splitRelative
	if strings.Contains(url.Prefix(), "://") {
		split = splitAddress
	}
	return build(method, url, params, split)
}

// HostOf returns the host that a request to a URL goes to, "" if it is not known in
// full. It is the Host of [New], and reads no more of the URL.
func HostOf(url strval.Template) string {
	main, _ := apart(url)
	addr, _ := splitAddress(main)
	host, _ := addr.host.Literal()
	return host
}

// QueryOf returns the parameters in the query of a URL.
func QueryOf(url strval.Template) []Param {
	_, query := apart(url)
	params, _ := parseQuery(query)
	return params
}

// apart returns what stands before the query of a URL, and the query.
func apart(url strval.Template) (main, query strval.Template) {
	url, _, _ = cut(url, '#')
	main, query, _ = cut(trimSpace(url), '?')
	return main, query
}

// An address is what stands before the path.
type address struct {
	scheme string
	host   strval.Template
	open   string // why the path is not known, if the address swallows it
}

func build(method string, url strval.Template, params []Param, split func(strval.Template) (address, strval.Template)) Request {
	r := Request{Method: strings.ToUpper(strings.TrimSpace(method))}
	main, query := apart(url)
	addr, path := split(main)
	r.Scheme, r.HostValue, r.Open = addr.scheme, addr.host, addr.open
	if lit, ok := addr.host.Literal(); ok {
		r.Host = lit
	}
	path, tail := cutQueryHole(path)
	r.setPath(path)
	r.setParams(query, tail, params)
	return r
}

// setParams reads the query, tail, which is a hole that stands for a query,
// and the parameters given apart.
func (r *Request) setParams(query, tail strval.Template, params []Param) {
	inURL, open := parseQuery(query)
	if hole, ok := tail.AsHole(); ok && open == "" {
		open = HoleReason(hole)
	}
	r.ParamsOpen = open
	r.Params = append(append(r.Params, inURL...), params...)
	SortParams(r.Params)
	r.readFields()
}

// readFields reads the fields parameters into the tree of fields.
func (r *Request) readFields() {
	r.Fields, r.FieldsOpen = nil, r.ParamsOpen
	for _, p := range r.Params {
		if p.Name != "fields" || p.Place == InHeader {
			continue
		}
		fields, open := ParseFields(p.Value)
		r.Fields = mergeFields(r.Fields, fields)
		if r.FieldsOpen == "" {
			r.FieldsOpen = open
		}
	}
}

// WithParams returns r with more parameters, which may ask for more fields.
func (r Request) WithParams(params ...Param) Request {
	all := make([]Param, 0, len(r.Params)+len(params))
	r.Params = append(append(all, r.Params...), params...)
	SortParams(r.Params)
	r.readFields()
	return r
}

// SortParams sorts params by place, name and value and drops repetitions.
func SortParams(params []Param) {
	sort.SliceStable(params, func(i, j int) bool {
		p, q := params[i], params[j]
		switch {
		case p.Place != q.Place:
			return p.Place < q.Place
		case p.Name != q.Name:
			return p.Name < q.Name
		}
		return p.Value.String() < q.Value.String()
	})
}

// Param returns the value of the parameter with that name, wherever it travels
// but in a header.
func (r Request) Param(name string) (strval.Value, bool) {
	found := false
	val := strval.Bottom
	for _, p := range r.Params {
		if p.Name == name && p.Place != InHeader {
			val, found = val.Join(p.Value), true
		}
	}
	return val, found
}

// parseQuery reads the part of a URL behind the question mark. open is the
// reason why there may be more parameters.
func parseQuery(query strval.Template) (params []Param, open string) {
	for !query.IsEmpty() {
		var pair strval.Template
		pair, query, _ = cut(query, '&')
		name, val, _ := cut(pair, '=')
		lit, ok := decode(name, true).Literal()
		switch {
		case !ok:
			open = openOf(name, open)
		case lit != "":
			params = append(params, Param{Name: lit, Place: InQuery, Value: strval.Single(decode(val, true))})
		}
	}
	return params, open
}

// openOf returns the reason given by the first hole of t, unless there is one
// already.
func openOf(t strval.Template, open string) string {
	if open != "" {
		return open
	}
	for _, h := range t.Holes() {
		return HoleReason(h)
	}
	return open
}
