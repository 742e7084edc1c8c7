package manifest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"
)

// The limits of a manifest. They are far above what people write and far below
// what would trouble a machine.
const (
	MaxSize  = 256 << 10 // bytes
	MaxDepth = 24        // nested lists and mappings
	MaxText  = 2000      // characters of one value
)

// Parse decodes a manifest. Its name is used in positions and errors. The
// error is an [Errors] with everything that was expected and did not come.
func Parse(name string, data []byte) (*Manifest, error) {
	root, _, err := load(name, data)
	if err != nil {
		return nil, err
	}
	d := &decoder{file: name}
	m := &Manifest{File: name, Text: data}
	seen := mapping(d, root, m, manifestFields)
	if root.Kind == yaml.MappingNode && !seen["version"] {
		d.want(root, "version: 1")
	}
	if len(d.errs) > 0 {
		d.errs.sort()
		return nil, d.errs
	}
	return m, nil
}

// load returns the only document in data and its root, with columns in bytes.
func load(name string, data []byte) (root, doc *yaml.Node, err error) {
	if err := checkText(name, data); err != nil {
		return nil, nil, err
	}
	doc, err = onlyDocument(name, data)
	if err != nil {
		return nil, nil, err
	}
	w := &walker{
		file: name, lines: bytes.Split(data, []byte("\n")), anchors: map[string]bool{}, at: Position{1, 1},
	}
	w.visit(doc)
	if len(w.errs) > 0 {
		w.errs.sort()
		return nil, nil, w.errs
	}
	return doc.Content[0], doc, nil
}

// onlyDocument returns the document in data if there is just one.
func onlyDocument(name string, data []byte) (*yaml.Node, error) {
	limits := loaderlimits.New(loaderlimits.DepthFunc(checkDepth))
	loader, err := yaml.NewLoader(bytes.NewReader(data), yaml.WithPlugin(limits))
	if err != nil {
		return nil, err
	}
	var doc, next yaml.Node
	switch err := loader.Load(&doc); {
	case err != nil && !errors.Is(err, io.EOF):
		return nil, syntaxError(name, data, err)
	case doc.Kind != yaml.DocumentNode || len(doc.Content) != 1:
		return nil, Errors{{File: name, Position: Position{1, 1}, Want: "version: 1"}}
	}
	switch err := loader.Load(&next); {
	case err == nil:
		at := Position{lineIn(data, next.Line), 1}
		return nil, Errors{{File: name, Position: at, Want: "one document; another begins here"}}
	case !errors.Is(err, io.EOF):
		return nil, syntaxError(name, data, err)
	}
	return &doc, nil
}

func checkDepth(depth int, _ *loaderlimits.DepthContext) error {
	if depth > MaxDepth {
		return fmt.Errorf("at most %d lists and mappings in one another", MaxDepth)
	}
	return nil
}

// checkText admits only text in which lines are what editors and the go
// command take for lines. YAML knows more line breaks than they do.
func checkText(name string, data []byte) error {
	at := func(offset int, want string) error {
		before := data[:offset]
		line := bytes.Count(before, []byte("\n")) + 1
		column := offset - bytes.LastIndexByte(before, '\n')
		return Errors{{File: name, Position: Position{line, column}, Want: want}}
	}
	if len(data) > MaxSize {
		return at(MaxSize, fmt.Sprintf("a file of at most %d bytes", MaxSize))
	}
	for offset := 0; offset < len(data); {
		r, size := utf8.DecodeRune(data[offset:])
		switch {
		case r == utf8.RuneError && size == 1:
			return at(offset, "text in UTF-8")
		case r == '\uFEFF':
			return at(offset, "text without a byte order mark")
		case r == '\r' && !bytes.HasPrefix(data[offset:], []byte("\r\n")),
			r == '\u0085', r == '\u2028', r == '\u2029':
			return at(offset, "lines that end in a line feed")
		case r == 0:
			return at(offset, "text without NUL characters")
		}
		offset += size
	}
	return nil
}

// syntaxError translates an error of the YAML library.
func syntaxError(name string, data []byte, err error) error {
	line, message := 1, err.Error()
	if loadErr, ok := errors.AsType[*yaml.LoadError](err); ok {
		message = loadErr.Message
		line = max(loadErr.Mark.Line, loadErr.ContextMark.Line, 1)
	}
	line = lineIn(data, line)
	message, _, _ = strings.Cut(message, "\n")
	return Errors{{File: name, Position: Position{line, 1}, Want: "YAML: " + message}}
}

// lineIn returns the line of data next to line. The library places what ends
// the text, such as a document without content, one line below it.
func lineIn(data []byte, line int) int {
	return min(max(line, 1), bytes.Count(data, []byte("\n"))+1)
}

// A walker checks what holds for all nodes alike and counts columns in bytes.
type walker struct {
	file    string
	lines   [][]byte
	anchors map[string]bool
	errs    Errors
	// The last column that was counted, in bytes and in characters. Nodes come
	// in the order of the text, so that counting goes on from there.
	at         Position
	characters int
}

func (w *walker) visit(n *yaml.Node) {
	n.Line = min(n.Line, len(w.lines))
	n.Column = w.byteColumn(n)
	if n.Anchor != "" && w.anchors[n.Anchor] {
		w.want(n, "a new name for this anchor; &"+n.Anchor+" stands above")
	}
	w.anchors[n.Anchor] = true
	switch {
	// An alias of a list could contain itself, or grow without bound.
	case n.Kind == yaml.AliasNode && n.Alias.Kind != yaml.ScalarNode:
		w.want(n, "the list or mapping itself; an alias stands only for a single value")
	case n.Kind == yaml.ScalarNode && utf8.RuneCountInString(n.Value) > MaxText:
		w.want(n, fmt.Sprintf("at most %d characters", MaxText))
	case n.Style&yaml.TaggedStyle != 0:
		w.want(n, "a value without a tag")
	}
	for _, child := range n.Content {
		w.visit(child)
	}
}

func (w *walker) want(n *yaml.Node, want string) {
	w.errs = append(w.errs, &Error{File: w.file, Position: Position{n.Line, n.Column}, Want: want})
}

// byteColumn returns the column of n in bytes; the library counts characters.
func (w *walker) byteColumn(n *yaml.Node) int {
	if n.Line < 1 || n.Line > len(w.lines) {
		return 1
	}
	if n.Line != w.at.Line || n.Column < w.characters {
		w.at, w.characters = Position{n.Line, 1}, 1
	}
	line := w.lines[n.Line-1]
	for ; w.characters < n.Column && w.at.Column <= len(line); w.characters++ {
		_, size := utf8.DecodeRune(line[w.at.Column-1:])
		w.at.Column += size
	}
	return w.at.Column
}
