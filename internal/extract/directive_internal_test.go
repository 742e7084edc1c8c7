package extract

import "testing"

// FuzzState: a directive states nothing and says what was expected, or states
// something that reads the same when it is written.
func FuzzState(f *testing.F) {
	for _, text := range []string{
		"GET /{group-id}/members", "POST https://graph.workplace.com/v3.2/{group}/feed fields=id,name -- why", "DELETE /{{x}} // y",
		"", "GET", "GET x", "get /a", "GET /{", "GET /a fields=", "GET /{a}{b}/c?fields=id", "HEAD /a fields=a{b{c}},d",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		first, want := state(text)
		if want != "" {
			return
		}
		again, want := state(first.String())
		if want != "" || again.String() != first.String() {
			t.Errorf("%q is written as %q, of which is said: %q", text, first, want)
		}
	})
}
