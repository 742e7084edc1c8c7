package draft

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/workplacelint/workplacelint/internal/sender"
)

// makes says of a function that it makes an object on which calls are known.
func (l *library) makes(fn *ssa.Function) {
	if fn.Signature.Results().Len() == 0 || l.sends[nameOf(fn)] {
		return
	}
	made := typeName(fn.Signature.Results().At(0).Type())
	if made == nil || made.Pkg() == nil || made.Pkg().Path() != l.pkg || made == receiver(fn) {
		return
	}
	for name := range l.draft.Sender.Calls {
		if strings.HasPrefix(name, made.Name()+".") {
			c := l.draft.Sender.Calls[key(fn)]
			if c == nil {
				c = new(sender.Call)
				l.draft.Sender.Calls[key(fn)] = c
			}
			c.Makes = made.Name()
			return
		}
	}
}

func isText(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

// isFunc reports whether a value is no data but something that is called, or a
// context.
func isFunc(t types.Type) bool {
	_, ok := t.Underlying().(*types.Signature)
	return ok || types.TypeString(t, nil) == "context.Context"
}

func isURL(t types.Type) bool {
	n := typeName(t)
	return n != nil && n.Pkg() != nil && n.Pkg().Path() == "net/url" && n.Name() == "URL"
}

// isTable reports whether a value can hold names with values.
func isTable(t types.Type) bool {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	switch t.Underlying().(type) {
	case *types.Map, *types.Struct, *types.Interface:
		return true
	}
	return false
}
