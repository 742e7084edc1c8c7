package sender

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
)

// A Fault is a place in a list of senders where something else was expected.
type Fault struct {
	Node *yaml.Node
	Want string
}

// Decode decodes a list of senders, the one in the rules or one in a manifest.
// It returns the senders that are whole, and what was expected elsewhere.
func Decode(list *yaml.Node) ([]*Sender, []Fault) {
	d := &decoder{}
	if list.Kind != yaml.SequenceNode {
		d.want(list, "a list of senders, each a mapping")
		return nil, d.faults
	}
	var out []*Sender
	lines := map[string]int{}
	for _, entry := range list.Content {
		before := len(d.faults)
		s := &Sender{Line: entry.Line}
		mapping(d, entry, s, senderKeys)
		d.once(entry, s, lines)
		if len(d.faults) > before {
			continue
		}
		if s.Name == "" || len(s.Packages) == 0 || len(s.Calls) == 0 {
			d.want(entry, "name, packages and calls")
			continue
		}
		out = append(out, s)
	}
	return out, d.faults
}

// once wants each package to belong to one sender.
func (d *decoder) once(entry *yaml.Node, s *Sender, lines map[string]int) {
	for _, path := range s.Packages {
		if line, twice := lines[path]; twice {
			d.want(entry, "package %s once; it stands in line %d", path, line)
		}
		lines[path] = entry.Line
	}
}

// A key is one key of a mapping and how its value is read.
type key[T any] struct {
	name string
	read func(d *decoder, into *T, v *yaml.Node)
}

var senderKeys = []key[Sender]{
	{"name", func(d *decoder, s *Sender, v *yaml.Node) { s.Name = d.text(v) }},
	{"packages", func(d *decoder, s *Sender, v *yaml.Node) { s.Packages = d.paths(v) }},
	{"source", func(d *decoder, s *Sender, v *yaml.Node) { s.Source = d.text(v) }},
	{"confidence", func(d *decoder, s *Sender, v *yaml.Node) { s.Confidence = d.word(v, "documented", "inferred") }},
	{"base", func(d *decoder, s *Sender, v *yaml.Node) { s.Base = d.address(v) }},
	{"join", func(d *decoder, s *Sender, v *yaml.Node) { s.Join = d.word(v, JoinResolve) }},
	{"tag", func(d *decoder, s *Sender, v *yaml.Node) { s.Tag = d.text(v) }},
	{"fields", func(d *decoder, s *Sender, v *yaml.Node) { s.Fields = d.fields(v) }},
	{"inner", func(d *decoder, s *Sender, v *yaml.Node) { s.Inner = entries(d, v, (*decoder).texts) }},
	{"wraps", func(d *decoder, s *Sender, v *yaml.Node) { s.Wraps = d.texts(v) }},
	{"calls", func(d *decoder, s *Sender, v *yaml.Node) { s.Calls = entries(d, v, (*decoder).call) }},
}

var callKeys = []key[Call]{
	{"makes", func(d *decoder, c *Call, v *yaml.Node) { c.Makes = d.text(v) }},
	{"base", func(d *decoder, c *Call, v *yaml.Node) { c.Base = d.arg(v) }},
	{"url", func(d *decoder, c *Call, v *yaml.Node) { c.URL = d.arg(v) }},
	{"method", func(d *decoder, c *Call, v *yaml.Node) { c.Method = d.arg(v) }},
	{"address", func(d *decoder, c *Call, v *yaml.Node) { c.Address = d.text(v) }},
	{"follows", func(d *decoder, c *Call, v *yaml.Node) { c.Follows = d.text(v) }},
	{"query", func(d *decoder, c *Call, v *yaml.Node) { c.Query = d.args(v) }},
	{"form", func(d *decoder, c *Call, v *yaml.Node) { c.Form = d.args(v) }},
	{"params", func(d *decoder, c *Call, v *yaml.Node) { c.Params = d.args(v) }},
	{"json", func(d *decoder, c *Call, v *yaml.Node) { c.JSON = d.arg(v) }},
	{"body", func(d *decoder, c *Call, v *yaml.Node) { c.Body = d.arg(v) }},
	{"header", func(d *decoder, c *Call, v *yaml.Node) { c.Header = d.args(v) }},
	{"token", func(d *decoder, c *Call, v *yaml.Node) { c.Token = d.arg(v) }},
	{"path_param", func(d *decoder, c *Call, v *yaml.Node) { c.PathParam = d.args(v) }},
	{"options", func(d *decoder, c *Call, v *yaml.Node) { c.Options = d.options(v) }},
	{"result", func(d *decoder, c *Call, v *yaml.Node) { c.Result = d.arg(v) }},
	{"request", func(d *decoder, c *Call, v *yaml.Node) { c.Request = d.arg(v) }},
	{"parts", func(d *decoder, c *Call, v *yaml.Node) { c.Parts = d.arg(v) }},
	{"send", func(d *decoder, c *Call, v *yaml.Node) { c.Send = d.send(v) }},
}

// A decoder collects what was expected where something else stands.
type decoder struct {
	faults []Fault
}

func (d *decoder) want(n *yaml.Node, format string, args ...any) {
	d.faults = append(d.faults, Fault{n, fmt.Sprintf(format, args...)})
}

// mapping reads a mapping with known keys.
func mapping[T any](d *decoder, n *yaml.Node, into *T, keys []key[T]) {
	var names []string
	for _, k := range keys {
		names = append(names, k.name)
	}
	d.each(n, "a mapping with the keys "+strings.Join(names, ", "), func(k, v *yaml.Node) {
		at := slices.Index(names, k.Value)
		if at < 0 {
			d.want(k, "one of the keys %s", strings.Join(names, ", "))
			return
		}
		keys[at].read(d, into, v)
	})
}

// entries reads a mapping whose keys are names of the library.
func entries[T any](d *decoder, n *yaml.Node, read func(*decoder, *yaml.Node) T) map[string]T {
	out := map[string]T{}
	d.each(n, "a mapping of names", func(k, v *yaml.Node) { out[d.text(k)] = read(d, v) })
	return out
}

// each calls do for each key of a mapping, which has it once.
func (d *decoder) each(n *yaml.Node, what string, do func(k, v *yaml.Node)) {
	if n.Kind != yaml.MappingNode {
		d.want(n, "%s", what)
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		if seen[k.Value] {
			d.want(k, "the key %s once", k.Value)
			continue
		}
		seen[k.Value] = true
		do(k, v)
	}
}

func (d *decoder) call(v *yaml.Node) *Call {
	c := new(Call)
	mapping(d, v, c, callKeys)
	return c
}

func (d *decoder) texts(v *yaml.Node) map[string]string { return entries(d, v, (*decoder).text) }

func (d *decoder) fields(v *yaml.Node) map[Part]string {
	out := map[Part]string{}
	d.each(v, "a mapping of parts", func(k, v *yaml.Node) { out[d.part(k)] = d.text(v) })
	return out
}

func (d *decoder) part(v *yaml.Node) Part {
	p := Part(value(v).Value)
	if !slices.Contains(parts, p) {
		d.want(v, "one of %s", list(parts))
	}
	return p
}

// value returns the single value that n is or stands for.
func value(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode {
		return n.Alias
	}
	return n
}

func (d *decoder) text(v *yaml.Node) string {
	s := value(v)
	if s.Kind != yaml.ScalarNode || s.ShortTag() != "!!str" || s.Value == "" || strings.ContainsFunc(s.Value, isSpace) {
		d.want(v, "a name without spaces")
		return ""
	}
	return s.Value
}

func isSpace(r rune) bool { return r <= ' ' || r == 0x7f }

func (d *decoder) word(v *yaml.Node, words ...string) string {
	s := value(v)
	if s.Kind != yaml.ScalarNode || !slices.Contains(words, s.Value) {
		d.want(v, "%s", list(words))
		return ""
	}
	return s.Value
}

// list writes the words one of which is expected.
func list[T ~string](words []T) string {
	var out []string
	for _, w := range words {
		out = append(out, string(w))
	}
	return strings.Join(out, ", ")
}

func (d *decoder) paths(v *yaml.Node) []string {
	if v.Kind != yaml.SequenceNode || len(v.Content) == 0 {
		d.want(v, "a list of import paths")
		return nil
	}
	var out []string
	for _, e := range v.Content {
		if path := d.text(e); !slices.Contains(out, path) {
			out = append(out, path)
		} else {
			d.want(e, "import path %s once", path)
		}
	}
	return out
}

func (d *decoder) address(v *yaml.Node) string {
	text := d.text(v)
	u, err := url.Parse(text)
	if text != "" && (err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "") {
		d.want(v, "an address with scheme and host, such as https://graph.example.com")
	}
	return text
}

// arg reads the number of an argument, from 1, or a text in its place.
func (d *decoder) arg(v *yaml.Node) Arg {
	s := value(v)
	switch tag := s.ShortTag(); {
	case s.Kind == yaml.ScalarNode && tag == "!!str" && s.Value != "":
		return Arg{Text: s.Value}
	case s.Kind == yaml.ScalarNode && tag == "!!int":
		if n, err := strconv.Atoi(s.Value); err == nil && n > 0 && n < maxArgs {
			return Arg{N: n}
		}
	}
	d.want(v, "an argument, from 1 on, or a text")
	return Arg{}
}

// maxArgs is more than the arguments of any function.
const maxArgs = 100

// send reads a method, the argument that holds it, or the word for the one set.
func (d *decoder) send(v *yaml.Node) Arg {
	a := d.arg(v)
	if a.Text != "" && a.Text != SendsSet && strings.ContainsFunc(a.Text, func(r rune) bool { return r < 'A' || r > 'Z' }) {
		d.want(v, "a method such as GET, the argument that holds it, or %s", SendsSet)
	}
	return a
}

// args reads one argument, or a name and a value.
func (d *decoder) args(v *yaml.Node) Args {
	if v.Kind != yaml.SequenceNode {
		return Args{d.arg(v)}
	}
	if len(v.Content) != 2 {
		d.want(v, "an argument, or name and value")
		return nil
	}
	return Args{d.arg(v.Content[0]), d.arg(v.Content[1])}
}

func (d *decoder) options(v *yaml.Node) *Options {
	if v.Kind != yaml.SequenceNode || len(v.Content) != 2 {
		d.want(v, "an argument and what its fields set")
		return nil
	}
	return &Options{Arg: d.arg(v.Content[0]), Fields: entries(d, v.Content[1], (*decoder).part)}
}
