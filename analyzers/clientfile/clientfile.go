package clientfile

import (
	_ "embed" // the documentation
	"go/token"
	"path/filepath"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/internal/analyzerdoc"
	"github.com/workplacelint/workplacelint/internal/clientfile"
)

//go:embed doc.go
var doc string

// Analyzer reports credentials that clients are given, as far as Go code shows
// it. The command line looks at all files instead.
var Analyzer = &analysis.Analyzer{
	Name:             clientfile.Name,
	Doc:              analyzerdoc.MustExtract(doc, clientfile.Name),
	URL:              analyzerdoc.URL(clientfile.Name),
	Run:              run,
	RunDespiteErrors: true,
}

func run(pass *analysis.Pass) (any, error) {
	if len(pass.Files) == 0 || pass.ReadFile == nil {
		return nil, nil
	}
	dir := filepath.Dir(pass.Fset.File(pass.Files[0].FileStart).Name())
	tree, err := clientfile.New(clientfile.Options{Dir: dir})
	if err != nil {
		return nil, nil // The package is not on the disk.
	}
	texts := map[string][]byte{}
	for _, name := range files(pass) {
		text, err := pass.ReadFile(name)
		if err != nil || filepath.Dir(name) != dir || filepath.Ext(name) != ".go" {
			continue // made by the go command, or no Go code
		}
		texts[filepath.Base(name)] = text
		tree.Add(filepath.Base(name), text)
	}
	for _, f := range tree.Finish().Findings {
		report(pass, dir, texts, &f)
	}
	return nil, nil
}

// files lists the files of the package, with those that other platforms build.
func files(pass *analysis.Pass) []string {
	names := slices.Clone(pass.IgnoredFiles)
	for _, f := range pass.Files {
		names = append(names, pass.Fset.File(f.FileStart).Name())
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func report(pass *analysis.Pass, dir string, texts map[string][]byte, f *clientfile.Finding) {
	pos := place(pass, dir, texts, f.Position)
	if !pos.IsValid() {
		return
	}
	d := analysis.Diagnostic{Pos: pos, Category: string(f.Category), Message: f.Message}
	for _, e := range f.Evidence {
		if at := place(pass, dir, texts, e.Position); at.IsValid() {
			d.Related = append(d.Related, analysis.RelatedInformation{Pos: at, Message: e.Note})
		}
	}
	pass.Report(d)
}

// place returns the position in a file of the package. One that this platform
// does not build becomes known to the file set.
func place(pass *analysis.Pass, dir string, texts map[string][]byte, p clientfile.Position) token.Pos {
	text, ok := texts[p.File]
	if !ok {
		return token.NoPos
	}
	name := filepath.Join(dir, p.File)
	var file *token.File
	pass.Fset.Iterate(func(f *token.File) bool {
		if f.Name() == name {
			file = f
		}
		return file == nil
	})
	if file == nil {
		file = pass.Fset.AddFile(name, -1, len(text))
		file.SetLinesForContent(text)
	}
	if p.Line < 1 || p.Line > file.LineCount() {
		return token.NoPos
	}
	return file.LineStart(p.Line) + token.Pos(max(p.Column-1, 0))
}
