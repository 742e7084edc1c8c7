package catalog

import (
	"errors"
	"fmt"
	"sort"
	"strings"

	"go.yaml.in/yaml/v4"
)

// Limits of one rule file. A file of the catalogue has a tenth of that.
const (
	maxFileSize = 1 << 20
	maxErrors   = 20
)

// A decoder reads the YAML of one file strictly and collects what is wrong
// with it as "file:line: what was expected".
type decoder struct {
	file      string
	overlay   bool   // may change entries and name sources by address
	retrieved string // when the sources of an overlay were read
	errs      *[]error
	cat       *Catalog
	refs      *[]reference
}

// A reference is something that must hold when all files are read, such as that
// the node exists which an entry names.
type reference struct {
	d     decoder
	at    *yaml.Node
	holds func() bool
	want  string // what is expected
}

func (d decoder) refer(at *yaml.Node, holds func() bool, want string) {
	*d.refs = append(*d.refs, reference{d, at, holds, want})
}

func (d decoder) fail(n *yaml.Node, format string, args ...any) {
	if len(*d.errs) > maxErrors {
		return
	}
	*d.errs = append(*d.errs, fmt.Errorf("%s:%d: %s", d.file, n.Line, fmt.Sprintf(format, args...)))
}

// parse returns the root mapping of a document.
func (d decoder) parse(data []byte) *yaml.Node {
	if len(data) > maxFileSize {
		*d.errs = append(*d.errs, fmt.Errorf("%s:1: expected a file of at most %d bytes", d.file, maxFileSize))
		return nil
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		*d.errs = append(*d.errs, d.syntaxError(err))
		return nil
	}
	if doc.Kind != yaml.DocumentNode || len(doc.Content) != 1 {
		*d.errs = append(*d.errs, fmt.Errorf("%s:1: expected a mapping", d.file))
		return nil
	}
	return doc.Content[0]
}

// syntaxError puts an error of the YAML library into our form.
func (d decoder) syntaxError(err error) error {
	line, message := 1, err.Error()
	if e, ok := errors.AsType[*yaml.LoadError](err); ok {
		line, message = max(e.Mark.Line, e.ContextMark.Line, 1), e.Message
	}
	message, _, _ = strings.Cut(message, "\n")
	return fmt.Errorf("%s:%d: expected YAML: %s", d.file, line, message)
}

// A handler decodes the value of one key.
type handler func(*yaml.Node)

// object decodes a mapping with known keys, each at most once; those in
// required must be there.
func (d decoder) object(n *yaml.Node, what string, keys map[string]handler, required ...string) {
	seen := d.pairs(n, what, func(key, val *yaml.Node) {
		if h, ok := keys[key.Value]; ok {
			h(val)
			return
		}
		d.fail(key, "expected one of %s in %s, not %s", knownKeys(keys), what, key.Value)
	})
	for _, key := range required {
		if !seen[key] {
			d.fail(n, "expected %s in %s", key, what)
		}
	}
}

func knownKeys(keys map[string]handler) string {
	names := make([]string, 0, len(keys))
	for name := range keys {
		names = append(names, name)
	}
	sort.Strings(names)
	return strings.Join(names, ", ")
}

// entries decodes a mapping from names to entries, which must be sorted.
func (d decoder) entries(n *yaml.Node, what string, f func(key, val *yaml.Node)) {
	last := ""
	d.pairs(n, what, func(key, val *yaml.Node) {
		if key.Value < last {
			d.fail(key, "expected %s before %s in %s: entries are sorted", key.Value, last, what)
		}
		last = key.Value
		f(key, val)
	})
}

// pairs walks a mapping and returns its keys.
func (d decoder) pairs(n *yaml.Node, what string, f func(key, val *yaml.Node)) map[string]bool {
	seen := map[string]bool{}
	if n.Kind != yaml.MappingNode {
		d.fail(n, "expected a mapping for %s", what)
		return seen
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, val := n.Content[i], n.Content[i+1]
		switch {
		case key.Kind != yaml.ScalarNode || key.Value == "":
			d.fail(key, "expected a name in %s", what)
		case val.Kind == yaml.AliasNode || val.Anchor != "":
			d.fail(val, "expected %s without anchors and aliases", what)
		case seen[key.Value]:
			d.fail(key, "expected %s once in %s", key.Value, what)
		default:
			seen[key.Value] = true
			f(key, val)
		}
	}
	return seen
}

// items walks a sequence.
func (d decoder) items(n *yaml.Node, what string, f func(*yaml.Node)) {
	if n.Kind != yaml.SequenceNode {
		d.fail(n, "expected a list for %s", what)
		return
	}
	for _, item := range n.Content {
		if item.Kind == yaml.AliasNode || item.Anchor != "" {
			d.fail(item, "expected %s without anchors and aliases", what)
			continue
		}
		f(item)
	}
}

// text returns a handler for a string that is not empty.
func (d decoder) text(dst *string, what string) handler {
	return func(n *yaml.Node) {
		if n.Kind != yaml.ScalarNode || n.Value == "" || n.Tag == "!!null" {
			d.fail(n, "expected text for %s", what)
			return
		}
		*dst = n.Value
	}
}

// flag returns a handler for true or false.
func (d decoder) flag(dst *bool, what string) handler {
	return func(n *yaml.Node) {
		if n.Kind != yaml.ScalarNode || n.Value != "true" && n.Value != "false" {
			d.fail(n, "expected true or false for %s", what)
			return
		}
		*dst = n.Value == "true"
	}
}

// names returns a handler for a list of strings in the order they have.
func (d decoder) names(dst *[]string, what string) handler {
	return func(n *yaml.Node) {
		seen := map[string]bool{}
		d.items(n, what, func(item *yaml.Node) {
			var s string
			d.text(&s, what)(item)
			if seen[s] {
				d.fail(item, "expected %s once in %s", s, what)
			}
			seen[s] = true
			*dst = append(*dst, s)
		})
	}
}

// sorted is names for a list that must be sorted.
func (d decoder) sorted(dst *[]string, what string) handler {
	return func(n *yaml.Node) {
		d.names(dst, what)(n)
		for i := 1; i < len(*dst); i++ {
			if (*dst)[i] < (*dst)[i-1] {
				d.fail(n, "expected %s before %s in %s: lists are sorted", (*dst)[i], (*dst)[i-1], what)
				return
			}
		}
	}
}

// oneOf returns a handler for a word of a closed set.
func oneOf[T any](d decoder, dst *T, what string, choices map[string]T) handler {
	return func(n *yaml.Node) {
		v, ok := choices[n.Value]
		if n.Kind != yaml.ScalarNode || !ok {
			words := make([]string, 0, len(choices))
			for w := range choices {
				words = append(words, w)
			}
			sort.Strings(words)
			d.fail(n, "expected %s for %s", strings.Join(words, " or "), what)
			return
		}
		*dst = v
	}
}
