package credential

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/pelletier/go-toml/v2"

	"github.com/workplacelint/workplacelint/rules"
)

// A Kind says what a credential is. It is the second tag of a rule.
type Kind string

// The kinds that code asks for by name. The pack may hold more.
const (
	AccessToken    Kind = "access-token"
	AppSecret      Kind = "app-secret"
	AppAccessToken Kind = "app-access-token"
	VerifyToken    Kind = "verify-token"
	FacebookToken  Kind = "facebook-token"
	// Unspecified is the kind of a rule that finds credentials of several kinds.
	Unspecified Kind = "client-credential"
)

// String prints k as it stands in a sentence.
func (k Kind) String() string { return strings.ReplaceAll(string(k), "-", " ") }

// A Rule is one rule of the pack.
type Rule struct {
	ID          string
	Description string // one sentence: what it is, a colon, what it opens
	Kind        Kind
	Client      bool // the rule is about files that browsers or devices get
	Helper      bool // the rule only supports others and reports nothing

	path     *regexp.Regexp
	regex    *regexp.Regexp
	value    *regexp.Regexp // what a whole credential of the rule looks like
	group    int
	entropy  float64
	keywords []string
	words    []int // the keywords by index
	allow    []allowlist
	required []required
}

// Title is what the rule finds, without what follows from it.
func (r *Rule) Title() string {
	title, _, _ := strings.Cut(r.Description, ":")
	return title
}

// Keywords returns words, in lower case, one of which is in every text that the
// rule matches.
func (r *Rule) Keywords() []string { return slices.Clone(r.keywords) }

// Consequence says what a credential of the rule opens.
func (r *Rule) Consequence() string {
	_, consequence, _ := strings.Cut(r.Description, ": ")
	return consequence
}

// A Pack is a set of rules. Where two rules find the same text, the earlier
// one stands.
type Pack struct {
	rules []*Rule
	byID  map[string]*Rule
	paths []*regexp.Regexp // paths that nothing is looked for in
	words *Words           // the keywords of all rules; rules name them by index
	count int              // of keywords
}

// Default returns the pack of this program.
func Default() *Pack { return defaultPack() }

var defaultPack = sync.OnceValue(func() *Pack {
	pack, err := Load(rules.Gitleaks)
	if err != nil {
		panic("rules/gitleaks.toml: " + err.Error())
	}
	return pack
})

// Rules returns the rules that report, in the order of the pack.
func (p *Pack) Rules() []*Rule {
	return slices.DeleteFunc(slices.Clone(p.rules), func(r *Rule) bool { return r.Helper })
}

// Rule returns the rule with an id, nil if there is none.
func (p *Pack) Rule(id string) *Rule { return p.byID[id] }

// SkipsPath reports whether nothing is looked for in files at path, which has
// slashes.
func (p *Pack) SkipsPath(path string) bool {
	return slices.ContainsFunc(p.paths, func(re *regexp.Regexp) bool { return re.MatchString(path) })
}

// The shape of the file. Keys that are not here are errors: gitleaks ignores
// what it does not know, and a misspelt key would go unseen.
type packFile struct {
	Title      string     `toml:"title"`
	MinVersion string     `toml:"minVersion"`
	Allowlists []pathList `toml:"allowlists"`
	Rules      []ruleFile `toml:"rules"`
}

type pathList struct {
	Description string   `toml:"description"`
	Paths       []string `toml:"paths"`
}

type ruleFile struct {
	ID          string         `toml:"id"`
	Description string         `toml:"description"`
	Path        string         `toml:"path"`
	Regex       string         `toml:"regex"`
	SecretGroup int            `toml:"secretGroup"`
	Entropy     float64        `toml:"entropy"`
	Keywords    []string       `toml:"keywords"`
	Tags        []string       `toml:"tags"`
	SkipReport  bool           `toml:"skipReport"`
	Allowlists  []allowFile    `toml:"allowlists"`
	Required    []requiredFile `toml:"required"`
}

type allowFile struct {
	Description string   `toml:"description"`
	Paths       []string `toml:"paths"`
	Regexes     []string `toml:"regexes"`
	RegexTarget string   `toml:"regexTarget"`
}

type requiredFile struct {
	ID          string `toml:"id"`
	WithinLines *int   `toml:"withinLines"`
}

// Load reads a pack in the subset of gitleaks' format that this package knows.
func Load(text string) (*Pack, error) {
	var file packFile
	decoder := toml.NewDecoder(strings.NewReader(text)).DisallowUnknownFields()
	if err := decoder.Decode(&file); err != nil {
		return nil, located(err)
	}
	pack := &Pack{byID: make(map[string]*Rule)}
	for _, list := range file.Allowlists {
		paths, err := compile(list.Paths)
		if err != nil {
			return nil, fmt.Errorf("allowlist %q: %w", list.Description, err)
		}
		pack.paths = append(pack.paths, paths...)
	}
	for _, f := range file.Rules {
		if err := pack.add(f); err != nil {
			return nil, fmt.Errorf("rule %q: %w", f.ID, err)
		}
	}
	pack.indexKeywords()
	return pack, pack.checkRequired()
}

func (p *Pack) indexKeywords() {
	var words []string
	for _, rule := range p.rules {
		words = append(words, rule.keywords...)
	}
	slices.Sort(words)
	words = slices.Compact(words)
	p.words, p.count = NewWords(words), len(words)
	for _, rule := range p.rules {
		for _, keyword := range rule.keywords {
			id, _ := slices.BinarySearch(words, keyword) // It is there.
			rule.words = append(rule.words, id)
		}
	}
}

func located(err error) error {
	var strict *toml.StrictMissingError
	if errors.As(err, &strict) && len(strict.Errors) > 0 {
		line, _ := strict.Errors[0].Position()
		return fmt.Errorf("line %d: key %s is not known", line, strings.Join(strict.Errors[0].Key(), "."))
	}
	if decode, ok := errors.AsType[*toml.DecodeError](err); ok {
		line, _ := decode.Position()
		return fmt.Errorf("line %d: %w", line, err)
	}
	return err
}

func (p *Pack) add(f ruleFile) error {
	rule, err := f.rule()
	switch {
	case err != nil:
		return err
	case p.byID[f.ID] != nil:
		return errors.New("expected an id that no other rule has")
	}
	p.rules = append(p.rules, rule)
	p.byID[f.ID] = rule
	return nil
}

func (p *Pack) checkRequired() error {
	for _, rule := range p.rules {
		for _, req := range rule.required {
			if p.byID[req.id] == nil {
				return fmt.Errorf("rule %q: requires %q, which is no rule", rule.ID, req.id)
			}
		}
	}
	return nil
}
