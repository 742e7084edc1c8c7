package manifest_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workplacelint/workplacelint/internal/manifest"
)

func TestFormat(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{
			name: "order of keys",
			in:   "permissions:\n- reason: weekly digest\n  name: read_group\nversion: 1\n",
			want: "version: 1\npermissions:\n  - name: read_group\n    reason: weekly digest\n",
		},
		{
			name: "order of entries stays",
			in:   "version: 1\npermissions: [{name: b, reason: x}, {reason: y, name: a}]\n",
			want: "version: 1\npermissions:\n  - name: b\n    reason: x\n  - name: a\n    reason: y\n",
		},
		{
			name: "quotes that are not needed",
			in:   "version: 1\napp: \"Bot\"\ntype: 'custom'\npermissions:\n  - {name: 'a', reason: 'because: it is', owner: \"2024\"}\n",
			want: "version: 1\napp: Bot\ntype: custom\npermissions:\n  - name: a\n    reason: \"because: it is\"\n    owner: \"2024\"\n",
		},
		{
			name: "short lists on one line",
			in:   "version: 1\nhosts:\n  - a.example.com\n  - b.example.com\n",
			want: "version: 1\nhosts: [a.example.com, b.example.com]\n",
		},
		{
			name: "long lists on several lines",
			in:   "version: 1\nhosts: [" + strings.Repeat("a", 40) + ".example.com, " + strings.Repeat("b", 40) + ".example.com]\n",
			want: "version: 1\nhosts:\n  - " + strings.Repeat("a", 40) + ".example.com\n  - " + strings.Repeat("b", 40) + ".example.com\n",
		},
		{
			name: "lists with comments",
			in:   "version: 1\nhosts:\n  # the old one\n  - a.example.com\n  - b.example.com # the new one\n",
			want: "version: 1\nhosts:\n  # the old one\n  - a.example.com\n  - b.example.com # the new one\n",
		},
		{
			name: "comments stay",
			in: "# the bot\n\n# what it is called\napp: Bot    # in the panel\nversion: 1\npermissions:\n" +
				"    # reading\n    - name: a # first\n      # why\n      reason: x\n# the end\n",
			want: "# the bot\n\nversion: 1\n# what it is called\napp: Bot # in the panel\npermissions:\n" +
				"  # reading\n  - name: a # first\n    # why\n    reason: x\n# the end\n",
		},
		{
			name: "a blank line before an entry stays",
			in:   "version: 1\n\n\npermissions:\n  - name: a\n\n  # second\n  - name: b\n\n\nwebhooks:\n  - {object: page, fields: [mention]}\n",
			want: "version: 1\n\npermissions:\n  - name: a\n\n  # second\n  - name: b\n\nwebhooks:\n  - object: page\n    fields: [mention]\n",
		},
		{
			name: "text of several lines",
			in:   "version: 1\npermissions:\n  - name: a\n    reason: |\n      one\n      two\n",
			want: "version: 1\npermissions:\n  - name: a\n    reason: |\n      one\n      two\n",
		},
		{
			name: "folded text of one line",
			in:   "version: 1\napp: >-\n  one\n  two\n",
			want: "version: 1\napp: one two\n",
		},
		{
			name: "an anchor that comes to stand below its alias",
			in:   "app: &a Bot\nversion: 1\npermissions:\n  - reason: &r why\n    owner: *a\n    name: x\n  - {owner: *a, name: y, reason: *r}\n",
			want: "version: 1\napp: &a Bot\npermissions:\n  - name: x\n    reason: &r why\n    owner: *a\n  - name: y\n    reason: *r\n    owner: *a\n",
		},
		{
			name: "an anchor moves up",
			in:   "version: 1\npermissions:\n  - {owner: &a me, name: x, reason: *a}\n",
			want: "version: 1\npermissions:\n  - name: x\n    reason: &a me\n    owner: *a\n",
		},
		{
			name: "a reason to fill in",
			in:   "version: 1\npermissions:\n  - name: a\n    reason: # to fill in\n",
			want: "version: 1\npermissions:\n  - name: a\n    reason: # to fill in\n",
		},
		{
			name: "lines of another system",
			in:   "version: 1\r\napp: Bot\r\n",
			want: "version: 1\napp: Bot\n",
		},
		{
			name: "letters of other languages",
			in:   "version: 1\napp: \"Bericht für Straße 😀\"\n",
			want: "version: 1\napp: \"Bericht für Straße 😀\"\n",
		},
		{
			name: "builds",
			in:   "builds: # of the release\n- tags: [pro, enterprise]\n  goarch: arm64\n  goos: 'windows'\n# the big one\n- {tags: [enterprise]}\nversion: 1\n",
			want: "version: 1\nbuilds: # of the release\n  - goos: windows\n    goarch: arm64\n    tags: [pro, enterprise]\n  # the big one\n  - tags: [enterprise]\n",
		},
		{
			name: "the order of senders is kept",
			in:   "version: 1\nsenders:\n- packages: [x,  y]\n  name: n\n  calls: {Get: {url: 1,  send: GET}}\n",
			want: "version: 1\nsenders:\n  - packages: [x, y]\n    name: n\n    calls:\n      Get:\n        url: 1\n        send: GET\n",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := manifest.Format(manifest.Name, []byte(tt.in))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, string(got)); diff != "" {
				t.Error(diff)
			}
			again, err := manifest.Format(manifest.Name, got)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(got), string(again)); diff != "" {
				t.Errorf("formatting twice: %s", diff)
			}
		})
	}
}

// TestFormatExamples holds the manifests of the examples to the canonical
// form.
func TestFormatExamples(t *testing.T) {
	files, err := filepath.Glob("../../testdata/examples/*/" + manifest.Name)
	if err != nil || len(files) == 0 {
		t.Fatal("no examples", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		got, err := manifest.Format(file, data)
		if err != nil {
			t.Error(err)
			continue
		}
		if diff := cmp.Diff(string(data), string(got)); diff != "" {
			t.Errorf("%s: %s", file, diff)
		}
	}
}
