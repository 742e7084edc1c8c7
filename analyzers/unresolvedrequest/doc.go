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
//	http.Get("https://graph.workplace.com" + os.Getenv("REST")) // path of this request is not known: it is environment variable REST
//
// Let the code decide the path and leave only ids to what is outside:
//
//	http.Get("https://graph.workplace.com/" + os.Getenv("GROUP_ID") + "/members")
//
// # What is not reported
//
// What a parameter of an exported function decides is left to the callers,
// which may be in other packages; so is what a function sends to whatever
// address it is given. A request to a host that is not known and with nothing
// that tells the Graph API apart is taken for one to another service. A request
// whose path is known but not in the catalogue is not reported; the inventory of
// the command line lists it.
package unresolvedrequest
