package internal_test

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/workplacelint/workplacelint/"

// order is the direction of imports: a package imports only what stands above
// it. If this test fails, change the code and not the list. A new package is
// added where it belongs.
var order = strings.Fields(`
	rules
	internal/rootfs
	internal/gotree
	internal/builds
	internal/strval
	internal/digest
	internal/lexical
	internal/graphapi
	internal/proof
	internal/proof/prooftest
	internal/credential
	internal/credential/credentialtest
	internal/supply
	internal/sender
	internal/manifest
	internal/stamp
	internal/catalog
	internal/audit
	internal/granted
	internal/observed
	internal/sink
	internal/pagetext
	internal/carry
	internal/mend
	internal/ssaform
	internal/ir
	internal/slice
	internal/eval
	internal/delivery
	internal/extract
	internal/signature
	internal/proof/maker
	internal/proof/kept
	internal/suppress
	internal/clientfile
	internal/verdict
	internal/flow
	internal/analyzerdoc
	internal/golden
	analyzers/appsecretproof
	analyzers/clientfile
	analyzers/faultydirective
	analyzers/faultymanifest
	analyzers/hardcodedtoken
	analyzers/missinggrant
	analyzers/tokenleak
	analyzers/unusedgrant
	analyzers/unresolvedrequest
	analyzers/webhooksignature
	analyzers
	analyzers/gclplugin
	internal/load
	internal/draft
	internal/store
	internal/driver
	internal/union
	internal/unread
	internal/analyzertest
	internal/report
	internal/baseline
	internal/fix
	internal/git
	internal/metamorph
	internal/lsp
	internal/oracle
	internal/evaluate/truth
	internal/evaluate
	internal/secrets
	internal/review
	internal/blame
	internal/cli
	cmd/workplacelint
`)

func TestImportOrder(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, module+"...").Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		pkg, imports, _ := strings.Cut(strings.TrimSpace(line), " ")
		pkg = strings.TrimPrefix(pkg, module)
		if pkg == "internal" || pkg == "internal/agreement" {
			continue // They hold tests alone.
		}
		rank := slices.Index(order, pkg)
		if rank < 0 {
			t.Errorf("package %s has no place in the order", pkg)
			continue
		}
		for imp := range strings.FieldsSeq(imports) {
			short, ok := strings.CutPrefix(imp, module)
			if ok && slices.Index(order, short) >= rank {
				t.Errorf("%s imports %s, which stands below it", pkg, short)
			}
		}
	}
}
