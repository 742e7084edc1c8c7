package clientfile

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/workplacelint/workplacelint/internal/credential"
	"github.com/workplacelint/workplacelint/internal/lexical"
	"github.com/workplacelint/workplacelint/rules"
)

// An Audience is who gets a file. The zero value is nobody.
type Audience string

// The audiences that code asks for by name.
const (
	nobody  Audience = "nobody"
	browser Audience = "browser"
	device  Audience = "device"
	program Audience = "program"
	image   Audience = "image"
	reader  Audience = "reader"
)

// audienceWords say in sentences who gets a file.
type audienceWords struct {
	Runs string `yaml:"runs"`
	Gets string `yaml:"gets"`
	Who  string `yaml:"who"`
}

// Rules is what is known of delivered files.
type Rules struct {
	Source     string                     `yaml:"source"`
	Retrieved  string                     `yaml:"retrieved"`
	Audiences  map[Audience]audienceWords `yaml:"audiences"`
	Languages  map[string][]string        `yaml:"languages"`
	Evidence   []*evidence                `yaml:"evidence"`
	Names      nameRules                  `yaml:"names"`
	Prefixes   []prefix                   `yaml:"prefixes"`
	Reads      []*read                    `yaml:"reads"`
	Shapes     shapes                     `yaml:"shapes"`
	Senders    []string                   `yaml:"senders"`
	Questions  []string                   `yaml:"questions"`
	Attributes []string                   `yaml:"attributes"`
	HMAC       []string                   `yaml:"hmac"`
	Proof      string                     `yaml:"proof"`
	OwnTokens  []string                   `yaml:"own_tokens"`
	OwnWords   []string                   `yaml:"own_words"`
	Kinds      []*fileKind                `yaml:"kinds"`
	Commands   commandRules               `yaml:"commands"`
	BuildCalls []string                   `yaml:"build_calls"`
	Exposed    []string                   `yaml:"exposed"`
	Kept       []string                   `yaml:"kept"`

	byExtension map[string]*lexical.Language
	kindWords   *credential.Words
	kindOfWord  []int // for each word of kindWords the index of its kind
}

// A prefix begins variables that a bundler copies.
type prefix struct {
	Prefix string   `yaml:"prefix"`
	To     Audience `yaml:"to"`
	Tool   string   `yaml:"tool"`
	Source string   `yaml:"source"`
}

// A read is a way in which delivered code reads what was put into it.
type read struct {
	Languages []string `yaml:"languages"`
	Names     []string `yaml:"names"`
	Calls     []string `yaml:"calls"`
	Imports   []string `yaml:"imports"`
	About     string   `yaml:"about"`
}

// shapes say how tokens begin whose shape tells them.
type shapes struct {
	Begin []string `yaml:"begin"`
	Then  int      `yaml:"then"`
}

// in reports whether something in a text has one of the shapes.
func (s *shapes) in(text []byte) bool {
	for _, begin := range s.Begin {
		for rest := text; ; {
			i := bytes.Index(rest, []byte(begin))
			if i < 0 {
				break
			}
			rest = rest[i+len(begin):]
			n := 0
			for n < len(rest) && n < s.Then && (isName(rest[n]) || rest[n] == '-') {
				n++
			}
			if n == s.Then {
				return true
			}
		}
	}
	return false
}

// A fileKind says how files are looked at, by their names.
type fileKind struct {
	Kind  string   `yaml:"kind"`
	Words []string `yaml:"words"`
	Path  string   `yaml:"path"`
	To    Audience `yaml:"to"`

	path *regexp.Regexp
}

// File is the name of the rule file.
const File = "clientfiles.yaml"

// Load reads the rules.
func Load(fsys fs.FS) (*Rules, error) {
	r := new(Rules)
	if err := rules.Decode(fsys, File, r); err != nil {
		return nil, err
	}
	r.Names.Vendors = credential.DefaultUse().Vendors
	if err := r.check(); err != nil {
		return nil, fmt.Errorf("%s: %w", File, err)
	}
	return r, nil
}

// Default returns the rules of this program.
func Default() *Rules { return defaultRules() }

var defaultRules = sync.OnceValue(func() *Rules {
	r, err := Load(rules.Files)
	if err != nil {
		panic("rules/" + err.Error())
	}
	return r
})

func (r *Rules) check() error {
	for _, a := range []Audience{browser, device, program, image, reader} {
		if r.Audiences[a] == (audienceWords{}) {
			return fmt.Errorf("audiences: expected %s", a)
		}
	}
	if err := r.indexLanguages(); err != nil {
		return err
	}
	for i, e := range r.Evidence {
		if err := e.check(r); err != nil {
			return fmt.Errorf("evidence %d (%s): %w", i+1, e.About, err)
		}
	}
	if err := r.indexKinds(); err != nil {
		return err
	}
	if r.Proof == "" || len(r.Names.Kinds) == 0 {
		return errors.New("expected proof and names")
	}
	if err := r.Commands.check(); err != nil {
		return err
	}
	return r.checkPrefixes()
}

func (r *Rules) indexLanguages() error {
	r.byExtension = map[string]*lexical.Language{}
	for _, name := range slices.Sorted(maps.Keys(r.Languages)) {
		lang := lexical.Named(name)
		if lang == nil {
			return fmt.Errorf("languages: %s: expected one of %s", name, strings.Join(lexical.Names(), ", "))
		}
		for _, ext := range r.Languages[name] {
			if r.byExtension[ext] != nil {
				return fmt.Errorf("languages: %s: expected %s once", name, ext)
			}
			r.byExtension[ext] = lang
		}
	}
	return nil
}

func (r *Rules) indexKinds() error {
	var words []string
	for i, k := range r.Kinds {
		var err error
		if k.path, err = regexp.Compile(k.Path); err != nil {
			return fmt.Errorf("kinds: %s: %w", k.Kind, err)
		}
		if !slices.Contains(kindNames, k.Kind) || len(k.Words) == 0 {
			return fmt.Errorf("kinds: %s: expected words, and one of %s", k.Kind, strings.Join(kindNames, ", "))
		}
		for _, w := range k.Words {
			words = append(words, w)
			r.kindOfWord = append(r.kindOfWord, i)
		}
	}
	r.kindWords = credential.NewWords(words)
	return nil
}

func (r *Rules) checkPrefixes() error {
	for _, p := range r.Prefixes {
		if r.Audiences[p.To] == (audienceWords{}) || p.Source == "" {
			return fmt.Errorf("prefixes: %s: expected an audience and a source", p.Prefix)
		}
	}
	if !slices.IsSortedFunc(r.Prefixes, func(a, b prefix) int { return cmp.Compare(a.Prefix, b.Prefix) }) {
		return errors.New("prefixes: expected them sorted")
	}
	return nil
}

// language returns the row that reads a file, nil if none does.
func (r *Rules) language(name string) *lexical.Language {
	return r.byExtension[strings.ToLower(path.Ext(name))]
}

// prefixOf returns the prefix by which a variable is copied, nil if it has none.
func (r *Rules) prefixOf(name string) *prefix {
	for i := range r.Prefixes {
		if p := &r.Prefixes[i]; strings.HasPrefix(name, p.Prefix) {
			return p
		}
	}
	return nil
}

// kindOf returns how a file is looked at, nil for code and pages.
func (r *Rules) kindOf(name string) *fileKind {
	seen := make([]bool, len(r.kindOfWord))
	r.kindWords.Find([]byte(name), seen)
	tried := -1
	for w, is := range seen {
		if i := r.kindOfWord[w]; is && i != tried {
			if r.Kinds[i].path.MatchString(name) {
				return r.Kinds[i]
			}
			tried = i
		}
	}
	return nil
}

// nameRules say which names are those of credentials.
type nameRules struct {
	Vendors []string                      `yaml:"-"` // of package credential
	Kinds   map[credential.Kind]nameWords `yaml:"kinds"`
	Other   []string                      `yaml:"other"`
	Ends    []string                      `yaml:"ends"`
	Plain   map[credential.Kind][]string  `yaml:"plain"`
}

type nameWords struct {
	Words   []string `yaml:"words"`
	Phrases []string `yaml:"phrases"`
}

// A named says what a name means.
type named struct {
	kind credential.Kind
	// specific says that the name tells the vendor too.
	specific bool
}

// credential returns what a name means, by its words; nothing if it is not one
// of a credential.
func (n *nameRules) credential(name string) (named, bool) {
	words := wordsOf(name)
	if len(words) == 0 || slices.Contains(n.Ends, words[len(words)-1]) {
		return named{}, false
	}
	if slices.ContainsFunc(words, func(w string) bool { return slices.Contains(n.Other, w) }) {
		return named{}, false
	}
	vendor := slices.ContainsFunc(words, func(w string) bool { return slices.Contains(n.Vendors, w) })
	spelt := strings.Join(words, " ")
	for _, kind := range []credential.Kind{credential.AppSecret, credential.AccessToken} {
		k := n.Kinds[kind]
		has := slices.ContainsFunc(words, func(w string) bool { return slices.Contains(k.Words, strings.TrimSuffix(w, "s")) })
		phrase := slices.ContainsFunc(k.Phrases, func(p string) bool { return strings.Contains(spelt, p) })
		if has && (vendor || phrase) {
			return named{kind, vendor}, true
		}
	}
	return named{}, false
}

// plain returns what a name means that says no more than what it is.
func (n *nameRules) plain(name string) (credential.Kind, bool) {
	for _, kind := range []credential.Kind{credential.AppSecret, credential.AccessToken} {
		if slices.Contains(n.Plain[kind], strings.ToLower(name)) {
			return kind, true
		}
	}
	return "", false
}

// wordsOf parts a name at changes of case and at what is no letter, and returns
// the words in lower case.
func wordsOf(name string) []string {
	var words []string
	start := 0
	cut := func(end int) {
		if end > start {
			words = append(words, strings.ToLower(name[start:end]))
		}
	}
	for i := range len(name) {
		c := name[i]
		switch {
		case !isLetter(c) && !isDigit(c):
			cut(i)
			start = i + 1
		case isUpper(c) && i > start && (!isUpper(name[i-1]) || i+1 < len(name) && isLower(name[i+1])):
			cut(i)
			start = i
		}
	}
	cut(len(name))
	return words
}

// isOwn reports whether a name is that of a token of a person who signed in.
func (r *Rules) isOwn(name string) bool {
	if slices.Contains(r.OwnTokens, name) {
		return true
	}
	words := wordsOf(name)
	token := slices.ContainsFunc(words, func(w string) bool { return slices.Contains(r.Names.Kinds[credential.AccessToken].Words, w) })
	return token && slices.ContainsFunc(words, func(w string) bool { return slices.Contains(r.OwnWords, w) })
}

func isUpper(c byte) bool  { return 'A' <= c && c <= 'Z' }
func isLower(c byte) bool  { return 'a' <= c && c <= 'z' }
func isLetter(c byte) bool { return isUpper(c) || isLower(c) }
func isDigit(c byte) bool  { return '0' <= c && c <= '9' }
