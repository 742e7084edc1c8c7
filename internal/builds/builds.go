// Package builds names the builds of a program: what the go command is told,
// beside packages, that decides which files it takes.
package builds

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// Default is the name of the build that is read if nothing else is said.
const Default = "default"

// A Build is one way to build a program. The zero value is the default one.
type Build struct {
	GOOS   string // "" for that of the environment
	GOARCH string // "" for that of the environment
	Tags   []string
}

// Parse reads a build as flags and reports name it: a system, an architecture or
// both with a slash between them, and tags, with commas.
func Parse(text string) (Build, error) {
	var b Build
	for part := range strings.SplitSeq(text, ",") {
		system, machine, both := strings.Cut(part, "/")
		switch {
		case !both && IsTag(part) == nil:
			b.Tags = append(b.Tags, part)
			continue
		case !both && IsSystem(part):
			machine = ""
		case !both && IsMachine(part):
			system, machine = "", part
		case both && IsSystem(system) && IsMachine(machine):
		default:
			return Build{}, fmt.Errorf("build %q: expected tags, a system such as windows or a platform such as windows/arm64, with commas between them", text)
		}
		if system != "" && b.GOOS != "" || machine != "" && b.GOARCH != "" {
			return Build{}, fmt.Errorf("build %q: expected one system and one architecture; more of them are builds of their own", text)
		}
		b.GOOS, b.GOARCH = cmp.Or(b.GOOS, system), cmp.Or(b.GOARCH, machine)
	}
	return b.normal(), nil
}

// normal sorts the tags and drops those that stand twice.
func (b Build) normal() Build {
	b.Tags = slices.Clone(b.Tags)
	slices.Sort(b.Tags)
	b.Tags = slices.Compact(b.Tags)
	return b
}

// String returns the name of b, which [Parse] reads.
func (b Build) String() string {
	parts := b.normal().Tags
	if platform := b.platform(); platform != "" {
		parts = append([]string{platform}, parts...)
	}
	return cmp.Or(strings.Join(parts, ","), Default)
}

func (b Build) platform() string {
	if b.GOOS != "" && b.GOARCH != "" {
		return b.GOOS + "/" + b.GOARCH
	}
	return b.GOOS + b.GOARCH
}

// Environ returns what the environment of the go command has more for b.
func (b Build) Environ() []string {
	var env []string
	if b.GOOS != "" {
		env = append(env, "GOOS="+b.GOOS)
	}
	if b.GOARCH != "" {
		env = append(env, "GOARCH="+b.GOARCH)
	}
	return env
}

// IsTag says why a text is no tag that a build can have, nil if it is one.
func IsTag(text string) error {
	switch {
	case text == "" || strings.ContainsFunc(text, isNoTag):
		return errors.New("a build tag: letters, digits, dots and underscores")
	case IsSystem(text), IsMachine(text):
		return fmt.Errorf("a build tag; %s is a platform", text)
	case text == Default:
		return fmt.Errorf("a build tag other than %s, which is what reports call the build without", text)
	}
	return nil
}

func isNoTag(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' && r != '.'
}

// The systems and architectures that Go knows, as in its own internal/syslist.
var (
	systems = strings.Fields("aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd " +
		"plan9 solaris wasip1 windows zos")
	machines = strings.Fields("386 amd64 amd64p32 arm armbe arm64 arm64be loong64 mips mipsle mips64 mips64le " +
		"mips64p32 mips64p32le ppc ppc64 ppc64le riscv riscv64 s390 s390x sparc sparc64 wasm")
)

// Systems returns the values of GOOS, sorted.
func Systems() []string { return slices.Clone(systems) }

// IsSystem reports whether a text is a value of GOOS.
func IsSystem(text string) bool { return slices.Contains(systems, text) }

// IsMachine reports whether a text is a value of GOARCH.
func IsMachine(text string) bool { return slices.Contains(machines, text) }
