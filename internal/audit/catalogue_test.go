package audit_test

import (
	"testing"

	"github.com/workplacelint/workplacelint/internal/audit"
	"github.com/workplacelint/workplacelint/internal/catalog"
)

// The catalogue of the program is what Compare asks for.
var _ audit.Catalog = (*catalog.Catalog)(nil)

func TestWebhookNeedsOfRealCatalogue(t *testing.T) {
	for _, tt := range []struct {
		object, field string
		want          string // a permission that satisfies the need
		known         bool
	}{
		{"page", "mention", "bot_mention", true},
		{"page", "no_such_field", "", false},
		{"no_such_object", "mention", "", false},
	} {
		needs, ok := catalog.Default().Webhook(tt.object, tt.field)
		if ok != tt.known {
			t.Errorf("Webhook(%s, %s) is known: %v, want %v", tt.object, tt.field, ok, tt.known)
			continue
		}
		if ok && (len(needs) != 1 || needs[0].AnyOf[0] != tt.want) {
			t.Errorf("Webhook(%s, %s) needs %v, want %s", tt.object, tt.field, needs, tt.want)
		}
	}
}
