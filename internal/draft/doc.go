// Package draft drafts the entry of a library for the senders of a manifest from
// the library's own code.
//
// It follows where the values of parameters go: into the address of an
// http.Request, into its method, query, form, header or body. It asks for no more
// than whether a value gets there, along any path and through any field, so what
// it says is to be read by a person; what it concluded from names alone is marked.
package draft
