// Package credential knows what the credentials of Workplace look like: access
// tokens, app secrets, verify tokens. What it knows is the gitleaks rule pack
// in rules/gitleaks.toml; this package reads the same file as gitleaks does and
// gives the same answers on a piece of text, without gitleaks.
//
// It never returns, prints or keeps a credential: a [Match] is a place in the
// caller's text, a [Redacted] is four characters and a length.
package credential
