// Package extract finds the requests that Go code can send: which method, host
// and path, with which parameters, and where that is decided.
//
// It knows HTTP clients and nothing of permissions.
package extract
