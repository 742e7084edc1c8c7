package oracle_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/evaluate/truth"
	"github.com/workplacelint/workplacelint/internal/oracle"
	"github.com/workplacelint/workplacelint/internal/report"
)

// incomplete is the exit code of a run that hit a limit; what it lists is still
// compared.
const incomplete = 3

// TestExamplesAreInferred runs the examples: every request they send is covered
// by one that is inferred. Those that the code does not decide are covered by
// an unresolved one, so that it is not forgotten.
func TestExamplesAreInferred(t *testing.T) {
	needsProxy(t)
	tool := build(t, ".", "github.com/workplacelint/workplacelint/cmd/workplacelint")
	apis := truth.NewAPIs(catalog.Default())
	for _, e := range examples {
		t.Run(e.name, func(t *testing.T) {
			claims, open := inferred(t, tool, filepath.Join(examplesDir, e.name))
			beyond, lost := make(map[string]bool), make(map[string]bool)
			sent := expand(e.run(t))
			for i := range sent {
				if r := &sent[i]; apis.Has(r.Host, r.Path) && !coveredByClaim(claims, r) {
					if !coveredByClaim(open, r) {
						lost[r.Method+" "+r.Path] = true
						continue
					}
					beyond[r.Method+" "+r.Path] = true
				}
			}
			compareSets(t, "covered by nothing", lost, nil)
			compareSets(t, "covered by no request with a path", beyond, e.beyond)
		})
	}
}

// inferred returns what the tool infers of a program: requests whose path is
// known, and others.
func inferred(t *testing.T, tool, dir string) (claims, open []oracle.Claim) {
	t.Helper()
	cmd := exec.Command(tool, "requests", "--format", "json", "./...")
	cmd.Dir = dir
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || exit.ExitCode() != incomplete) {
		t.Fatalf("%v\n%s", err, &stderr)
	}
	var inv report.Inventory
	if err := json.Unmarshal(out, &inv); err != nil {
		t.Fatal(err)
	}
	for i := range inv.Requests {
		r := &inv.Requests[i]
		c := oracle.Claim{
			Method: r.Method, Host: r.Host, Version: r.APIVersion, Path: r.Path,
			Fields: r.Fields, FieldsOpen: strings.Contains(strings.Join(r.Open, " "), "field"),
		}
		if r.Match == report.Unresolved {
			c.Path = ""
			open = append(open, c)
			continue
		}
		claims = append(claims, c)
	}
	return claims, open
}

func coveredByClaim(claims []oracle.Claim, r *oracle.Request) bool {
	for i := range claims {
		if claims[i].Covers(r) == "" {
			return true
		}
	}
	return false
}
