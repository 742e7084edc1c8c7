package graphapi

import (
	"net/url"
	"sort"
	"strings"

	"github.com/workplacelint/workplacelint/internal/strval"
)

// maxFieldDepth bounds the nesting of a fields parameter.
const maxFieldDepth = 32

// ParseFields reads the value of a fields parameter, such as
//
//	name,members.limit(0).summary(total_count){email,managers{name}}
//
// into a tree, sorted, every name once. Modifiers are dropped, as they change
// how much is returned and how it is called, never what is asked for. open is
// the reason why more may be asked for than the tree has.
func ParseFields(v strval.Value) (fields []Field, open string) {
	for _, t := range v.Alternatives() {
		p := fieldParser{toks: tokens(t)}
		fields = mergeFields(fields, p.list(0))
		if open == "" {
			open = p.open
		}
	}
	return fields, open
}

// A token is a byte of a literal or a hole.
type token struct {
	b    byte
	hole *strval.Hole
}

func tokens(t strval.Template) []token {
	var toks []token
	for _, p := range t.Parts {
		if p.Hole != nil {
			toks = append(toks, token{hole: p.Hole})
			continue
		}
		lit := p.Lit
		if text, err := url.PathUnescape(lit); err == nil {
			lit = text
		}
		for i := range len(lit) {
			toks = append(toks, token{b: lit[i]})
		}
	}
	return toks
}

// A fieldParser reads tokens and never fails: what is no list of fields yields
// names that no catalogue has.
type fieldParser struct {
	toks []token
	at   int
	open string
}

// list reads fields up to the closing brace or the end.
func (p *fieldParser) list(depth int) []Field {
	var fields []Field
	for p.at < len(p.toks) {
		if p.skip(','); p.at == len(p.toks) {
			break
		}
		if p.toks[p.at].b == '}' {
			p.at++
			break
		}
		if f, ok := p.field(depth); ok {
			fields = mergeFields(fields, []Field{f})
		}
	}
	return fields
}

// skip skips separators and what a JSON list has around its elements.
func (p *fieldParser) skip(sep byte) {
	for p.at < len(p.toks) {
		t := p.toks[p.at]
		if t.hole != nil || t.b != sep && !strings.ContainsRune(" \t\r\n\"'[]", rune(t.b)) {
			return
		}
		p.at++
	}
}

// field reads name, modifiers and nested fields, and reports whether the name
// is known.
func (p *fieldParser) field(depth int) (f Field, ok bool) {
	name, whole := p.name()
	f.Name = name
	for p.at < len(p.toks) {
		p.skip(0)
		if p.at == len(p.toks) {
			break
		}
		t := p.toks[p.at]
		switch {
		case t.hole != nil:
			p.openBecause(HoleReason(*t.hole))
			p.at++
		case t.b == '(':
			p.parentheses()
		case t.b == '{':
			p.at++
			f.Fields = mergeFields(f.Fields, p.nested(depth+1))
		case t.b == ',' || t.b == '}':
			return f, whole && name != ""
		default:
			p.at++ // a modifier: .limit
		}
	}
	return f, whole && name != ""
}

func (p *fieldParser) nested(depth int) []Field {
	if depth > maxFieldDepth {
		p.openBecause("fields are nested deeper than the analysis follows")
		p.at = len(p.toks)
		return nil
	}
	return p.list(depth)
}

// name reads the name of a field. A name that holds a hole is not whole.
func (p *fieldParser) name() (name string, whole bool) {
	whole = true
	var b strings.Builder
	for ; p.at < len(p.toks); p.at++ {
		t := p.toks[p.at]
		if t.hole != nil {
			p.openBecause(HoleReason(*t.hole))
			whole = false
			continue
		}
		if strings.IndexByte(".,(){} \t\r\n\"'[]", t.b) >= 0 {
			if b.Len() == 0 && whole {
				p.at++
			}
			break
		}
		b.WriteByte(t.b)
	}
	return strings.ToValidUTF8(b.String(), "_"), whole
}

// parentheses skips the arguments of a modifier; a hole in them decides
// nothing about the fields.
func (p *fieldParser) parentheses() {
	depth := 0
	for p.at < len(p.toks) {
		t := p.toks[p.at]
		p.at++
		if t.hole != nil {
			continue
		}
		switch t.b {
		case '(':
			depth++
		case ')':
			if depth--; depth <= 0 {
				return
			}
		}
	}
}

func (p *fieldParser) openBecause(reason string) {
	if p.open == "" {
		p.open = reason
	}
}

// mergeFields returns the union of two trees, sorted by name.
func mergeFields(a, b []Field) []Field {
	if len(b) == 0 {
		return a
	}
	at := make(map[string]int, len(a))
	out := append([]Field(nil), a...)
	for i, f := range out {
		at[f.Name] = i
	}
	for _, f := range b {
		if i, ok := at[f.Name]; ok {
			out[i].Fields = mergeFields(out[i].Fields, f.Fields)
			continue
		}
		at[f.Name] = len(out)
		out = append(out, f)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Name < out[j].Name })
	return out
}

// FlatFields prints a tree as sorted dotted names: members, members.email.
func FlatFields(fields []Field) []string {
	var names []string
	for _, f := range fields {
		names = append(names, f.Name)
		for _, below := range FlatFields(f.Fields) {
			names = append(names, f.Name+"."+below)
		}
	}
	sort.Strings(names)
	return names
}
