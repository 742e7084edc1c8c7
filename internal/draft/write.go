package draft

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/workplacelint/workplacelint/internal/sender"
)

// Write writes the draft as senders of a manifest.
func (d *Draft) Write(w io.Writer) error {
	var b strings.Builder
	s := d.Sender
	fmt.Fprintf(&b, "# Drafted from the code of %s. Read it before you use it: what is marked\n# \"guessed\" was concluded from names alone.\n", s.Packages[0])
	fmt.Fprintf(&b, "senders:\n  - name: %s\n    packages: [%s]\n    source: %s\n    confidence: %s\n", s.Name, s.Packages[0], s.Source, s.Confidence)
	switch {
	case s.Base != "":
		fmt.Fprintf(&b, "    base: %s # guessed: the only address in its code\n", s.Base)
	case len(d.Hosts) > 1:
		fmt.Fprintf(&b, "    # addresses in its code: %s\n", strings.Join(d.Hosts, ", "))
	}
	if len(s.Wraps) > 0 {
		var list []string
		for _, typ := range slices.Sorted(maps.Keys(s.Wraps)) {
			list = append(list, typ+": "+s.Wraps[typ])
		}
		fmt.Fprintf(&b, "    wraps: {%s}\n", strings.Join(list, ", "))
	}
	b.WriteString("    calls:\n")
	for _, name := range slices.Sorted(maps.Keys(s.Calls)) {
		fmt.Fprintf(&b, "      %s: {%s}", name, strings.Join(values(s.Calls[name]), ", "))
		if g := d.Guesses[name]; len(g) > 0 {
			b.WriteString(" # guessed: " + strings.Join(g, "; "))
		}
		b.WriteByte('\n')
	}
	if len(d.Left) > 0 {
		b.WriteString("    # These send too, and an entry cannot say what:\n")
		for _, text := range d.Left {
			fmt.Fprintf(&b, "    #   %s\n", strings.ReplaceAll(text, "\n", " "))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// values writes the keys of a call.
func values(c *sender.Call) []string {
	var out []string
	add := func(name, value string) {
		if value != "" {
			out = append(out, name+": "+value)
		}
	}
	add("makes", c.Makes)
	add("send", one(c.Send))
	add("base", one(c.Base))
	add("method", one(c.Method))
	add("url", one(c.URL))
	add("query", several(c.Query))
	add("form", several(c.Form))
	add("params", several(c.Params))
	add("json", one(c.JSON))
	add("body", one(c.Body))
	add("header", several(c.Header))
	add("token", one(c.Token))
	if c.Options != nil {
		var fields []string
		for _, name := range slices.Sorted(maps.Keys(c.Options.Fields)) {
			fields = append(fields, name+": "+string(c.Options.Fields[name]))
		}
		add("options", "["+one(c.Options.Arg)+", {"+strings.Join(fields, ", ")+"}]")
	}
	add("request", one(c.Request))
	add("result", one(c.Result))
	return out
}

func one(a sender.Arg) string {
	switch {
	case a.N > 0:
		return strconv.Itoa(a.N)
	case a.Text == "" || plain(a.Text):
		return a.Text
	}
	return strconv.Quote(a.Text)
}

// plain reports whether a text may stand in YAML without quotes.
func plain(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool {
		return (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') && r != '_' && r != '-'
	})
}

func several(args sender.Args) string {
	switch len(args) {
	case 0:
		return ""
	case 1:
		return one(args[0])
	}
	return "[" + one(args[0]) + ", " + one(args[1]) + "]"
}
