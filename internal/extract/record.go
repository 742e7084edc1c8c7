package extract

import (
	"fmt"
	"hash/fnv"
	"maps"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/workplacelint/workplacelint/internal/eval"
	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// A sent is one request as one run of a function saw it being sent.
type sent struct {
	stack  []eval.Site // the call that sends first
	made   []eval.Site // where the request is made, with the calls that lead there, if that is known
	sender string
	method strval.Value
	url    strval.Value
	params []graphapi.Param
	open   string // why the body may hold more
	ref    string // identity of the answer, see answerRef
	// openSender says that the client may add to the request; see
	// [Request.OpenSender].
	openSender bool
	// returned says that a function sends it which the outermost one returns.
	returned bool
	// partial says that callers may know of requests that are not known here; see
	// [eval.Tables.Partial].
	partial bool
	batched bool // a part of a batch
	// unsent says that it is made and that nothing sends it: the stack is that of
	// where it is made.
	unsent bool
}

// A recorder collects what the runs of one function send.
type recorder struct {
	sends []sent
	seen  map[string]int
	// calls counts the calls that sent something, to whom ever.
	calls int
	// platform reports whether a host may be one of the platform. What is sent to
	// others is not recorded.
	platform func(host string) bool
	// told is told of what is recorded.
	told func(s *sent)
	// others says that something was sent to another host, elsewhere by which
	// calls, over all functions.
	others    bool
	elsewhere map[Position]bool
	// strange are the paths that calls send to at other hosts, by their stacks.
	strange map[string][]string
	making  making
}

func newRecorder(platform func(host string) bool, told func(s *sent)) *recorder {
	return &recorder{
		seen: map[string]int{}, platform: platform, told: told,
		elsewhere: map[Position]bool{}, strange: map[string][]string{},
	}
}

// take returns what was recorded and begins anew.
func (r *recorder) take() []sent {
	out := r.sends
	elsewhere, strange, making := r.elsewhere, r.strange, r.making
	*r = *newRecorder(r.platform, r.told)
	r.elsewhere, r.strange, r.making = elsewhere, strange, making
	r.making.begin()
	return out
}

// mark returns what rewind needs to forget what is recorded from now on.
func (r *recorder) mark() int { return len(r.sends) }

func (r *recorder) rewind(mark int) {
	r.sends = r.sends[:mark]
	maps.DeleteFunc(r.seen, func(_ string, at int) bool { return at >= mark })
}

// send records the request that v points to and returns its answer. openSender
// says that the client is not known in full.
func (r *recorder) send(c *eval.Call, v eval.Val, openSender bool) eval.Val {
	for _, id := range c.Objects(v) {
		o := c.State.Get(id)
		if o.Type != requestType {
			continue
		}
		whole := requestOf(c, id)
		first := original(c, id)
		whole.made, whole.openSender = c.Born(first), openSender
		r.making.sent(first)
		parts, batch := r.parts(c, whole)
		if batch && len(parts) == 0 {
			whole.open = "the requests of the batch are not known"
		}
		r.record(c, whole)
		for _, one := range parts {
			r.record(c, one)
		}
	}
	return r.response(c)
}

// requestOf returns what a request is by now.
func requestOf(c *eval.Call, id eval.ObjID) sent {
	method := c.Field(id, "Method", ir.KindString, "string").Str
	urls := c.Objects(c.Field(id, "URL", ir.KindPointer, "*"+eval.URLType))
	target := strval.Bottom
	for _, u := range urls {
		target = target.Join(c.URLText(eval.Pointer(u)))
	}
	params, open := bodyParams(c, c.Field(id, "Body", ir.KindInterface, "io.ReadCloser"))
	params = append(params, headerParams(c, c.Field(id, "Header", ir.KindMap, headerType))...)
	return sent{sender: "net/http", method: emptyIsGet(method), url: target, params: params, open: open}
}

// original returns the request that one is a copy of, itself if it is none.
func original(c *eval.Call, id eval.ObjID) eval.ObjID {
	seen := map[eval.ObjID]bool{}
	for !seen[id] {
		seen[id] = true
		if from := c.State.Get(id).Fields[originalField].Refs; len(from) == 1 {
			id = from[0].Obj
		}
	}
	return id
}

// emptyIsGet is what net/http does with a request without method.
func emptyIsGet(v strval.Value) strval.Value {
	if v.IsBottom() {
		return strval.String("GET")
	}
	return v.Map(func(t strval.Template) strval.Template {
		if t.IsEmpty() {
			return strval.Lit("GET")
		}
		return t
	})
}

// record adds s with the stack of the call. The turns of a loop send the same
// request from the same place: their texts are joined.
func (r *recorder) record(c *eval.Call, s sent) {
	r.calls++
	s.stack = c.Stack()
	all := s.url
	if s.url = r.ours(all); len(s.url.Templates) < len(all.Templates) {
		r.addStrange(stackKey(s.stack), all)
	}
	if s.url.IsBottom() {
		r.others = true
		r.elsewhere[position(s.stack[0])] = true
		return
	}
	s.ref = answerRef(c)
	s.partial, s.returned = c.In.Tables.Partial(), c.Returned()
	r.add(s)
}

// add adds s, unless it is there.
func (r *recorder) add(s sent) {
	r.told(&s)
	key := stackKey(s.stack) + "\x00" + s.method.String() + "\x00" + s.url.String() + "\x00" + paramNames(s.params)
	if at, ok := r.seen[key]; ok {
		r.sends[at].params = joinParams(r.sends[at].params, s.params)
		r.sends[at].partial = r.sends[at].partial || s.partial
		return
	}
	r.seen[key] = len(r.sends)
	r.sends = append(r.sends, s)
}

// ours returns the addresses that are not known to be those of other services.
func (r *recorder) ours(v strval.Value) strval.Value {
	if v.IsTop || !slices.ContainsFunc(v.Templates, r.other) {
		return v
	}
	return v.Filter(func(t strval.Template) bool { return !r.other(t) })
}

// other reports whether an address is known to be one of another service, or none
// that anything is sent to.
func (r *recorder) other(t strval.Template) bool {
	host := graphapi.HostOf(t)
	return host != "" && !r.platform(host) || otherScheme(t.Prefix())
}

// otherScheme reports whether a text begins with a scheme that net/http does not send
// to: that of another protocol, or a word before a colon that was never a URL.
func otherScheme(prefix string) bool {
	scheme, _, ok := strings.Cut(prefix, ":")
	return ok && scheme != "" && !strings.ContainsAny(scheme, "/?#") && !strings.HasPrefix(strings.ToLower(scheme), "http")
}

// addStrange remembers the addresses of other services among those of a call.
func (r *recorder) addStrange(key string, v strval.Value) {
	for _, path := range knownPaths(sent{url: v.Filter(r.other)}) {
		if !slices.Contains(r.strange[key], path) {
			r.strange[key] = append(r.strange[key], path)
		}
	}
}

func stackKey(stack []eval.Site) string {
	var b strings.Builder
	for _, s := range stack {
		fmt.Fprintf(&b, "%s:%d:%d:%d;", s.Fn.Name, s.File, s.Line, s.Col)
	}
	return b.String()
}

func paramNames(params []graphapi.Param) string {
	names := make([]string, 0, len(params))
	for _, p := range params {
		names = append(names, strconv.Itoa(int(p.Place))+p.Name)
	}
	return strings.Join(names, ",")
}

func joinParams(a, b []graphapi.Param) []graphapi.Param {
	out := append([]graphapi.Param{}, a...)
	for i := range out {
		for _, p := range b {
			if p.Name == out[i].Name && p.Place == out[i].Place {
				out[i].Value = out[i].Value.Join(p.Value)
			}
		}
	}
	return out
}

// answerRef returns the identity of the answer to a request: the prefix of the
// Ref of every hole that is read from it. It is the same in every run that comes by the
// same calls, since fields keep what was read in others.
func answerRef(c *eval.Call) string {
	h := fnv.New64a()
	h.Write([]byte(stackKey(c.Stack())))
	return "resp:" + strconv.FormatUint(h.Sum64(), 36) + ":"
}

// response makes the answer of a request: a body that is not known.
func (r *recorder) response(c *eval.Call) eval.Val {
	h := strval.Hole{Name: "response", Origin: strval.OriginDecoded, Ref: answerRef(c)}
	body := c.New("io.ReadCloser", "body")
	c.Edit(body).Fields[eval.TextField] = eval.Hole(h)
	id := c.New(responseType, "response")
	o := c.Edit(id)
	o.Open, o.Origin = true, h
	o.Fields["Body"] = eval.Pointer(body)
	return eval.Val{Tuple: []eval.Val{eval.Pointer(id), {}}}
}

// headerParams returns the header fields that are set.
func headerParams(c *eval.Call, v eval.Val) []graphapi.Param {
	var out []graphapi.Param
	for _, id := range c.Objects(v) {
		o := c.State.Get(id)
		for _, k := range o.Keys() {
			if strings.HasPrefix(k, "[") {
				continue
			}
			out = append(out, graphapi.Param{Name: k, Place: graphapi.InHeader, Value: c.Param(o.Fields[k])})
		}
	}
	return out
}

func sortParams(params []graphapi.Param) {
	sort.SliceStable(params, func(i, j int) bool {
		if params[i].Place != params[j].Place {
			return params[i].Place < params[j].Place
		}
		return params[i].Name < params[j].Name
	})
}
