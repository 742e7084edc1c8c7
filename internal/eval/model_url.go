package eval

import (
	"net/url"
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/strval"
)

// URLType and ValuesType are the types of the objects that stand for a URL and
// for its parameters.
const (
	URLType    = "net/url.URL"
	ValuesType = "net/url.Values"
)

var urlModels = map[string]Model{
	"net/url.Parse":                   func(c *Call) Val { return Val{Tuple: []Val{c.NewURL(c.Text(0), "url"), {}}} },
	"net/url.ParseRequestURI":         func(c *Call) Val { return Val{Tuple: []Val{c.NewURL(c.Text(0), "url"), {}}} },
	"net/url.JoinPath":                func(c *Call) Val { return Val{Tuple: []Val{joinURL(c), {}}} },
	"net/url.PathEscape":              escape(strval.EscapePath, url.PathEscape),
	"net/url.QueryEscape":             escape(strval.EscapeQuery, url.QueryEscape),
	"net/url.PathUnescape":            unescapeWith(strval.EscapePath, url.PathUnescape),
	"net/url.QueryUnescape":           unescapeWith(strval.EscapeQuery, url.QueryUnescape),
	"(*net/url.URL).String":           func(c *Call) Val { return Strings(c.URLText(c.Arg(0))) },
	"(*net/url.URL).Redacted":         func(c *Call) Val { return Strings(c.URLText(c.Arg(0))) },
	"(*net/url.URL).Parse":            func(c *Call) Val { return Val{Tuple: []Val{c.resolve(c.newReference(c.Text(1))), {}}} },
	"(*net/url.URL).ResolveReference": func(c *Call) Val { return c.resolve(c.Arg(1)) },
	"(*net/url.URL).JoinPath":         urlJoinPath,
	"(*net/url.URL).Query":            urlQuery,
	"(*net/url.URL).EscapedPath":      urlField("Path"),
	"(*net/url.URL).RequestURI":       requestURI,
	"(*net/url.URL).Hostname":         hostname,
	"(*net/url.URL).Port":             port,
}

func escape(how strval.Escape, f func(string) string) Model {
	return func(c *Call) Val {
		return Strings(c.Text(0).Map(func(t strval.Template) strval.Template { return escaped(t, how, f) }))
	}
}

func escaped(t strval.Template, how strval.Escape, f func(string) string) strval.Template {
	return t.MapLits(f).MapHoles(func(h strval.Hole) strval.Template {
		h.Escape = how
		return strval.Of(h)
	})
}

// NewURL makes an object for each URL that text may be.
func (c *Call) NewURL(text strval.Value, what string) Val {
	alts := text.Alternatives()
	var out Val
	site := splitSite{c.Frame.Fn.Name, c.Instr.Pos, what}
	for i, t := range c.taken(site, alts[:min(len(alts), maxRefs)]) {
		id := c.New(URLType, what+itoa(int64(i)))
		c.In.madeBy[id] = site
		o := c.Edit(id)
		for name, part := range splitURL(t) {
			o.Fields[name] = Strings(strval.Single(part))
		}
		out.Refs = joinRefs(out.Refs, []Ref{{Obj: id}})
	}
	return out
}

// newReference is NewURL for a text that is resolved against a base: where it
// begins with a hole and goes on as a path, or is a segment, it is one.
func (c *Call) newReference(text strval.Value) Val {
	v := c.NewURL(text, "ref")
	for _, id := range c.Objects(v) {
		host := c.FieldText(id, "Host")
		scheme, ok := single(c.FieldText(id, "Scheme"))
		if !ok || !strings.HasSuffix(scheme.Ref, schemeOf) || mayBeURL(text) {
			continue
		}
		o := c.Edit(id)
		o.Fields["Path"] = Strings(host.Concat(withoutHead(o.Fields["Path"].Str)))
		o.Fields["Host"], o.Fields["Scheme"] = Text(""), Text("")
	}
	return v
}

// mayBeURL reports whether a text is one hole that may be a whole URL, or several
// segments: a number or an escaped segment is not, nor is what has a name of its
// own, such as an id or a mail address.
func mayBeURL(text strval.Value) bool {
	h, ok := single(text)
	if !ok || h.Kind == strval.KindInt || h.Escape == strval.EscapePath {
		return false
	}
	name := strings.ToLower(h.Name[strings.LastIndexByte(h.Name, '.')+1:])
	return len(name) < 2 || slices.ContainsFunc(addressWords, func(word string) bool { return strings.Contains(name, word) })
}

// addressWords are words in names of what holds an address, or a part of one.
var addressWords = []string{
	"addr", "edge", "endpoint", "href", "link", "loc", "next", "page", "path", "prev", "ref", "rel", "resource",
	"route", "target", "uri", "url",
}

// schemeOf marks the scheme of a URL whose beginning is one hole: what stands
// in the host has the scheme in it. pathOf marks the part of that hole that
// belongs to the path: read by itself, a path may begin with it, and the text of
// the URL has it in the host.
const (
	schemeOf = "#scheme"
	pathOf   = "#path"
)

// withoutHead takes the part of a path away that the host stands for.
func withoutHead(path strval.Value) strval.Value {
	return path.Map(func(t strval.Template) strval.Template {
		if len(t.Parts) > 0 && t.Parts[0].Hole != nil && strings.HasSuffix(t.Parts[0].Hole.Ref, pathOf) {
			return strval.Make(t.Parts[1:]...)
		}
		return t
	})
}

// splitURL takes a URL apart. Where it begins with a hole, that hole is taken
// for scheme and host.
func splitURL(t strval.Template) map[string]strval.Template {
	out := map[string]strval.Template{}
	rest, frag := cutTemplate(t, "#")
	rest, query := cutTemplate(rest, "?")
	out["Fragment"], out["RawQuery"] = frag, query
	if scheme, after, ok := rest.Cut("://"); ok {
		out["Scheme"] = scheme
		host, path, found := after.Cut("/")
		out["Host"], out["Path"] = host, strval.Lit("")
		if found {
			out["Path"] = strval.Lit("/").Concat(path)
		}
		return out
	}
	if len(rest.Parts) > 0 && rest.Parts[0].Hole != nil {
		base := *rest.Parts[0].Hole
		out["Scheme"] = strval.Of(strval.Hole{Name: "scheme", Ref: base.Ref + schemeOf})
		out["Host"] = strval.Of(base)
		path := base
		path.Ref, path.Reason = base.Ref+pathOf, "it is the path of a URL that is not known"
		out["Path"] = strval.Of(path).Concat(strval.Make(rest.Parts[1:]...))
		return out
	}
	out["Path"] = rest
	return out
}

// cutTemplate splits t at the first sep, which is dropped.
func cutTemplate(t strval.Template, sep string) (before, after strval.Template) {
	before, after, _ = t.Cut(sep)
	return before, after
}

// URLText returns the text of the URLs that v points to.
func (c *Call) URLText(v Val) strval.Value {
	out := strval.Bottom
	for _, id := range c.Objects(v) {
		out = out.Join(c.urlText(id))
	}
	if out.IsBottom() {
		return strval.Single(strval.Of(strval.Hole{Name: "url"}))
	}
	return out
}

func (c *Call) urlText(id ObjID) strval.Value {
	if o := c.State.Get(id); o.Open {
		// Of a URL that is not known only what was set on it is.
		for _, name := range []string{"Scheme", "RawQuery", "Fragment", "Opaque"} {
			if _, ok := o.Fields[name]; !ok {
				c.Edit(id).Fields[name] = Text("")
			}
		}
		if _, ok := o.Fields["Path"]; !ok {
			c.Edit(id).Fields["Path"] = Text("")
		}
		if _, ok := o.Fields["Host"]; !ok {
			h := o.Origin
			c.Edit(id).Fields["Host"] = Hole(h)
			c.Edit(id).Fields["Scheme"] = Hole(strval.Hole{Name: "scheme", Ref: h.Ref + schemeOf})
		}
	}
	part := func(name string) strval.Value { return notAnything(c.FieldText(id, name), name) }
	scheme, host, path := part("Scheme"), part("Host"), part("Path")
	out := host
	if h, ok := single(scheme); ok && strings.HasSuffix(h.Ref, schemeOf) {
		path = withoutHead(path)
	} else {
		if lits, known := scheme.Literals(); !known || len(lits) != 1 || lits[0] != "" {
			out = scheme.Concat(strval.String("://")).Concat(host)
		}
	}
	out = out.Concat(leadingSlash(path, host))
	out = out.Concat(led("?", part("RawQuery")))
	return out.Concat(led("#", part("Fragment")))
}

// notAnything makes a hole of a part of a URL that may be anything, so that the
// other parts remain.
func notAnything(v strval.Value, name string) strval.Value {
	if v.IsTop {
		return strval.Single(strval.Of(strval.Hole{Name: name, Reason: "it may be anything"}))
	}
	return v
}

// leadingSlash puts a slash in front of paths that have none and follow a host.
func leadingSlash(path, host strval.Value) strval.Value {
	if lits, ok := host.Literals(); ok && len(lits) == 1 && lits[0] == "" {
		return path
	}
	return path.Map(func(t strval.Template) strval.Template {
		if t.IsEmpty() || strings.HasPrefix(t.Prefix(), "/") {
			return t
		}
		if p := t.Parts[0]; p.Hole != nil && p.Hole.Reason != "" {
			return t
		}
		return strval.Lit("/").Concat(t)
	})
}

// led puts text in front of values that are not empty.
func led(by string, v strval.Value) strval.Value {
	if v.IsTop {
		return strval.String(by).Concat(v)
	}
	return v.Map(func(t strval.Template) strval.Template {
		if t.IsEmpty() {
			return t
		}
		return strval.Lit(by).Concat(t)
	})
}

// resolve makes the URL that a reference on the receiver leads to.
func (c *Call) resolve(ref Val) Val {
	var out Val
	for i, base := range c.Objects(c.Arg(0)) {
		for j, r := range c.Objects(ref) {
			id := c.New(URLType, "resolved"+itoa(int64(i))+"."+itoa(int64(j)))
			o := c.Edit(id)
			o.Fields = c.resolved(base, r)
			out.Refs = joinRefs(out.Refs, []Ref{{Obj: id}})
		}
	}
	return out
}

func (c *Call) resolved(base, to ObjID) map[string]Val {
	fields := map[string]Val{}
	for _, name := range []string{"Scheme", "Host", "Path", "RawQuery", "Fragment"} {
		fields[name] = Strings(c.FieldText(to, name))
	}
	if !isEmpty(fields["Host"].Str) || !isEmpty(fields["Scheme"].Str) {
		return fields
	}
	fields["Scheme"], fields["Host"] = Strings(c.FieldText(base, "Scheme")), Strings(c.FieldText(base, "Host"))
	ref := fields["Path"].Str
	switch {
	case isEmpty(ref):
		fields["Path"] = Strings(c.FieldText(base, "Path"))
	case !absolute(ref):
		// A relative reference replaces what follows the last slash.
		dir := c.FieldText(base, "Path").Map(func(t strval.Template) strval.Template {
			return edgeLit(t, true, func(s string) string { return s[:strings.LastIndexByte(s, '/')+1] })
		})
		fields["Path"] = Strings(dotless(dir.Concat(ref)))
	}
	return fields
}

func isEmpty(v strval.Value) bool {
	lits, ok := v.Literals()
	return v.IsBottom() || ok && len(lits) == 1 && lits[0] == ""
}

func absolute(v strval.Value) bool {
	for _, t := range v.Alternatives() {
		if !strings.HasPrefix(t.Prefix(), "/") {
			return false
		}
	}
	return true
}

func joinURL(c *Call) Val {
	elems, n := c.Elems(c.Arg(1))
	if n < 0 {
		return Strings(slashed(c.Text(0), strval.Top("it is joined of a list that is not known")))
	}
	out := c.Text(0)
	for _, e := range elems {
		out = slashed(out, c.TextOf(e))
	}
	return Strings(out)
}

func urlJoinPath(c *Call) Val {
	elems, n := c.Elems(c.Arg(1))
	var out Val
	for i, src := range c.Objects(c.Arg(0)) {
		id := c.New(URLType, "joined"+itoa(int64(i)))
		c.urlText(src) // makes the fields of a URL that is not known
		o := c.State.Get(src).copied()
		joined := o.Fields["Path"].Str
		if joined.IsBottom() {
			joined = strval.String("")
		}
		if n < 0 {
			joined = slashed(joined, strval.Top("it is joined of a list that is not known"))
		}
		for _, e := range elems {
			joined = slashed(joined, c.TextOf(e))
		}
		o.Fields["Path"] = Strings(dotless(joined))
		c.State.Put(id, o)
		out.Refs = joinRefs(out.Refs, []Ref{{Obj: id}})
	}
	return out
}

func urlField(name string) Model {
	return func(c *Call) Val {
		out := strval.Bottom
		for _, id := range c.Objects(c.Arg(0)) {
			out = out.Join(c.FieldText(id, name))
		}
		return Strings(out)
	}
}

// requestURI is the path of a URL with its parameters.
func requestURI(c *Call) Val {
	out := strval.Bottom
	for _, id := range c.Objects(c.Arg(0)) {
		out = out.Join(c.FieldText(id, "Path").Concat(led("?", c.FieldText(id, "RawQuery"))))
	}
	return Strings(out)
}

// urlQuery makes the parameters of a URL; it is a copy, as in Go.
func urlQuery(c *Call) Val {
	id := c.New(ValuesType, "query")
	for _, u := range c.Objects(c.Arg(0)) {
		c.ParseQuery(id, c.FieldText(u, "RawQuery"))
	}
	return Pointer(id)
}
