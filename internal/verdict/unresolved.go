package verdict

import (
	"fmt"

	"github.com/workplacelint/workplacelint/internal/audit"
	"github.com/workplacelint/workplacelint/internal/catalog"
)

// CategoryUnresolved is the category of a request whose endpoint is not
// determined.
const CategoryUnresolved = "unresolved"

// Unresolved returns a finding for each request of the package whose endpoint
// is not determined, with the catalogue of the manifest that governs it.
func (p *Package) Unresolved() ([]Finding, error) {
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
	for i := range p.Requests {
		use := Use(cat, &p.Requests[i])
		if use.Match.Kind != catalog.Unresolved || use.Match.API == catalog.NoAPI {
			continue
		}
		f := Finding{
			Finding:  audit.Finding{Severity: audit.Note, Position: use.Position, Use: &use, Evidence: use.Evidence},
			Analyzer: UnresolvedRequest, Category: CategoryUnresolved, Message: unresolvedMessage(&use),
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
	if use.OpenParam != "" {
		reason = "it is decided by " + use.OpenParam
	}
	return fmt.Sprintf("%s of this request is not known: %s", what, reason)
}
