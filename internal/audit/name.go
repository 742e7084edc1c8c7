package audit

import (
	"strings"
	"unicode"

	"github.com/workplacelint/workplacelint/internal/catalog"
)

// meant returns the permission that a name in a manifest means: itself if it
// is known, or the one whose label or spelling it is.
func (c *comparison) meant(name string) string {
	if c.cat.Permission(name) != nil {
		return name
	}
	if entry := Suggest(c.cat, name); entry != nil {
		return entry.Name
	}
	return name
}

// Suggest returns the permission that text means although it is not its name:
// the text of the admin panel in one of its languages, the name in another
// spelling, or the only name within two typing mistakes. It returns nil if
// there is none.
func Suggest(cat Catalog, text string) *catalog.Permission {
	if perm := Named(cat, text); perm != nil {
		return perm
	}
	return nearest(cat, fold(text))
}

// Named returns the permission that has text for its name or for a text of the
// admin panel, in any spelling and language, nil if there is none.
func Named(cat Catalog, text string) *catalog.Permission {
	wanted := fold(text)
	if wanted == "" {
		return nil
	}
	for _, perm := range cat.Permissions() {
		if fold(perm.Name) == wanted {
			return perm
		}
	}
	for _, perm := range cat.Permissions() {
		for _, label := range perm.Labels {
			if fold(label.Text) == wanted {
				return perm
			}
		}
	}
	return nil
}

// nearest returns the only permission whose name is nearest and near.
func nearest(cat Catalog, wanted string) *catalog.Permission {
	const mistakes = 2
	var best *catalog.Permission
	least := mistakes + 1
	for _, perm := range cat.Permissions() {
		switch d := distance(fold(perm.Name), wanted); {
		case d < least:
			best, least = perm, d
		case d == least:
			best = nil
		}
	}
	// Two mistakes in a word of four letters leave nothing of it.
	if len(wanted) < 3*least {
		return nil
	}
	return best
}

// fold maps spellings of a name or label to one: case, spaces, hyphens and
// underscores do not count.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// distance returns how many letters have to be inserted, deleted or replaced
// to make t of s.
func distance(s, t string) int {
	a, b := []rune(s), []rune(t)
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, r := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j, q := range b {
			cost := diagonal
			if r != q {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}
