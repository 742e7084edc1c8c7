package clientfile

import (
	"io"
	"io/fs"
	"path"
	"regexp"
	"sync"
)

// A project looks for files that say what the files beside and below them are.
// What was read is kept.
type project struct {
	root fs.FS

	mu    sync.Mutex
	files map[string]string // "" for one that is not there
}

// maxProjectFile is how much of a file of a project is read, in bytes.
const maxProjectFile = 256 << 10

// read returns the text of a file, "" if there is none.
func (p *project) read(name string) string {
	if p.root == nil {
		return ""
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if text, ok := p.files[name]; ok {
		return text
	}
	if p.files == nil {
		p.files = map[string]string{}
	}
	p.files[name] = readAtMost(p.root, name, maxProjectFile)
	return p.files[name]
}

// readAtMost returns the beginning of a regular file, "" if there is none.
func readAtMost(root fs.FS, name string, limit int64) string {
	info, err := fs.Stat(root, name)
	if err != nil || !info.Mode().IsRegular() {
		return ""
	}
	f, err := root.Open(name)
	if err != nil {
		return ""
	}
	defer func() { _ = f.Close() }() // It was only read.
	data, err := io.ReadAll(io.LimitReader(f, limit))
	if err != nil {
		return ""
	}
	return string(data)
}

// find looks for a file beside or above another whose text matches. The nearest
// one counts.
func (p *project) find(name, marker string, has *regexp.Regexp) (Position, bool) {
	for dir := path.Dir(name); ; dir = path.Dir(dir) {
		at := path.Join(dir, marker)
		if text := p.read(at); text != "" {
			loc := has.FindStringIndex(text)
			if loc == nil {
				return Position{}, false
			}
			return (&file{name: at, text: text}).at(loc[0]), true
		}
		if dir == "." || dir == "/" {
			return Position{}, false
		}
	}
}
