package workplace

import "strings"

// fields asks for several fields.
func fields(names ...string) string { return strings.Join(names, ",") }

// of asks for fields of what a field holds.
func of(name string, names ...string) string { return name + "{" + fields(names...) + "}" }

// limit changes how many entries of a field an answer holds.
func limit(name, n string) string { return name + ".limit(" + n + ")" }
