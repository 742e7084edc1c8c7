package verdict

import (
	"errors"
	"fmt"
	"go/build"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/gotree"
	"github.com/workplacelint/workplacelint/internal/manifest"
	"github.com/workplacelint/workplacelint/rules"
)

// A Governor finds manifests and what they add to the catalogue. It reads each
// file once.
type Governor struct {
	files  map[string]string // by directory
	loaded map[string]*governed
}

// governed is a manifest with the catalogue that it makes.
type governed struct {
	manifest *manifest.Manifest
	cat      *catalog.Catalog
	err      error
}

// File returns the manifest that governs a directory, "" if none does.
func (g *Governor) File(dir string) string {
	if dir == "" {
		return ""
	}
	if file, ok := g.files[dir]; ok {
		return file
	}
	file, _ := manifest.Find(dir)
	if g.files == nil {
		g.files = map[string]string{}
	}
	g.files[dir] = file
	return file
}

// Load returns the manifest of a file, nil for "", and the catalogue with what
// the manifest adds to it.
func (g *Governor) Load(file string) (*manifest.Manifest, *catalog.Catalog, error) {
	if file == "" {
		return nil, catalog.Default(), nil
	}
	if g.loaded == nil {
		g.loaded = map[string]*governed{}
	}
	got := g.loaded[file]
	if got == nil {
		got = &governed{}
		got.manifest, got.cat, got.err = read(file)
		g.loaded[file] = got
	}
	return got.manifest, got.cat, got.err
}

func read(file string) (*manifest.Manifest, *catalog.Catalog, error) {
	m, err := manifest.Read(file)
	if err != nil {
		return nil, nil, err
	}
	cat, err := Catalog(m)
	return m, cat, err
}

// Catalog returns the catalogue with what a manifest adds to it: overlays and
// the hosts of gateways.
func Catalog(m *manifest.Manifest) (*catalog.Catalog, error) {
	cat := catalog.Default()
	if len(m.Catalog) > 0 {
		overlays, err := overlays(m)
		if err != nil {
			return nil, err
		}
		if cat, err = catalog.Load(rules.Files, overlays...); err != nil {
			return nil, err
		}
	}
	var hosts []string
	for _, h := range m.Hosts {
		hosts = append(hosts, h.Value)
	}
	return cat.WithHosts(hosts...), nil
}

// overlays reads the files that a manifest names.
func overlays(m *manifest.Manifest) ([]catalog.Overlay, error) {
	var list []catalog.Overlay
	var errs []error
	for _, name := range m.Catalog {
		file := filepath.Join(filepath.Dir(m.File), filepath.FromSlash(name.Value))
		data, err := os.ReadFile(file)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s:%d: expected a file that can be read: %w", m.File, name.Line, err))
			continue
		}
		list = append(list, catalog.Overlay{Name: file, Data: data})
	}
	return list, errors.Join(errs...)
}

// A tree is what Go packages a manifest governs, by their directories.
type tree struct {
	mains []string // sorted
	all   []string // sorted
}

// scan finds the packages that the manifest governs. It takes the build
// constraints of this machine, as the go command does.
func scan(file string) tree {
	root := filepath.Dir(file)
	own := gotree.IsModule(root)
	var t tree
	// What cannot be read holds no package that anybody builds.
	_ = filepath.WalkDir(root, func(dir string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return fs.SkipDir
		case !d.IsDir():
			return nil
		case dir != root && (gotree.Ignores(d.Name()) || hasManifest(dir) || own && gotree.IsModule(dir)):
			return fs.SkipDir
		}
		if pkg, err := build.Default.ImportDir(dir, 0); err == nil {
			t.all = append(t.all, dir)
			if pkg.Name == "main" {
				t.mains = append(t.mains, dir)
			}
		}
		return nil
	})
	slices.Sort(t.mains)
	slices.Sort(t.all)
	return t
}

func hasManifest(dir string) bool {
	info, err := os.Stat(filepath.Join(dir, manifest.Name))
	return err == nil && info.Mode().IsRegular()
}

// program returns the directories that make up what the manifest is for: the
// commands that it governs, or all packages if there are none.
func (t tree) program() []string {
	if len(t.mains) > 0 {
		return t.mains
	}
	return t.all
}
