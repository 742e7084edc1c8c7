package clientfile

import (
	"slices"
	"strings"
	"sync"

	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/credential"
)

// A gate tells files in which there is nothing to find by words that they do not
// hold, in one pass over the text.
type gate struct {
	any    *sieve // all words
	goes   *sieve // those that count in Go code
	shapes *shapes
}

// A sieve finds words.
type sieve struct {
	words *credential.Words
	means []meaning // of each word
}

// meaning says what a word in a text may be a sign of.
type meaning uint16

const (
	meansAPI    meaning = 1 << iota // an address of the API, a parameter
	meansShape                      // how credentials begin
	meansVendor                     // a name of the vendor
	meansKind                       // a word for a credential
	meansImport                     // Go code that imports what runs at clients
	meansGo                         // Go code that embeds or serves files
	meansBuild                      // a command that builds Go code for clients
	meansWrite                      // Go code that writes files
	meansIgnore                     // a comment that suppresses findings
)

// Signs of Go code that embeds or serves files, and of commands that build it. What
// code for clients imports is in the rules.
var (
	goSigns    = []string{"//go:embed", "http.dir(", "os.dirfs("}
	buildSigns = []string{"gomobile", "tinygo", "buildmode", "goos=", "builds:", "ldflags"}
)

// defaultGate returns the gate of the rules of this program.
var defaultGate = sync.OnceValue(func() *gate {
	r := Default()
	means := wordsOfRules(r)
	const inGo = meansAPI | meansShape | meansImport | meansGo | meansWrite | meansIgnore
	return &gate{any: sieveOf(means, ^meaning(0)), goes: sieveOf(means, inGo), shapes: &r.Shapes}
})

// wordsOfRules returns the words of the rules with what they mean.
func wordsOfRules(r *Rules) map[string]meaning {
	means := map[string]meaning{}
	add := func(m meaning, words ...string) {
		for _, w := range words {
			means[strings.ToLower(w)] |= m
		}
	}
	add(meansAPI, catalog.Default().HostNames()...)
	add(meansAPI, r.Proof, "appsecret", "app_secret")
	for _, s := range r.Senders {
		add(meansAPI, s+"(")
	}
	add(meansShape, r.Shapes.Begin...)
	add(meansVendor, r.Names.Vendors...)
	for _, k := range r.Names.Kinds {
		add(meansKind, k.Words...)
	}
	for _, e := range r.Evidence {
		if slices.Contains(e.Languages, "go") && e.To != nobody {
			add(meansImport, e.Imports...)
		}
	}
	add(meansImport, "//go:wasmexport")
	add(meansGo, goSigns...)
	add(meansBuild, buildSigns...)
	add(meansWrite, "//go:generate", "writefile")
	add(meansIgnore, "workplacelint:ignore")
	return means
}

// sieveOf returns a sieve of the words that mean one of some things.
func sieveOf(means map[string]meaning, some meaning) *sieve {
	var words []string
	for w, m := range means {
		if m&some != 0 {
			words = append(words, w)
		}
	}
	slices.Sort(words)
	s := &sieve{words: credential.NewWords(words)}
	for _, w := range words {
		s.means = append(s.means, means[w])
	}
	return s
}

// find returns what the words in a text mean.
func (s *sieve) find(text []byte) meaning {
	seen := make([]bool, len(s.means))
	s.words.Find(text, seen)
	var all meaning
	for i, is := range seen {
		if is {
			all |= s.means[i]
		}
	}
	return all
}

// An opening says for what a gate lets a text through.
type opening struct {
	credential bool // something may be found
	api        bool // by a word of the API
	shape      bool // by how credentials begin
	imports    bool // it is Go code that may import what runs at clients
	goes       bool // it is Go code that may embed or serve files
	builds     bool // it has commands that build Go code
	writes     bool // it is Go code that may write a credential into a file
	directive  bool // a comment suppresses findings
}

// look says for what the gate lets a text through that is no Go code.
func (g *gate) look(text []byte) opening { return g.opening(text, g.any.find(text)) }

// lookGo says for what the gate lets Go code through.
func (g *gate) lookGo(text []byte) opening {
	found := g.goes.find(text)
	if found&meansWrite != 0 {
		found |= g.any.find(text)
	}
	return g.opening(text, found)
}

func (g *gate) opening(text []byte, found meaning) opening {
	shape := found&meansShape != 0 && g.shapes.in(text)
	named := found&meansVendor != 0 && found&meansKind != 0
	return opening{
		credential: found&meansAPI != 0 || shape || named,
		api:        found&meansAPI != 0,
		shape:      shape,
		builds:     found&meansBuild != 0,
		imports:    found&meansImport != 0,
		goes:       found&meansGo != 0,
		writes:     found&meansWrite != 0 && named,
		directive:  found&meansIgnore != 0,
	}
}
