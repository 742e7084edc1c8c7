package lexical

import "strings"

// A Language is a row of the table: what the scanner knows of a family of
// languages.
type Language struct {
	Name          string
	LineComments  []string
	BlockComments []block
	Quotes        []quote
	// Regexps says that a / where no value precedes begins a regular expression.
	Regexps bool
	// Tags says that a < where no value precedes may begin an element.
	Tags bool
	// Types says that a < may also begin parameters of a type.
	Types bool
	// Dollars says that $name in a string stands for the value of name.
	Dollars bool
	// Indented says that a line ends a statement where no bracket is open.
	Indented bool
	// Markup says that the text is a page: tags, text and scripts.
	Markup bool
	// Frontmatter says that code may stand before the page, between lines of ---.
	Frontmatter bool

	starts [256]bool // bytes that may begin a comment or a string
}

// A block is a form of comments that may span lines.
type block struct {
	open, end string
	nests     bool
}

// A quote is a form of strings.
type quote struct {
	open, end string
	// prefixes are words one of which stands before the quote; any case. If there
	// are none, no word of another row does.
	prefixes []string
	// escape is the byte that takes the meaning of the next one, 0 for none.
	escape byte
	// doubled says that the end written twice stands for itself.
	doubled bool
	// lines says that the string may span lines.
	lines bool
	// greedy says that of more quotes than the end has, the last ones are the end.
	greedy bool
	// hashes says that as many # as stand before the quote belong to it, to its
	// end, to its escapes and to the holes in it.
	hashes bool
	holes  []hole
}

// A hole is code in a string.
type hole struct {
	open string
	end  byte
	// doubled says that open written twice stands for itself.
	doubled bool
	// formats says that a colon ends the code and a format follows.
	formats bool
}

var (
	slashes  = []string{"//"}
	stars    = []block{{open: "/*", end: "*/"}}
	nested   = []block{{open: "/*", end: "*/", nests: true}}
	plain    = quote{open: `"`, end: `"`, escape: '\\'}
	single   = quote{open: "'", end: "'", escape: '\\'}
	triple   = quote{open: `"""`, end: `"""`, escape: '\\', lines: true}
	braces   = []hole{{open: "${", end: '}'}}
	fields   = []hole{{open: "{", end: '}', doubled: true, formats: true}}
	template = quote{open: "`", end: "`", escape: '\\', lines: true, holes: braces}
)

func (q quote) with(change func(*quote)) quote {
	change(&q)
	return q
}

func (q quote) filled(holes []hole) quote {
	return q.with(func(q *quote) { q.holes = holes })
}

// languages is the table. The longest opening stands first.
var languages = []*Language{
	{
		Name: "javascript", LineComments: slashes, BlockComments: stars,
		Quotes: []quote{plain, single, template}, Regexps: true, Tags: true,
	},
	{
		Name: "typescript", LineComments: slashes, BlockComments: stars,
		Quotes: []quote{plain, single, template}, Regexps: true,
	},
	{
		Name: "tsx", LineComments: slashes, BlockComments: stars,
		Quotes: []quote{plain, single, template}, Regexps: true, Tags: true, Types: true,
	},
	{Name: "json", LineComments: slashes, BlockComments: stars, Quotes: []quote{plain, single}},
	{
		Name: "go", LineComments: slashes, BlockComments: stars,
		Quotes: []quote{plain, single, {open: "`", end: "`", lines: true}},
	},
	{Name: "java", LineComments: slashes, BlockComments: stars, Quotes: []quote{triple, plain, single}},
	{
		Name: "kotlin", LineComments: slashes, BlockComments: nested, Dollars: true,
		Quotes: []quote{
			{open: `"""`, end: `"""`, lines: true, greedy: true, holes: braces}, plain.filled(braces), single,
		},
	},
	{
		Name: "groovy", LineComments: slashes, BlockComments: stars, Dollars: true,
		Quotes: []quote{
			triple.filled(braces), {open: "'''", end: "'''", escape: '\\', lines: true}, plain.filled(braces), single,
		},
	},
	{
		Name: "swift", LineComments: slashes, BlockComments: nested,
		Quotes: []quote{
			{open: `"""`, end: `"""`, escape: '\\', lines: true, hashes: true, holes: []hole{{open: `\(`, end: ')'}}},
			{open: `"`, end: `"`, escape: '\\', hashes: true, holes: []hole{{open: `\(`, end: ')'}}},
		},
	},
	{Name: "c", LineComments: slashes, BlockComments: stars, Quotes: []quote{plain, single}},
	{
		Name: "csharp", LineComments: slashes, BlockComments: stars,
		Quotes: []quote{
			{open: `"""`, end: `"""`, lines: true},
			{open: `"`, end: `"`, prefixes: []string{"$@", "@$"}, doubled: true, lines: true, holes: fields},
			{open: `"`, end: `"`, prefixes: []string{"@"}, doubled: true, lines: true},
			plain.filled(fields).with(func(q *quote) { q.prefixes = []string{"$"} }),
			plain, single,
		},
	},
	{
		Name: "dart", LineComments: slashes, BlockComments: nested, Dollars: true,
		Quotes: []quote{
			{open: `"""`, end: `"""`, prefixes: []string{"r"}, lines: true},
			{open: "'''", end: "'''", prefixes: []string{"r"}, lines: true},
			{open: `"`, end: `"`, prefixes: []string{"r"}},
			{open: "'", end: "'", prefixes: []string{"r"}},
			triple.filled(braces),
			{open: "'''", end: "'''", escape: '\\', lines: true, holes: braces},
			plain.filled(braces), single.filled(braces),
		},
	},
	{
		Name: "python", LineComments: []string{"#"}, Indented: true,
		Quotes: []quote{
			triple.filled(fields).with(formatted),
			{open: "'''", end: "'''", escape: '\\', lines: true, holes: fields, prefixes: formats},
			plain.filled(fields).with(formatted), single.filled(fields).with(formatted),
			triple,
			{open: "'''", end: "'''", escape: '\\', lines: true},
			plain, single,
		},
	},
	{Name: "html", Markup: true},
	{Name: "astro", Markup: true, Frontmatter: true},
}

// formats are the prefixes of strings of Python that are filled.
var formats = []string{"f", "fr", "rf"}

func formatted(q *quote) { q.prefixes = formats }

var byName = func() map[string]*Language {
	m := make(map[string]*Language, len(languages))
	for _, l := range languages {
		m[l.Name] = l
		for _, c := range l.LineComments {
			l.starts[c[0]] = true
		}
		for _, b := range l.BlockComments {
			l.starts[b.open[0]] = true
		}
		for _, q := range l.Quotes {
			l.starts[q.open[0]] = true
			l.starts['#'] = l.starts['#'] || q.hashes
		}
	}
	return m
}()

// Named returns the row with a name, nil if there is none.
func Named(name string) *Language { return byName[name] }

// Names lists the names of all rows.
func Names() []string {
	names := make([]string, 0, len(languages))
	for _, l := range languages {
		names = append(names, l.Name)
	}
	return names
}

// hasPrefix reports whether the word before a quote makes it one of this form.
func (q *quote) hasPrefix(word string) bool {
	if len(q.prefixes) == 0 {
		return true
	}
	for _, p := range q.prefixes {
		if strings.EqualFold(p, word) {
			return true
		}
	}
	return false
}
