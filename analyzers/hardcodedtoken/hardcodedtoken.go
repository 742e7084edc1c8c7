package hardcodedtoken

import (
	"cmp"
	_ "embed" // the documentation
	"fmt"
	"go/token"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/internal/analyzerdoc"
	"github.com/workplacelint/workplacelint/internal/credential"
	"github.com/workplacelint/workplacelint/internal/extract"
	"github.com/workplacelint/workplacelint/internal/flow"
	"github.com/workplacelint/workplacelint/internal/supply"
)

//go:embed doc.go
var doc string

const name = "hardcodedtoken"

// Analyzer reports credentials in the source of a program.
var Analyzer = &analysis.Analyzer{
	Name:             name,
	Doc:              analyzerdoc.MustExtract(doc, name),
	URL:              analyzerdoc.URL(name),
	Run:              run,
	Requires:         []*analysis.Analyzer{extract.Analyzer, flow.Analyzer},
	RunDespiteErrors: true,
}

func run(pass *analysis.Pass) (any, error) {
	c := &checker{pass: pass, pack: credential.Default(), use: credential.DefaultUse()}
	c.collect()
	c.files()
	c.values()
	if res, ok := pass.ResultOf[extract.Analyzer].(*extract.Result); ok {
		for i := range res.Requests {
			c.request(&res.Requests[i])
		}
		for i := range res.Signed {
			c.keys(&res.Signed[i])
		}
	}
	if res, ok := pass.ResultOf[flow.Analyzer].(*flow.Result); ok {
		for i := range res.Written() {
			c.written(&res.Written()[i])
		}
	}
	c.report()
	return nil, nil
}

// A checker looks at one package.
type checker struct {
	pass     *analysis.Pass
	pack     *credential.Pack
	use      *credential.Use
	literals []literal
	sources  []source
	module   []supply.Source // if searched
	searched bool
	found    []finding
}

// A finding is a credential that the source holds.
type finding struct {
	pos, end token.Pos
	rule     *credential.Rule // nil if it is found by its use
	kind     credential.Kind
	secret   string
	encoded  bool
	shown    string // what may be shown of a secret that another package holds
	flow     string // where it goes: "sent as access_token of GET /me"
	steps    []flow.Step
}

// files applies the rules to the text of the files: they know the names of
// credentials, and placeholders. Only what stands in a literal counts.
func (c *checker) files() {
	for _, f := range c.pass.Files {
		file := c.pass.Fset.File(f.FileStart)
		if file == nil || isTest(file.Name()) || c.pass.ReadFile == nil {
			continue
		}
		text, err := c.pass.ReadFile(file.Name())
		if err != nil || len(text) != file.Size() {
			continue // made by the go command, or changed since
		}
		for _, m := range c.pack.Find(filepath.Base(file.Name()), string(text)) {
			pos := file.Pos(m.Start)
			l := c.at(pos)
			if l == nil {
				continue
			}
			c.found = append(c.found, finding{pos: l.pos, end: l.end, rule: m.Rule, kind: m.Rule.Kind, secret: string(text[m.Start:m.End])})
		}
	}
}

func isTest(file string) bool { return strings.HasSuffix(file, "_test.go") }

// values looks for credentials in what constants amount to.
func (c *checker) values() {
	for i := range c.literals {
		l := &c.literals[i]
		if len(l.text) < minValue {
			continue
		}
		for _, m := range c.pack.Find("", l.text) {
			secret := l.text[m.Start:m.End]
			home := c.holding(secret)
			c.found = append(c.found, finding{pos: home.pos, end: home.end, rule: m.Rule, kind: m.Rule.Kind, secret: secret})
		}
		for _, plain := range credential.Decoded(l.text) {
			for _, m := range c.pack.Find("", plain) {
				c.found = append(c.found, finding{pos: l.pos, end: l.end, rule: m.Rule, kind: m.Rule.Kind, secret: plain[m.Start:m.End], encoded: true})
			}
		}
	}
}

// report reports each credential of a literal once, with where it goes if that
// is known.
func (c *checker) report() {
	slices.SortStableFunc(c.found, func(a, b finding) int {
		return cmp.Or(cmp.Compare(a.pos, b.pos), cmp.Compare(b.end, a.end), strings.Compare(a.secret, b.secret))
	})
	var kept []finding
	for _, f := range c.found {
		i := slices.IndexFunc(kept, func(k finding) bool {
			return k.pos <= f.pos && f.end <= k.end && k.shown == f.shown && isSame(k.secret, f.secret)
		})
		if i < 0 {
			kept = append(kept, f)
			continue
		}
		k := &kept[i]
		k.rule = cmp.Or(k.rule, f.rule)
		k.flow = cmp.Or(k.flow, f.flow)
		k.encoded = k.encoded && f.encoded
		if len(k.steps) == 0 {
			k.steps = f.steps
		}
	}
	for i := range kept {
		f := &kept[i]
		d := analysis.Diagnostic{Pos: f.pos, End: f.end, Category: string(f.kind), Message: c.message(f)}
		for _, s := range f.steps {
			if s.Pos.IsValid() {
				d.Related = append(d.Related, analysis.RelatedInformation{Pos: s.Pos, Message: s.Note})
			} else {
				d.Related = append(d.Related, analysis.RelatedInformation{Pos: f.pos, Message: s.String() + ": " + s.Note})
			}
		}
		c.pass.Report(d)
	}
}

// isSame reports whether two texts are the same credential, perhaps with more
// around one of them.
func isSame(a, b string) bool { return strings.Contains(a, b) || strings.Contains(b, a) }

func (c *checker) message(f *finding) string {
	what := "the " + f.kind.String()
	if f.rule != nil {
		what = title(f.rule)
	}
	how := "hardcoded"
	if f.encoded {
		how += ", encoded"
	}
	if f.flow != "" {
		how += ", and " + f.flow
	}
	shown := cmp.Or(f.shown, credential.Redact(f.secret).String())
	return fmt.Sprintf("%s (%s) is %s; %s", what, shown, how, c.wayOut(f.kind))
}

// title is what the rule finds, without where.
func title(rule *credential.Rule) string {
	t := rule.Title()
	for _, cut := range []string{" in ", " under ", " sent as ", " (", ", also"} {
		t, _, _ = strings.Cut(t, cut)
	}
	return t
}
