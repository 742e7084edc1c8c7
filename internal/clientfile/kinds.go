package clientfile

import "slices"

// The ways in which files are looked at that are no code, by the names that the
// rules have for them.
var kindChecks = map[string]func(*Tree, *fileKind, *file) []Finding{
	"bundler":  (*Tree).checkBundler,
	"commands": (*Tree).checkCommands,
	"env":      (*Tree).checkEnv,
	"image":    (*Tree).checkImage,
	"schema":   (*Tree).checkSchema,
	"settings": (*Tree).checkSettings,
	"shared":   (*Tree).checkShared,
}

var kindNames = func() []string {
	var names []string
	for name := range kindChecks {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}()

func (t *Tree) checkKind(k *fileKind, f *file) []Finding {
	if k.Kind == "settings" {
		f.text = withoutComments(f) // They do not get into the app.
	}
	if k.To != "" {
		t.deliver(f.name)
	}
	found := kindChecks[k.Kind](t, k, f)
	if t.options.Literals && k.To != "" {
		found = withLiterals(found, t.literals(f, Delivery{To: k.To}))
	}
	return found
}

// checkShared looks at files that people pass on to each other, for which it is
// enough that a credential is written in them.
func (t *Tree) checkShared(*fileKind, *file) []Finding { return nil }
