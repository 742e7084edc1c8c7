package eval

import (
	"hash/maphash"

	"github.com/workplacelint/workplacelint/internal/strval"
)

// sumSeed is the same for a run of the program: sums are compared and never kept.
var sumSeed = maphash.MakeSeed()

// digest returns the sum of an object, which is never 0.
func (o *FrozenObj) digest() uint64 {
	if o.sum != 0 {
		return o.sum
	}
	var s summer
	s.SetSeed(sumSeed)
	s.flags(o.Open, o.Cell, o.Given, o.Whole, o.Rest == nil)
	s.text(o.Type)
	s.numbers(o.Len, len(o.Keys))
	for i, k := range o.Keys {
		s.text(k)
		s.frozen(&o.Vals[i])
	}
	if o.Rest != nil {
		s.frozen(o.Rest)
	}
	return max(s.Sum64(), 1)
}

// A summer adds up what is compared of values.
type summer struct{ maphash.Hash }

func (s *summer) frozen(f *Frozen) {
	s.value(f.Str)
	s.numbers(len(f.Objs), len(f.Fns))
	for i := range f.Objs {
		maphash.WriteComparable(&s.Hash, f.Objs[i].digest())
	}
	for _, fn := range f.Fns {
		s.text(fn.Name)
		s.numbers(len(fn.Free))
		for i := range fn.Free {
			s.frozen(&fn.Free[i])
		}
	}
}

func (s *summer) value(v strval.Value) {
	s.flags(v.IsTop)
	s.numbers(len(v.Templates))
	for _, t := range v.Templates {
		s.numbers(len(t.Parts))
		for _, p := range t.Parts {
			s.text(p.Lit)
			if p.Hole != nil {
				maphash.WriteComparable(&s.Hash, *p.Hole)
			}
		}
	}
}

// text adds a text, with its length.
func (s *summer) text(t string) { maphash.WriteComparable(&s.Hash, t) }

func (s *summer) numbers(all ...int) {
	for _, n := range all {
		maphash.WriteComparable(&s.Hash, n)
	}
}

func (s *summer) flags(all ...bool) {
	for _, b := range all {
		maphash.WriteComparable(&s.Hash, b)
	}
}
