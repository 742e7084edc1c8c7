package catalog

import "github.com/workplacelint/workplacelint/internal/strval"

// A Permission is one permission an app can be granted.
type Permission struct {
	Name        string   // as in a manifest: read_group
	Label       string   // as in the admin panel: "Read group content"
	Labels      []Label  // all labels it has or had, with their language
	Description string   // what it lets an app do
	Scopable    bool     // can be limited to groups
	DependsOn   []string // permissions it does nothing without
	Subsumes    []Weaker // permissions it makes unnecessary
	Prefer      []Narrower
	// Sensitivity is the cost of a grant, from 1 (low) to 4 (critical).
	Sensitivity int
	Risk        string // why it is as sensitive as it is
	Access      string // read, write, read_write, admin
	Area        string // what it is about: groups, chat, accounts
	Option      string // a setting that the admin panel offers with it
	Note        string
	Status      Status
	Confidence  Confidence
	Sources     []Source
	// NoUse says why no endpoint, field or webhook is known to need it, for a
	// permission of which that is so. It must not be called unused then.
	NoUse string
}

// A Label is the text of the admin panel for a permission.
type Label struct {
	Text     string
	Language string // en, de, pt
	Current  bool
}

// Weaker is a permission that another makes unnecessary.
type Weaker struct {
	Name       string
	Confidence Confidence
}

// Narrower is a permission that would do in its place.
type Narrower struct {
	Name       string
	When       string
	RunTime    bool // no call shows whether it is so
	Confidence Confidence
}

// Status says whether a permission can still be granted.
type Status uint8

// The statuses.
const (
	Current Status = iota
	Legacy         // still works, cannot be granted anew
	Removed
)

// An Endpoint is a method and a path pattern.
type Endpoint struct {
	Method     string
	Path       string // /{group-id}/members
	API        API
	Does       string
	Node       string // type of the node in the answer
	List       bool
	Needs      []Need
	Confidence Confidence
	Sources    []Source
	Note       string
	// Scoping says what limiting a grant to groups does to this endpoint: "",
	// "limited" or "refused".
	Scoping     string
	ScopingNote string
	// Takes are parameters that tell the endpoint from others with the same
	// shape.
	Takes []string
	// Params are the parameters that change what the endpoint needs.
	Params []ParamNeed
	// Unlocated says that no source shows the path; nothing matches then. At is
	// the type of node that it belongs to.
	Unlocated bool
	At        string
	Reason    string   // why the entry is no walk through the graph, or not located
	Versions  []string // of SCIM that offer it
	Filters   []string // attributes that a list can be filtered by, of SCIM

	cond       condition
	inherits   bool   // needs are those of the same call without an id
	param      string // the parameter without which this is another call
	holds      string // what that parameter holds: requests, ids
	subscribes bool   // subscribes to webhooks, which need permissions too
	segments   []strval.Template
	starts     []*Node // types that the first segment may address
	edge       *Edge   // nil for a call at the node itself
}

// A ParamNeed says what an endpoint needs when one of some parameters is sent.
type ParamNeed struct {
	Names      []string // dotted for JSON: recipient.thread_key
	Needs      []Need
	Instead    bool // in place of the endpoint's own needs
	Why        string
	Confidence Confidence
}

// Name returns the form in which people write the endpoint.
func (e *Endpoint) Name() string { return e.Method + " " + e.Path }

// RefusesGroups reports whether the service refuses the call to an app with a
// grant that is limited to groups.
func (e *Endpoint) RefusesGroups() bool { return e.Scoping == "refused" }
