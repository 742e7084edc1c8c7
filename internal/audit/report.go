package audit

import (
	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/manifest"
)

// Kind is the kind of a finding. Its text names the category of the diagnostic
// that is made of it.
type Kind string

// The kinds of findings.
const (
	// A request or webhook needs a permission that no grant satisfies.
	Missing          Kind = "missing"            // one endpoint, documented
	MissingInferred  Kind = "missing-inferred"   // one endpoint, need not documented
	MissingHost      Kind = "missing-host"       // one endpoint, if the host is that of the API
	MissingAmbiguous Kind = "missing-ambiguous"  // several endpoints, none satisfied
	MissingWebhook   Kind = "missing-webhook"    // a webhook
	MissingDepends   Kind = "missing-dependency" // a grant that does nothing without another

	// A grant is more than the program needs.
	Unused    Kind = "unused"       // proven: nothing needs it
	NoUse     Kind = "no-use-found" // nothing known needs it, not all is known
	Redundant Kind = "redundant"    // other grants satisfy all that needs it
	Narrower  Kind = "narrower"     // another permission that gives less would do

	// A grant is not what the service knows or the program can work with.
	UnknownPermission Kind = "unknown-permission"
	LegacyPermission  Kind = "legacy-permission"
	RemovedPermission Kind = "removed-permission"
	NotScopable       Kind = "not-scopable"    // groups: on a permission without
	ScopingRefused    Kind = "scoping-refused" // limited to groups, but a request is refused then
	UnknownWebhook    Kind = "unknown-webhook" // a subscription that no source names
	NoReason          Kind = "reason-missing"  // a grant without reason
	Expired           Kind = "expired"         // a grant past its last day
	NoProofRequired   Kind = "proof-not-required"
	NoIPAllowlist     Kind = "no-ip-allowlist"
)

// Severity says what a finding is worth.
type Severity uint8

// The severities, from weak to strong. Only a pedantic check fails on a note.
const (
	Note Severity = iota
	Warning
	Error
)

// String returns the word for s.
func (s Severity) String() string {
	return [...]string{Note: "note", Warning: "warning", Error: "error"}[s]
}

// A Finding is one conclusion, not yet worded.
type Finding struct {
	Kind     Kind
	Severity Severity
	// Position is that of the request or webhook for what is missing or refused,
	// of the grant or setting for the rest.
	Position Position
	// Permission is the name in the manifest, or the best match of Need.
	Permission string
	// Grant is the grant in question, nil for what is missing.
	Grant *manifest.Grant
	// Use is the request in question, nil if there is none.
	Use *Use
	// Webhook is the webhook in question, nil if there is none.
	Webhook *Webhook
	// Need is the condition that no grant satisfies; for MissingAmbiguous it
	// lists everything that would satisfy one of the candidates.
	Need *catalog.Need
	// Others are permissions that the sentence names beside Permission: those
	// that make it redundant or unnecessary, the one it depends on, the name
	// that was meant.
	Others []string
	// When is the condition of the catalogue under which Others would do.
	When string
	// Why says why a grant without use is not called unused.
	Why []Doubt
	// Evidence is in order: the request, the parts of its path, the grant.
	Evidence []Evidence
	// Builds are the builds of the program in which the request or webhook is, nil
	// for all of them.
	Builds []string
}

// A Doubt is one reason why a grant may be needed although nothing known
// needs it.
type Doubt struct {
	Kind DoubtKind
	// Use is the request in question, nil if there is none.
	Use *Use
	// Gap is the part of the program in question, nil if there is none.
	Gap *Gap
	// Reason completes the sentence; for NoEndpoint it is that of the catalogue.
	Reason string
}

// DoubtKind is the kind of a doubt.
type DoubtKind uint8

// The kinds of doubts.
const (
	// UnresolvedRequest is a request whose endpoint is not determined.
	UnresolvedRequest DoubtKind = iota
	// UnknownEndpoint is a request whose endpoint the catalogue does not have.
	UnknownEndpoint
	// OpenFields is a request that may ask for more than is known.
	OpenFields
	// UnknownNeed is a request that needs a permission that no source names.
	UnknownNeed
	// InferredNeed is a request whose needs are not documented.
	InferredNeed
	// UnseenCode is a part of the program that was not analyzed.
	UnseenCode
	// NoEndpoint says that the catalogue knows no endpoint for the permission.
	NoEndpoint
	// UnknownAddress is a request to a host that is not known and that may be
	// one to the platform.
	UnknownAddress
)

// Class says how well a permission is supported by the program.
type Class uint8

// The classes. Only what is NotNeeded may be removed without a person.
const (
	NotNeeded       Class = iota // proven: every request is known and none needs it
	NoUseFound                   // nothing known needs it, but not all is known
	NeededByReading              // only some readings of ambiguous requests need it
	Needed                       // a request, field or webhook needs it
)

// String returns the word for c.
func (c Class) String() string {
	return [...]string{
		NotNeeded: "unused", NoUseFound: "no use found",
		NeededByReading: "needed by one reading", Needed: "needed",
	}[c]
}

// A PermissionUse is what the program does with one permission. There is one
// for each that is granted and for each that satisfies a need.
type PermissionUse struct {
	Name  string
	Entry *catalog.Permission // nil if the catalogue does not have it
	Grant *manifest.Grant     // nil if it is not granted
	Class Class
	// By is what needs it, in the order of positions.
	By []NeededBy
	// Why says why it is not called unused, for NoUseFound.
	Why []Doubt
}

// NeededBy is one request, field or webhook that needs a permission.
type NeededBy struct {
	Use     *Use     // nil for a webhook
	Webhook *Webhook // nil for a request
	// Endpoint is the one of the candidates of Use that needs it.
	Endpoint *catalog.Endpoint
	Need     catalog.Need
	// Reading says that the request is ambiguous and this is one reading.
	Reading bool
	// Dependent is the granted permission that does nothing without this one;
	// Use and Webhook are nil then.
	Dependent string
}

// A Report is the judgement of a program.
type Report struct {
	// Findings are sorted by position, kind and permission. They are empty if
	// there is neither a manifest nor evidence of Workplace.
	Findings    []Finding
	Permissions []PermissionUse // sorted by name
	// Evidence says why this is a program that talks to Workplace, sorted. It
	// is empty if nothing tells it from a plain Facebook program.
	Evidence []string
	Doubts   []Doubt // what is not known of the program as a whole
	Summary  Summary
}

// A Summary counts what was judged.
type Summary struct {
	Requests   int // to the Graph API or the Account Management API
	Exact      int
	Ambiguous  int
	Unknown    int // the path is known, but not in the catalogue
	Unresolved int
	Webhooks   int
	Gaps       int
}
