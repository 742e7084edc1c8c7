package extract

import (
	"strconv"
	"strings"

	"github.com/workplacelint/workplacelint/internal/eval"
	"github.com/workplacelint/workplacelint/internal/ir"
)

// values returns the parameters that a field holds, made if there are none.
func (u *use) values(id eval.ObjID, field string) eval.ObjID {
	if ids := u.Objects(u.State.Get(id).Fields[field]); len(ids) > 0 {
		return ids[0]
	}
	made := u.New(eval.ValuesType, field+strconv.Itoa(int(id)))
	u.Edit(id).Fields[field] = eval.Pointer(made)
	return made
}

func (u *use) addPair(id eval.ObjID, name, value eval.Val) {
	o := u.Edit(id)
	v := eval.Strings(u.TextOf(value))
	if names, ok := u.TextOf(name).Literals(); ok {
		for _, n := range names {
			o.Fields[n] = v
		}
		return
	}
	o.Rest = o.Rest.Join(v)
}

// addAll adds the parameters that a value is: a map, a struct with tags, the
// text of a query.
func (u *use) addAll(to eval.ObjID, v eval.Val) {
	if v.IsBottom() {
		return
	}
	ids := u.Objects(v)
	if len(ids) == 0 {
		u.ParseQuery(to, u.TextOf(v))
		return
	}
	for _, from := range ids {
		if from != to {
			u.addObject(to, from)
		}
	}
}

func (u *use) addObject(to, from eval.ObjID) {
	held := u.State.Get(from)
	if t := u.In.U.Type(held.Type); t != nil && t.Kind == ir.KindStruct {
		for _, f := range t.Fields {
			u.addField(to, from, f)
		}
		return
	}
	for _, k := range held.Keys() {
		if k == "*" || strings.HasPrefix(k, "[") {
			continue
		}
		text := u.Param(held.Fields[k])
		if text.IsBottom() {
			text = u.TextOf(held.Fields[k])
		}
		u.Edit(to).Fields[k] = eval.Strings(text)
	}
	o := u.Edit(to)
	o.Rest = o.Rest.Join(held.Rest)
	if held.Open {
		o.Open, o.Origin = true, held.Origin
	}
}

// addField adds a field of a struct under the name that its tag gives.
func (u *use) addField(to, from eval.ObjID, f ir.FieldDesc) {
	name, opts, _ := strings.Cut(tagValue(f.Tag, u.f.Sender.Tag), ",")
	held, set := u.State.Get(from).Fields[f.Name]
	switch {
	case name == "-" || !set && !u.State.Get(from).Open && strings.Contains(opts, "omitempty"):
		return
	case f.Embedded && name == "":
		u.addAll(to, held)
		return
	case name == "":
		name = f.Name
	}
	u.addPair(to, eval.Text(name), u.Field(from, f.Name, f.Kind, f.Type))
}
