// Package zap is a stub: the signatures that the cases use.
package zap

type Field struct{}

type Logger struct{}

func L() *Logger { return nil }

func (*Logger) Info(msg string, fields ...Field) {}

func String(key, value string) Field    { return Field{} }
func Int(key string, value int) Field   { return Field{} }
func Bool(key string, value bool) Field { return Field{} }
func Any(key string, value any) Field   { return Field{} }
func Error(err error) Field             { return Field{} }
