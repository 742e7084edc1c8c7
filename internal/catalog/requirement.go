package catalog

import "github.com/workplacelint/workplacelint/internal/graphapi"

// Confidence says how well an entry of the catalogue is supported.
type Confidence uint8

// The confidences, from weak to strong. An inferred entry never supports a
// claim of certainty.
const (
	Inferred Confidence = iota
	Documented
)

// A Source says where an entry was read.
type Source struct {
	ID        string // in rules/sources.yaml, "" for one that an overlay names
	URL       string // or, for a text without address, its description
	Retrieved string // a day, 2026-11-22
}

// A Need is one condition that a request puts on the grants: any one of AnyOf
// satisfies it. A request needs all of its Needs. A Need whose AnyOf is empty
// is not known (see Unknown).
type Need struct {
	AnyOf      []string // permission names, the best match first
	Why        string   // what asks for it: an endpoint or "field email of User"
	Field      string   // dotted field path that asks for it, "" for the endpoint itself
	Confidence Confidence
	Sources    []Source
	// Unknown says that a permission is needed that no source names.
	Unknown bool
}

// A Requirement is what one request needs: all of Needs. No Needs means any
// valid access token.
type Requirement struct {
	Needs []Need
}

// MatchKind is the kind of answer the catalogue gives about a request.
type MatchKind uint8

// The kinds of answers.
const (
	Unresolved MatchKind = iota // method or path is not known
	Unknown                     // the path is known, but not in the catalogue
	Ambiguous                   // several endpoints fit
	Exact                       // one endpoint fits
)

// API is the HTTP API a request belongs to.
type API uint8

// The APIs. NoAPI is a request to a host that is none of the platform.
const (
	NoAPI API = iota
	Graph
	SCIM
	// UnknownHost is a request whose host is not known and whose path would be
	// one of the Graph API or of SCIM.
	UnknownHost
	// OtherProduct is the Graph API on a host that serves another product of the
	// platform. No permission of Workplace is for it.
	OtherProduct
)

// MayNeed reports whether a request to the API may need a permission of Workplace.
func (a API) MayNeed() bool { return a != NoAPI && a != OtherProduct }

// A Candidate is one endpoint that a request may be, with what it needs then.
type Candidate struct {
	Endpoint    *Endpoint
	Requirement Requirement
}

// A Match is the answer of the catalogue about one request.
type Match struct {
	Kind       MatchKind
	API        API
	Candidates []Candidate // one for Exact, several for Ambiguous, sorted by endpoint
	// UnknownFields are requested fields (dotted) that the catalogue does not have.
	UnknownFields []string
	// Reason completes "the endpoint is not known: ", for Unresolved and Unknown.
	Reason string
	// MayBeAPI says of a request without API that its host is not known and that
	// its path may be one of the platform, so that it may be one all the same.
	MayBeAPI bool
	// Evidence of Workplace: what in this request exists only there, such as
	// "host graph.workplace.com", "path /community", "field impersonate_token of User".
	// Empty for a request that a plain Facebook program could make too.
	Workplace []string
}

// Origins tell of holes of the path which types of nodes they may be, because
// the id was read from an answer: the members of /community/groups are Groups.
// The key is the Ref of the hole, the values are types or endpoints.
type Origins map[string][]string

// Matcher is what consumers need of the catalogue.
type Matcher interface {
	Match(req graphapi.Request, origins Origins) Match
}
