package catalog

import (
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// The forms of ids. A segment has the forms that an instance of it can have.
const (
	formDigits    = "digits"    // 123
	formEmail     = "email"     // a@example.com
	formComposite = "composite" // 123_456
	formThread    = "thread"    // t_123
	formBadge     = "badge"     // workplace_champion, workplace_custom#123
	formOpaque    = "opaque"    // m_…, mid.…
)

var allForms = []string{formBadge, formComposite, formDigits, formEmail, formOpaque, formThread}

// formsOf returns the forms of ids that seg may have.
func formsOf(seg strval.Template) []string {
	if hole, ok := seg.AsHole(); ok {
		return holeForms(hole)
	}
	// A hole in an id stands for digits, unless an @ says otherwise.
	text := seg.MapHoles(func(strval.Hole) strval.Template { return strval.Lit("1") })
	lit, _ := text.Literal()
	return literalForms(lit)
}

func holeForms(h strval.Hole) []string {
	if h.Kind == strval.KindInt {
		return []string{formDigits}
	}
	return allForms
}

func literalForms(lit string) []string {
	left, right, two := strings.Cut(lit, "_")
	switch {
	case isDigits(lit):
		return []string{formDigits}
	case strings.Contains(lit, "@"):
		return []string{formEmail}
	case strings.HasPrefix(lit, "workplace_"):
		return []string{formBadge}
	case two && left == "t" && isDigits(right):
		return []string{formThread}
	case two && isDigits(left) && isDigits(strings.ReplaceAll(right, "_", "")):
		return []string{formComposite}
	case two && left == "m", strings.HasPrefix(lit, "mid."):
		return []string{formOpaque}
	}
	return nil
}

func isDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// hasForm reports whether one of forms addresses n, and whether it does only
// where something says that n is meant.
func (n *Node) hasForm(forms []string) (ok, onlyNamed bool) {
	for _, f := range forms {
		if slices.Contains(n.IDs, f) {
			return true, false
		}
		ok = ok || slices.Contains(n.NamedIDs, f)
	}
	return ok, ok
}

// spokenOf returns the types of nodes that the name of a hole speaks of, or the
// word for a node that Workplace does not have. The last words that speak of
// any decide, of those the most: groupOwnerID is a User, adAccountID is
// foreign and accountID is a User.
func (c *Catalog) spokenOf(hole strval.Hole) (types []string, foreign string) {
	words := graphapi.Words(hole.Name)
	for end := len(words); end > 0; end-- {
		for start := max(0, end-3); start < end; start++ {
			word := strings.Join(words[start:end], " ")
			for _, w := range []string{word, strings.TrimSuffix(word, "s")} {
				if names := c.named[w]; len(names) > 0 {
					return names, ""
				}
				if slices.Contains(c.foreign.Names, w) {
					return nil, w
				}
			}
		}
	}
	return nil, ""
}
