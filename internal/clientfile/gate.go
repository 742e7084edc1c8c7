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
	words *credential.Words
	means []meaning // of each word
}

// meaning says what a word in a text may be a sign of.
type meaning uint8

const (
	meansAPI    meaning = 1 << iota // an address of the API, a parameter, a shape
	meansVendor                     // a name of the vendor
	meansKind                       // a word for a credential
	meansGo                         // Go code that becomes something else than a server
	meansWrite                      // Go code that writes files
	meansIgnore                     // a comment that suppresses findings
)

// goSigns are words of Go code that embeds or serves files, and of commands that
// build it for clients. What it imports then is in the rules.
var goSigns = []string{
	"//go:embed", "//go:wasmexport", "http.dir(", "os.dirfs(", "gomobile", "tinygo", "buildmode", "goos=", "builds:", "ldflags",
}

// defaultGate returns the gate of the rules of this program.
var defaultGate = sync.OnceValue(func() *gate {
	r := Default()
	means := map[string]meaning{}
	add := func(m meaning, words ...string) {
		for _, w := range words {
			means[strings.ToLower(w)] |= m
		}
	}
	for _, h := range catalog.Default().Hosts() {
		add(meansAPI, h.Name)
	}
	for _, b := range catalog.Default().Bases() {
		add(meansAPI, b.Host)
	}
	add(meansAPI, r.Proof, "appsecret", "app_secret", "dqv", "dqw", "eaa")
	for _, s := range r.Senders {
		add(meansAPI, s+"(")
	}
	for _, v := range r.Names.Vendors {
		add(meansVendor, v)
	}
	for _, k := range r.Names.Kinds {
		add(meansKind, k.Words...)
	}
	add(meansGo, goSigns...)
	for _, e := range r.Evidence {
		if slices.Contains(e.Languages, "go") && e.To != nobody {
			add(meansGo, e.Imports...)
		}
	}
	add(meansWrite, "//go:generate", "writefile")
	add(meansIgnore, "workplacelint:ignore")
	var words []string
	for w := range means {
		words = append(words, w)
	}
	slices.Sort(words)
	g := &gate{words: credential.NewWords(words)}
	for _, w := range words {
		g.means = append(g.means, means[w])
	}
	return g
})

// An opening says for what a gate lets a text through.
type opening struct {
	credential bool // something may be found
	api        bool // by a word of the API
	goes       bool // it is about Go code that may become something else than a server
	writes     bool // it is Go code that may write a credential into a file
	directive  bool // a comment suppresses findings
}

func (g *gate) look(text []byte) opening {
	seen := make([]bool, len(g.means))
	g.words.Find(text, seen)
	var all meaning
	for i, is := range seen {
		if is {
			all |= g.means[i]
		}
	}
	named := all&meansVendor != 0 && all&meansKind != 0
	return opening{
		credential: all&meansAPI != 0 || named,
		api:        all&meansAPI != 0,
		goes:       all&meansGo != 0,
		writes:     all&meansWrite != 0 && named,
		directive:  all&meansIgnore != 0,
	}
}
