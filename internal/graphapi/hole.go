package graphapi

import (
	"slices"
	"strings"
	"unicode"

	"github.com/workplacelint/workplacelint/internal/strval"
)

// HoleReason says where the text in a hole comes from. It completes "… is not
// known: ".
func HoleReason(h strval.Hole) string {
	if h.Reason != "" {
		return h.Reason
	}
	switch h.Origin {
	case strval.OriginParam:
		return "it is parameter " + h.Name
	case strval.OriginField:
		return "it is field " + h.Name
	case strval.OriginGlobal:
		return "it is variable " + h.Name
	case strval.OriginEnv:
		return "it is environment variable " + h.Name
	case strval.OriginFlag:
		return "it is flag " + h.Name
	case strval.OriginCall:
		return "it is a result of " + h.Name
	case strval.OriginDecoded:
		return "it is read from outside the program into " + h.Name
	case strval.OriginElem:
		if h.Name == "" || h.Name == "unknown" {
			return "it is an element of a list that is not known"
		}
		return "it is an element of " + h.Name
	case strval.OriginLoop:
		return "it is built in a loop"
	case strval.OriginTime:
		return "it depends on the clock"
	case strval.OriginUnknown:
	}
	return "{" + h.Name + "} may be anything"
}

// Words splits the name of a variable into words in lower case: groupID,
// group_id and group-id are group, id.
func Words(name string) []string {
	var words []string
	var word []rune
	flush := func() {
		if len(word) > 0 {
			words = append(words, strings.ToLower(string(word)))
			word = nil
		}
	}
	runes := []rune(name)
	for i, r := range runes {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			flush()
			continue
		case unicode.IsUpper(r) && i > 0 && startsWord(runes, i):
			flush()
		}
		word = append(word, r)
	}
	flush()
	return words
}

// startsWord reports whether the capital at i begins a word: groupID has two
// words, and so has IDNumber. The s of IDs does not end the word.
func startsWord(runes []rune, i int) bool {
	if !unicode.IsUpper(runes[i-1]) {
		return true
	}
	if i+1 >= len(runes) || !unicode.IsLower(runes[i+1]) {
		return false
	}
	plural := runes[i+1] == 's' && (i+2 == len(runes) || !unicode.IsLower(runes[i+2]))
	return !plural
}

// The last words of names, which say what a hole holds. They are names people
// give to variables, not names of the API.
var (
	idNames      = set("id", "ids", "uid", "gid", "guid", "key", "email", "mail", "number")
	baseNames    = set("base", "host", "server", "domain", "endpoint", "root", "address", "addr", "api", "graph", "site", "prefix")
	pathNames    = set("path", "endpoint", "uri", "url", "route", "resource", "suffix", "query", "edge", "rest", "action", "next")
	queryNames   = set("query", "params", "parameters", "qs", "querystring", "args", "values", "q")
	versionNames = set("version", "ver", "apiver", "apiversion")
	pageNames    = set("next", "previous", "prev")
)

// IsPageName reports whether a variable is named for a link to another page of an
// answer.
func IsPageName(name string) bool {
	return slices.ContainsFunc(Words(name), func(word string) bool { return pageNames[word] })
}

func set(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

func lastWord(name string) string {
	words := Words(name)
	if len(words) == 0 {
		return ""
	}
	return words[len(words)-1]
}

func isIDName(name string) bool {
	last := lastWord(name)
	return idNames[last] || len(last) > 3 && strings.HasSuffix(last, "id")
}

// isBaseName also accepts baseURL.
func isBaseName(name string) bool {
	for _, w := range Words(name) {
		if baseNames[w] || strings.HasPrefix(w, "base") {
			return true
		}
	}
	return false
}

func isPathName(name string) bool  { return pathNames[lastWord(name)] }
func isQueryName(name string) bool { return queryNames[lastWord(name)] }

func isVersionHole(h strval.Hole) bool {
	last := lastWord(h.Name)
	return versionNames[last] || strings.HasSuffix(last, "version")
}
