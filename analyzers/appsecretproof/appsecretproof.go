package appsecretproof

import (
	"cmp"
	_ "embed" // the documentation
	"go/ast"
	"go/token"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/astutil"

	"github.com/workplacelint/workplacelint/internal/analyzerdoc"
	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/digest"
	"github.com/workplacelint/workplacelint/internal/extract"
	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/internal/manifest"
	"github.com/workplacelint/workplacelint/internal/proof"
	"github.com/workplacelint/workplacelint/internal/proof/kept"
	"github.com/workplacelint/workplacelint/internal/proof/maker"
	"github.com/workplacelint/workplacelint/internal/ssaform"
)

//go:embed doc.go
var doc string

const name = "appsecretproof"

// Analyzer reports app secret proofs that the server refuses. Its result is a
// *[Summary].
var Analyzer = &analysis.Analyzer{
	Name:             name,
	Doc:              analyzerdoc.MustExtract(doc, name),
	URL:              analyzerdoc.URL(name),
	Run:              run,
	Requires:         []*analysis.Analyzer{extract.Analyzer, ssaform.Analyzer},
	RunDespiteErrors: true,
	ResultType:       reflect.TypeFor[*Summary](),
}

var pedantic, suggest bool

func init() {
	Analyzer.Flags.BoolVar(&suggest, "suggest", false, "also suggest changes that a person has to look at")
	Analyzer.Flags.BoolVar(&pedantic, "pedantic", false, "also report what the server may accept, and keys that may be empty")
}

// Warns reports whether a finding of a category is a warning: the request works,
// mostly.
func Warns(category string) bool {
	switch category {
	case proof.CategoryTwoClocks, proof.CategoryKept, proof.CategoryKeyEmpty, proof.CategoryFailOpen:
		return true
	}
	return false
}

// A Summary holds the verdicts on the proofs of a package.
type Summary struct {
	// Proofs has one for each place that computes one, as the functions of this
	// package know it.
	Proofs []Proof
}

// A Proof is the verdict on what is computed at one place.
type Proof struct {
	// At is where it is computed or, if that is not known, sent.
	At      extract.Position
	Verdict proof.Verdict
	Open    string // why the proof is not known, for proof.NotProven
}

// Add adds a verdict. Of two on one place, the worse one counts, and one that is
// known before one that is not: a caller may know what the function does not.
func (s *Summary) Add(p Proof) {
	i := slices.IndexFunc(s.Proofs, func(q Proof) bool { return q.At == p.At })
	switch {
	case i < 0:
		s.Proofs = append(s.Proofs, p)
	case p.Verdict == proof.Wrong, p.Verdict == proof.Right && s.Proofs[i].Verdict == proof.NotProven:
		s.Proofs[i] = p
	}
}

func run(pass *analysis.Pass) (any, error) {
	sum := &Summary{}
	res, ok := pass.ResultOf[extract.Analyzer].(*extract.Result)
	if !ok || len(pass.Files) == 0 {
		return sum, nil
	}
	c := newChecker(pass)
	for i := range res.Signed {
		c.signed(&res.Signed[i], sum)
	}
	if c.governed || c.toWorkplace(res) {
		c.made(maker.Find(pass, c.rules, c.form), sum)
	}
	c.missing(res.Requests)
	c.syntax()
	c.report()
	return sum, nil
}

// A checker judges the requests of one package.
type checker struct {
	pass     *analysis.Pass
	rules    *proof.Rules
	governed bool // by a manifest
	required bool // by the manifest
	hosts    map[string]*catalog.Host
	form     *ssaform.Form
	keepers  map[digest.Place]*kept.Fields
	found    []analysis.Diagnostic
}

func newChecker(pass *analysis.Pass) *checker {
	c := &checker{
		pass: pass, rules: proof.Default(), hosts: map[string]*catalog.Host{},
		form: pass.ResultOf[ssaform.Analyzer].(*ssaform.Form), keepers: map[digest.Place]*kept.Fields{},
	}
	for _, h := range catalog.Default().Hosts() {
		c.hosts[h.Name] = h
	}
	file := pass.Fset.PositionFor(pass.Files[0].Package, false).Filename
	path, ok := manifest.Find(filepath.Dir(file))
	if !ok {
		return c
	}
	m, err := manifest.Read(path)
	if err != nil {
		return c // faultymanifest says what is wrong with it
	}
	c.governed = true
	c.required = m.Settings.ProofPosition.Set() && m.Settings.RequireAppSecretProof
	return c
}

// signed judges one request that carries a digest.
func (c *checker) signed(s *extract.Signed, sum *Summary) {
	host := c.hosts[s.Host]
	if s.Host != "" && host == nil && !c.governed {
		return // another service
	}
	j := c.rules.Judge(proof.Request{
		Params: s.Params, Root: s.Root, Unsigned: s.Unsigned, Required: c.required,
		Workplace: c.governed || host != nil && host.WorkplaceOnly,
	})
	if f, ok := c.old(&j, s); ok {
		j.Verdict, j.Findings = proof.Wrong, append(j.Findings, f)
	}
	p := counted(j)
	if p.At == (extract.Position{}) {
		p.At = s.Send
	}
	if p.Verdict != proof.None {
		sum.Add(p)
	}
	for _, f := range j.Findings {
		c.finding(f, s.Position)
	}
}

// counted is a verdict as it is counted: what is not reported is right as far as
// is asked.
func counted(j proof.Judgement) Proof {
	p := Proof{At: place(j.At), Verdict: j.Verdict, Open: j.Open}
	if p.Verdict == proof.Wrong && !slices.ContainsFunc(j.Findings, isReported) {
		p.Verdict = proof.Right
	}
	return p
}

// toWorkplace reports whether the package sends something to a host that is only
// that of Workplace.
func (c *checker) toWorkplace(res *extract.Result) bool {
	return slices.ContainsFunc(res.Requests, func(r extract.Request) bool { return c.hosts[r.Host] != nil && c.hosts[r.Host].WorkplaceOnly })
}

// made judges what functions return that are called after the proof. Where a
// request of this package carries it, more is known of it.
func (c *checker) made(list []*maker.Maker, sum *Summary) {
	for _, m := range list {
		j := c.rules.JudgeMade(m.Name, m.Results)
		p := counted(j)
		if p.Verdict == proof.None || slices.ContainsFunc(sum.Proofs, func(q Proof) bool { return q.At == p.At }) {
			continue
		}
		sum.Add(p)
		for _, f := range j.Findings {
			c.finding(f, extract.Position{}) // nothing is sent
		}
	}
}

// old finds a proof that is right at first and sent when it is too old.
func (c *checker) old(j *proof.Judgement, s *extract.Signed) (f proof.Finding, ok bool) {
	if j.Verdict == proof.Wrong {
		return f, false
	}
	keeps := c.kept(j.At)
	if k, ok := keeps.Of(s.Root); ok {
		return c.rules.Kept(k.Maker, k.Name, k.At), true
	}
	send := digest.Place{File: s.Position.File, Line: s.Position.Line, Column: s.Position.Column}
	return c.rules.Looped(j.At), keeps.InLoop(s.Root, send)
}

// kept returns the fields that keep the proof that is computed at a place of the
// package.
func (c *checker) kept(at digest.Place) *kept.Fields {
	f, ok := c.keepers[at]
	if !ok {
		f = kept.Find(c.form.Package(), at)
		c.keepers[at] = f
	}
	return f
}

func isReported(f proof.Finding) bool { return !f.Pedantic || pedantic }

// finding places what is wrong where the digest is computed, or at the call
// that leads to the request if that is in another package.
func (c *checker) finding(f proof.Finding, from extract.Position) {
	if !isReported(f) {
		return
	}
	sent := c.find(from)
	pos := c.find(place(f.At))
	if !pos.IsValid() {
		pos, sent = sent, token.NoPos
	}
	if !pos.IsValid() {
		return
	}
	d := analysis.Diagnostic{Pos: pos, Category: f.Category, Message: f.Message}
	if call := c.callAt(pos); call != nil {
		d.Pos, d.End = call.Pos(), call.End()
	}
	if sent.IsValid() {
		d.Related = []analysis.RelatedInformation{{Pos: sent, Message: "the request is sent from here"}}
	}
	c.found = append(c.found, d)
}

func place(p digest.Place) extract.Position {
	return extract.Position{File: p.File, Line: p.Line, Column: p.Column}
}

// find returns the position in a file of the package, none if it is elsewhere.
func (c *checker) find(at extract.Position) token.Pos {
	for _, f := range c.pass.Files {
		file := c.pass.Fset.File(f.FileStart)
		if file == nil || file.Name() != at.File || at.Line < 1 || at.Line > file.LineCount() {
			continue
		}
		return file.LineStart(at.Line) + token.Pos(max(at.Column-1, 0))
	}
	return token.NoPos
}

// callAt returns the call whose parenthesis stands at a position.
func (c *checker) callAt(pos token.Pos) *ast.CallExpr {
	for _, file := range c.pass.Files {
		if pos < file.FileStart || pos > file.FileEnd {
			continue
		}
		nodes, _ := astutil.PathEnclosingInterval(file, pos, pos)
		for _, n := range nodes {
			if call, ok := n.(*ast.CallExpr); ok && call.Lparen == pos {
				return call
			}
		}
	}
	return nil
}

// missing reports requests without a proof where the manifest requires one.
func (c *checker) missing(reqs []extract.Request) {
	if !c.required {
		return
	}
	for i := range reqs {
		r := &reqs[i]
		if c.hosts[r.Host] == nil || r.OpenSender || r.Batched || r.ParamsOpen != "" || r.BodyOpen != "" || c.carries(r.Params) {
			continue
		}
		if pos := c.find(r.Position); pos.IsValid() {
			message := r.Method + " " + r.PathString() + " is sent without " + c.rules.Parameters.Proof + ", which the manifest requires"
			c.found = append(c.found, analysis.Diagnostic{Pos: pos, Category: proof.CategoryMissing, Message: strings.TrimSpace(message)})
		}
	}
}

// carries reports whether one of the parameters is a proof, or meant to be.
func (c *checker) carries(params []graphapi.Param) bool {
	return slices.ContainsFunc(params, func(p graphapi.Param) bool { return c.rules.IsProof(p.Name) })
}

// report reports each finding once, in the order of positions.
func (c *checker) report() {
	slices.SortStableFunc(c.found, func(a, b analysis.Diagnostic) int {
		return cmp.Or(cmp.Compare(a.Pos, b.Pos), strings.Compare(a.Category, b.Category), strings.Compare(a.Message, b.Message))
	})
	for i, d := range c.found {
		if i > 0 && d.Pos == c.found[i-1].Pos && d.Category == c.found[i-1].Category {
			continue
		}
		d.SuggestedFixes = c.fixes(d)
		c.pass.Report(d)
	}
}
