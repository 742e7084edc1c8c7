package driver

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"go/token"
	"reflect"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/objectpath"

	"github.com/workplacelint/workplacelint/internal/carry"
	"github.com/workplacelint/workplacelint/internal/load"
	"github.com/workplacelint/workplacelint/internal/store"
)

// resultForm is a [Package] as it is kept.
type resultForm struct {
	Diagnostics []diagnosticForm
	Skips       []load.Skip
	Values      []valueForm
	Beside      string // what Keeping.Beside said
}

type diagnosticForm struct {
	Analyzer   string
	Category   string
	Message    string
	Start, End token.Position
	Related    []Related
	Fixes      []Fix
}

type valueForm struct {
	Analyzer string
	Data     []byte
}

// factForm is a fact as it is kept.
type factForm struct {
	Object objectpath.Path // "" for a fact about the package
	Kind   string
	Data   []byte
	Parts  []store.Key // see [carry.Divisible]
}

func encode(v any) ([]byte, error) {
	var buf bytes.Buffer
	err := gob.NewEncoder(&buf).Encode(v)
	return buf.Bytes(), err
}

// decode reads what encode wrote. What another program wrote under the same name
// is an error.
func decode(data []byte, v any) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%v", p)
		}
	}()
	return gob.NewDecoder(bytes.NewReader(data)).Decode(v)
}

func (k *keeper) encodeResult(p *Package) ([]byte, error) {
	form := resultForm{Skips: p.skips, Beside: k.Beside(p.Package, p.Diagnostics)}
	for _, d := range p.Diagnostics {
		form.Diagnostics = append(form.Diagnostics, diagnosticForm{
			d.Analyzer.Name, d.Category, d.Message, d.Start, d.End, d.Related, d.Fixes,
		})
	}
	for _, a := range k.keep {
		if p.Values[a] == nil {
			continue
		}
		data, err := encode(p.Values[a])
		if err != nil {
			return nil, fmt.Errorf("%s: %w", a.Name, err)
		}
		form.Values = append(form.Values, valueForm{a.Name, data})
	}
	return encode(form)
}

func (k *keeper) decodeResult(p *load.Package, data []byte) (out *Package, beside string, err error) {
	var form resultForm
	if err := decode(data, &form); err != nil {
		return nil, "", err
	}
	out = &Package{Package: p, Values: Values{}, skips: form.Skips}
	for _, a := range k.keep {
		out.Values[a] = nil
	}
	for _, d := range form.Diagnostics {
		a := k.analyzer(d.Analyzer)
		if a == nil {
			return nil, "", fmt.Errorf("no analyzer %q", d.Analyzer)
		}
		out.Diagnostics = append(out.Diagnostics, Diagnostic{a, d.Category, d.Message, d.Start, d.End, d.Related, d.Fixes})
	}
	for _, v := range form.Values {
		a := k.analyzer(v.Analyzer)
		if a == nil || a.ResultType == nil || a.ResultType.Kind() != reflect.Pointer {
			return nil, "", fmt.Errorf("no analyzer %q with a result", v.Analyzer)
		}
		value := reflect.New(a.ResultType.Elem())
		if err := decode(v.Data, value.Interface()); err != nil {
			return nil, "", err
		}
		out.Values[a] = value.Interface()
	}
	return out, form.Beside, nil
}

func (k *keeper) encodeFacts(own []ownFact) ([]byte, error) {
	forms := make([]factForm, 0, len(own))
	for _, f := range own {
		form := factForm{Object: f.object, Kind: kind(f.fact)}
		var rest any = f.fact
		if whole, ok := f.fact.(carry.Divisible); ok {
			var parts []carry.Part
			var err error
			if rest, parts, err = whole.Divide(); err != nil {
				return nil, err
			}
			if form.Parts, err = k.putParts(parts); err != nil {
				return nil, err
			}
		}
		var err error
		if form.Data, err = encode(rest); err != nil {
			return nil, fmt.Errorf("%s: %w", form.Kind, err)
		}
		forms = append(forms, form)
	}
	return encode(forms)
}

// kind names the type of a fact.
func kind(fact analysis.Fact) string { return reflect.TypeOf(fact).String() }

// putParts keeps each part once, whatever fact it is in.
func (k *keeper) putParts(parts []carry.Part) ([]store.Key, error) {
	keys := make([]store.Key, 0, len(parts))
	for _, part := range parts {
		packed, err := part.Packed()
		if err != nil {
			return nil, err
		}
		key := store.KeyOf([]byte("part"), packed)
		if k.parts[key] == nil && !k.Store.Has(key) {
			if err := k.Store.Put(key, packed); err != nil {
				return nil, err
			}
		}
		k.parts[key] = part
		keys = append(keys, key)
	}
	return keys, nil
}

// facts returns the facts that were kept of a package, and their digest.
func (k *keeper) facts(key load.Key) ([]ownFact, store.Key, error) {
	data, ok := k.Store.Get(k.factsKey(key))
	var forms []factForm
	if !ok {
		return nil, store.Key{}, errGone
	}
	if err := decode(data, &forms); err != nil {
		return nil, store.Key{}, err
	}
	var own []ownFact
	for _, form := range forms {
		fact, err := k.fact(&form)
		if err != nil {
			return nil, store.Key{}, err
		}
		own = append(own, ownFact{form.Object, fact})
	}
	return own, store.KeyOf(data), nil
}

func (k *keeper) fact(form *factForm) (analysis.Fact, error) {
	fact := k.newFact(form.Kind)
	if fact == nil {
		return nil, fmt.Errorf("no fact %q", form.Kind)
	}
	if err := decode(form.Data, fact); err != nil {
		return nil, err
	}
	whole, ok := fact.(carry.Divisible)
	if !ok {
		return fact, nil
	}
	var parts []carry.Part
	for _, key := range form.Parts {
		part := k.parts[key]
		if part == nil {
			packed, ok := k.Store.Get(key)
			if !ok {
				return nil, errGone
			}
			part = whole.Part(packed)
			k.parts[key] = part
		}
		parts = append(parts, part)
	}
	return fact, whole.Join(parts)
}

func (k *keeper) newFact(name string) analysis.Fact {
	for _, a := range k.known {
		for _, f := range a.FactTypes {
			if kind(f) == name {
				return reflect.New(reflect.TypeOf(f).Elem()).Interface().(analysis.Fact)
			}
		}
	}
	return nil
}
