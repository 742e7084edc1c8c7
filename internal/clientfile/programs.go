package clientfile

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/workplacelint/workplacelint/internal/lexical"
)

// programs are what the Go code of a tree becomes. Files are kept until all are
// known, since whether one is delivered depends on what imports its package.
type programs struct {
	mu       sync.Mutex
	files    []*file
	roots    map[string]Delivery // by directory: packages that are built for clients
	suspects []suspect
}

// A suspect is a finding that holds if a package talks to the API.
type suspect struct {
	finding   Finding
	pkg, name string
}

func (p *programs) add(f *file) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.files = append(p.files, f)
}

func (p *programs) suspect(s suspect) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.suspects = append(p.suspects, s)
}

func (p *programs) root(dir string, d Delivery) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.roots == nil {
		p.roots = map[string]Delivery{}
	}
	if old, ok := p.roots[dir]; !ok || d.At.File < old.At.File {
		p.roots[dir] = d
	}
}

// packages are arguments of a command that name packages.
var packages = lazily(`(?:^|[ \t"'])(\.(?:/[\w./-]*)?)(?:[ \t"']|$)`)

// addRoots notes the packages that commands build for clients.
func (p *programs) addRoots(f *file, text string, rules *commandRules) {
	for _, b := range rules.Builds {
		for _, loc := range b.Command.FindAllStringIndex(text, -1) {
			d := Delivery{To: b.To, About: b.About, At: f.at(loc[0])}
			args := packages().FindAllStringSubmatch(text[loc[0]:loc[1]], -1)
			if len(args) == 0 {
				args = [][]string{{"", "."}}
			}
			for _, arg := range args {
				p.relative(f, arg[1], d)
			}
		}
	}
	for _, b := range rules.Releases {
		if !b.File.MatchString(f.name) {
			continue
		}
		for _, m := range b.Command.FindAllStringSubmatchIndex(text, -1) {
			p.relative(f, text[m[2]:m[3]], Delivery{To: b.To, About: b.About, At: f.at(m[2])})
		}
	}
}

// relative notes a package that is named as seen from the directory of a file, or
// from the root of the tree.
func (p *programs) relative(f *file, pkg string, d Delivery) {
	p.root(path.Join(path.Dir(f.name), pkg), d)
	p.root(path.Clean(pkg), d)
}

// finish looks at the Go code of the tree.
func (p *programs) finish(t *Tree) {
	g := &goCode{tree: t, delivered: map[string]Delivery{}, roots: p.roots}
	for _, f := range p.files {
		if f.isPlain || f.packageName() != "main" {
			continue
		}
		if d := t.delivery(f); d.isDelivered() {
			g.addRoot(path.Dir(f.name), d)
		}
	}
	g.spread()
	for _, f := range p.files {
		t.keep(g.check(f))
	}
	for _, s := range p.suspects {
		if at, ok := p.talks(t, s); ok {
			s.finding.Evidence = append(s.finding.Evidence, Evidence{at, "this package talks to the API"})
			t.keep([]Finding{s.finding})
		}
	}
}

// talks looks for code that talks to the API in the package of a suspect: main,
// or the end of an import path.
func (p *programs) talks(t *Tree, s suspect) (Position, bool) {
	for _, f := range p.files {
		pkg := f.packageName()
		if s.pkg != pkg && !strings.HasSuffix("/"+s.pkg, "/"+path.Dir(f.name)) || s.pkg == "main" != (pkg == "main") {
			continue
		}
		f.lex()
		for i := range f.tokens {
			if tok := &f.tokens[i]; tok.kind == literal && hostIn(t.hosts, tok.text) != "" {
				return f.tokenAt(tok), true
			}
		}
	}
	return Position{}, false
}

var packageClause = lazily(`(?m)^package[ \t]+(\w+)`)

// packageName returns the name of the package of a Go file.
func (f *file) packageName() string {
	if m := packageClause().FindStringSubmatch(f.text); m != nil {
		return m[1]
	}
	return ""
}

// goCode says which packages of Go code are delivered.
type goCode struct {
	tree      *Tree
	roots     map[string]Delivery
	delivered map[string]Delivery // by directory
}

func (g *goCode) addRoot(dir string, d Delivery) {
	if _, ok := g.delivered[dir]; !ok {
		g.delivered[dir] = d
	}
}

// maxPackages bounds how many packages are followed from those that are built
// for clients.
const maxPackages = 2000

// spread follows imports from packages that are delivered to others of their
// module, which are delivered with them.
func (g *goCode) spread() {
	for dir, d := range g.roots {
		g.addRoot(dir, d)
	}
	var queue []string
	for dir := range g.delivered {
		queue = append(queue, dir)
	}
	slices.Sort(queue)
	for n := 0; n < len(queue) && n < maxPackages; n++ {
		dir := queue[n]
		for _, imp := range g.tree.project.importsOf(dir) {
			if _, known := g.delivered[imp]; !known {
				d := g.delivered[dir]
				d.About = "belongs to a package that code imports which " + strings.TrimPrefix(d.About, "belongs to a package that code imports which ")
				g.delivered[imp] = d
				queue = append(queue, imp)
			}
		}
	}
}

var (
	modulePath = lazily(`(?m)^module[ \t]+"?([^\s"]+)`)
	goImport   = lazily(`(?m)^[ \t]*(?:import[ \t]+)?(?:[\w.]+[ \t]+)?"([^"\s]+)"`)
)

// importsOf returns the directories of the packages of the same module that the
// package in a directory imports.
func (p *project) importsOf(dir string) []string {
	at, ok := p.find(path.Join(dir, "x.go"), "go.mod", modulePath())
	if !ok {
		return nil
	}
	module := modulePath().FindStringSubmatch(p.read(at.File))[1]
	var dirs []string
	for _, name := range p.goFiles(dir) {
		head, _, _ := strings.Cut(p.read(name), "\nfunc ")
		for _, m := range goImport().FindAllStringSubmatch(head, -1) {
			if rest, ok := strings.CutPrefix(m[1], module+"/"); ok {
				dirs = append(dirs, path.Join(path.Dir(at.File), rest))
			}
		}
	}
	slices.Sort(dirs)
	return slices.Compact(dirs)
}

const maxFiles = 200

// goFiles lists the Go files in a directory, without tests.
func (p *project) goFiles(dir string) []string {
	if p.root == nil {
		return nil
	}
	entries, err := fs.ReadDir(p.root, dir)
	if err != nil {
		return nil
	}
	var names []string
	for _, e := range entries {
		if name := e.Name(); path.Ext(name) == ".go" && !strings.HasSuffix(name, "_test.go") && len(names) < maxFiles {
			names = append(names, path.Join(dir, name))
		}
	}
	return names
}

// delivery says who gets a file: by itself, or by the program that its package is
// part of.
func (g *goCode) delivery(f *file) Delivery {
	if d := g.tree.delivery(f); d.To != "" {
		return d
	}
	dir := path.Dir(f.name)
	if d, ok := g.delivered[dir]; ok || f.packageName() != "main" {
		return d
	}
	var d Delivery
	for _, name := range g.tree.project.goFiles(dir) {
		text := g.tree.project.read(name)
		if !g.tree.gate.lookGo([]byte(text)).imports {
			continue
		}
		if d = g.tree.delivery(newFile(name, text, lexical.Named("go"))); d.isDelivered() {
			break
		}
	}
	g.delivered[dir] = d
	return d
}

// check looks at one file of Go code.
func (g *goCode) check(f *file) []Finding {
	found := slices.Concat(g.embedded(f), g.served(f), g.generated(f))
	if d := g.delivery(f); d.isDelivered() {
		found = append(found, g.tree.checkDelivered(f, d)...)
	}
	return found
}
