// Package unresolvedrequest defines an Analyzer that reports requests whose
// endpoint is not known.
//
// # Analyzer unresolvedrequest
//
// unresolvedrequest: report requests whose endpoint cannot be determined
//
// Nobody knows which permissions such a request needs, so that missinggrant
// says nothing of it and unusedgrant cannot call any grant unused. Few of them
// make the other analyzers worth much less. The analyzer is not run unless it is
// asked for; the command line counts these requests always.
//
// For example:
//
//	http.Get("https://graph.workplace.com" + path) // path of this request is not known: it is decided by parameter path of Fetch
//
// Build the path where the request is sent, or take it from constants:
//
//	func Members(group string) { fetch("/" + group + "/members") }
//
// # What is not reported
//
// A request is not reported if a caller in view decides its endpoint: the
// caller is looked at instead. A request to a host that is not known and with
// nothing that tells the Graph API apart is taken for one to another service. A
// request whose path is known but not in the catalogue is not reported; the
// inventory of the command line lists it.
package unresolvedrequest
