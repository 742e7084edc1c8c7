// Package clientfile defines an Analyzer that reports credentials in what
// browsers and devices are given.
//
// # Analyzer clientfile
//
// clientfile: report credentials that clients are given
//
// Whoever opens a page or has an app can read all that is in it, and a token of
// Workplace never expires and opens what the app is granted in the whole
// community. The analyzer looks at code that runs at clients, such as Go code for
// WebAssembly, gomobile and desktop apps, and at what builds put into programs:
// embedded files, linker flags, generated scripts. 'workplacelint check' and
// 'workplacelint secrets' look at all files of the repository: scripts, pages,
// apps, settings of bundlers, build files, images.
//
// For example:
//
//	http.Get("https://graph.workplace.com/me?access_token=" + token) // access token is sent to graph.workplace.com by code that browsers run
//
// If it ever was in production, reset the token in the admin panel. Then let a
// server send the request, and give the client what it answers:
//
//	http.Get("/api/me")
//
// # What is not reported
//
// A file is reported only if something shows that clients get it: what it
// imports or uses, its name, the project that it belongs to. The finding says
// what. Where nothing shows it, or the wrong thing does, files of workplace.yaml
// decides. Names count as credentials if they tell the vendor, such as
// WORKPLACE_TOKEN; other names count only where they are sent to the API. App
// ids, client tokens and tokens of a person who signed in are no credentials of
// the app. Code is followed within one file. What other drivers than the command
// see, they see in the directory of one package, and in Go code only.
package clientfile
