package extract

import (
	"strings"

	"github.com/workplacelint/workplacelint/internal/eval"
	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/sender"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// A library is the senders that are data, as models of their functions.
//
// An object of a sender holds the parts of a request that were set on it, and
// the object that it was made by. What is sent is the parts of all of them.
type library struct {
	set *sender.Set
	rec *recorder
	// ours reports whether a package is of the module at work.
	ours func(path string) bool
}

// Has implements [eval.Library]. Of a package that somebody declares, which may
// be one of the program, it has the functions that are named.
func (l *library) Has(name string) bool {
	f, ok := l.set.Find(name)
	return ok && (f.Call != nil || !f.Sender.Declared || !l.ours(f.Path))
}

// Call implements [eval.Library].
func (l *library) Call(c *eval.Call) (eval.Val, bool) {
	if !l.Has(c.Name) {
		return eval.Val{}, false
	}
	f, _ := l.set.Find(c.Name)
	u := &use{Call: c, f: f, rec: l.rec}
	if f.Type != "" {
		u.self = c.Objects(c.Arg(0))
	}
	switch {
	case f.Call == nil:
		return u.fluent()
	case f.Call.Makes != "" && !f.Call.Sends():
		return u.make(), true
	case f.Call.Sends():
		return u.send(), true
	}
	u.set(u.self)
	return c.Arg(0), true
}

// A use is one call of a function of a sender.
type use struct {
	*eval.Call
	f    sender.Func
	rec  *recorder
	self []eval.ObjID // the receiver
}

// Fields of the objects of senders, beside those that the library names. No Go
// field has such a name.
const (
	madeBy     = "sender:by"
	pathParams = "sender:path"
	resultOf   = "sender:result"
)

// field returns the name of the field that holds a part.
func (u *use) field(p sender.Part) string {
	if name, ok := u.f.Sender.Fields[p]; ok {
		return name
	}
	return "sender:" + string(p)
}

// arg returns the value that the rules mean: an argument or a text.
func (u *use) arg(a sender.Arg) eval.Val {
	if a.Text != "" {
		return eval.Text(a.Text)
	}
	if u.f.Type == "" {
		return u.Arg(a.N - 1)
	}
	return u.Arg(a.N)
}

// textArg returns the text of an argument, of the first one where the function
// takes any number.
func (u *use) textArg(a sender.Arg) strval.Value {
	v := u.arg(a)
	if elems, n := u.Elems(v); n > 0 && v.Str.IsBottom() {
		v = elems[0]
	}
	return u.TextOf(v)
}

// fluent is a method of which nothing is said: it returns its receiver, if it
// returns something of that type.
func (u *use) fluent() (eval.Val, bool) {
	if len(u.self) == 0 {
		return eval.Val{}, false
	}
	o := u.State.Get(u.self[0])
	if typ := u.Frame.Fn.Str(u.Instr.Type); typ == "" || strings.TrimPrefix(typ, "*") != o.Type {
		return eval.Val{}, false
	}
	return u.Arg(0), true
}

// make makes an object of the library.
func (u *use) make() eval.Val {
	makes := u.f.Call.Makes
	switch makes {
	case "http.Client":
		return eval.Pointer(u.New("net/http.Client", "client"))
	case "http.Request":
		return made(u.request(u.self))
	case "url.Values":
		id := u.New(eval.ValuesType, "values")
		u.addAll(id, u.arg(u.f.Call.Query[0]))
		return made(eval.Pointer(id))
	}
	id := u.object(u.f.Path+"."+makes, "made")
	u.Edit(id).Fields[madeBy] = pointers(u.self)
	u.set([]eval.ObjID{id})
	if name, ok := u.f.Sender.Wraps[makes]; ok {
		req := u.arg(u.f.Call.Request)
		if !u.f.Call.Request.Set() {
			req = u.request([]eval.ObjID{id})
		}
		u.Edit(id).Fields[name] = req
	}
	v := eval.Pointer(id)
	if u.Instr.Kind == ir.KindTuple {
		return made(v)
	}
	return v
}

func (u *use) object(typ, what string) eval.ObjID {
	id := u.New(typ, what)
	short := typ[strings.LastIndexByte(typ, '.')+1:]
	for field, inner := range u.f.Sender.Inner[short] {
		part := u.object(u.f.Path+"."+inner, what+"."+field)
		u.Edit(id).Fields[field] = eval.Pointer(part)
	}
	return id
}

func pointers(ids []eval.ObjID) eval.Val {
	var v eval.Val
	for _, id := range ids {
		v = v.Join(eval.Pointer(id))
	}
	return v
}

// set sets what the call sets on objects.
func (u *use) set(on []eval.ObjID) {
	call := u.f.Call
	for _, id := range on {
		u.setText(id, sender.Base, call.Base)
		u.setAddress(id, call.URL)
		u.readAddress(id, call.Address)
		u.setText(id, sender.Method, call.Method)
		u.addTo(id, sender.Query, call.Query)
		u.addTo(id, sender.Form, call.Form)
		u.addTo(id, sender.Header, call.Header)
		u.addNamed(id, pathParams, call.PathParam)
		if call.Token.Set() {
			u.addPair(u.values(id, u.field(sender.Header)), eval.Text("Authorization"), eval.Strings(strval.String("Bearer ").Concat(u.TextOf(u.arg(call.Token)))))
		}
		if call.JSON.Set() {
			u.Edit(id).Fields[u.field(sender.Body)] = u.encoded(u.arg(call.JSON))
		}
		if call.Body.Set() {
			u.Edit(id).Fields[u.field(sender.Body)] = u.arg(call.Body)
		}
		if call.Result.Set() {
			u.Edit(id).Fields[resultOf] = u.arg(call.Result)
		}
		u.setParams(id, call.Params)
		u.setOptions(id, call.Options)
	}
}

// encoded is a body in JSON, unless it is a text already.
func (u *use) encoded(v eval.Val) eval.Val {
	if len(v.Refs) == 0 && !v.Str.IsBottom() {
		return v
	}
	for _, id := range u.Objects(v) {
		if u.State.Get(id).Type == eval.JSONType {
			return v
		}
	}
	return u.JSON(v)
}

func (u *use) setText(id eval.ObjID, p sender.Part, a sender.Arg) {
	if a.Set() && a.Text != sender.SendsSet {
		u.Edit(id).Fields[u.field(p)] = eval.Strings(u.textArg(a))
	}
}

// setAddress sets the address; where paths are resolved as references, the one
// before is what it is resolved against.
func (u *use) setAddress(id eval.ObjID, a sender.Arg) {
	if !a.Set() {
		return
	}
	text := u.textArg(a)
	if u.f.Sender.Join == "resolve" {
		if before := u.text(id, sender.URL); !before.IsBottom() {
			text = resolve(before, text)
		}
	}
	u.Edit(id).Fields[u.field(sender.URL)] = eval.Strings(text)
}

// readAddress takes the address from a field of the receiver, or of a struct in
// one: Endpoint.TokenURL.
func (u *use) readAddress(id eval.ObjID, field string) {
	if field == "" {
		return
	}
	holders := u.self
	outer, name, nested := strings.Cut(field, ".")
	if !nested {
		name = outer
	} else {
		holders = nil
		for _, one := range u.self {
			holders = append(holders, u.Objects(u.Field(one, outer, ir.KindStruct, u.f.Path+"."+outer))...)
		}
	}
	text := strval.Bottom
	for _, one := range holders {
		text = text.Join(u.FieldText(one, name))
	}
	if text.IsBottom() {
		text = strval.Single(strval.Of(strval.Hole{Name: name, Origin: strval.OriginField}))
	}
	u.Edit(id).Fields[u.field(sender.URL)] = eval.Strings(text)
}

func (u *use) addTo(id eval.ObjID, p sender.Part, args sender.Args) { u.addNamed(id, u.field(p), args) }

func (u *use) addNamed(id eval.ObjID, field string, args sender.Args) {
	switch len(args) {
	case 1:
		u.addAll(u.values(id, field), u.arg(args[0]))
	case 2:
		u.addPair(u.values(id, field), u.arg(args[0]), u.arg(args[1]))
	}
}

// setParams sets what an SDK sends as query or as form, by the method.
func (u *use) setParams(id eval.ObjID, args sender.Args) {
	part := sender.Form
	if lits, ok := u.method(id).Literals(); ok && len(lits) == 1 && (lits[0] == "GET" || lits[0] == "DELETE") {
		part = sender.Query
	}
	u.addTo(id, part, args)
}

func (u *use) setOptions(id eval.ObjID, o *sender.Options) {
	if o == nil {
		return
	}
	for _, opt := range u.Objects(u.arg(o.Arg)) {
		held := u.State.Get(opt)
		for _, name := range held.Keys() {
			v := held.Fields[name]
			switch part := o.Fields[name]; part {
			case "":
			case sender.JSON:
				u.Edit(id).Fields[u.field(sender.Body)] = u.encoded(v)
			case sender.Query, sender.Form, sender.Header:
				u.addAll(u.values(id, u.field(part)), v)
			default:
				u.Edit(id).Fields[u.field(part)] = v
			}
		}
	}
}

// chain returns an object and those that it was made by, the outermost last,
// with the objects inside them.
func (u *use) chain(ids []eval.ObjID) []eval.ObjID {
	var out []eval.ObjID
	seen := map[eval.ObjID]bool{}
	for len(ids) > 0 {
		id := ids[0]
		ids = ids[1:]
		o := u.State.Get(id)
		if o == nil || seen[id] {
			continue
		}
		seen[id] = true
		out = append(out, id)
		short := o.Type[strings.LastIndexByte(o.Type, '.')+1:]
		for field := range u.f.Sender.Inner[short] {
			ids = append(ids, u.Objects(o.Fields[field])...)
		}
		ids = append(ids, u.Objects(o.Fields[madeBy])...)
	}
	return out
}

// text returns the text of a part, of the innermost object that has it.
func (u *use) text(id eval.ObjID, p sender.Part) strval.Value {
	for _, one := range u.chain([]eval.ObjID{id}) {
		if v, ok := u.State.Get(one).Fields[u.field(p)]; ok {
			return u.TextOf(v)
		}
	}
	return strval.Bottom
}

func (u *use) method(id eval.ObjID) strval.Value {
	if send := u.f.Call.Send; send.Set() && send.Text != sender.SendsSet {
		return u.textArg(send)
	}
	if m := u.text(id, sender.Method); !m.IsBottom() {
		return emptyIsGet(m)
	}
	return strval.String("GET")
}
