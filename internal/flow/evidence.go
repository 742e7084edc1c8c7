package flow

import (
	"go/ast"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/credential"
	"github.com/workplacelint/workplacelint/internal/eval"
	"github.com/workplacelint/workplacelint/internal/extract"
	"github.com/workplacelint/workplacelint/internal/manifest"
	"github.com/workplacelint/workplacelint/internal/proof"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// Evidence is what says that the credentials of a package are those of
// Workplace.
type evidence struct {
	// talks says that the package names a host of the API, or sends to one.
	talks bool
	// governed says that a manifest does.
	governed bool
	// signs says that it names the parameter of a proof.
	signs bool
	// named says that it declares something with the name of a credential.
	named bool
	// declared are the credentials of the manifest.
	declared []string
	// mixed says that it also sends a header of credentials to another host;
	// then a header counts only in functions at lines.
	mixed bool
	lines []extract.Position
	// sources are places that extract knows to be sent, params those of
	// functions.
	sources map[string]credential.Kind
	params  map[string]map[int]credential.Kind
	// clear are requests that are sent over plain http.
	clear []extract.Request
}

// gather looks for evidence in a package.
func gather(pass *analysis.Pass, res *extract.Result, files []*ast.File, use *credential.Use) *evidence {
	ev := &evidence{sources: map[string]credential.Kind{}, params: map[string]map[int]credential.Kind{}}
	hosts := hosts()
	ev.manifest(filepath.Dir(pass.Fset.PositionFor(files[0].Package, false).Filename), hosts)
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
		ev.request(&res.Requests[i], hosts, use)
	}
	ev.mixed = slices.ContainsFunc(res.OtherHeaders, func(name string) bool { return strings.EqualFold(name, use.Header) })
	return ev
}

// hosts are those of the APIs.
func hosts() map[string]bool {
	out := map[string]bool{}
	for _, name := range catalog.Default().HostNames() {
		out[name] = true
	}
	return out
}

// manifest takes what the manifest that governs dir says.
func (ev *evidence) manifest(dir string, hosts map[string]bool) {
	path, ok := manifest.Find(dir)
	if !ok {
		return
	}
	m, err := manifest.Read(path)
	if err != nil {
		return // faultymanifest says what is wrong with it
	}
	ev.governed = true
	for _, h := range m.Hosts {
		hosts[h.Value] = true
	}
	for _, c := range m.Credentials {
		ev.declared = append(ev.declared, c.Value)
	}
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
func (ev *evidence) request(r *extract.Request, hosts map[string]bool, use *credential.Use) {
	api := hosts[r.Host] || r.Host == "" && ev.governed
	ev.talks = ev.talks || hosts[r.Host]
	for _, p := range r.Params {
		kind, ok := use.Kind(p.Name)
		if !ok {
			continue
		}
		if !api {
			continue
		}
		for _, e := range r.Evidence {
			ev.lines = append(ev.lines, e.Position)
		}
		if r.Scheme == "http" && hosts[r.Host] {
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
