package clientfile

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/credential"
)

// commandRules say how commands write a variable into what people get.
type commandRules struct {
	// Link is the option of the Go linker that sets a variable: its package, its
	// name and what it is set to.
	Link *regexp.Regexp `yaml:"link"`
	// Options are those with the name of a variable.
	Options []option `yaml:"options"`
	// Assigned is a variable that is set, Variable one that is used.
	Assigned *regexp.Regexp `yaml:"assigned"`
	Variable *regexp.Regexp `yaml:"variable"`
	// Writes is a command that writes a file, Delivered the name of a file for
	// clients, and Script how one ends that holds code or settings.
	Writes    *regexp.Regexp `yaml:"writes"`
	Delivered *regexp.Regexp `yaml:"delivered"`
	Script    *regexp.Regexp `yaml:"script"`
	// Builds are commands that build Go packages for clients, Releases lines that
	// name one, in files of that name.
	Builds   []build `yaml:"builds"`
	Releases []build `yaml:"releases"`
}

// A build is a way in which Go packages get to clients.
type build struct {
	File    *regexp.Regexp `yaml:"file"`
	Command *regexp.Regexp `yaml:"command"`
	To      Audience       `yaml:"to"`
	About   string         `yaml:"about"`
}

// An option writes the variable that one of its groups names into what is built.
type option struct {
	Option   *regexp.Regexp `yaml:"option"`
	About    string         `yaml:"about"`
	Category Category       `yaml:"category"`
	To       Audience       `yaml:"to"`
	Into     string         `yaml:"into"`
}

func (c *commandRules) check() error {
	if c.Link == nil || c.Link.NumSubexp() != 3 {
		return errors.New("commands: expected link with three groups")
	}
	if slices.Contains([]*regexp.Regexp{c.Assigned, c.Variable, c.Writes, c.Delivered, c.Script}, nil) {
		return errors.New("commands: expected assigned, variable, writes, delivered and script")
	}
	for _, b := range slices.Concat(c.Builds, c.Releases) {
		if b.Command == nil || b.To == "" || b.About == "" {
			return fmt.Errorf("commands: builds: %s: expected command, to and about", b.About)
		}
	}
	for _, r := range c.Releases {
		if r.File == nil || r.Command.NumSubexp() != 1 {
			return fmt.Errorf("commands: releases: %s: expected file, and command with a group", r.About)
		}
	}
	for _, o := range c.Options {
		if o.Option == nil || o.Option.NumSubexp() == 0 || o.About == "" || o.Category == "" || o.To == "" || o.Into == "" {
			return fmt.Errorf("commands: options: %s: expected option with a group, about, category, to and into", o.About)
		}
	}
	return nil
}

// anyName is a name in any language.
var anyName = lazily(`[A-Za-z_]\w*`)

// checkCommands reports commands that write a credential into what people get.
func (t *Tree) checkCommands(_ *fileKind, f *file) []Finding {
	text := withoutHashes(f.text)
	t.programs.addRoots(f, text, &t.rules.Commands)
	c := &commands{tree: t, file: f, text: text, declared: t.rulings.of(f.name).names}
	c.links()
	c.defines()
	c.prefixes()
	c.writes()
	return c.found
}

// commands are lines of a file that run something.
type commands struct {
	tree     *Tree
	file     *file
	text     string
	declared []string
	found    []Finding
}

// withoutHashes replaces comments that begin with # by spaces.
func withoutHashes(text string) string {
	b := []byte(text)
	blank := false
	for i := range b {
		if b[i] == '#' && isLineStart(text, i) {
			blank = true
		}
		if b[i] == '\n' {
			blank = false
		} else if blank {
			b[i] = ' '
		}
	}
	return string(b)
}

// isLineStart reports whether only blanks stand before a byte on its line. A #
// further on may be anything.
func isLineStart(text string, i int) bool {
	for i--; i >= 0 && text[i] != '\n'; i-- {
		if text[i] != ' ' && text[i] != '\t' {
			return false
		}
	}
	return true
}

// credential returns what a name means if it tells the vendor or the manifest
// declares it.
func (c *commands) credential(name string) (credential.Kind, bool) {
	is, ok := c.tree.rules.Names.credential(name)
	switch {
	case ok && (is.specific || slices.Contains(c.declared, name)):
		return is.kind, true
	case slices.Contains(c.declared, name):
		return credential.AccessToken, true
	}
	return "", false
}

// named returns the first name in a text that is one of a credential.
func (c *commands) named(text string) (credential.Kind, bool) {
	for _, name := range anyName().FindAllString(text, -1) {
		if kind, ok := c.credential(name); ok {
			return kind, true
		}
	}
	return "", false
}

func (c *commands) add(category Category, to Audience, start, end int, key, message string, kind credential.Kind) {
	who := c.tree.rules.Audiences[to].Who
	c.found = append(c.found, Finding{
		Category: category, Kind: kind, Position: c.file.between(start, end), Message: message, Key: key,
		Delivery: Delivery{To: to}, Help: who + " can read it: let it be given when the program runs, or let a server send the requests",
	})
}

// links reports -ldflags "-X main.token=…", which writes a string into a program.
func (c *commands) links() {
	for _, m := range c.tree.rules.Commands.Link.FindAllStringSubmatchIndex(c.text, -1) {
		pkg, name, value := c.text[m[2]:m[3]], c.text[m[4]:m[5]], strings.Trim(c.text[m[6]:m[7]], `"'`)
		if value == "" && m[7] == m[6] {
			continue
		}
		message := func(kind credential.Kind) string {
			return fmt.Sprintf("-X writes an %s into %s.%s of the program", kind, pkg, name)
		}
		if kind, ok := c.link(pkg, name, value); ok {
			c.add(Build, program, m[0], m[7], name, message(kind), kind)
			continue
		}
		if kind, ok := c.tree.rules.Names.plain(name); ok && isSecretValue(c.tree, value) {
			// A name that says no more is one if the package talks to the API.
			c.add(Build, program, m[0], m[7], name, message(kind), kind)
			last := len(c.found) - 1
			c.tree.programs.suspect(suspect{finding: c.found[last], pkg: pkg, name: name})
			c.found = c.found[:last]
		}
	}
}

// link returns what -X writes: by the name of the variable, of its package, or of
// what it is set to.
func (c *commands) link(pkg, name, value string) (credential.Kind, bool) {
	if is, ok := c.tree.rules.Names.credential(name); ok && isSecretValue(c.tree, value) {
		return is.kind, true
	}
	if kind, ok := c.named(value); ok {
		return kind, true
	}
	if shape, ok := c.tree.pack.Shape(value); ok {
		return shape, true
	}
	if kind, ok := c.tree.rules.Names.plain(name); ok && isSecretValue(c.tree, value) {
		if is, ok := c.tree.rules.Names.credential(pkg + "_" + name); ok && is.specific {
			return kind, true
		}
	}
	return "", false
}

// isSecretValue reports whether a value is a variable or can be a credential.
func isSecretValue(t *Tree, value string) bool {
	return strings.ContainsAny(value, "${") || t.pack.Plausible(credential.AccessToken, value) || t.pack.Plausible(credential.AppSecret, value)
}

// defines reports options that write a variable into an app or an image.
func (c *commands) defines() {
	for _, o := range c.tree.rules.Commands.Options {
		for _, m := range o.Option.FindAllStringSubmatchIndex(c.text, -1) {
			for g := 2; g < len(m); g += 2 {
				if m[g] < 0 {
					continue
				}
				name := c.text[m[g]:m[g+1]]
				if kind, ok := c.credential(name); ok {
					c.add(o.Category, o.To, m[g], m[g+1], name, fmt.Sprintf("%s writes %s, an %s, into %s", o.About, name, kind, o.Into), kind)
				}
			}
		}
	}
}

// prefixes reports variables that a bundler copies by their names.
func (c *commands) prefixes() {
	for _, m := range c.tree.rules.Commands.Assigned.FindAllStringSubmatchIndex(c.text, -1) {
		name := c.text[m[2]:m[3]]
		p := c.tree.rules.prefixOf(name)
		if p == nil {
			continue
		}
		if kind, ok := c.credential(name); ok {
			c.found = append(c.found, c.tree.variable(c.file, m[2], m[3], name, p, kind))
		}
	}
}

// writes reports commands that write a variable into a file for clients.
func (c *commands) writes() {
	for start := 0; start < len(c.text); {
		end := len(c.text)
		if i := strings.IndexByte(c.text[start:], '\n'); i >= 0 {
			end = start + i
		}
		c.write(start, end)
		start = end + 1
	}
}

func (c *commands) write(start, end int) {
	line := c.text[start:end]
	target := c.tree.rules.Commands.Writes.FindStringSubmatchIndex(line)
	if target == nil || !c.tree.rules.Commands.Delivered.MatchString(line[target[2]:target[3]]) {
		return
	}
	for _, m := range c.tree.rules.Commands.Variable.FindAllStringSubmatchIndex(line, -1) {
		name := line[m[2]:m[3]]
		if kind, ok := c.credential(name); ok {
			to := line[target[2]:target[3]]
			c.add(Generated, browser, start+m[2], start+m[3], name,
				fmt.Sprintf("this command writes %s, an %s, into %s, which clients get", name, kind, to), kind)
			return
		}
	}
}
