// Package sentry is a stub: the signatures that the cases use.
package sentry

type EventID string

type Context = map[string]any

type Scope struct{}

func (*Scope) SetTag(key, value string)             {}
func (*Scope) SetExtra(key string, value any)       {}
func (*Scope) SetContext(key string, value Context) {}

func CaptureException(exception error) *EventID { return nil }
func CaptureMessage(message string) *EventID    { return nil }
func ConfigureScope(f func(scope *Scope))       {}
