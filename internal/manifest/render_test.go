package manifest_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workplacelint/workplacelint/internal/manifest"
)

func TestRender(t *testing.T) {
	got, err := manifest.Render(manifest.Draft{
		App: "Bot: weekly", Type: manifest.Custom,
		Comments: []string{"2 of 3 requests are resolved."},
		Permissions: []manifest.DraftGrant{
			{Name: "message", Comments: []string{"Message anyone", "POST /me/messages: a\nb.go:3", "\x1b[31mred"}},
			{Name: "read_group"},
		},
		Webhooks: []manifest.DraftWebhook{{Object: "page", Fields: []string{"mention", "messages"}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := `# yaml-language-server: $schema=` + manifest.Schema + `
# 2 of 3 requests are resolved.

version: 1
app: "Bot: weekly"
type: custom
permissions:
  # Message anyone
  # POST /me/messages: a?b.go:3
  # ?[31mred
  - name: message
    reason: # to fill in
  - name: read_group
    reason: # to fill in
webhooks:
  - object: page
    fields: [mention, messages]
`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Error(diff)
	}
	m, err := manifest.Parse(manifest.Name, got)
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Permissions) != 2 || m.Permissions[0].Reason != "" {
		t.Errorf("permissions: %+v", m.Permissions)
	}
}

func TestRenderNothing(t *testing.T) {
	got, err := manifest.Render(manifest.Draft{})
	if err != nil {
		t.Fatal(err)
	}
	want := "# yaml-language-server: $schema=" + manifest.Schema + "\n\nversion: 1\npermissions: []\n"
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Error(diff)
	}
}
