package extract

import (
	"strings"

	"github.com/workplacelint/workplacelint/internal/eval"
	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/sender"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// send sends what was set on the receiver, and what the call gives.
func (u *use) send() eval.Val {
	call := u.f.Call
	id := u.object(u.f.Path+".request", "sent")
	o := u.Edit(id)
	o.Fields[madeBy] = pointers(u.self)
	ids := []eval.ObjID{id}
	if call.Request.Set() {
		given := u.Objects(u.arg(call.Request))
		for _, g := range given {
			if req, ok := u.wrapped(g); ok {
				u.rec.send(u.Call, req, false)
				return u.answer(id)
			}
		}
		o.Fields[madeBy] = pointers(given)
	}
	u.set(ids)
	if call.Parts.Set() {
		u.values(id, u.field(sender.Form))
		u.addPair(u.values(id, u.field(sender.Form)), eval.Text(batchParam), u.JSON(u.arg(call.Parts)))
	}
	u.rec.send(u.Call, u.request(ids), false)
	return u.answer(id)
}

// wrapped returns the http.Request that an object is or holds.
func (u *use) wrapped(id eval.ObjID) (eval.Val, bool) {
	o := u.State.Get(id)
	if o.Type == requestType {
		return eval.Pointer(id), true
	}
	name, ok := u.f.Sender.Wraps[o.Type[strings.LastIndexByte(o.Type, '.')+1:]]
	if !ok {
		return eval.Val{}, false
	}
	return u.Field(id, name, ir.KindPointer, "*"+requestType), true
}

// answer returns what the call returns, and fills what it decodes to.
func (u *use) answer(id eval.ObjID) eval.Val {
	h := strval.Hole{Name: "response", Origin: strval.OriginDecoded, Ref: answerRef(u.Call)}
	for _, one := range u.chain([]eval.ObjID{id}) {
		if v, ok := u.State.Get(one).Fields[resultOf]; ok {
			u.Decode(eval.Hole(h), v)
		}
	}
	v := u.Opaque(h)
	if u.Instr.Kind == ir.KindTuple {
		return eval.Val{Tuple: []eval.Val{v, {}}}
	}
	return v
}

// request makes the http.Request that the parts are.
func (u *use) request(ids []eval.ObjID) eval.Val {
	chain := u.chain(ids)
	if len(chain) == 0 {
		return newRequest(u.Call, strval.String("GET"), strval.Top("its client is not known"), eval.Val{})
	}
	target := u.address(chain)
	query := u.New(eval.ValuesType, "query")
	form := u.New(eval.ValuesType, "form")
	header := u.New(headerType, "header")
	for _, id := range chain {
		o := u.State.Get(id)
		u.addAll(query, o.Fields[u.field(sender.Query)])
		u.addAll(form, o.Fields[u.field(sender.Form)])
		u.addAll(header, o.Fields[u.field(sender.Header)])
	}
	if q := u.EncodeValues(eval.Pointer(query)); !isEmptyText(q) {
		target = withQuery(target, q)
	}
	body := eval.Pointer(form)
	if o := u.State.Get(form); len(o.Fields) == 0 && o.Rest.IsBottom() && !o.Open {
		body = u.part(chain, sender.Body)
	}
	req := newRequest(u.Call, u.method(chain[0]), target, body)
	for _, id := range u.Objects(req) {
		u.Edit(id).Fields["Header"] = eval.Pointer(header)
	}
	return req
}

func (u *use) part(chain []eval.ObjID, p sender.Part) eval.Val {
	for _, id := range chain {
		if v, ok := u.State.Get(id).Fields[u.field(p)]; ok {
			return v
		}
	}
	return eval.Val{}
}
