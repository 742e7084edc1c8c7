package credential_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/workplacelint/workplacelint/internal/credential"
)

func TestUse(t *testing.T) {
	use := credential.DefaultUse()
	for _, tt := range []struct {
		param string
		kind  credential.Kind
	}{
		{"access_token", credential.AccessToken},
		{"client_secret", credential.AppSecret},
		{"authorization", credential.AccessToken},
		{"message", ""},
	} {
		if got, ok := use.Kind(tt.param); got != tt.kind || ok != (tt.kind != "") {
			t.Errorf("%s carries %q", tt.param, got)
		}
	}
	for header, want := range map[string]string{"Bearer abc": "abc", "oauth abc": "abc", "Basic abc": "Basic abc", "abc": "abc"} {
		if got := use.Unscheme(header); got != want {
			t.Errorf("Unscheme(%q) = %q, want %q", header, got, want)
		}
	}
	if !use.Names(credential.AppSecret, "WORKPLACE_APP_SECRET") || use.Names(credential.AppSecret, "WORKPLACE_TOKEN") {
		t.Error("names of app secrets are not told from those of tokens")
	}
}

// The kinds that rules name are kinds that the pack finds.
func TestUseKinds(t *testing.T) {
	kinds := map[credential.Kind]bool{}
	for _, rule := range credential.Default().Rules() {
		kinds[rule.Kind] = true
	}
	use := credential.DefaultUse()
	for param, kind := range use.Params {
		if !kinds[kind] {
			t.Errorf("%s: no rule finds %q", param, kind)
		}
	}
	for kind := range use.Words {
		if !kinds[kind] {
			t.Errorf("words: no rule finds %q", kind)
		}
	}
	if !kinds[use.HeaderKind] || !kinds[use.KeyKind] {
		t.Errorf("no rule finds %q or %q", use.HeaderKind, use.KeyKind)
	}
}

func TestLoadUseErrors(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"params: {a: access-token}\n", "credentials.yaml: expected params, header"},
		{"parms: {}\n", "credentials.yaml: "},
		{"params: [a]\n", "credentials.yaml: "},
	} {
		fsys := fstest.MapFS{credential.UseFile: {Data: []byte(tt.text)}}
		if _, err := credential.LoadUse(fsys); err == nil || !strings.HasPrefix(err.Error(), tt.want) {
			t.Errorf("%q: error %v, want %q", tt.text, err, tt.want)
		}
	}
}
