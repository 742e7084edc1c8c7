// Package audit compares what requests and webhooks need with what a manifest
// grants.
//
// It is pure: it knows neither Go syntax nor how a finding is worded. A finding
// has a kind and the facts that a sentence about it needs; whoever reports it
// writes the sentence.
//
// Not knowing is kept apart from knowing that something is not so. A request
// whose endpoint is not determined weakens the claim that a grant is unused,
// and so does an entry of the catalogue that is only inferred.
package audit
