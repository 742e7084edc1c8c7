package clientfile

import (
	"maps"
	"slices"

	"github.com/workplacelint/workplacelint/internal/credential"
)

// A checker looks at one delivered file of code.
type checker struct {
	*outline
	tree     *Tree
	rules    *Rules
	use      *credential.Use
	params   []string // parameters that carry credentials
	readers  []*read
	hosts    []host
	declared []string // names that the manifest says are those of credentials
	delivery Delivery

	aboutRead string
	reads     []foundRead
	members   map[string]*variable
	sent      map[*statement]bool
}

// A foundRead is a specific credential that the code reads.
type foundRead struct {
	statement *statement
	token     int
	name      string
	spelt     string
	about     string
}

// check returns what a delivered file does with credentials.
func (t *Tree) check(f *file, d Delivery) []Finding {
	c := &checker{
		outline: outlineOf(f), tree: t, rules: t.rules, use: t.use, delivery: d,
		params:  slices.Sorted(maps.Keys(t.use.Params)),
		members: map[string]*variable{}, sent: map[*statement]bool{},
	}
	ruling := t.rulings.of(f.name)
	c.hosts, c.declared = append(slices.Clip(t.hosts), ruling.hosts...), ruling.names
	for _, r := range t.rules.Reads {
		if !slices.Contains(r.Languages, f.lang.Name) {
			continue
		}
		if _, ok := f.imports(r.Imports); ok || len(r.Imports) == 0 {
			c.readers = append(c.readers, r)
		}
	}
	for _, s := range c.statements {
		c.mark(s)
	}
	c.solve()
	var found []Finding
	for _, s := range c.statements {
		if finding, ok := c.judge(s); ok {
			found = add(found, finding)
		}
	}
	return append(found, c.unsentReads()...)
}

// add adds a finding. Statements that have to do with one proof, such as the one
// that makes it and the one that sends it, make one finding of it.
func add(found []Finding, f Finding) []Finding {
	i := slices.IndexFunc(found, func(g Finding) bool {
		return f.Category == Proof && g.Category == Proof && g.Position == f.Position
	})
	if i < 0 {
		return append(found, f)
	}
	for _, e := range f.Evidence {
		if !slices.Contains(found[i].Evidence, e) {
			found[i].Evidence = append(found[i].Evidence, e)
		}
	}
	return found
}

// rounds is how often marks are carried on: a constant, what is built of it, and
// what is built of that.
const rounds = 4

// solve carries marks from the names that statements define to those that use
// them.
func (c *checker) solve() {
	for range rounds {
		changed := false
		for _, s := range c.statements {
			changed = c.carry(s) || changed
		}
		if !changed {
			return
		}
	}
}

// carry carries the marks of the names that a statement uses to those that it
// defines. What a request gives is neither address nor credential, so nothing is
// carried on from one.
func (c *checker) carry(s *statement) bool {
	changed := c.takeOver(s)
	if c.sends(s) {
		return c.markFunction(s) || changed
	}
	for _, name := range s.defines {
		v := c.declare(s, name)
		v.imported = v.imported || c.isImport(s)
		changed = v.marks.join(&s.marks) || changed
		if c.isClassBody(s.block) {
			c.members[name] = v
		}
	}
	if s.target != "" {
		if v := c.variable(s.block, s.target); v != nil && !v.imported {
			changed = v.marks.join(&s.marks) || changed
		}
	}
	return c.markFunction(s) || changed
}

// takeOver gives a statement the marks of the names that it uses. It reports
// whether any are new.
func (c *checker) takeOver(s *statement) bool {
	changed := false
	for n, i := range s.tokens {
		if n < s.left && s.target == "" {
			continue // It is set, and not used.
		}
		if c.isAttribute(i) {
			continue // Its name is that of a variable by chance.
		}
		for _, name := range c.usedAt(i) {
			if v := c.lookUp(s, i, name); v != nil {
				changed = s.marks.join(&v.marks) || changed
			}
		}
	}
	return changed
}

// usedAt returns the names that a token uses.
func (c *checker) usedAt(i int) []string {
	switch t := &c.tokens[i]; {
	case t.kind == word:
		return []string{t.text}
	case t.kind == literal && c.lang.Dollars:
		return dollarNames(t.text)
	}
	return nil
}

// lookUp returns what a name means at a token, nil if the file does not say.
func (c *checker) lookUp(s *statement, i int, name string) *variable {
	if !c.isSelected(i) {
		if v := c.variable(s.block, name); v != nil {
			return v
		}
		return c.members[name]
	}
	if i > 1 && slices.Contains(selves, c.tokens[i-2].text) {
		if v := c.variable(s.block, name); v != nil {
			return v
		}
	}
	return c.members[name]
}

// declares reports whether the manifest says that a name is that of a credential.
func (c *checker) declares(name string) bool { return slices.Contains(c.declared, name) }

func (c *checker) isImport(s *statement) bool {
	return slices.ContainsFunc(s.tokens, func(i int) bool {
		return c.tokens[i].isWord("require") || c.tokens[i].isWord("import")
	})
}

// markFunction marks the name of the function in whose body a statement sends a
// credential to an address that it is given.
func (c *checker) markFunction(s *statement) bool {
	owner := c.blocks[s.block].owner
	if owner == nil || !s.marks.has(carrierMark) || s.marks.has(ownMark) {
		return false
	}
	name := c.functionName(owner)
	if name == "" {
		return false
	}
	parent := owner.block
	v := c.blocks[parent].names[name]
	if v == nil {
		v = &variable{}
		c.blocks[parent].names[name] = v
	}
	if v.marks.has(sentMark) {
		return false
	}
	v.marks[sentMark] = s.marks[carrierMark]
	return true
}

// functionName returns the name of the function that a statement begins.
func (c *checker) functionName(s *statement) string {
	for n, i := range s.tokens[:len(s.tokens)-1] {
		next := &c.tokens[s.tokens[n+1]]
		switch c.tokens[i].text {
		case "function", "fun", "func", "def":
			if next.kind == word {
				return next.text
			}
		}
	}
	if len(s.defines) == 1 {
		return s.defines[0]
	}
	for n, i := range s.tokens[1:] { // name(parameters) {
		t, before := &c.tokens[i], &c.tokens[s.tokens[n]]
		if t.is("(") && before.kind == word && t.pair > 0 && int(t.pair)+1 < len(c.tokens) && c.tokens[t.pair+1].is("{") {
			return before.text
		}
	}
	return ""
}

// sends reports whether a statement sends a credential to the API: it calls
// something, and has an address and what carries one.
func (c *checker) sends(s *statement) bool {
	if c.sent[s] {
		return true
	}
	carries := s.marks.has(carrierMark) || s.marks.has(sentMark)
	if !s.marks.has(addressMark) || !carries || s.marks.has(ownMark) || !c.calls(s) {
		return false
	}
	c.sent[s] = true
	return true
}

// calls reports whether a statement calls something, assigns to a part of
// something, or has a tag whose address the browser asks for.
func (c *checker) calls(s *statement) bool {
	if s.target != "" && s.left > 0 {
		return true
	}
	return slices.ContainsFunc(s.tokens, func(i int) bool {
		t := &c.tokens[i]
		switch {
		case t.kind == word && slices.Contains(c.rules.Attributes, t.text):
			return c.isAttribute(i)
		case i == 0 || !t.is("(") && !t.is("["):
			return false
		case t.is("[") && c.lang.Name == "c":
			return true // a message of Objective-C
		}
		before := &c.tokens[i-1]
		return before.kind == word || before.is("[") || before.is(">") || before.is(")")
	})
}

// isAttribute reports whether a name is set in a tag, as in <img src={address}>.
func (c *checker) isAttribute(i int) bool {
	if i+1 >= len(c.tokens) || !c.tokens[i+1].is("=") {
		return false
	}
	for i--; i > 0; i-- {
		switch t := &c.tokens[i]; {
		case t.is("<"):
			return c.tokens[i+1].kind == word
		case t.pair >= 0 && int(t.pair) < i:
			i = int(t.pair) // the value of another attribute
		case t.kind == mark && !t.is("=") && !t.is(".") && !t.is("-"):
			return false
		}
	}
	return false
}

// judge says what is wrong with a statement.
func (c *checker) judge(s *statement) (Finding, bool) {
	m := &s.marks
	signs := m.has(hmacMark) && (m.has(proofMark) || m.has(secretMark)) && c.calls(s)
	switch {
	case c.sent[s]:
		return c.request(s), true
	case signs && c.isOwn(s, hmacMark, proofMark, secretMark):
		c.sent[s] = true
		return c.proof(s), true
	}
	return Finding{}, false
}

// isOwn reports whether one of the marks comes from the statement itself.
func (c *checker) isOwn(s *statement, marks ...int) bool {
	return slices.ContainsFunc(marks, func(m int) bool {
		return s.marks.has(m) && slices.Contains(s.tokens, s.marks[m].token-1)
	})
}
