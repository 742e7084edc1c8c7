package credential

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
)

// A Match is a credential in a text: the bytes from Start to End.
type Match struct {
	Rule       *Rule
	Start, End int
}

// Find returns the credentials in text, which stands in the file at path; path
// may be empty. They are in the order of the text and do not overlap. Text that
// is encoded is not decoded.
func (p *Pack) Find(path, text string) []Match {
	if path != "" && p.SkipsPath(path) {
		return nil
	}
	seen := make([]bool, p.count)
	p.words.Find([]byte(text), seen)
	var found []Match
	for _, rule := range p.rules {
		if rule.Helper || !p.mayMatch(rule, seen) || !rule.appliesTo(path) {
			continue
		}
		for _, m := range rule.matches(text) {
			if p.hasRequired(rule, text, m.start) && !overlaps(found, m) {
				found = append(found, Match{Rule: rule, Start: m.start, End: m.end})
			}
		}
	}
	slices.SortFunc(found, func(a, b Match) int { return cmp.Compare(a.Start, b.Start) })
	return found
}

// Shape returns the kind of credential that s has the shape of by itself,
// whatever it is called.
func (p *Pack) Shape(s string) (Kind, bool) {
	for _, m := range p.Find("", s) {
		if m.Start == 0 && m.End == len(s) {
			return m.Rule.Kind, true
		}
	}
	return "", false
}

// Plausible reports whether s, which is used as a credential of a kind, can be
// one: it is long and mixed enough, and no placeholder.
func (p *Pack) Plausible(kind Kind, s string) bool {
	return slices.ContainsFunc(p.rules, func(rule *Rule) bool {
		return rule.Kind == kind && !rule.Helper && rule.value != nil && rule.value.MatchString(s) &&
			rule.entropy < entropy(s) && !rule.isPlaceholder(s)
	})
}

// mayMatch reports whether a text has a keyword of the rule, and of each rule
// that it requires.
func (p *Pack) mayMatch(rule *Rule, seen []bool) bool {
	return rule.hasKeyword(seen) &&
		!slices.ContainsFunc(rule.required, func(req required) bool { return !p.byID[req.id].hasKeyword(seen) })
}

func (r *Rule) hasKeyword(seen []bool) bool {
	return slices.ContainsFunc(r.words, func(id int) bool { return seen[id] })
}

func (r *Rule) appliesTo(path string) bool {
	if r.path != nil && !r.path.MatchString(path) {
		return false
	}
	return !slices.ContainsFunc(r.allow, func(list allowlist) bool { return path != "" && matchesAny(list.paths, path) })
}

func (r *Rule) isPlaceholder(s string) bool {
	return slices.ContainsFunc(r.allow, func(list allowlist) bool {
		return list.placeholder && list.target == "" && matchesAny(list.regexes, s)
	})
}

// A span is one match of a rule: the credential, and all the rule looked at.
type span struct {
	start, end     int
	matchAt, match int
}

func (r *Rule) matches(text string) []span {
	var found []span
	for _, loc := range r.regex.FindAllStringSubmatchIndex(text, -1) {
		s := span{matchAt: loc[0], match: loc[1]}
		s.start, s.end = r.secret(loc)
		if r.entropy != 0 && entropy(text[s.start:s.end]) <= r.entropy {
			continue
		}
		if !r.allows(text, s) {
			found = append(found, s)
		}
	}
	return found
}

// secret picks the group that holds the credential as gitleaks does: the one
// the rule names, else the first that holds something.
func (r *Rule) secret(loc []int) (start, end int) {
	if r.group > 0 {
		return loc[2*r.group], loc[2*r.group+1]
	}
	for i := 2; i < len(loc); i += 2 {
		if loc[i] < loc[i+1] {
			return loc[i], loc[i+1]
		}
	}
	return loc[0], loc[1]
}

func (r *Rule) allows(text string, s span) bool {
	return slices.ContainsFunc(r.allow, func(list allowlist) bool {
		switch list.target {
		case "match":
			return matchesAny(list.regexes, text[s.matchAt:s.match])
		case "line":
			return matchesAny(list.regexes, lines(text, s.matchAt, s.match))
		}
		return matchesAny(list.regexes, text[s.start:s.end])
	})
}

// lines returns the lines that the text from start to end stands on.
func lines(text string, start, end int) string {
	start = strings.LastIndexByte(text[:start], '\n') + 1
	if n := strings.IndexByte(text[end:], '\n'); n >= 0 {
		return text[start : end+n]
	}
	return text[start:]
}

func matchesAny(patterns []*regexp.Regexp, s string) bool {
	return slices.ContainsFunc(patterns, func(re *regexp.Regexp) bool { return re.MatchString(s) })
}

// hasRequired reports whether everything the rule requires stands near at.
func (p *Pack) hasRequired(rule *Rule, text string, at int) bool {
	line := strings.Count(text[:at], "\n")
	for _, req := range rule.required {
		near := func(s span) bool {
			distance := strings.Count(text[:s.matchAt], "\n") - line
			return req.lines < 0 || -req.lines <= distance && distance <= req.lines
		}
		if !slices.ContainsFunc(p.byID[req.id].matches(text), near) {
			return false
		}
	}
	return true
}

func overlaps(found []Match, s span) bool {
	return slices.ContainsFunc(found, func(m Match) bool { return m.Start < s.end && s.start < m.End })
}
