package clientfile

import "slices"

// declaring are the words that make names new.
var declaring = []string{"const", "let", "var", "val", "final", "auto", "lateinit", "def", "NSString", "String"}

// define finds out what names a statement defines.
func (o *outline) define(s *statement) {
	at := o.assignment(s)
	first := &o.tokens[s.tokens[0]]
	if at < 0 {
		if first.kind == word && len(s.tokens) > 2 && o.isSelectedFrom(s.tokens[0]+1) {
			s.target = first.text
		}
		return
	}
	s.left = at
	left := o.declared(s, s.tokens[:at])
	if len(left) == 0 {
		return
	}
	last := left[len(left)-1]
	switch t := &o.tokens[last]; {
	case t.kind == word && o.isSelected(last) && !slices.Contains(selves, first.text):
		s.target = first.text
	case t.kind == word:
		s.defines = []string{t.text}
		// Type name = value;
		s.declares = s.declares || len(left) > 1 && !o.isSelected(last) && o.tokens[left[len(left)-2]].kind == word
	case t.is("]") && first.kind == word && !s.declares:
		s.target = first.text
	default:
		for _, i := range left {
			if o.tokens[i].kind == word {
				s.defines = append(s.defines, o.tokens[i].text)
			}
		}
	}
	s.declares = s.declares || o.isClassBody(s.block)
}

// declared returns the left side of an assignment without the type of what is
// declared, and notes whether its names are new.
func (o *outline) declared(s *statement, left []int) []int {
	s.declares = o.tokens[s.tokens[len(left)]].text == ":="
	for n, i := range left {
		t := &o.tokens[i]
		if t.is(":") && n > 0 && o.bracketDepth(left[:n]) == 0 {
			return left[:n]
		}
		s.declares = s.declares || t.kind == word && slices.Contains(declaring, t.text)
	}
	return left
}

// selves are the names of what has the names selected from it.
var selves = []string{"this", "self", "window", "globalThis", "exports", "module"}

// isClassBody reports whether a block is the body of a type, whose names others
// select.
func (o *outline) isClassBody(b int) bool {
	return o.blocks[b].owner != nil && slices.ContainsFunc(o.blocks[b].owner.tokens, func(i int) bool {
		t := &o.tokens[i]
		return t.isWord("class") || t.isWord("struct") || t.isWord("object") || t.isWord("interface") || t.isWord("enum")
	})
}

// assignment returns which token of a statement assigns, -1 if none does.
func (o *outline) assignment(s *statement) int {
	depth := 0
	for n, i := range s.tokens {
		switch t := &o.tokens[i]; {
		case t.kind != mark:
		case t.is("(") || t.is("[") || t.is("{"):
			depth++
		case t.is(")") || t.is("]") || t.is("}"):
			depth--
		case depth == 0 && (t.is("=") || t.is(":=") || t.is("+=") || t.is("??=")):
			return n
		}
	}
	return -1
}

func (o *outline) bracketDepth(tokens []int) int {
	depth := 0
	for _, i := range tokens {
		t := &o.tokens[i]
		if t.kind == mark && int(t.pair) > i {
			depth++
		} else if t.kind == mark && t.pair >= 0 {
			depth--
		}
	}
	return depth
}
