// Package rules holds what is known of Workplace, as data. There is no logic
// in it beyond strict decoding.
//
// # The catalogue
//
// The Graph API is a typed graph: nodes have fields and edges, edges lead to
// nodes. Each permission requirement is written once, where the graph has it;
// the list of endpoints is derived (see docs/permissions.md).
//
//	permissions.yaml  what an app can be granted
//	graph/NODE.yaml   one type of node: how it is addressed, its fields and edges
//	roots.yaml        words that begin a path in place of an id
//	foreign.yaml      nodes that Facebook has and Workplace does not
//	calls.yaml        calls that are no walk from a node
//	unlocated.yaml    what is possible at a path that no source shows
//	scim.yaml         the Account Management API
//	webhooks.yaml     what the platform sends to the app
//	hosts.yaml        where the APIs live
//	sources.yaml      what the entries were read from, and when
//
// needs says what a call or field needs: {any_of: [a, b]}, {all_of: [a, b]},
// one inside the other, token for any valid access token, or unknown where no
// source says. any_of puts the best match first. confidence is documented if a
// source ties the entry to its permission, inferred if we concluded it; note
// then says from what. Parts without sources have those of what they stand in.
// Decoding is strict, and entries are sorted by name.
//
// A node is addressed by ids in the forms of ids: digits, email, composite
// (two ids joined by _), thread (t_ and digits), badge and opaque. A form in
// named_ids counts only where something says that the node is meant: the name
// of a variable (names), the origin of the id, or an edge that no other node
// has. workplace_only marks what plain Facebook does not have; it is evidence
// that a program talks to Workplace.
//
// # The other files
//
// Each of them documents its form in its head.
package rules

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"

	"go.yaml.in/yaml/v4"
)

// Files holds all rule files, with the graph in the directory graph.
//
//go:embed *.[ty]*ml graph/*.yaml
var Files embed.FS

// Decode reads one of the other files into a struct. A key that the struct does
// not have is an error. Errors name the file.
func Decode(fsys fs.FS, name string, into any) error {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return err
	}
	dec := yaml.NewDecoder(bytes.NewReader(data))
	dec.KnownFields(true)
	if err := dec.Decode(into); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}
