package extract

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/delivery"
	"github.com/workplacelint/workplacelint/internal/graphapi"
)

var deliveries = sync.OnceValue(delivery.Default)

// webhooks adds the notifications that the package handles or subscribes to.
func (res *Result) webhooks(pass *analysis.Pass, files []*ast.File) {
	src := delivery.Source{Pkg: pass.Pkg, Info: pass.TypesInfo, Files: files}
	if at := deliveries().Callback(src); at.IsValid() {
		res.Callback = positionOf(pass.Fset, at)
	}
	found := deliveries().Find(src)
	objects := map[string]bool{}
	for _, h := range found {
		if h.Object != "" && known(h.Object) != nil {
			objects[h.Object] = true
		}
	}
	told := map[string]bool{} // the objects of which a field is told apart
	for _, h := range found {
		if h.Field == "" {
			continue
		}
		for _, object := range objectsOf(h, objects) {
			told[object] = true
			res.Webhooks = append(res.Webhooks, handled(pass, h, object))
		}
	}
	for _, h := range found {
		if h.Field == "" && objects[h.Object] && !told[h.Object] {
			told[h.Object] = true
			res.Webhooks = append(res.Webhooks, handled(pass, h, h.Object))
		}
	}
	for i := range res.Requests {
		res.Webhooks = append(res.Webhooks, subscriptions(&res.Requests[i])...)
	}
}

func known(object string) *catalog.WebhookObject {
	all := defaultCatalog().Webhooks()
	i := slices.IndexFunc(all, func(o *catalog.WebhookObject) bool { return o.Name == object })
	if i < 0 {
		return nil
	}
	return all[i]
}

// objectsOf returns the objects that a field may belong to: of those that the code
// tells apart the ones that have such a field, else of all.
func objectsOf(h delivery.Handled, told map[string]bool) []string {
	if h.Object != "" {
		return []string{h.Object}
	}
	var here, all []string
	for _, o := range defaultCatalog().Webhooks() {
		if o.Fields[h.Field] == nil {
			continue
		}
		all = append(all, o.Name)
		if told[o.Name] {
			here = append(here, o.Name)
		}
	}
	if len(here) > 0 || len(told) > 0 {
		return here
	}
	return all
}

func handled(pass *analysis.Pass, h delivery.Handled, object string) Webhook {
	w := Webhook{Object: object, Field: h.Field, Position: positionOf(pass.Fset, h.Pos), Caller: pass.Pkg.Path() + ".init"}
	if h.Func != nil {
		if fn, ok := pass.TypesInfo.Defs[h.Func.Name].(*types.Func); ok {
			w.Caller = fn.FullName()
		}
	}
	return w
}

// subscriptions returns the notifications that a request subscribes to.
func subscriptions(r *Request) []Webhook {
	rules := deliveries().Subscription
	if r.Method != rules.Method || len(r.Segments) == 0 {
		return nil
	}
	if edge, _ := r.Segments[len(r.Segments)-1].Literal(); edge != rules.Edge {
		return nil
	}
	var out []Webhook
	for _, object := range texts(r.Params, rules.Object) {
		for _, list := range texts(r.Params, rules.Fields) {
			for field := range strings.SplitSeq(list, ",") {
				out = append(out, Webhook{Object: object, Field: strings.TrimSpace(field), Position: r.Position, Caller: r.Caller})
			}
		}
	}
	return out
}

// texts returns what a parameter may be, as far as it is known.
func texts(params []graphapi.Param, name string) []string {
	var out []string
	for _, p := range params {
		if p.Name != name {
			continue
		}
		for _, t := range p.Value.Alternatives() {
			if lit, ok := t.Literal(); ok {
				out = append(out, lit)
			}
		}
	}
	return out
}
