// Package unusedgrant defines an Analyzer that reports grants which the program
// does not need.
//
// # Analyzer unusedgrant
//
// unusedgrant: report grants that no request, field or webhook needs
//
// A token with such a grant opens more of the community than the program uses,
// to whoever gets hold of it, and the token never expires. The analyzer
// compares what workplace.yaml grants with what all requests, the fields they
// ask for and the webhooks need.
//
// For example:
//
//	package main // workplace.yaml:7 grants read_user_feed ("Read user timeline"), but no request in this program needs it
//
// Remove the grant from workplace.yaml and from the app in the admin panel. If
// something outside this program uses it, say so in the manifest of that
// program.
//
// A finding has one of four categories:
//
//   - unused: every request of the program is known, and none needs it
//   - no-use-found: nothing known needs it, but some requests are not resolved
//     or go to an address that is not known, or only inferred entries of the
//     catalogue speak; the finding counts them
//   - redundant: the other grants satisfy all that needs it
//   - narrower: another permission that gives less would do
//
// # What is not reported
//
// A grant is needed as soon as one reading of one request needs it. A webhook
// that the manifest declares is a use. A permission that no known endpoint needs
// is never reported, unless pedantic is set. The claim is made once for each
// manifest, where all commands that it governs are in view, in all builds that it
// declares: go vet and golangci-lint, which see one command in one build at a
// time, make none if there are several; the command line does. The commands in
// view decide, so a package of the module that no command imports does not count.
//
// # Flags
//
//   - -pedantic: report also what the catalogue cannot decide
package unusedgrant
