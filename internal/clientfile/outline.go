package clientfile

import "slices"

// An outline is code by its blocks and statements, as far as brackets and line
// ends tell. No language is parsed: a statement that is cut wrongly only loses
// what its parts have to do with each other.
type outline struct {
	*file
	blocks     []block
	statements []*statement
}

// A block is what stands between braces that do not make a value, or the file.
type block struct {
	parent int
	names  map[string]*variable
	// owner is the statement that the block is the body of, nil for the file.
	owner *statement
}

// A statement is a run of tokens in a block, without those of blocks in it.
type statement struct {
	block  int
	tokens []int
	// defines are the names on its left side, if it is an assignment.
	defines []string
	// declares says that the names are new in the block.
	declares bool
	// left is how many of the tokens stand on the left side.
	left int
	// target is the name of which a part is assigned to or called.
	target string
	marks  marksOf
}

// A variable is a name in a block, with what is known of its value.
type variable struct {
	marks    marksOf
	imported bool // a module, which is the same for everybody
}

func outlineOf(f *file) *outline {
	f.lex()
	o := &outline{file: f, blocks: []block{{parent: -1, names: map[string]*variable{}}}}
	w := &outliner{outline: o, current: []*statement{nil}}
	for i := range f.tokens {
		w.token(i)
	}
	for _, s := range o.statements {
		o.define(s)
	}
	return o
}

// An outliner goes through the tokens once.
type outliner struct {
	*outline
	open    []opened
	block   int
	current []*statement // one for each block that is open
}

// An opened is a bracket that is open.
type opened struct {
	token   int
	isBlock bool
	depth   int // of brackets in the statement around it
}

func (w *outliner) depth() int {
	if n := len(w.open) - 1; n >= 0 && !w.open[n].isBlock {
		return w.open[n].depth + 1
	}
	return 0
}

func (w *outliner) token(i int) {
	t := &w.tokens[i]
	if w.depth() == 0 && w.endsBefore(i) {
		w.end()
	}
	if t.kind != mark || len(t.text) != 1 {
		w.append(i)
		return
	}
	switch t.text[0] {
	case '{':
		if w.isBlock(i) {
			w.begin(i)
			return
		}
		w.append(i)
		w.open = append(w.open, opened{token: i, depth: w.depth()})
	case '(', '[':
		w.append(i)
		w.open = append(w.open, opened{token: i, depth: w.depth()})
	case ')', ']', '}':
		w.close(i)
	case ';':
		if w.depth() == 0 {
			w.end()
		}
	default:
		w.append(i)
	}
}

func (w *outliner) append(i int) {
	top := len(w.current) - 1
	if w.current[top] == nil {
		w.current[top] = &statement{block: w.block}
		w.statements = append(w.statements, w.current[top])
	}
	w.current[top].tokens = append(w.current[top].tokens, i)
}

func (w *outliner) end() { w.current[len(w.current)-1] = nil }

// begin begins a block.
func (w *outliner) begin(i int) {
	owner := w.current[len(w.current)-1]
	w.open = append(w.open, opened{token: i, isBlock: true, depth: w.depth()})
	w.blocks = append(w.blocks, block{parent: w.block, names: map[string]*variable{}, owner: owner})
	w.block = len(w.blocks) - 1
	w.current = append(w.current, nil)
	for _, name := range w.parameters(i) {
		w.blocks[w.block].names[name] = &variable{}
	}
}

func (w *outliner) close(i int) {
	n := len(w.open) - 1
	if n < 0 || int(w.tokens[i].pair) != w.open[n].token {
		return // It closes nothing that is open here.
	}
	closed := w.open[n]
	w.open = w.open[:n]
	if !closed.isBlock {
		w.append(i)
		return
	}
	w.block = w.blocks[w.block].parent
	w.current = w.current[:len(w.current)-1]
	if w.depth() == 0 && !w.goesOn(i+1) {
		w.end()
	}
}

// goesOn reports whether a token goes on with a statement after a block.
func (w *outliner) goesOn(i int) bool {
	if i >= len(w.tokens) || w.tokens[i].kind != mark {
		return false
	}
	return slices.Contains([]string{".", "?.", ",", ")", "("}, w.tokens[i].text)
}

// goingOn are marks after which, or before which, a statement goes on in the
// next line.
var (
	goingOn = []string{
		"=", "+", "-", "*", "/", "%", "(", "[", "{", ",", ".", "?.", ":", "?", "&&", "||", "??", "=>", "->", ":=", "<", "&",
		"|", "==", "===", "!=", "!==", "+=", "::", "!", "\\", "<=", ">=",
	}
	goneOn = []string{".", "?.", "+", "-", "?", ":", "&&", "||", "??", ")", "]", "=", ",", "->", "=>", "|", "*", "/", "=="}
)

// endsBefore reports whether a statement ends with the line before a token.
func (w *outliner) endsBefore(i int) bool {
	t := &w.tokens[i]
	s := w.current[len(w.current)-1]
	if !t.first || s == nil {
		return false
	}
	if t.kind == mark && slices.Contains(goneOn, t.text) {
		return false
	}
	if t.kind == literal && !t.opens {
		return false
	}
	last := &w.tokens[s.tokens[len(s.tokens)-1]]
	return last.kind != mark && (last.kind != literal || last.closes) || last.kind == mark && !slices.Contains(goingOn, last.text)
}

// blockWords are words before a brace that do not make it a value.
var valueWords = []string{"return", "default", "await", "yield", "of", "in", "case", "typeof", "new"}

// isBlock reports whether a brace begins a block and not a value.
func (w *outliner) isBlock(i int) bool {
	switch w.lang.Name {
	case "kotlin", "swift", "java":
		return true // A value is never written in braces.
	}
	if i == 0 {
		return w.lang.Name != "json"
	}
	before := &w.tokens[i-1]
	switch {
	case before.kind == literal:
		return true
	case before.kind == word && w.lang.Name == "go":
		return before.end < w.tokens[i].start && before.text != "return"
	case before.kind == word:
		return !slices.Contains(valueWords, before.text)
	case before.is("]") && w.lang.Name == "go":
		return false
	}
	return slices.Contains([]string{")", "]", "}", "{", ";", "=>", "->", ">"}, before.text)
}

// parameters returns the names in the brackets before a block, which are new in
// it.
func (w *outliner) parameters(i int) []string {
	i--
	for n := 0; i >= 0 && n < 12 && !w.tokens[i].is(")"); n++ {
		t := &w.tokens[i]
		switch {
		case t.is("=>") && i > 0 && w.tokens[i-1].kind == word:
			return []string{w.tokens[i-1].text} // x => {
		case t.kind == literal || t.is(";") || t.is("{") || t.is("}"):
			return nil
		}
		i-- // the type of what is returned
	}
	if i < 0 || !w.tokens[i].is(")") || w.tokens[i].pair < 0 {
		return nil
	}
	start := int(w.tokens[i].pair)
	if start > 0 && slices.Contains([]string{"if", "while", "for", "switch", "catch", "guard", "when", "with"}, w.tokens[start-1].text) {
		return nil
	}
	var names []string
	for j := start + 1; j < i; j++ {
		if t := &w.tokens[j]; t.kind == word && !w.isSelected(j) {
			names = append(names, t.text)
		}
	}
	return names
}

// maxDepth is how many blocks around a name are asked what it means.
const maxDepth = 100

// variable returns what a name means in a block, nil if the file does not
// define it.
func (o *outline) variable(b int, name string) *variable {
	for n := 0; b >= 0 && n < maxDepth; n, b = n+1, o.blocks[b].parent {
		if v := o.blocks[b].names[name]; v != nil {
			return v
		}
	}
	return nil
}

// declare returns the variable that a statement defines.
func (o *outline) declare(s *statement, name string) *variable {
	if !s.declares {
		if v := o.variable(s.block, name); v != nil {
			return v
		}
	}
	if v := o.blocks[s.block].names[name]; v != nil {
		return v
	}
	v := &variable{}
	o.blocks[s.block].names[name] = v
	return v
}
