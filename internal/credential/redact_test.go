package credential_test

import (
	"strings"
	"testing"

	"github.com/workplacelint/workplacelint/internal/credential"
	"github.com/workplacelint/workplacelint/internal/credential/credentialtest"
)

func TestRedact(t *testing.T) {
	for secret, want := range map[string]string{
		"":                                      "…, 0 characters",
		"x":                                     "…, 1 character",
		"sevenxx":                               "…, 7 characters",
		"eight888":                              "e…, 8 characters",
		strings.Repeat("ab", 16):                "abab…, 32 characters",
		"a\x1b[2J" + strings.Repeat("c", 40):    "a?[2…, 45 characters",
		"\xff\xfe" + strings.Repeat("c", 40):    "?ccc…, 42 characters",
		"a\nbcdefg" + strings.Repeat("h", 40):   "a?bc…, 48 characters",
		"äöüß" + strings.Repeat("h", 40):        "????…, 44 characters",
		"\u202eabc" + strings.Repeat("h", 40):   "?abc…, 44 characters",
		"    " + strings.Repeat("h", 40) + "  ": "????…, 46 characters",
	} {
		if got := credential.Redact(secret).String(); got != want {
			t.Errorf("Redact(%q) is %q, expected %q", secret, got, want)
		}
	}
}

func TestHide(t *testing.T) {
	token := credentialtest.New("hide").Token(278)
	got := credential.Default().Hide("a " + token + " b " + token + "\nc")
	want := "a " + token[:4] + "… b " + token[:4] + "…\nc"
	if got != want {
		t.Errorf("have %q, expected %q", got, want)
	}
}

// TestHideReports leaves alone what a report says about credentials.
func TestHideReports(t *testing.T) {
	for _, text := range []string{
		"\"kind\": \"verify-token\",\n\"fingerprint\": \"1fb5b27c77069884c13b6e725a2d760f\"",
		"\"kind\": \"app-secret\",\n\"fingerprint\": \"1fb5b27c77069884c13b6e725a2d760f\"",
		"verify-token: severity",
	} {
		if got := credential.Default().Hide(text); got != text {
			t.Errorf("%q becomes %q", text, got)
		}
	}
	secret := credentialtest.New("hide").Secret()
	if got := credential.Default().Hide("appSecret = \"" + secret + "\""); strings.Contains(got, secret[:12]) {
		t.Errorf("%q is shown", got)
	}
}

// FuzzRedact checks that at most four characters in a row are shown.
func FuzzRedact(f *testing.F) {
	f.Add("")
	f.Add(credentialtest.New("fuzz").Token(278))
	f.Add("\xff\u202e\x1b[31m")
	f.Fuzz(func(t *testing.T, secret string) {
		shown := credential.Redact(secret)
		if len(shown.Prefix) > 4 || len(shown.Prefix) > shown.Length/8 {
			t.Errorf("%d characters of %d are shown", len(shown.Prefix), shown.Length)
		}
		for _, c := range shown.Prefix {
			if c <= ' ' || c > '~' {
				t.Errorf("the prefix has the character %U", c)
			}
		}
	})
}
