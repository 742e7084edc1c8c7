// Package facebook stands for the client library of that name.
package facebook

// Session is a session of the client.
type Session struct{}

// EnableAppsecretProof switches proofs of the token on.
func (s *Session) EnableAppsecretProof(enabled bool) error { return nil }
