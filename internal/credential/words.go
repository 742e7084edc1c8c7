package credential

import (
	"bytes"
	"slices"
	"strings"
)

// Words finds which of its keywords stand in a text, in any case, in one pass.
// It is an automaton whose states are the prefixes of the keywords. In most of a
// text no keyword begins, which two bytes tell.
type Words struct {
	begins  [1 << 16 / 64]uint64 // the pairs of bytes with which one may begin
	class   [256]uint8
	classes int
	next    []uint16 // state and class to state
	found   [][]int  // the keywords that end at a state
	ends    []bool   // whether any do
	words   []string
}

// NewWords returns the set of words, which are in lower case. Words are
// known by their index.
func NewWords(words []string) *Words {
	k := &Words{words: words}
	k.classify()
	root := k.build()
	k.link(root)
	k.pair()
	return k
}

// pair notes the two bytes with which each keyword begins, in both cases.
func (k *Words) pair() {
	for _, word := range k.words {
		for c := range 256 {
			if k.class[c] != k.class[word[0]] {
				continue
			}
			for d := range 256 {
				if len(word) == 1 || k.class[d] == k.class[word[1]] {
					at := c<<8 | d
					k.begins[at/64] |= 1 << (at % 64)
				}
			}
		}
	}
}

// classify gives each byte that occurs in a keyword a number, and its other
// case the same one.
func (k *Words) classify() {
	k.classes = 1 // 0 is the class of all other bytes
	for _, c := range []byte(strings.Join(k.words, "")) {
		if k.class[c] != 0 {
			continue
		}
		k.class[c] = uint8(k.classes)
		if 'a' <= c && c <= 'z' {
			k.class[c-'a'+'A'] = uint8(k.classes)
		}
		k.classes++
	}
}

const noState = ^uint16(0)

func (k *Words) addState() uint16 {
	k.next = append(k.next, slices.Repeat([]uint16{noState}, k.classes)...)
	k.found = append(k.found, nil)
	return uint16(len(k.found) - 1)
}

// build makes the tree of prefixes.
func (k *Words) build() uint16 {
	root := k.addState()
	for id, word := range k.words {
		state := root
		for _, c := range []byte(word) {
			at := int(state)*k.classes + int(k.class[c])
			if k.next[at] == noState {
				added := k.addState()
				k.next[at] = added
			}
			state = k.next[at]
		}
		k.found[state] = append(k.found[state], id)
	}
	return root
}

// link makes the tree an automaton: from each state, a byte that continues no
// keyword leads to the longest prefix that is still open.
func (k *Words) link(root uint16) {
	open := make([]uint16, len(k.found)) // the longest other prefix that ends a state
	queue := []uint16{root}
	for len(queue) > 0 {
		state := queue[0]
		queue = queue[1:]
		for c := range k.classes {
			at := int(state)*k.classes + c
			child, fallback := k.next[at], root
			if state != root {
				fallback = k.next[int(open[state])*k.classes+c]
			}
			if child == noState {
				k.next[at] = fallback
				continue
			}
			open[child] = fallback
			k.found[child] = append(k.found[child], k.found[fallback]...)
			queue = append(queue, child)
		}
	}
	k.ends = make([]bool, len(k.found))
	for state, words := range k.found {
		k.ends[state] = len(words) > 0
	}
}

// Find marks the keywords that stand in text.
func (k *Words) Find(text []byte, seen []bool) {
	if foldsToASCII(text) {
		text = bytes.ToLower(text)
	}
	for i := k.skip(text, 0); i < len(text); i = k.skip(text, i) {
		// A keyword may begin here. The automaton runs until none is open.
		state := 0
		for i < len(text) {
			state = int(k.next[state*k.classes+int(k.class[text[i]])])
			i++
			if k.ends[state] {
				for _, id := range k.found[state] {
					seen[id] = true
				}
			}
			if state == 0 {
				break
			}
		}
	}
}

// skip returns the next place from i on at which a keyword may begin. The last
// byte is one, since a keyword may be no longer.
func (k *Words) skip(text []byte, i int) int {
	for ; i+1 < len(text); i++ {
		at := uint(text[i])<<8 | uint(text[i+1])
		if k.begins[at/64]>>(at%64)&1 != 0 {
			return i
		}
	}
	return i
}

// In reports whether a keyword stands in text, which is all ASCII.
func (k *Words) In(text string) bool {
	state := 0
	for i := range len(text) {
		state = int(k.next[state*k.classes+int(k.class[text[i]])])
		if k.ends[state] {
			return true
		}
	}
	return false
}

// foldsToASCII reports whether text has one of the two characters beyond ASCII
// whose lower case begins with an ASCII letter, the Kelvin sign and the dotted
// capital I. Gitleaks searches in lower case.
func foldsToASCII(text []byte) bool {
	return bytes.Contains(text, []byte("\u212a")) || bytes.Contains(text, []byte("\u0130"))
}
