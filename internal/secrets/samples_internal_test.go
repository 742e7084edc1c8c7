package secrets

import (
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
	engine, err := newEngine(rules.Gitleaks, 0)
	if err != nil {
		t.Fatal(err)
	}
	for i := range samples {
		s := &samples[i]
		found := rawFindings(engine, s.Path, s.Text)
		missing := s.Sign == '+'
		for j := range found {
			f := &found[j]
			switch {
			case s.Sign == '-', s.Sign == '~' && f.RuleID == s.Rule:
				t.Errorf("%s: gitleaks finds %s, expected nothing", s.Where, f.RuleID)
			case s.Sign == '+' && f.RuleID == s.Rule && f.Secret == s.Secret:
				missing = false // It is found.
			}
		}
		if missing {
			t.Errorf("%s: gitleaks does not find the credential with this rule", s.Where)
		}
	}
}
