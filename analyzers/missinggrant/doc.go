// Package missinggrant defines an Analyzer that reports requests which the
// manifest does not permit.
//
// # Analyzer missinggrant
//
// missinggrant: report requests that need a permission the manifest lacks
//
// Workplace answers such a request with an error at run time, often only for
// the one customer whose app was set up by hand. The analyzer infers the
// endpoint of each request, looks up the permissions it needs, and reports it
// if no grant in the nearest workplace.yaml satisfies them. Fields that are
// asked for and webhooks that are handled count like requests.
//
// For example:
//
//	http.Get("https://graph.workplace.com/" + group + "/feed") // GET /{group-id}/feed needs permission read_group ("Read group content"), which workplace.yaml does not grant
//
// Grant the permission where the app is installed, and record it:
//
//	permissions:
//	  - name: read_group
//	    reason: weekly digest
//
// A request that the service refuses because a grant is limited to some groups,
// such as creating a group, is reported too.
//
// # What is not reported
//
// Nothing is reported without a manifest: the command line then prints what the
// program needs. A request that fits several endpoints is reported only if
// none of them is permitted. A request whose endpoint is not known is left to
// unresolvedrequest. One whose endpoint is not in the catalogue may need
// anything, so it is not reported. Alternatives count: any one of the
// permissions that satisfy a request is enough, also one that includes the
// other. Requests that test files send do not count.
package missinggrant
