package credential_test

import (
	"strings"
	"testing"

	"github.com/workplacelint/workplacelint/internal/credential"
	"github.com/workplacelint/workplacelint/internal/credential/credentialtest"
)

const sampleDir = "../../rules/samples"

func samples(tb testing.TB) []credentialtest.Sample {
	tb.Helper()
	all, err := credentialtest.Samples(sampleDir)
	if err != nil {
		tb.Fatal(err)
	}
	return all
}

func TestSamples(t *testing.T) {
	pack := credential.Default()
	for _, s := range samples(t) {
		found := pack.Find(s.Path, s.Text)
		switch s.Sign {
		case '+':
			if len(found) != 1 || found[0].Rule.ID != s.Rule || s.Text[found[0].Start:found[0].End] != s.Secret {
				t.Errorf("%s: found %s, expected the credential once", s.Where, ids(found))
			}
		case '-':
			if len(found) > 0 {
				t.Errorf("%s: found %s, expected nothing", s.Where, ids(found))
			}
		case '~':
			for _, m := range found {
				if m.Rule.ID == s.Rule {
					t.Errorf("%s: found %s, expected this rule to be silent", s.Where, ids(found))
				}
			}
		}
	}
}

// ids says what was found without showing it.
func ids(found []credential.Match) []string {
	list := []string{}
	for _, m := range found {
		list = append(list, m.Rule.ID)
	}
	return list
}

// TestDescriptions checks that each rule says whose credential it finds, what it
// is and what it opens.
func TestDescriptions(t *testing.T) {
	for _, rule := range credential.Default().Rules() {
		vendor := strings.HasPrefix(rule.Title(), "Workplace ") || strings.HasPrefix(rule.Title(), "Facebook ")
		if !vendor || rule.Consequence() == "" {
			t.Errorf("%s: description %q: expected the vendor, what it is, a colon and what it opens", rule.ID, rule.Description)
		}
	}
}

func TestEveryRuleHasSamples(t *testing.T) {
	counts := make(map[string]map[byte]int)
	for _, s := range samples(t) {
		if counts[s.Rule] == nil {
			counts[s.Rule] = make(map[byte]int)
		}
		counts[s.Rule][s.Sign]++
	}
	for _, rule := range credential.Default().Rules() {
		n := counts[rule.ID]
		if n['+'] < 20 || n['-']+n['~'] < 40 {
			t.Errorf("rules/samples/%s.txt: %d positive and %d negative samples, expected 20 and 40", rule.ID, n['+'], n['-']+n['~'])
		}
		delete(counts, rule.ID)
	}
	for id := range counts {
		t.Errorf("rules/samples/%s.txt: there is no such rule", id)
	}
}
