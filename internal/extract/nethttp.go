package extract

import (
	"net/textproto"
	"strings"
	"sync"

	"github.com/workplacelint/workplacelint/internal/eval"
	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/sender"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// The types of net/http that models make objects of.
const (
	requestType  = "net/http.Request"
	responseType = "net/http.Response"
	headerType   = "net/http.Header"
)

// nethttp returns the models of net/http. Requests that are sent go to r.
func nethttp(r *recorder) map[string]eval.Model {
	get := func(method string, client bool) eval.Model {
		return func(c *eval.Call) eval.Val {
			at := 0
			if client {
				at = 1
			}
			req := newRequest(c, strval.String(method), c.Text(at), eval.Val{})
			return sendWith(c, r, clientOf(c, client), req)
		}
	}
	post := func(client, form bool) eval.Model {
		return func(c *eval.Call) eval.Val {
			at := 0
			if client {
				at = 1
			}
			body := c.Arg(at + 2)
			if form {
				body = c.Arg(at + 1)
			}
			req := newRequest(c, strval.String("POST"), c.Text(at), body)
			return sendWith(c, r, clientOf(c, client), req)
		}
	}
	do := func(c *eval.Call) eval.Val { return sendWith(c, r, c.Arg(0), c.Arg(1)) }
	trip := func(c *eval.Call) eval.Val { return r.send(c, c.Arg(1), false) }
	return map[string]eval.Model{
		"net/http.NewRequest":               func(c *eval.Call) eval.Val { return r.made(c, newRequest(c, c.Text(0), c.Text(1), c.Arg(2))) },
		"net/http.NewRequestWithContext":    func(c *eval.Call) eval.Val { return r.made(c, newRequest(c, c.Text(1), c.Text(2), c.Arg(3))) },
		"net/http.Get":                      get("GET", false),
		"net/http.Head":                     get("HEAD", false),
		"net/http.Post":                     post(false, false),
		"net/http.PostForm":                 post(false, true),
		"(*net/http.Client).Get":            get("GET", true),
		"(*net/http.Client).Head":           get("HEAD", true),
		"(*net/http.Client).Post":           post(true, false),
		"(*net/http.Client).PostForm":       post(true, true),
		"(*net/http.Client).Do":             do,
		"(*net/http.Transport).RoundTrip":   trip,
		"(net/http.RoundTripper).RoundTrip": trip,
		"(*net/http.Request).WithContext":   copyRequest,
		"(*net/http.Request).Clone":         copyRequest,
		"(*net/http.Request).SetBasicAuth":  func(*eval.Call) eval.Val { return eval.Val{} },
		"(*net/http.Request).AddCookie":     func(*eval.Call) eval.Val { return eval.Val{} },
		"(*net/http.Request).Context":       func(*eval.Call) eval.Val { return eval.Val{} },
		"(net/http.Header).Set":             setHeader,
		"(net/http.Header).Add":             setHeader,
		"(net/http.Header).Get":             getHeader,
		"(net/http.Header).Del":             func(*eval.Call) eval.Val { return eval.Val{} },
		"(net/http.Header).Clone":           func(c *eval.Call) eval.Val { return c.Arg(0) },
	}
}

// senders are the libraries that send, beside net/http.
var senders = sync.OnceValue(sender.Default)

// sending are the functions that send, of those that have a model.
var sending = map[string]bool{
	"net/http.Get":                    true,
	"net/http.Head":                   true,
	"net/http.Post":                   true,
	"net/http.PostForm":               true,
	"(*net/http.Client).Get":          true,
	"(*net/http.Client).Head":         true,
	"(*net/http.Client).Post":         true,
	"(*net/http.Client).PostForm":     true,
	"(*net/http.Client).Do":           true,
	"(*net/http.Transport).RoundTrip": true,
}

func made(v eval.Val) eval.Val { return eval.Val{Tuple: []eval.Val{v, {}}} }

// clientOf returns the receiver of a method of http.Client.
func clientOf(c *eval.Call, client bool) eval.Val {
	if client {
		return c.Arg(0)
	}
	return eval.Val{}
}

func newRequest(c *eval.Call, method, url strval.Value, body eval.Val) eval.Val {
	id := c.New(requestType, "request")
	header := c.New(headerType, "header")
	target := c.NewURL(url, "url")
	o := c.Edit(id)
	o.Fields["Method"] = eval.Strings(method.Map(func(t strval.Template) strval.Template {
		if t.IsEmpty() {
			return strval.Lit("GET")
		}
		return t
	}))
	o.Fields["URL"] = target
	o.Fields["Header"] = eval.Pointer(header)
	o.Fields["Body"] = body
	return eval.Pointer(id)
}

// originalField holds the request that a request was copied from.
const originalField = "original"

// copyRequest is Request.Clone: URL and header are copies too.
func copyRequest(c *eval.Call) eval.Val {
	src, o := c.Object(c.Arg(0))
	if o == nil {
		return c.Arg(0)
	}
	id := c.New(requestType, "clone")
	fields := map[string]eval.Val{}
	for _, name := range []string{"Method", "URL", "Header", "Body"} {
		v := c.Field(src, name, ir.KindPointer, "*"+fieldType(name))
		if name == "URL" || name == "Header" {
			v = copyObjects(c, v, name)
		}
		fields[name] = v
	}
	if o = c.State.Get(src); o.Open {
		fields["Method"] = c.Field(src, "Method", ir.KindString, "string")
	}
	fields[originalField] = eval.Pointer(src)
	n := c.Edit(id)
	n.Fields = fields
	return eval.Pointer(id)
}

func fieldType(name string) string {
	switch name {
	case "URL":
		return eval.URLType
	case "Header":
		return headerType
	}
	return "io.ReadCloser"
}

func copyObjects(c *eval.Call, v eval.Val, what string) eval.Val {
	var out eval.Val
	for i, id := range c.Objects(v) {
		o := c.State.Get(id)
		n := c.New(o.Type, what+string(rune('a'+i)))
		fresh := c.Edit(n)
		fresh.Open, fresh.Origin, fresh.Rest = o.Open, o.Origin, o.Rest
		for _, k := range o.Keys() {
			fresh.Fields[k] = o.Fields[k]
		}
		out = out.Join(eval.Pointer(n))
	}
	return out
}

func setHeader(c *eval.Call) eval.Val {
	keys, exact := c.Text(1).Literals()
	for _, id := range c.Objects(c.Arg(0)) {
		o := c.Edit(id)
		if !exact {
			o.Rest = o.Rest.Join(c.Entry(id, "[]", c.Text(2)))
			continue
		}
		for _, k := range keys {
			k = textproto.CanonicalMIMEHeaderKey(k)
			o.Fields[k] = c.Entry(id, k, c.Text(2))
		}
	}
	return eval.Val{}
}

func getHeader(c *eval.Call) eval.Val {
	keys, _ := c.Text(1).Literals()
	for _, id := range c.Objects(c.Arg(0)) {
		for _, k := range keys {
			if v, ok := c.State.Get(id).Fields[textproto.CanonicalMIMEHeaderKey(k)]; ok {
				return v
			}
		}
	}
	return eval.Hole(strval.Hole{Name: "header", Origin: strval.OriginDecoded})
}

// sendWith sends req through the transport of a client, if it is one of the
// program's own. Where that takes too many steps to get to where it sends, req is
// sent as it is.
func sendWith(c *eval.Call, r *recorder, client, req eval.Val) eval.Val {
	open := false
	for _, id := range c.Objects(client) {
		transport := c.Field(id, "Transport", ir.KindInterface, "net/http.RoundTripper")
		before := r.calls
		if v, ok := c.Invoke(transport, "RoundTrip", req); ok && r.calls > before {
			if len(v.Tuple) > 0 && len(v.Tuple[0].Refs) > 0 {
				return v
			}
			return r.response(c)
		}
		o := c.State.Get(id)
		open = open || o.Open && o.Origin.Ref != defaultClient && transport.Dyn == "" && len(o.Fields["Transport"].Refs)+len(transport.Refs) > 0
	}
	return r.send(c, req, open)
}

// defaultClient is the identity of the client that everybody may send with.
const defaultClient = "g:net/http.DefaultClient"

// byShape sends requests that are handed to an interface: a method with a
// name that senders have, and a request among its arguments.
func byShape(r *recorder) func(c *eval.Call, method string) (eval.Val, bool) {
	return func(c *eval.Call, method string) (eval.Val, bool) {
		if !sendingMethod(method) {
			return eval.Val{}, false
		}
		for _, a := range c.Args[1:] {
			if isRequest(c, a) {
				return r.send(c, a, true), true
			}
		}
		return eval.Val{}, false
	}
}

func sendingMethod(name string) bool {
	return name == "RoundTrip" || strings.HasPrefix(name, "Do") || strings.HasPrefix(name, "Send")
}

func isRequest(c *eval.Call, v eval.Val) bool {
	for _, id := range c.Objects(v) {
		if c.State.Get(id).Type == requestType {
			return true
		}
	}
	return false
}
