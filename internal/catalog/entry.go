package catalog

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
}

// Name returns the form in which people write the endpoint.
func (e *Endpoint) Name() string { return e.Method + " " + e.Path }
