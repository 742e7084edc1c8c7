package sink

import "sync"

// An Index finds what is known of a function by its full name.
type Index struct {
	Sinks    *Sinks
	Carriers *Carriers

	Calls    map[string]Call // of sinks
	Pages    map[string]Call
	Carry    map[string]*Signature
	Wrap     map[string]*Signature
	Send     map[string]*Signature
	Make     map[string]*Signature
	Position map[string]*Signature
	Keys     map[string]*Signature
	Read     map[string]Reader
	// Those of Carriers.
	Packages, Silent, Containers, Empty, Environments, Inputs, InputFields, Requests, Errors, Escapers, Removers, Replaced, Failures, Redirects map[string]bool
	// Writers, Fields, Outputs, Headers, Proxies, Directors, Clients, Transports and
	// Helpers find the sinks that name a type, field, variable, function or package.
	Writers, Fields, Outputs, Headers, Proxies, Directors, Clients, Transports, Helpers map[string]*Sink
}

// A Call is a function with the sink that it is.
type Call struct {
	*Signature
	Sink *Sink
}

// A Reader is a function that reads what the program is given.
type Reader struct {
	*Signature
	Kind string
}

// Default returns the index of what this program knows.
func Default() *Index { return defaultIndex() }

var defaultIndex = sync.OnceValue(func() *Index { return NewIndex(DefaultSinks(), DefaultCarriers()) })

// NewIndex makes an index.
func NewIndex(s *Sinks, c *Carriers) *Index {
	x := &Index{
		Sinks: s, Carriers: c, Calls: map[string]Call{}, Pages: map[string]Call{}, Read: map[string]Reader{},
		Carry: must(c.Carriers), Wrap: must(c.Wrappers), Send: must(c.Senders), Make: must(c.Makers),
		Position: must(c.Positions), Keys: must(c.Keys),
		Packages: set(c.Packages), Silent: set(c.Silent), Containers: set(c.Containers), Empty: set(c.Empty),
		Environments: set(c.Environments), Inputs: set(c.Inputs), InputFields: set(c.InputFields),
		Requests: set(c.Requests), Errors: set(c.Errors), Escapers: set(c.Escapers), Removers: set(c.Removers), Replaced: set(c.Replaced), Failures: set(c.Failures), Redirects: set(c.Redirects),
		Writers: map[string]*Sink{}, Fields: map[string]*Sink{}, Outputs: map[string]*Sink{}, Headers: map[string]*Sink{},
		Proxies: map[string]*Sink{}, Directors: map[string]*Sink{}, Clients: map[string]*Sink{},
		Transports: map[string]*Sink{}, Helpers: map[string]*Sink{},
	}
	for _, one := range s.List {
		calls(x.Calls, one, one.Calls)
		calls(x.Pages, one, one.Pages)
		name(x.Writers, one, one.Writers)
		name(x.Fields, one, one.Fields)
		name(x.Outputs, one, one.Outputs)
		name(x.Headers, one, one.Headers)
		name(x.Proxies, one, one.Proxies)
		name(x.Directors, one, one.Directors)
		name(x.Clients, one, one.Clients)
		name(x.Transports, one, one.Transports)
		name(x.Helpers, one, one.Helpers)
	}
	for _, r := range c.Readers {
		sig, _ := parseSignature(r.Call)
		x.Read[sig.Func] = Reader{&sig, r.Kind}
	}
	return x
}

func calls(into map[string]Call, one *Sink, list []string) {
	for name, sig := range must(list) {
		into[name] = Call{sig, one}
	}
}

func name(into map[string]*Sink, one *Sink, list []string) {
	for _, n := range list {
		into[n] = one
	}
}

// must parses calls of rules that have been checked.
func must(list []string) map[string]*Signature {
	out, err := signatures(list)
	if err != nil {
		panic(err)
	}
	return out
}

func set(list []string) map[string]bool {
	out := map[string]bool{}
	for _, s := range list {
		out[s] = true
	}
	return out
}
