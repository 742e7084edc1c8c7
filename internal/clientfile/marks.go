package clientfile

import (
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/credential"
)

// A marksOf is what is known of a statement or a name: for each mark, the token
// that gives it.
type marksOf [markCount]markAt

// A markAt is where a mark comes from, and of what it is.
type markAt struct {
	token int // plus one; 0 is no mark
	of    string
}

func (m markAt) isSet() bool { return m.token > 0 }

// The marks.
const (
	addressMark = iota // an address of the API
	carrierMark        // a parameter or header that carries a credential
	ownMark            // a token of a person who signed in
	hmacMark           // an HMAC
	secretMark         // the app secret, by its name
	proofMark          // the parameter that carries a proof
	readMark           // a credential that was put into the code
	sentMark           // a function that sends with a credential of its own
	markCount
)

// join adds the marks of other that are not there. It reports whether any were.
func (m *marksOf) join(other *marksOf) bool {
	changed := false
	for i := range m {
		if !m[i].isSet() && other[i].isSet() {
			m[i], changed = other[i], true
		}
	}
	return changed
}

func (m *marksOf) has(i int) bool { return m[i].isSet() }

func (m *marksOf) set(mark, token int, of string) {
	if !m[mark].isSet() {
		m[mark] = markAt{token + 1, of}
	}
}

// mark finds the marks that the text of a statement gives by itself.
func (c *checker) mark(s *statement) {
	for n, i := range s.tokens {
		switch t := &c.tokens[i]; t.kind {
		case literal:
			c.markLiteral(s, n, i)
		case word:
			c.markWord(s, n, i)
		case mark:
		}
	}
}

func (c *checker) markLiteral(s *statement, n, i int) {
	t := &c.tokens[i]
	if host := hostIn(c.hosts, t.text); host != "" {
		s.marks.set(addressMark, i, host)
	}
	if strings.Contains(strings.ToLower(t.text), "hmac") {
		s.marks.set(hmacMark, i, t.text)
	}
	c.markCarrier(s, n, i, t.text)
	if carried := c.carriedIn(i); carried != "" {
		s.marks.set(carrierMark, i, carried)
	}
	if strings.Contains(t.text, c.rules.Proof+"=") {
		s.marks.set(proofMark, i, c.rules.Proof)
	}
	if c.lang.Dollars {
		for _, name := range dollarNames(t.text) {
			if is, ok := c.rules.Names.credential(name); ok && is.kind == credential.AppSecret {
				s.marks.set(secretMark, i, name)
			}
		}
	}
}

func (c *checker) markWord(s *statement, n, i int) {
	t := &c.tokens[i]
	if slices.Contains(c.rules.HMAC, t.text) {
		s.marks.set(hmacMark, i, t.text)
	}
	c.markCarrier(s, n, i, t.text)
	if c.rules.isOwn(t.text) {
		s.marks.set(ownMark, i, t.text)
	}
	if is, ok := c.rules.Names.credential(t.text); ok && is.kind == credential.AppSecret {
		s.marks.set(secretMark, i, t.text)
	}
	if c.isSelected(i) {
		return
	}
	spelt, next := c.dotted(i)
	switch {
	case slices.ContainsFunc(c.rules.OwnTokens, func(n string) bool { return strings.Contains(spelt, n) }):
		s.marks.set(ownMark, i, spelt)
	case slices.ContainsFunc(c.rules.HMAC, func(n string) bool { return strings.Contains(n, ".") && strings.HasSuffix(spelt, n) }):
		s.marks.set(hmacMark, i, spelt)
	case slices.Contains(c.rules.Senders, spelt) && next < len(c.tokens) && c.tokens[next].is("("):
		s.marks.set(addressMark, i, spelt)
	}
	c.markRead(s, i, spelt, next)
}

// markCarrier notes a name that carries a credential in a request: the key of a
// header or parameter that has a value.
func (c *checker) markCarrier(s *statement, n, i int, name string) {
	isProof := name == c.rules.Proof
	kind, ok := c.use.Kind(name)
	if !isProof && !ok || c.isAsked(s, n) || n < s.left && c.tokens[s.tokens[0]].kind == mark {
		return // Not sent, or taken out of an answer.
	}
	value, ok := c.valueOf(i)
	switch {
	case !ok || value >= 0 && !c.canBe(kind, value):
	case isProof:
		s.marks.set(proofMark, i, name)
	default:
		s.marks.set(carrierMark, i, name)
	}
}

// isAsked reports whether a name is the argument of a function that sends
// nothing.
func (c *checker) isAsked(s *statement, n int) bool {
	if n < 2 || !c.tokens[s.tokens[n-1]].is("(") {
		return false
	}
	asks := &c.tokens[s.tokens[n-2]]
	return asks.kind == word && slices.Contains(c.rules.Questions, asks.text)
}

// valueOf returns the token with which the value of a key begins, -1 if the
// value stands elsewhere.
func (c *checker) valueOf(i int) (value int, ok bool) {
	if c.isLabelled(i) {
		return -1, true
	}
	next := i + 1
	if next < len(c.tokens) && c.tokens[next].is("]") {
		next++ // headers["Authorization"] = value
	}
	if next+1 >= len(c.tokens) {
		return 0, false
	}
	switch t := &c.tokens[next]; t.text {
	case "}":
		return -1, c.tokens[i].kind == word // { access_token }
	case ",":
		if c.tokens[i].kind == word {
			return -1, true // { access_token, fields }
		}
	case ":", "=", "=>", "to":
	default:
		return 0, false
	}
	value = next + 1
	if value+2 < len(c.tokens) && c.tokens[value].kind == word && c.tokens[value+1].is(":") {
		value += 2 // name: "access_token", value: token
	}
	return value, true
}

// isLabelled reports whether a string is the last argument and its label says
// that it names what another one is the value of: setValue(token,
// forHTTPHeaderField: "Authorization").
func (c *checker) isLabelled(i int) bool {
	label := i - 1
	if label > 0 && c.tokens[label].is("@") {
		label-- // a string of Objective-C
	}
	return label > 0 && c.tokens[label].is(":") && strings.HasSuffix(c.tokens[label-1].text, "Field")
}

// canBe reports whether a value can be a credential. What is no string can.
func (c *checker) canBe(kind credential.Kind, i int) bool {
	if c.tokens[i].is("@") && i+1 < len(c.tokens) {
		i++
	}
	t := &c.tokens[i]
	if !t.isWhole() {
		return true
	}
	scheme := slices.ContainsFunc(c.use.Schemes, func(s string) bool { return strings.EqualFold(strings.TrimSpace(t.text), s) })
	text := c.use.Unscheme(t.text)
	switch {
	case scheme || text == "": // "Bearer " + token
		return i+1 < len(c.tokens) && (c.tokens[i+1].kind != mark || strings.Contains("+.,", c.tokens[i+1].text))
	case c.lang.Dollars && strings.Contains(text, "$"), strings.ContainsAny(text, "%{"):
		return true // a format
	}
	return c.tree.pack.Plausible(kind, text)
}

// carriedIn returns the parameter of a query that carries a credential in a
// string, "" if none does: access_token= with a hole, a format, or a value that
// can be one.
func (c *checker) carriedIn(i int) string {
	t := &c.tokens[i]
	for _, param := range c.params {
		at := strings.Index(t.text, param+"=")
		if at < 0 {
			continue
		}
		value := t.text[at+len(param)+1:]
		switch {
		case value == "" && !t.closes:
			return param
		case value == "":
			if i+1 < len(c.tokens) && (c.tokens[i+1].is("+") || c.tokens[i+1].is(".") || c.tokens[i+1].is(",")) {
				return param
			}
		case strings.IndexByte("$%{\\<", value[0]) >= 0:
			if value[0] != '<' {
				return param
			}
		default:
			end := strings.IndexAny(value, "&\"' ")
			if end < 0 {
				end = len(value)
			}
			if c.tree.pack.Plausible(credential.AccessToken, value[:end]) {
				return param
			}
		}
	}
	return ""
}

// markRead notes a credential that the code reads where a build or a page put
// it.
func (c *checker) markRead(s *statement, i int, spelt string, next int) {
	name, ok := c.readName(spelt, next)
	if !ok {
		return
	}
	is, ok := c.rules.Names.credential(name)
	if !ok && !c.declares(name) {
		return
	}
	s.marks.set(readMark, i, spelt)
	if ok && is.kind == credential.AppSecret {
		s.marks.set(secretMark, i, spelt)
	}
	if is.specific || c.declares(name) {
		c.reads = append(c.reads, foundRead{statement: s, token: i, name: name, spelt: spelt, about: c.aboutRead})
	}
}

// readName returns the name of what is read there, in one of the ways that the
// rules know.
func (c *checker) readName(spelt string, next int) (string, bool) {
	if len(c.readers) == 0 {
		return "", false
	}
	if name := lastName(spelt); name != spelt && c.rules.prefixOf(name) != nil {
		c.aboutRead = "the bundler writes it into the code"
		return name, true // env.VITE_TOKEN, whatever env is
	}
	for _, r := range c.readers {
		for _, from := range r.Names {
			if name, ok := strings.CutPrefix(spelt, from+"."); ok {
				c.aboutRead = r.About
				return lastName(name), true
			}
		}
		isCall := func(call string) bool { return spelt == call || strings.HasSuffix(spelt, "."+call) }
		if !slices.ContainsFunc(r.Calls, isCall) {
			continue
		}
		if arg, ok := c.argument(next); ok {
			c.aboutRead = r.About
			return arg, true
		}
	}
	if arg, ok := c.argument(next); ok && c.rules.prefixOf(arg) != nil {
		c.aboutRead = "the bundler writes it into the code"
		return arg, true // env("VITE_TOKEN")
	}
	return "", false
}

// argument returns the first argument of a call, behind its label, if it is a
// string.
func (c *checker) argument(at int) (string, bool) {
	if at >= len(c.tokens) || !c.tokens[at].is("(") && !c.tokens[at].is("[") {
		return "", false
	}
	for at++; at+1 < len(c.tokens) && (c.tokens[at].kind == mark && !c.tokens[at].is(")") || c.tokens[at+1].is(":")); {
		at++
	}
	if at >= len(c.tokens) || !c.tokens[at].isWhole() {
		return "", false
	}
	return c.tokens[at].text, true
}

// dollarNames returns the names that stand for values in a string: $name.
func dollarNames(text string) []string {
	var names []string
	for {
		_, rest, ok := strings.Cut(text, "$")
		if !ok {
			return names
		}
		n := 0
		for n < len(rest) && isName(rest[n]) && rest[n] != '$' {
			n++
		}
		if n > 0 {
			names = append(names, rest[:n])
		}
		text = rest
	}
}
