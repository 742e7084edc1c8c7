package credential

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
)

// An allowlist names what a rule leaves alone.
type allowlist struct {
	placeholder bool // it is about values that stand for a credential
	target      string
	paths       []*regexp.Regexp
	regexes     []*regexp.Regexp
}

// A required is a condition: another rule matches nearby.
type required struct {
	id    string
	lines int // at most so many lines away; any distance if negative
}

func (f *ruleFile) rule() (*Rule, error) {
	rule := &Rule{
		ID: f.ID, Description: f.Description, Helper: f.SkipReport,
		group: f.SecretGroup, entropy: f.Entropy,
	}
	for i, tag := range f.Tags {
		switch {
		case tag == "client":
			rule.Client = true
		case i == 1:
			rule.Kind = Kind(tag)
		}
	}
	if err := rule.check(f); err != nil {
		return nil, err
	}
	var err error
	if rule.regex, err = regexp.Compile(f.Regex); err != nil {
		return nil, err
	}
	if f.Path != "" {
		if rule.path, err = regexp.Compile(f.Path); err != nil {
			return nil, err
		}
	}
	if rule.group > rule.regex.NumSubexp() {
		return nil, fmt.Errorf("secretGroup is %d, but the regex has %d groups", rule.group, rule.regex.NumSubexp())
	}
	if rule.value, err = valuePattern(f.Regex, rule.group); err != nil {
		return nil, err
	}
	for _, keyword := range f.Keywords {
		rule.keywords = append(rule.keywords, strings.ToLower(keyword))
	}
	if err := rule.addAllowlists(f.Allowlists); err != nil {
		return nil, err
	}
	for _, req := range f.Required {
		lines := -1
		if req.WithinLines != nil {
			lines = *req.WithinLines
		}
		rule.required = append(rule.required, required{id: req.ID, lines: lines})
	}
	return rule, nil
}

func (r *Rule) check(f *ruleFile) error {
	switch {
	case !strings.HasPrefix(r.ID, "workplace-"):
		return errors.New("expected an id that begins with workplace-")
	case r.Kind == "":
		return errors.New("expected the kind of the credential as second tag")
	case !strings.Contains(r.Description, ": "):
		return errors.New("expected a description with a colon: what it is, then what it opens")
	case len(f.Keywords) == 0:
		return errors.New("expected keywords")
	case f.Regex == "":
		return errors.New("expected a regex")
	}
	return nil
}

func (r *Rule) addAllowlists(files []allowFile) error {
	for _, f := range files {
		list := allowlist{target: f.RegexTarget, placeholder: strings.HasPrefix(f.Description, "placeholders")}
		var err error
		if list.paths, err = compile(f.Paths); err != nil {
			return err
		}
		if list.regexes, err = compile(f.Regexes); err != nil {
			return err
		}
		switch f.RegexTarget {
		case "", "match", "line":
		default:
			return fmt.Errorf("regexTarget is %q, expected match or line", f.RegexTarget)
		}
		r.allow = append(r.allow, list)
	}
	return nil
}

func compile(patterns []string) ([]*regexp.Regexp, error) {
	var compiled []*regexp.Regexp
	for _, pattern := range patterns {
		if strings.HasPrefix(pattern, "(?i)") {
			// Gitleaks joins the expressions of a list, and the flag would go on.
			return nil, fmt.Errorf("expression %.20q…: expected (?i:…), which ends with the expression", pattern)
		}
		re, err := regexp.Compile(pattern)
		if err != nil {
			return nil, err
		}
		compiled = append(compiled, re)
	}
	return compiled, nil
}

// valuePattern returns the expression of what the rule captures as credential,
// for texts that are nothing else. It is nil for a rule without groups.
func valuePattern(pattern string, group int) (*regexp.Regexp, error) {
	tree, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return nil, err
	}
	var groups []string
	var walk func(*syntax.Regexp)
	walk = func(node *syntax.Regexp) {
		if node.Op == syntax.OpCapture && (group == 0 || node.Cap == group) {
			groups = append(groups, node.Sub[0].String())
		}
		for _, sub := range node.Sub {
			walk(sub)
		}
	}
	walk(tree)
	if len(groups) == 0 {
		return nil, nil
	}
	return regexp.Compile(`\A(?:` + strings.Join(groups, "|") + `)\z`)
}

// entropy is the Shannon entropy of s in bits for each character.
func entropy(s string) float64 {
	counts := make(map[rune]int)
	total := 0
	for _, r := range s {
		counts[r]++
		total++
	}
	sum := 0.0
	// Sorted, because the last bits of a sum of floats depend on the order.
	for _, n := range slices.Sorted(maps.Values(counts)) {
		p := float64(n) / float64(total)
		sum -= p * math.Log2(p)
	}
	return sum
}
