// Package attribute is a stub: the signatures that the cases use.
package attribute

type KeyValue struct {
	Key   string
	Value string
}

func String(k, v string) KeyValue    { return KeyValue{} }
func Int(k string, v int) KeyValue   { return KeyValue{} }
func Bool(k string, v bool) KeyValue { return KeyValue{} }
