package secrets

import (
	"strings"
	"testing"

	"github.com/workplacelint/workplacelint/internal/credential/credentialtest"
	"github.com/workplacelint/workplacelint/rules"
)

// TestSamplesInGitleaks lets gitleaks by itself read the rule pack, as others
// use it, and compares what it finds in the samples with what they say.
func TestSamplesInGitleaks(t *testing.T) {
	samples, err := credentialtest.Samples("../../rules/samples")
	if err != nil {
		t.Fatal(err)
	}
	for _, pack := range []struct{ name, text string }{
		{"alone", rules.Gitleaks},
		{"with the rules of gitleaks", rules.Gitleaks + "\n" + defaultRules},
	} {
		t.Run(pack.name, func(t *testing.T) {
			engine, err := newEngine(pack.text, 0)
			if err != nil {
				t.Fatal(err)
			}
			for i := range samples {
				compareSample(t, engine, &samples[i])
			}
		})
	}
}

func compareSample(t *testing.T, e *engine, s *credentialtest.Sample) {
	t.Helper()
	missing := s.Sign == '+'
	for _, f := range rawFindings(e, s.Path, s.Text) {
		switch {
		case !strings.HasPrefix(f.RuleID, "workplace-"):
			// Gitleaks has a rule for it too.
		case s.Sign == '-', s.Sign == '~' && f.RuleID == s.Rule:
			t.Errorf("%s: gitleaks finds %s, expected nothing", s.Where, f.RuleID)
		case s.Sign == '+' && f.RuleID == s.Rule && f.Secret == s.Secret:
			missing = false
		}
	}
	if missing {
		t.Errorf("%s: gitleaks does not find the credential with this rule", s.Where)
	}
}
