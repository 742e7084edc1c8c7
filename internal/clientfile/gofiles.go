package clientfile

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/audit"
	"github.com/workplacelint/workplacelint/internal/credential"
	"github.com/workplacelint/workplacelint/internal/lexical"
)

var (
	embedLine    = lazily(`^//go:embed[ \t]+(.+)$`)
	embedPattern = lazily("\"[^\"]*\"|`[^`]*`|\\S+")
	generateLine = lazily(`^//go:generate[ \t]`)
)

// A held is a file that holds a credential.
type held struct {
	at   Position
	what string
	kind credential.Kind
}

// embedded reports files that the program embeds and that hold a credential.
func (g *goCode) embedded(f *file) []Finding {
	if !strings.Contains(f.text, "//go:embed") {
		return nil
	}
	f.split()
	var found []Finding
	for _, s := range f.spans {
		if s.Kind != lexical.Comment {
			continue
		}
		m := embedLine().FindStringSubmatchIndex(f.text[s.Start:s.End])
		if m == nil {
			continue
		}
		for _, p := range embedPattern().FindAllStringIndex(f.text[s.Start+m[2]:s.Start+m[3]], -1) {
			start, end := s.Start+m[2]+p[0], s.Start+m[2]+p[1]
			pattern, hidden := strings.CutPrefix(strings.Trim(f.text[start:end], "\"`"), "all:")
			h, ok := g.holder(path.Dir(f.name), pattern, hidden)
			if !ok {
				continue
			}
			found = append(found, Finding{
				Category: Embed, Kind: h.kind, Position: f.between(start, end), Key: h.at.File, Delivery: Delivery{To: program},
				Message:  fmt.Sprintf("the program embeds %s, which holds %s", h.at.File, h.what),
				Evidence: []Evidence{{h.at, "it stands here"}},
				Help:     "everybody who has the program can read it: read the file when the program runs",
			})
		}
	}
	return found
}

// holder returns the first file of a pattern that holds a credential. Below a
// directory, files whose names begin with . or _ count if hidden is set.
func (g *goCode) holder(dir, pattern string, hidden bool) (held, bool) {
	root := g.tree.project.root
	if root == nil {
		return held{}, false
	}
	names, err := fs.Glob(root, path.Join(dir, pattern))
	if err != nil {
		return held{}, false
	}
	for _, name := range names {
		if h, ok := g.holds(name, hidden); ok {
			return h, true
		}
	}
	return held{}, false
}

// holds looks for a credential in a file, or in the files below a directory.
func (g *goCode) holds(start string, hidden bool) (h held, ok bool) {
	files := 0
	err := fs.WalkDir(g.tree.project.root, start, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return nil
		case name != start && !hidden && strings.IndexByte("._", d.Name()[0]) >= 0:
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir() && name != "." && g.tree.pack.SkipsPath(name+"/x"):
			return fs.SkipDir
		case d.IsDir() || g.tree.pack.SkipsPath(name):
			return nil
		}
		if files++; files > maxFiles {
			return fs.SkipAll
		}
		if h, ok = g.fileHolds(name); ok {
			return fs.SkipAll
		}
		return nil
	})
	return h, ok && err == nil
}

// fileHolds looks for a credential in a file: by its shape, or in a file of the
// environment by its name.
func (g *goCode) fileHolds(name string) (held, bool) {
	f := &file{name: name, text: readAtMost(g.tree.project.root, name, maxProjectFile)}
	if !g.tree.gate.look([]byte(f.text)).credential {
		return held{}, false
	}
	for _, m := range g.tree.pack.Find(name, f.text) {
		shown := credential.Redact(f.text[m.Start:m.End]).String()
		return held{f.at(m.Start), fmt.Sprintf("an %s (%s)", m.Rule.Kind, shown), m.Rule.Kind}, true
	}
	if !strings.HasPrefix(path.Base(name), ".env") {
		return held{}, false
	}
	for _, p := range matchPairs(f.text, pairsOfLines) {
		if is, ok := g.tree.rules.Names.credential(p.key); ok && is.specific && g.tree.isValue(p.value) && !isReference(p.value) {
			return held{f.at(p.start), fmt.Sprintf("%s, an %s", p.key, is.kind), is.kind}, true
		}
	}
	return held{}, false
}

// served reports directories that the program serves and that hold a file with a
// credential.
func (g *goCode) served(f *file) []Finding {
	if g.tree.project.root == nil || !strings.Contains(f.text, "FileServer") && !strings.Contains(f.text, "ServeFile") && !strings.Contains(f.text, "Static") {
		return nil
	}
	f.lex()
	var found []Finding
	for i := range f.tokens {
		if f.tokens[i].kind != word || f.isSelected(i) {
			continue
		}
		name, next := f.dotted(i)
		if name != "http.Dir" && name != "os.DirFS" || next+1 >= len(f.tokens) || !f.tokens[next+1].isWhole() {
			continue
		}
		arg := &f.tokens[next+1]
		h, ok := g.below(f, arg.text)
		if !ok {
			continue
		}
		found = append(found, Finding{
			Category: Served, Kind: h.kind, Severity: audit.Error, Position: f.tokenAt(arg), Key: h.at.File,
			Delivery: Delivery{To: browser},
			Message:  fmt.Sprintf("the server gives %s to whoever asks, which holds %s", h.at.File, h.what),
			Evidence: []Evidence{{h.at, "it stands here"}},
			Help:     "serve a directory that holds nothing but what everybody may have",
		})
	}
	return found
}

// below looks in a directory that a program names: as seen from its package, or
// from the root of its module, where programs are usually started.
func (g *goCode) below(f *file, dir string) (held, bool) {
	bases := []string{path.Dir(f.name)}
	if at, ok := g.tree.project.find(f.name, "go.mod", modulePath()); ok && dir != "." {
		bases = append(bases, path.Dir(at.File))
	}
	for _, base := range bases {
		name := path.Join(base, dir)
		if !fs.ValidPath(name) {
			continue
		}
		if h, ok := g.holds(name, true); ok && path.Ext(h.at.File) != ".go" {
			return h, true
		}
	}
	return held{}, false
}

// generated reports code and commands that write a credential into a file for
// clients.
func (g *goCode) generated(f *file) []Finding {
	c := &commands{tree: g.tree, file: f, declared: g.tree.rulings.of(f.name).names}
	if !strings.Contains(f.text, "//go:generate") {
		return g.writtenFiles(f, c)
	}
	if lines := generateLines(f); len(c.declared) > 0 || g.tree.gate.look(lines).credential {
		c.text = string(lines)
		c.links()
		c.defines()
		c.prefixes()
		c.writes()
	}
	return append(c.found, g.writtenFiles(f, c)...)
}

// generateLines returns the text of a file with blanks in place of all but the
// commands of go generate.
func generateLines(f *file) []byte {
	f.split()
	b := []byte(f.text)
	for i := range b {
		if b[i] != '\n' {
			b[i] = ' '
		}
	}
	for _, s := range f.spans {
		if s.Kind == lexical.Comment && generateLine().MatchString(f.text[s.Start:s.End]) {
			copy(b[s.Start:s.End], f.text[s.Start:s.End])
		}
	}
	return b
}

// writtenFiles reports calls that write a credential into a file for clients.
func (g *goCode) writtenFiles(f *file, c *commands) []Finding {
	if !strings.Contains(f.text, "WriteFile") {
		return nil
	}
	rules := &g.tree.rules.Commands
	o := outlineOf(f)
	var found []Finding
	for _, s := range o.statements {
		target := slices.IndexFunc(s.tokens, func(i int) bool {
			t := &f.tokens[i]
			return t.isWhole() && rules.Script.MatchString(t.text) && rules.Delivered.MatchString(t.text)
		})
		writes := slices.ContainsFunc(s.tokens, func(i int) bool { return f.tokens[i].isWord("WriteFile") })
		if target < 0 || !writes {
			continue
		}
		name, kind, ok := g.used(o, s, c)
		if !ok {
			continue
		}
		t := &f.tokens[s.tokens[target]]
		found = append(found, Finding{
			Category: Generated, Kind: kind, Position: f.tokenAt(t), Key: name, Delivery: Delivery{To: browser},
			Message: fmt.Sprintf("%s, an %s, is written into %s, which clients get", name, kind, t.text),
			Help:    "keep it out of the file: let a server send the requests that need it",
		})
	}
	return found
}

// used looks for a credential that a statement uses: by a name in it, or by what
// names in it were set to.
func (g *goCode) used(o *outline, s *statement, c *commands) (string, credential.Kind, bool) {
	queue := []*statement{s}
	for n := 0; n < len(queue) && n < maxFiles; n++ {
		for _, i := range queue[n].tokens {
			t := &o.tokens[i]
			if t.kind == mark {
				continue
			}
			if kind, ok := c.credential(t.text); ok {
				return t.text, kind, true
			}
			for _, d := range o.statements {
				if t.kind == word && slices.Contains(d.defines, t.text) && !slices.Contains(queue, d) {
					queue = append(queue, d)
				}
			}
		}
	}
	return "", "", false
}
