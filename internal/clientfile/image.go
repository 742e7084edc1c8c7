package clientfile

import (
	"fmt"
	"path"
	"strings"

	"github.com/workplacelint/workplacelint/internal/credential"
)

var (
	instruction = lazily(`(?im)^[ \t]*(?:ONBUILD[ \t]+)?(ENV|ARG|COPY|ADD)[ \t]+((?:[^\\\n]|\\[^\n]|\\\r?\n)*)`)
	assignment  = lazily(`([A-Za-z_]\w*)=("[^"\n]*"|'[^'\n]*'|\S*)`)
	anyWord     = lazily(`\S+`)
	oldEnv      = lazily(`^([A-Za-z_]\w*)[ \t]+(\S.*)$`)
	envFile     = lazily(`(?:^|/)\.env(?:\.(?:local|prod|production|staging|stage|dev|development))?$`)
)

// checkImage reports credentials that an image of a container keeps, and what
// the commands that make it write.
func (t *Tree) checkImage(k *fileKind, f *file) []Finding {
	found := t.checkCommands(k, f)
	text := withoutHashes(f.text)
	c := &commands{tree: t, file: f, text: text, declared: t.rulings.of(f.name).names}
	for _, m := range instruction().FindAllStringSubmatchIndex(text, -1) {
		what, args := strings.ToUpper(text[m[2]:m[3]]), text[m[4]:m[5]]
		switch what {
		case "ENV":
			c.environment(m[4], args)
		case "ARG":
			c.argument(m[4], args)
		default:
			c.copied(what, m[4], args)
		}
	}
	return append(found, c.found...)
}

func (c *commands) keeps(start, end int, what, name string, kind credential.Kind) {
	c.add(Image, image, start, end, name, fmt.Sprintf("%s %s keeps an %s in the image", what, name, kind), kind)
}

// environment looks at ENV NAME=value … and ENV NAME value.
func (c *commands) environment(at int, args string) {
	if m := oldEnv().FindStringSubmatchIndex(args); m != nil && !strings.Contains(args[:m[3]+1], "=") {
		c.environmentOf(at+m[2], args[m[2]:m[3]], args[m[4]:m[5]])
		return
	}
	for _, m := range assignment().FindAllStringSubmatchIndex(args, -1) {
		c.environmentOf(at+m[2], args[m[2]:m[3]], args[m[4]:m[5]])
	}
}

func (c *commands) environmentOf(at int, name, value string) {
	if c.tree.rules.prefixOf(name) != nil {
		return // It is reported as that.
	}
	if kind, ok := c.credential(name); ok && c.tree.isValue(value) {
		c.keeps(at, at+len(name), "ENV", name, kind)
	}
}

// argument looks at ARG NAME and ARG NAME=value: the value that is given stands
// in the history of the image.
func (c *commands) argument(at int, args string) {
	for _, loc := range anyName().FindAllStringIndex(args, 1) {
		name := args[loc[0]:loc[1]]
		if c.tree.rules.prefixOf(name) != nil && strings.Contains(args, "=") {
			return
		}
		if kind, ok := c.credential(name); ok {
			c.keeps(at+loc[0], at+loc[1], "ARG", name, kind)
		}
	}
}

// copied looks at COPY .env /app, if something says that the file holds a
// credential.
func (c *commands) copied(what string, at int, args string) {
	for _, loc := range anyWord().FindAllStringIndex(args, -1) {
		source := args[loc[0]:loc[1]]
		if !envFile().MatchString(source) {
			continue
		}
		beside := path.Join(path.Dir(c.file.name), source)
		name, near, kind, ok := c.tree.envNear(beside)
		if !ok {
			continue
		}
		c.keeps(at+loc[0], at+loc[1], what, source, kind)
		last := &c.found[len(c.found)-1]
		last.Evidence = append(last.Evidence, Evidence{near, name + " is one of its variables"})
		return
	}
}
