package clientfile

import (
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/workplacelint/workplacelint/internal/manifest"
)

// A ruling is what a manifest says of files and of names.
type ruling struct {
	dir            string // of the manifest, absolute
	client, server []*regexp.Regexp
	hosts          []host
	names          []string // of credentials
}

// rulings finds the manifests of a tree. Each is read once, and only for a file
// that holds something.
type rulings struct {
	dir string // the root of the tree

	mu     sync.Mutex
	byFile map[string]*ruling // by manifest; nil for one that cannot be read
	failed []Skipped
}

// of returns the ruling for a file. It is never nil.
func (r *rulings) of(name string) *ruling {
	none := &ruling{}
	if r.dir == "" {
		return none
	}
	at, ok := manifest.Find(filepath.Join(r.dir, filepath.FromSlash(path.Dir(name))))
	if !ok {
		return none
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if got, ok := r.byFile[at]; ok {
		return got
	}
	if r.byFile == nil {
		r.byFile = map[string]*ruling{}
	}
	m, err := manifest.Read(at)
	if err != nil {
		r.failed = append(r.failed, Skipped{File: at, Reason: err.Error()})
		r.byFile[at] = none
		return none
	}
	r.byFile[at] = rulingOf(m)
	return r.byFile[at]
}

func (r *rulings) skipped() []Skipped { return r.failed }

func rulingOf(m *manifest.Manifest) *ruling {
	r := &ruling{dir: filepath.Dir(m.File)}
	for _, p := range m.Files.Client {
		r.client = append(r.client, globPattern(p.Value))
	}
	for _, p := range m.Files.Server {
		r.server = append(r.server, globPattern(p.Value))
	}
	for _, h := range m.Hosts {
		r.hosts = append(r.hosts, host{name: h.Value})
	}
	for _, c := range m.Credentials {
		r.names = append(r.names, c.Value[strings.LastIndexByte(c.Value, '.')+1:])
	}
	return r
}

// globPattern returns the expression of a pattern of the manifest.
func globPattern(glob string) *regexp.Regexp {
	var b strings.Builder
	b.WriteString("^")
	for i := 0; i < len(glob); i++ {
		switch rest := glob[i:]; {
		case strings.HasPrefix(rest, "**/"):
			b.WriteString("(?:.*/)?")
			i += 2
		case strings.HasPrefix(rest, "**"):
			b.WriteString(".*")
			i++
		case rest[0] == '*':
			b.WriteString("[^/]*")
		case rest[0] == '?':
			b.WriteString("[^/]")
		default:
			b.WriteString(regexp.QuoteMeta(rest[:1]))
		}
	}
	b.WriteString("(?:/|$)")
	return regexp.MustCompile(b.String())
}

// override returns what a manifest says of who gets a file. What stays on the
// server is said last.
func (t *Tree) override(name string) (Delivery, bool) {
	r := t.rulings.of(name)
	if len(r.client)+len(r.server) == 0 {
		return Delivery{}, false
	}
	rel, err := filepath.Rel(r.dir, filepath.Join(t.options.Dir, filepath.FromSlash(name)))
	if err != nil {
		return Delivery{}, false
	}
	rel = filepath.ToSlash(rel)
	has := func(list []*regexp.Regexp) bool {
		return slices.ContainsFunc(list, func(p *regexp.Regexp) bool { return p.MatchString(rel) })
	}
	switch {
	case has(r.server):
		return Delivery{To: nobody}, true
	case has(r.client):
		return Delivery{To: browser, About: "is delivered, says " + manifest.Name}, true
	}
	return Delivery{}, false
}
