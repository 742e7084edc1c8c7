package flow

import (
	"go/ast"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/credential"
	"github.com/workplacelint/workplacelint/internal/eval"
	"github.com/workplacelint/workplacelint/internal/extract"
	"github.com/workplacelint/workplacelint/internal/proof"
	"github.com/workplacelint/workplacelint/internal/strval"
	"github.com/workplacelint/workplacelint/internal/verdict"
)

// Evidence is what says that the credentials of a package are those of
// Workplace.
type evidence struct {
	// talks says that the package names a host of the API, or sends to the platform.
	talks bool
	// governed says that a manifest does.
	governed bool
	// signs says that it names the parameter of a proof.
	signs bool
	// named says that it declares something with the name of a credential.
	named bool
	// declared are the credentials of the manifest.
	declared []string
	// requests are those that the inventory knows; lines are the calls of those to
	// the platform that carry a credential.
	requests *requests
	lines    []extract.Position
	// sources are places that extract knows to be sent, params those of
	// functions.
	sources map[string]credential.Kind
	params  map[string]map[int]credential.Kind
	// clear are requests that are sent over plain http.
	clear []extract.Request
}

// gather looks for evidence in a package.
func gather(pass *analysis.Pass, res *extract.Result, files []*ast.File, use *credential.Use) *evidence {
	ev := &evidence{sources: map[string]credential.Kind{}, params: map[string]map[int]credential.Kind{}, requests: newRequests(res.Elsewhere())}
	cat := ev.manifest(filepath.Dir(pass.Fset.PositionFor(files[0].Package, false).Filename))
	hosts := hosts(cat)
	param := proof.Default().Parameters.Proof
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BasicLit:
				if n.Kind == token.STRING {
					ev.signs = ev.signs || strings.Contains(n.Value, param)
					ev.talks = ev.talks || namesHost(n.Value, hosts)
				}
			case *ast.Ident:
				ev.named = ev.named || namesCredential(use, n.Name)
			}
			return true
		})
	}
	for i := range res.Requests {
		ev.request(&res.Requests[i], cat, use)
	}
	return ev
}

// hosts are those of the APIs.
func hosts(cat *catalog.Catalog) map[string]bool {
	out := map[string]bool{}
	for _, name := range cat.HostNames() {
		out[name] = true
	}
	return out
}

// manifest takes what the manifest that governs dir says, and returns the
// catalogue with what it adds.
func (ev *evidence) manifest(dir string) *catalog.Catalog {
	var gov verdict.Governor
	m, cat, err := gov.Load(gov.File(dir))
	if err != nil {
		return catalog.Default() // faultymanifest says what is wrong with it
	}
	ev.governed = m != nil
	if m != nil {
		for _, c := range m.Credentials {
			ev.declared = append(ev.declared, c.Value)
		}
	}
	return cat
}

func namesHost(lit string, hosts map[string]bool) bool {
	for h := range hosts {
		if _, rest, ok := strings.Cut(lit, h); ok {
			if rest == "" || strings.ContainsRune("/:?\"`", rune(rest[0])) {
				return true
			}
		}
	}
	return false
}

func namesCredential(use *credential.Use, name string) bool {
	for kind := range use.Words {
		if use.Names(kind, name) {
			return true
		}
	}
	return false
}

// request takes what extract knows of a request that is sent.
func (ev *evidence) request(r *extract.Request, cat *catalog.Catalog, use *credential.Use) {
	u := verdict.Use(cat, r)
	side := verdict.SideOf(&u)
	ev.requests.add(r, side)
	ev.talks = ev.talks || side == verdict.Ours
	if side != verdict.Ours && (side == verdict.Theirs || !ev.governed) {
		return
	}
	for _, p := range r.Params {
		kind, ok := use.Kind(p.Name)
		if !ok {
			continue
		}
		for _, e := range r.Evidence {
			ev.lines = append(ev.lines, e.Position)
		}
		if r.Scheme == "http" && side == verdict.Ours && r.Host != "" {
			ev.clear = append(ev.clear, *r)
		}
		for _, t := range p.Value.Alternatives() {
			ev.holes(t.Holes(), kind, use)
		}
	}
}

// holes takes what a text in the place of a credential is made of. Of several
// parts those count that are named as one.
func (ev *evidence) holes(list []strval.Hole, kind credential.Kind, use *credential.Use) {
	for _, h := range list {
		if len(list) == 1 || namesCredential(use, h.Name) {
			ev.sent(h.Ref, kind)
		}
	}
}

// sent notes that what a hole stands for is sent as a credential.
func (ev *evidence) sent(ref string, kind credential.Kind) {
	if strings.HasPrefix(ref, envPlace) || strings.HasPrefix(ref, flagPlace) {
		ev.sources[ref] = kind
		return
	}
	rest, ok := strings.CutPrefix(ref, eval.ParamRef)
	if !ok {
		return
	}
	fn, index, _ := strings.Cut(rest, "#")
	i, err := strconv.Atoi(index)
	if err != nil {
		return // a part of a parameter
	}
	if ev.params[fn] == nil {
		ev.params[fn] = map[int]credential.Kind{}
	}
	ev.params[fn][i] = kind
}
