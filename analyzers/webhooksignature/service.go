package webhooksignature

import (
	"go/ast"
	"go/constant"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/manifest"
)

// A service is what a package tells of the service whose deliveries it takes.
type service struct {
	// shared says that the package names a host that serves others than Workplace.
	shared bool
	// workplace says that something tells Workplace: a manifest, a host, a name.
	workplace bool
}

// isOther reports whether nothing tells a package from one for plain Facebook,
// whose deliveries are signed alike and not judged.
func (s service) isOther() bool { return s.shared && !s.workplace }

func serviceOf(pass *analysis.Pass, files []*ast.File) service {
	var s service
	if len(files) == 0 {
		return s
	}
	_, s.workplace = manifest.Find(filepath.Dir(pass.Fset.PositionFor(files[0].Package, false).Filename))
	for _, file := range files {
		ast.Inspect(file, func(n ast.Node) bool {
			if e, ok := n.(ast.Expr); ok {
				if v := pass.TypesInfo.Types[e].Value; v != nil && v.Kind() == constant.String {
					s.read(strings.ToLower(constant.StringVal(v)))
					return false
				}
			}
			return true
		})
	}
	return s
}

// read looks at one text in lower case.
func (s *service) read(text string) {
	s.workplace = s.workplace || strings.Contains(text, "workplace")
	for _, h := range catalog.Default().Hosts() {
		if strings.Contains(text, h.Name) {
			s.shared, s.workplace = s.shared || !h.WorkplaceOnly, s.workplace || h.WorkplaceOnly
		}
	}
}
