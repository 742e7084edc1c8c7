// Package faultydirective defines an Analyzer that reports directives which state
// no request, or the wrong one.
//
// # Analyzer faultydirective
//
// faultydirective: report directives that are wrong or not needed
//
// A directive states a request that no analysis can know, and grants are judged by
// it. One that is not written well states nothing; one that was right until the
// code changed makes the judgement wrong, and nobody notices.
//
// For example:
//
//	http.Get(api + "/" + group + "/members") //workplacelint:request GET /{group-id}/feed // this directive states GET /{group-id}/feed, but the code sends GET /{group}/members
//
// Let the directive say what the code cannot show, and only that:
//
//	//workplacelint:request GET /{group-id}/members fields=id,name
//	http.Get(api + "/" + os.Getenv("REST"))
//
// A directive speaks for the call on its line, or on the next line, or for the
// function whose documentation it stands in. Several of them state several
// requests. Behind -- stands a remark. They take the place of what is not known of
// the requests there; where nothing is known to be sent, they state that it is.
//
// # What is not reported
//
// A directive is compared with the requests of its own package. Where only a part
// of a request is known, what is stated has to fit that part; whether it is the
// request that is sent, nobody knows. Comments with a space behind // are no
// directives. The directive ignore is checked by the command line.
package faultydirective
