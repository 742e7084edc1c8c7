package flow

import (
	"fmt"
	"go/types"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/workplacelint/workplacelint/internal/strval"
)

// Places are written as KIND:NAME.
const (
	paramPlace  = "param:"  // parameter by its number, in the summary of a function
	fieldPlace  = "field:"  // struct field
	varPlace    = "var:"    // package variable
	cellPlace   = "cell:"   // variable that a closure shares
	envPlace    = "env:"    // environment variable; * is all of them
	flagPlace   = "flag:"   // command line flag
	configPlace = "config:" // key of a configuration
	callPlace   = "call:"   // result of a function that is not known
	inputPlace  = "input:"  // what a client of the server sends
	textPlace   = "text:"   // a constant, by what may be shown of it
	traitPlace  = "trait:"  // no text: what a client or transport does; a category
)

// redirectedPlace is what requests hold that were sent before one that a server asked
// for.
const redirectedPlace = cellPlace + "redirected"

const allEnv = envPlace + "*"

// labelled returns the place of a text that a place holds under a label.
func labelled(place string, l label) string { return place + suffixes[l] }

// unlabelled splits a place.
func unlabelled(place string) (string, label) {
	for l := inURL; l <= inLink; l++ {
		if rest, ok := strings.CutSuffix(place, suffixes[l]); ok {
			return rest, l
		}
	}
	return place, plain
}

func param(i int) string { return paramPlace + strconv.Itoa(i) }

// paramIndex returns the number of a parameter.
func paramIndex(place string) (int, label, bool) {
	rest, ok := strings.CutPrefix(place, paramPlace)
	if !ok {
		return 0, 0, false
	}
	rest, l := unlabelled(rest)
	i, err := strconv.Atoi(rest)
	return i, l, err == nil
}

// structOf returns the struct that t is or points to, with the key of its type.
func structOf(t types.Type) (*types.Struct, types.Type) {
	t = types.Unalias(t)
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	s, _ := t.Underlying().(*types.Struct)
	return s, t
}

// typeName writes a type as rules do: with its full import path.
func (p *pkg) typeName(t types.Type) string {
	t = types.Unalias(t)
	switch u := t.(type) {
	case *types.Pointer:
		return "*" + p.typeName(u.Elem())
	case *types.Named:
		obj := u.Origin().Obj()
		if obj.Pkg() == nil {
			return obj.Name()
		}
		name := obj.Pkg().Path() + "." + obj.Name()
		if obj.Parent() != nil && obj.Parent() != obj.Pkg().Scope() && obj.Pkg() == p.types {
			at := p.fset.Position(obj.Pos()) // A type in a function shares its name with others.
			name += fmt.Sprintf("@%s:%d", filepath.Base(at.Filename), at.Line)
		}
		return name
	}
	return types.TypeString(t, nil)
}

// fieldName names a field of the struct that t is or points to.
func (p *pkg) fieldName(t types.Type, i int) string {
	s, named := structOf(t)
	if s == nil || i >= s.NumFields() {
		return ""
	}
	return p.typeName(named) + "." + s.Field(i).Name()
}

// isOwn reports whether the fields of a type are places: those of types of the
// program. What is in a struct of a library is a text that the whole holds.
func (p *pkg) isOwn(t types.Type) bool {
	_, t = structOf(t)
	named, ok := t.(*types.Named)
	if !ok {
		return true
	}
	owner := named.Obj().Pkg()
	return owner == nil || p.isProgram(owner)
}

// isProgram reports whether a package is of the program and not of a library.
func (p *pkg) isProgram(owner *types.Package) bool {
	path := owner.Path()
	return owner == p.types || p.below.own[path] || p.module != "" && (path == p.module || strings.HasPrefix(path, p.module+"/"))
}

func globalPlace(g *ssa.Global) string { return varPlace + g.RelString(nil) }

// Describe says in the words of a person where a text comes from.
func Describe(place string) string {
	place, _ = unlabelled(place)
	kind, name, _ := strings.Cut(place, ":")
	switch kind + ":" {
	case envPlace:
		if name == "*" {
			return "the environment"
		}
		return "environment variable " + strval.CleanName(name)
	case flagPlace:
		return "flag -" + strval.CleanName(name)
	case configPlace:
		return "configuration key " + strval.CleanName(name)
	case fieldPlace:
		return "field " + shortField(name)
	case varPlace:
		return "variable " + shortName(name)
	case paramPlace:
		if _, _, numbered := paramIndex(place); !numbered {
			return "parameter " + strval.CleanName(name)
		}
	case callPlace:
		name, _, _ = strings.Cut(name, "@")
		return shortName(name)
	}
	return ""
}

// shortField writes a field with its type, without import path.
func shortField(name string) string {
	dot := strings.LastIndexByte(name, '.')
	typ, field := name[:max(dot, 0)], name[dot+1:]
	if strings.HasPrefix(typ, "struct{") {
		return field
	}
	typ, _, _ = strings.Cut(typ, "@")
	return shortName(typ) + "." + field
}

// shortName drops the directories of an import path.
func shortName(name string) string {
	if open, ok := strings.CutPrefix(name, "("); ok {
		star := ""
		if rest, ok := strings.CutPrefix(open, "*"); ok {
			star, open = "*", rest
		}
		return "(" + star + open[lastElement(open):]
	}
	return name[lastElement(name):]
}

// lastElement returns where the last element of an import path begins that is no
// version of a module: facebook/v2.Session.
func lastElement(name string) int {
	at := strings.LastIndexByte(name, '/')
	if at < 0 {
		return 0
	}
	version, _, _ := strings.Cut(name[at+1:], ".")
	if _, err := strconv.Atoi(strings.TrimPrefix(version, "v")); err != nil || !strings.HasPrefix(version, "v") {
		return at + 1
	}
	return strings.LastIndexByte(name[:at], '/') + 1
}
