package verdict

import (
	"fmt"
	"go/ast"
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/audit"
	"github.com/workplacelint/workplacelint/internal/catalog"
)

// CategoryUnresolved is the category of a request whose endpoint is not
// determined.
const CategoryUnresolved = "unresolved"

// Unresolved returns a finding for each request of the package whose endpoint
// is not determined, with the catalogue of the manifest that governs it. What a
// parameter of an exported function decides is left to its callers. Builds are as
// for [Governor.Sent].
func (p *Package) Unresolved(builds ...string) ([]Finding, error) {
	if len(p.Requests) == 0 {
		return nil, nil
	}
	var gov Governor
	_, cat, err := gov.Load(gov.File(p.Dir))
	if err != nil {
		return nil, err
	}
	var findings []Finding
	seen := map[string]bool{}
	uses := sent(append(slices.Clone(p.Below), p), builds, func(*Package) *catalog.Catalog { return cat })
	for i := range uses {
		use := &uses[i]
		if use.Package != p.Path {
			continue // It is said of that package.
		}
		if use.Match.Kind != catalog.Unresolved || !use.Match.API.MayNeed() {
			continue
		}
		if use.OpenParam != "" && p.isOffered(use.Function) {
			// Whoever calls the function decides, maybe in another package.
			continue
		}
		f := Finding{
			Finding:  audit.Finding{Severity: audit.Note, Position: use.Position, Use: use, Evidence: use.Trail(), Builds: use.Builds},
			Analyzer: UnresolvedRequest, Category: CategoryUnresolved, Message: unresolvedMessage(use),
			Clause: use.Position, Key: use.Function,
		}
		if key := fmt.Sprint(f.Position, f.Message); !seen[key] {
			seen[key] = true
			findings = append(findings, f)
		}
	}
	sortFindings(findings)
	return findings, nil
}

// isOffered reports whether other packages can call a function, such as
// (*Client).Members.
func (p *Package) isOffered(function string) bool {
	return !p.isMain() && ast.IsExported(function[strings.LastIndexByte(function, '.')+1:])
}

// unresolvedMessage says what of a request is not known and why.
func unresolvedMessage(use *audit.Use) string {
	what := "path"
	switch {
	case use.Request.Open != "":
	case use.Request.Method == "":
		what = "method"
	case len(use.Request.Segments) > 1:
		what = "endpoint"
	}
	reason := use.Match.Reason
	if of := "it is " + use.OpenParam; strings.HasPrefix(of, reason+" of ") {
		reason = of
	}
	return fmt.Sprintf("%s of this request is not known: %s", what, reason)
}
