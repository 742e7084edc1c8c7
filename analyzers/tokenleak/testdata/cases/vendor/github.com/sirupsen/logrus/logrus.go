// Package logrus is a stub: the signatures that the cases use.
package logrus

type Fields map[string]any

type Entry struct{}

func (*Entry) Info(args ...any)                       {}
func (*Entry) WithField(key string, value any) *Entry { return nil }

func WithField(key string, value any) *Entry { return nil }
func WithFields(fields Fields) *Entry        { return nil }
func WithError(err error) *Entry             { return nil }
func Infof(format string, args ...any)       {}
