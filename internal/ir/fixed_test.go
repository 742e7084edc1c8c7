package ir_test

import (
	"slices"
	"testing"
)

// Maps that are made once and only read have the keys that they were made with.
func TestFixedMaps(t *testing.T) {
	pkg := lower(t, `package p
		var read = map[string]string{"a": "b"}
		var counted = map[string]int{"a": 1}
		var Exported = map[string]string{}
		var updated = map[string]string{}
		var deleted = map[string]string{"a": "b"}
		var replaced = map[string]string{}
		var handedOut = map[string]string{}
		var returned = map[string]string{}
		var addressed = map[string]string{}
		var unset map[string]string
		func keep(map[string]string)
		func get(key string) string {
			for k := range counted { key += k }
			if v, ok := read[key]; ok && len(read) > 1 { return v }
			updated[key] = unset[key] + Exported[key]
			delete(deleted, key)
			replaced = map[string]string{}
			keep(handedOut)
			p := &addressed
			(*p)[key] = ""
			return ""
		}
		func all() map[string]string { return returned }`)
	if want := []string{"example.com/p.counted", "example.com/p.read"}; !slices.Equal(pkg.Fixed, want) {
		t.Errorf("got %q, want %q", pkg.Fixed, want)
	}
}
