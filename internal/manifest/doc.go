// Package manifest reads workplace.yaml, the file in which people declare what
// an app has been granted: its permissions with their reasons, its webhooks
// and its settings.
//
// Decoding is strict. An unknown key, a duplicate or a value of another kind
// is an error that says what was expected there, and as many as fit are
// reported at once. Every entry keeps its position, so that findings can point
// at it.
//
// The package knows the form of a manifest and nothing of which permissions or
// endpoints exist.
package manifest
