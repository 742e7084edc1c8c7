package load

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"go/types"
	"path/filepath"
	"strings"

	"github.com/workplacelint/workplacelint/internal/mend"
)

// MaxDepth is how deep expressions and statements of a file may nest. Deeper
// ones are not written by people and overflow the stack of any walker.
const MaxDepth = 20000

// Checked is a package with syntax and types. It is held only as long as the
// package is analyzed.
type Checked struct {
	*Package
	Fset       *token.FileSet
	Syntax     []*ast.File
	Types      *types.Package
	TypesInfo  *types.Info
	TypesSizes types.Sizes
	TypeErrors []types.Error
}

// Check parses and type-checks p in full. What is wrong with it is recorded and
// mended; the result is as good as it can be.
func (prog *Program) Check(p *Package) (*Checked, []Skip) {
	c := &Checked{Package: p, Fset: prog.Fset, TypesSizes: p.sizes(), TypesInfo: newInfo()}
	var skips []Skip
	for _, name := range p.GoFiles {
		f, err := prog.parse(p, prog.Fset, name)
		if err != nil {
			skips = append(skips, syntaxSkip(p, name, err))
		}
		switch {
		case f == nil:
		case p.Name != "" && f.Name.Name != p.Name:
			// The types of two packages do not fit together; the first is read.
			pos := prog.Fset.PositionFor(f.Name.Pos(), false)
			skips = append(skips, Skip{
				Package: p.PkgPath, File: name, Line: pos.Line, Column: pos.Column,
				Reason: fmt.Sprintf("package %s stands in the directory of package %s", f.Name.Name, p.Name),
			})
		default:
			c.Syntax = append(c.Syntax, f)
		}
	}
	conf := prog.typesConfig(p)
	conf.Error = func(err error) {
		var te types.Error
		if errors.As(err, &te) && !te.Soft && (!p.Cgo || !ofForeign(te)) {
			c.TypeErrors = append(c.TypeErrors, te)
		}
	}
	// The errors are in TypeErrors.
	c.Types, _ = conf.Check(p.PkgPath, prog.Fset, c.Syntax, c.TypesInfo)
	var lost []Skip
	if len(c.TypeErrors) > 0 || p.Cgo {
		lost = c.mend(prog.typesConfig(p))
	}
	prog.universe.keep(p, c.Types)
	if len(skips) == 0 && len(p.Errors) == 0 && len(c.TypeErrors) > 0 {
		skips = append(skips, typeSkip(p, prog.Fset, c.TypeErrors))
	}
	return c, append(append(skips, lost...), c.boundTexts()...)
}

// ofForeign reports whether an error is about a value of C, which has no type where
// cgo is not run.
func ofForeign(err types.Error) bool { return strings.Contains(err.Msg, "invalid type") }

// mend makes the package type-check as far as it can be and says what was lost.
func (c *Checked) mend(conf *types.Config) []Skip {
	code := mend.Code{Path: c.PkgPath, Fset: c.Fset, Files: c.Syntax, Config: *conf, NewInfo: newInfo}
	mended := code.Mend()
	c.Types, c.TypesInfo = mended.Types, mended.Info
	var skips []Skip
	for _, fn := range mended.Lost {
		pos := c.Fset.PositionFor(fn.Name.Pos(), false)
		skips = append(skips, Skip{
			Package: c.PkgPath, File: pos.Filename, Line: pos.Line, Column: pos.Column,
			Reason: fn.Name.Name + " cannot be read: it has type errors",
		})
	}
	return skips
}

func newInfo() *types.Info {
	return &types.Info{
		Types:        map[ast.Expr]types.TypeAndValue{},
		Defs:         map[*ast.Ident]types.Object{},
		Uses:         map[*ast.Ident]types.Object{},
		Implicits:    map[ast.Node]types.Object{},
		Instances:    map[*ast.Ident]types.Instance{},
		Scopes:       map[ast.Node]*types.Scope{},
		Selections:   map[*ast.SelectorExpr]*types.Selection{},
		FileVersions: map[*ast.File]string{},
	}
}

func (prog *Program) typesConfig(p *Package) *types.Config {
	conf := &types.Config{
		Importer:    prog.universe.importerFor(p),
		Sizes:       p.sizes(),
		FakeImportC: true,
	}
	if p.Module != nil && p.Module.GoVersion != "" {
		conf.GoVersion = "go" + p.Module.GoVersion
	}
	return conf
}

// parse reads one file of p. It returns what could be read, beside the error.
func (prog *Program) parse(p *Package, fset *token.FileSet, name string) (*ast.File, error) {
	src, err := readSource(name)
	if err != nil {
		return nil, err
	}
	prog.verify(p, name, src)
	f, err := parser.ParseFile(fset, name, src, parser.ParseComments|parser.SkipObjectResolution)
	if f != nil && nesting(f) > MaxDepth {
		return nil, fmt.Errorf("%s nests deeper than %d levels", filepath.Base(name), MaxDepth)
	}
	return f, err
}

// nesting returns how deep the syntax of f nests.
func nesting(f *ast.File) int {
	depth, deepest := 0, 0
	ast.Inspect(f, func(n ast.Node) bool {
		if n == nil {
			depth--
			return false
		}
		depth++
		deepest = max(deepest, depth)
		return true
	})
	return deepest
}

func syntaxSkip(p *Package, name string, err error) Skip {
	s := Skip{Package: p.PkgPath, File: name, Reason: err.Error()}
	var list scanner.ErrorList
	if errors.As(err, &list) && len(list) > 0 {
		s.Reason = "syntax: " + list[0].Msg
		s.Line, s.Column = list[0].Pos.Line, list[0].Pos.Column
	}
	return s
}

func typeSkip(p *Package, fset *token.FileSet, errs []types.Error) Skip {
	pos := fset.PositionFor(errs[0].Pos, false)
	reason := "types: " + firstLine(errs[0].Msg)
	if n := len(errs) - 1; n > 0 {
		reason += fmt.Sprintf(" (and %d more)", n)
	}
	return Skip{Package: p.PkgPath, Reason: reason, File: pos.Filename, Line: pos.Line, Column: pos.Column}
}
