package flow

import (
	"cmp"
	"go/token"
	"go/types"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/workplacelint/workplacelint/internal/credential"
	"github.com/workplacelint/workplacelint/internal/sink"
)

// A Written is a constant that is sent as a credential.
type Written struct {
	Kind credential.Kind
	// Text is the constant, "" if another package holds it. Then Shown is what
	// may be shown of it, and Where the place.
	Text, Shown, Where string
	// Pos is where it is used, in the package at hand.
	Pos token.Pos
	// Steps lead from the constant to where it is sent.
	Steps []Step
}

// constants marks the operands of an instruction that are constants and can be
// credentials.
func (w *walker) constants(instr ssa.Instruction) {
	var operands [12]*ssa.Value
	for _, op := range instr.Operands(operands[:0]) {
		if s := text(*op); s != "" && w.mayBeCredential(s) {
			w.move(instr, *op, mark{place: w.written(s, instr.Pos())}, nil)
		}
	}
}

// written is the place of a constant. It does not hold the constant, since facts
// are kept on the disk.
func (p *pkg) written(s string, pos token.Pos) string {
	place := textPlace + credential.Redact(s).String() + "@" + p.at(pos)
	for p.texts[place] != "" && p.texts[place] != s {
		place += "'"
	}
	p.texts[place] = s
	return place
}

// mayBeCredential reports whether a constant can be one, whatever it is called.
func (p *pkg) mayBeCredential(s string) bool {
	may, ok := p.may[s]
	if !ok {
		s := p.use.Unscheme(strings.TrimSpace(s))
		pack := credential.Default()
		may = pack.MayBe(p.use.HeaderKind, s) || pack.MayBe(p.use.KeyKind, s)
		p.may[s] = may
	}
	return may
}

// constants lists the constants that are sent as credentials, and those in tags
// of fields that are.
func (s *solution) constants() []Written {
	list := s.tagged()
	for _, e := range s.exits.sorted() {
		if !strings.HasPrefix(e.From, textPlace) || s.below.reported[e.From] {
			continue
		}
		kind, steps, ok := s.sends(e)
		if !ok {
			continue
		}
		c := Written{Kind: kind, Text: s.texts[e.From], Pos: s.position(steps), Steps: steps}
		if c.Text == "" {
			c.Shown, c.Where, _ = strings.Cut(strings.TrimPrefix(e.From, textPlace), "@")
		}
		if c.Pos.IsValid() {
			s.reported[e.From] = true
			list = append(list, c)
		}
	}
	slices.SortStableFunc(list, func(a, b Written) int {
		return cmp.Or(cmp.Compare(a.Pos, b.Pos), cmp.Compare(a.Text, b.Text), cmp.Compare(a.Shown, b.Shown))
	})
	return list
}

// isConstantOutside reports whether an exit puts a constant where another package
// may take it.
func isConstantOutside(e exit) bool {
	return strings.HasPrefix(e.From, textPlace) && !strings.HasPrefix(e.Place, cellPlace)
}

// sends reports whether an exit leads into the place of a credential, or to a
// place that is sent as one.
func (s *solution) sends(e exit) (credential.Kind, []Step, bool) {
	steps := s.exits.steps[e]
	if e.Way == toUse {
		return e.Quality.As, steps, e.Quality.As != "" && s.uses[e.From] != nil
	}
	place, _ := unlabelled(e.Place)
	src, ok := s.sources[place]
	if !ok || e.Way != toPlace || e.Quality.Label != plain {
		return "", nil, false
	}
	return src.kind, slices.Concat(steps, src.steps), true
}

// tagged lists the defaults in tags of fields that are sent as credentials.
func (s *solution) tagged() []Written {
	var list []Written
	scope := s.types.Scope()
	for _, name := range scope.Names() {
		obj, ok := scope.Lookup(name).(*types.TypeName)
		if !ok {
			continue
		}
		st, ok := obj.Type().Underlying().(*types.Struct)
		if !ok {
			continue
		}
		for i := range st.NumFields() {
			src, known := s.sources[fieldPlace+s.fieldName(obj.Type(), i)]
			if text := s.tagDefault(st.Tag(i)); known && s.mayBeCredential(text) {
				list = append(list, Written{Kind: src.kind, Text: text, Pos: st.Field(i).Pos(), Steps: src.steps})
			}
		}
	}
	return list
}

// tagDefault returns the default that the tag of a field gives it.
func (p *pkg) tagDefault(tag string) string {
	for _, key := range p.rules.Carriers.Defaults {
		if text := reflect.StructTag(tag).Get(key); text != "" {
			return text
		}
	}
	return ""
}

// byDefault moves a mark into what a program gets if it is given nothing.
func (w *walker) byDefault(i ssa.CallInstruction, r sink.Reader, n int, m mark, t *trail) {
	if r.Role(n) != sink.Fallback {
		return
	}
	_, args := arguments(i.Common())
	if into := r.Index(sink.Into); into >= 0 && into < len(args) {
		w.write(args[into], m, t, i.Pos())
		return
	}
	if isNothing(i) {
		name := r.Index(sink.Name)
		w.exit(m, exit{Way: toPlace, Place: r.Kind + ":" + text(args[name])}.keep(m), t, i.Pos(), "")
		return
	}
	w.outcomeAt(i, 0, m, t)
}

// isNothing reports whether a call returns nothing.
func isNothing(i ssa.CallInstruction) bool { return i.Common().Signature().Results().Len() == 0 }
