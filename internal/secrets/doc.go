// Package secrets finds credentials of Workplace in directories, in the index
// and the history of git repositories and in streams.
//
// The search is that of gitleaks, with the rules of this program and, if wished,
// those of the user. Since gitleaks spends nearly all its time on text that
// holds nothing, each piece of text passes a gate first: it lets through only
// what a rule can match, as it is or decoded. What is found is the same; a test
// holds that. This package alone imports gitleaks.
//
// A credential never leaves this package: a [Finding] has its kind, how it
// begins, its length and a fingerprint.
package secrets
