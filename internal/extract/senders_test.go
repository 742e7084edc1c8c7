package extract_test

import (
	"os/exec"
	"testing"

	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/evaluate/truth"
)

// TestSenders compares what is inferred of the libraries in rules/senders.yaml,
// as they are published, with what their documentation says they send.
func TestSenders(t *testing.T) {
	const dir = "../../testdata/senders"
	download := exec.Command("go", "mod", "download")
	download.Dir = dir
	if out, err := download.CombinedOutput(); err != nil {
		t.Skipf("the libraries cannot be had here: %v\n%s", err, out)
	}
	wants, err := truth.Wants(dir)
	if err != nil {
		t.Fatal(err)
	}
	score := truth.Compare(&wants, inventory(t, dir), truth.NewAPIs(catalog.Default()))
	if score.Calls.Expected < 20 {
		t.Fatalf("expected wants in %s, found %d", dir, score.Calls.Expected)
	}
	for _, d := range score.Disagreements {
		t.Errorf("%s: %s", d.Kind, d.Text)
	}
}
