// Package zerolog is a stub: the signatures that the cases use.
package zerolog

type Event struct{}

func (*Event) Str(key, value string) *Event       { return nil }
func (*Event) Int(key string, value int) *Event   { return nil }
func (*Event) Interface(key string, v any) *Event { return nil }
func (*Event) Err(err error) *Event               { return nil }
func (*Event) Msg(msg string)                     {}
