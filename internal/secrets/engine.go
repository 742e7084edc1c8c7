package secrets

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/pelletier/go-toml/v2"
	"github.com/zricethezav/gitleaks/v8/config"
	"github.com/zricethezav/gitleaks/v8/detect"
	"github.com/zricethezav/gitleaks/v8/logging"
	"github.com/zricethezav/gitleaks/v8/regexp"
	"github.com/zricethezav/gitleaks/v8/report"
	"github.com/zricethezav/gitleaks/v8/sources"
)

// An engine is gitleaks with one set of rules, behind a gate.
type engine struct {
	config    config.Config
	gate      *gate
	skips     *pathSet // files that are left out
	rank      map[string]int
	detectors []*detect.Detector // by decoding depth
}

// quiet keeps gitleaks from writing what it finds to its log.
var quiet = sync.OnceFunc(func() {
	const disabled = 7 // zerolog.Disabled
	logging.Logger = logging.Logger.Level(disabled)
})

// loaded keeps the configurations by their text, since gitleaks adds its default
// rules twice in a process and no more. The lock guards the state that it keeps
// while it reads one, too.
var loaded = struct {
	sync.Mutex
	configs map[string]config.Config
}{configs: make(map[string]config.Config)}

func newEngine(text string, depth int) (*engine, error) {
	quiet()
	cfg, err := loadConfig(text)
	if err != nil {
		return nil, err
	}
	e := &engine{config: cfg, rank: make(map[string]int)}
	for i, id := range cfg.OrderedRules {
		e.rank[id] = i
	}
	for d := range depth + 1 {
		detector := detect.NewDetector(cfg)
		detector.MaxDecodeDepth = d
		detector.IgnoreGitleaksAllow = true // our own comment asks for a reason
		e.detectors = append(e.detectors, detector)
	}
	e.gate = newGate(&cfg)
	e.skips = skipped(&cfg)
	return e, nil
}

const maxKeywordBytes = 60_000

// loadConfig reads rules in the format of gitleaks.
func loadConfig(text string) (config.Config, error) {
	loaded.Lock()
	defer loaded.Unlock()
	if cfg, ok := loaded.configs[text]; ok {
		return cfg, nil
	}
	cfg, err := translate(text)
	if err == nil {
		loaded.configs[text] = cfg
	}
	return cfg, err
}

// translate lets gitleaks read rules. It panics on a regular expression that
// does not compile.
func translate(text string) (cfg config.Config, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("expected rules that gitleaks can read: %v", r)
		}
	}()
	var file config.ViperConfig
	if err := toml.Unmarshal([]byte(text), &file); err != nil {
		return cfg, located(err)
	}
	if file.Extend.Path != "" || file.Extend.URL != "" {
		return cfg, errors.New("extend.path is not supported: put the rules into one file")
	}
	cfg, err = file.Translate()
	if err != nil {
		return cfg, err
	}
	if file.Extend.UseDefault && len(cfg.Rules) == len(file.Rules) {
		return cfg, errors.New("gitleaks did not add its default rules")
	}
	for _, id := range cfg.OrderedRules {
		rule := cfg.Rules[id]
		if err := check(&rule); err != nil {
			return cfg, err
		}
		rule.Tags = slices.Clip(rule.Tags) // gitleaks appends to it, from several goroutines
		cfg.Rules[id] = rule
	}
	size := 0
	for keyword := range cfg.Keywords {
		size += len(keyword)
	}
	if size > maxKeywordBytes {
		return cfg, fmt.Errorf("expected keywords of at most %d bytes, have %d", maxKeywordBytes, size)
	}
	return cfg, nil
}

// check finds what gitleaks trips over later, or does not notice.
func check(rule *config.Rule) error {
	switch {
	case rule.RuleID == "":
		return errors.New("expected each rule to have an id")
	case rule.Regex != nil && rule.SecretGroup > rule.Regex.NumSubexp():
		return fmt.Errorf("rule %q: secretGroup is %d, but the regex has %d groups", rule.RuleID, rule.SecretGroup, rule.Regex.NumSubexp())
	}
	return nil
}

func located(err error) error {
	if decode, ok := errors.AsType[*toml.DecodeError](err); ok {
		line, column := decode.Position()
		return fmt.Errorf("%d:%d: %w", line, column, err)
	}
	return err
}

// skipped returns the expressions of the paths that rules leave out altogether.
func skipped(cfg *config.Config) *pathSet {
	var patterns []*regexp.Regexp
	for _, list := range cfg.Allowlists {
		if list.MatchCondition == config.AllowlistMatchOr {
			patterns = append(patterns, list.Paths...)
		}
	}
	return newPathSet(patterns)
}

// A hit is a credential in a text: the bytes from start to end. If it was
// decoded, these are the encoded text.
type hit struct {
	rule       *config.Rule
	rank       int
	start, end int
	secret     string
	decoded    bool
}

// A finder looks for credentials with one engine. It must not be used by two
// goroutines at once.
type finder struct {
	*engine
	passage *passage
}

func (e *engine) finder() *finder { return &finder{e, e.gate.passage()} }

// find returns the credentials in text, which is in the file at path.
func (f *finder) find(path string, text []byte) ([]hit, error) {
	depth, ok := f.depth(path, text)
	if !ok {
		return nil, nil
	}
	found, err := f.detect(path, string(text), depth)
	if err != nil {
		return nil, err
	}
	return f.locate(text, found), nil
}

// depth returns how many times text has to be decoded for all that can be
// found; false if there is nothing to find.
func (f *finder) depth(path string, text []byte) (depth int, ok bool) {
	for d := range f.detectors {
		if f.passage.opens(path, text) {
			depth, ok = d, true
		}
		if d+1 < len(f.detectors) {
			decoded, segments := decode(text)
			if len(segments) == 0 {
				break
			}
			text = decoded
		}
	}
	return depth, ok
}

// detect runs gitleaks, whose panics are errors.
func (f *finder) detect(path, text string, depth int) (found []report.Finding, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = errors.New("gitleaks panicked")
		}
	}()
	return f.detectors[depth].Detect(fragment(path, text)), nil
}

func fragment(path, text string) detect.Fragment { //nolint:staticcheck // version 8 takes no other type
	return detect.Fragment(sources.Fragment{Raw: text, FilePath: path, StartLine: 1}) //nolint:staticcheck // as above
}

// locate turns findings of gitleaks into places. Its columns are one too large
// on all lines but the first, and are about the whole match.
func (f *finder) locate(text []byte, found []report.Finding) []hit {
	if len(found) == 0 {
		return nil
	}
	lines := lineStarts(text)
	hits := make([]hit, 0, len(found))
	for i := range found {
		hits = append(hits, f.place(text, lines, &found[i]))
	}
	slices.SortFunc(hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.rank, b.rank), cmp.Compare(a.end, b.end), cmp.Compare(a.secret, b.secret))
	})
	return hits
}

func (f *finder) place(text []byte, lines []int, found *report.Finding) hit {
	rule := f.config.Rules[found.RuleID]
	h := hit{rule: &rule, rank: f.rank[found.RuleID], secret: found.Secret}
	h.start = offset(lines, found.StartLine, found.StartColumn-1, len(text))
	h.end = max(h.start, offset(lines, found.EndLine, found.EndColumn, len(text)))
	for _, tag := range found.Tags {
		if strings.HasPrefix(tag, "decode-depth:") {
			h.decoded = true
			return h
		}
	}
	// The secret stands in the match, and the match at or just after its start:
	// gitleaks cuts line ends off its front.
	if i := bytes.Index(text[h.start:], []byte(found.Match)); i >= 0 {
		h.start += i
	}
	if i := strings.Index(found.Match, found.Secret); i >= 0 {
		h.start += i
	}
	h.end = min(h.start+len(found.Secret), len(text))
	return h
}

// lineStarts returns where the lines of text begin.
func lineStarts(text []byte) []int {
	starts := []int{0}
	for i, c := range text {
		if c == '\n' {
			starts = append(starts, i+1)
		}
	}
	return starts
}

// offset returns the place of a column as gitleaks counts it, from 0.
func offset(lines []int, line, column, size int) int {
	if line < 1 || line > len(lines) {
		return 0
	}
	if line > 1 {
		column--
	}
	return min(max(lines[line-1]+column, 0), size)
}
