package clientfile

import (
	"fmt"
	"path"
	"slices"

	"github.com/workplacelint/workplacelint/internal/credential"
)

// checkBundler reports settings of a bundler that copy a credential into the
// code.
func (t *Tree) checkBundler(_ *fileKind, f *file) []Finding {
	var found []Finding
	to := browser
	if path.Base(f.name) == "app.config.js" || path.Base(f.name) == "app.config.ts" {
		to = device
	}
	lines := map[int]bool{}
	f.lex()
	keys := f.enclosingKeys()
	for i := range f.tokens {
		tok := &f.tokens[i]
		if tok.isWord("envPrefix") {
			found = append(found, t.emptyPrefix(f, i)...)
		}
		if tok.kind == mark || !t.isExposed(keys[i]) {
			continue
		}
		is, ok := t.rules.Names.credential(lastName(tok.text))
		if line := f.tokenAt(tok).Line; ok && is.specific && !lines[line] {
			lines[line] = true
			finding := t.setting(to, f, int(tok.start), int(tok.end), lastName(tok.text), is.kind)
			finding.Message = fmt.Sprintf("the bundler writes %s, an %s, into code that %s", lastName(tok.text), is.kind, t.rules.Audiences[to].Runs)
			found = append(found, finding)
		}
	}
	return found
}

// lastName returns what a name selects: TOKEN of process.env.TOKEN.
func lastName(name string) string {
	for i := len(name) - 1; i >= 0; i-- {
		if name[i] == '.' {
			return name[i+1:]
		}
	}
	return name
}

// enclosingKeys returns for each token the keys and calls whose values it stands
// in, the innermost first.
func (f *file) enclosingKeys() [][]string {
	keys := make([][]string, len(f.tokens))
	var open [][]string
	var current []string
	for i := range f.tokens {
		t := &f.tokens[i]
		switch {
		case t.kind == mark && int(t.pair) > i:
			open = append(open, current)
			if key := f.keyBefore(i); key != "" && len(current) < maxParts {
				current = append([]string{key}, current...)
			}
		case t.kind == mark && t.pair >= 0 && len(open) > 0:
			current = open[len(open)-1]
			open = open[:len(open)-1]
		}
		keys[i] = current
	}
	return keys
}

// keyBefore returns the key or call that a bracket belongs to.
func (f *file) keyBefore(i int) string {
	i--
	for i > 0 && (f.tokens[i].is(":") || f.tokens[i].is("=") || f.tokens[i].is("(") || f.tokens[i].is("=>") || f.tokens[i].is(")")) {
		i--
	}
	if i >= 0 && f.tokens[i].kind != mark {
		return f.tokens[i].text
	}
	return ""
}

// isExposed reports whether what stands below the keys is copied into the code.
func (t *Tree) isExposed(keys []string) bool {
	for _, k := range keys {
		if slices.Contains(t.rules.Exposed, k) {
			return true
		}
		if slices.Contains(t.rules.Kept, k) {
			return false
		}
	}
	return false
}

// emptyPrefix reports that a bundler copies all variables, if one beside it is a
// credential.
func (t *Tree) emptyPrefix(f *file, i int) []Finding {
	for i++; i < len(f.tokens) && f.tokens[i].kind == mark && !f.tokens[i].is(","); i++ {
	}
	if i >= len(f.tokens) || !f.tokens[i].isWhole() || f.tokens[i].text != "" {
		return nil
	}
	name, at, kind, ok := t.envNear(f.name)
	if !ok {
		return nil
	}
	finding := t.setting(browser, f, int(f.tokens[i].start), int(f.tokens[i].end), name, kind)
	finding.Message = "the prefix is empty, so the bundler copies every variable into code that browsers run"
	finding.Evidence = []Evidence{{at, name + " is one of them"}}
	return []Finding{finding}
}

// envFiles are the files in which people say which variables there are.
var envFiles = []string{
	".env", ".env.local", ".env.production", ".env.example", ".env.sample", ".env.template", ".env.dist", "env.example",
}

// envNear looks for a credential in the files of the environment beside a file.
func (t *Tree) envNear(name string) (variable string, at Position, kind credential.Kind, ok bool) {
	for _, env := range envFiles {
		file := &file{name: path.Join(path.Dir(name), env)}
		file.text = t.project.read(file.name)
		for _, p := range matchPairs(file.text, pairsOfLines) {
			if is, ok := t.rules.Names.credential(p.key); ok && is.specific {
				return p.key, file.at(p.start), is.kind, true
			}
		}
	}
	return "", Position{}, "", false
}
