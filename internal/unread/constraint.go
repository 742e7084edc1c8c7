package unread

import (
	"bytes"
	"go/ast"
	"go/build/constraint"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/builds"
)

// Why files are left out that have no constraint.
const (
	noCgo  = `it imports "C", and cgo is off`
	nobody = "it is in no package that was read"
)

// constraintOf says what keeps a file out of builds, and in which line. ok is false
// for a script that is no part of any program, as //go:build ignore says by custom.
func constraintOf(file string) (reason string, line int, ok bool) {
	text, err := os.ReadFile(file)
	if err != nil {
		return "", 0, false // It was there when it was looked at.
	}
	if expr, source, line := header(text); expr != nil {
		return source, line, !needs(expr, "ignore")
	}
	if suffix := platformSuffix(file); suffix != "" {
		return "the name ends in _" + suffix + ".go", 0, true
	}
	if importsC(file, text) {
		return noCgo, 0, true
	}
	return nobody, 0, true
}

func importsC(file string, text []byte) bool {
	f, err := parser.ParseFile(token.NewFileSet(), file, text, parser.ImportsOnly)
	return err == nil && slices.ContainsFunc(f.Imports, func(spec *ast.ImportSpec) bool { return spec.Path.Value == `"C"` })
}

// header returns the constraint above the package clause, with its text and line.
func header(text []byte) (expr constraint.Expr, source string, line int) {
	for raw := range bytes.Lines(text) {
		line++
		words := strings.TrimSpace(string(raw))
		switch {
		case constraint.IsGoBuild(words), constraint.IsPlusBuild(words):
			// What the go command takes for none is none here.
			if expr, err := constraint.Parse(words); err == nil {
				return expr, words, line
			}
		case strings.HasPrefix(words, "package "):
			return nil, "", 0
		}
	}
	return nil, "", 0
}

// needs reports whether no build fulfils a constraint without a tag.
func needs(expr constraint.Expr, tag string) bool {
	switch expr := expr.(type) {
	case *constraint.TagExpr:
		return expr.Tag == tag
	case *constraint.AndExpr:
		return needs(expr.X, tag) || needs(expr.Y, tag)
	case *constraint.OrExpr:
		return needs(expr.X, tag) && needs(expr.Y, tag)
	}
	return false
}

// platformSuffix returns the end of a name such as proxy_windows_arm64.go that the
// go command takes for a platform, "" if it has none.
func platformSuffix(file string) string {
	parts := strings.Split(strings.TrimSuffix(filepath.Base(file), ".go"), "_")
	n := len(parts)
	switch {
	case n > 2 && builds.IsSystem(parts[n-2]) && builds.IsMachine(parts[n-1]):
		return parts[n-2] + "_" + parts[n-1]
	case n > 1 && (builds.IsSystem(parts[n-1]) || builds.IsMachine(parts[n-1])):
		return parts[n-1]
	}
	return ""
}
