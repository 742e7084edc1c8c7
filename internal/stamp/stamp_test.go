package stamp_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/workplacelint/workplacelint/internal/stamp"
)

const grants = "version: 1\npermissions:\n  - name: read_group\n    reason: digest\n"

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	file := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestStampFollowsWhatFindingsDependOn(t *testing.T) {
	tests := []struct {
		name, file, text string
		changes          bool
	}{
		{"an edited manifest", "app/workplace.yaml", grants + "# edited\n", true},
		{"a manifest below", "app/cmd/workplace.yaml", grants, true},
		{"the manifest above", "workplace.yaml", grants + "# edited\n", true},
		{"a file the manifest names", "app/rules.yaml", "more: yes\n", true},
		{"a new command", "app/cmd/tool/main.go", "package main\n", true},
		{"Go code", "app/main.go", "package main // edited\n", false},
		{"a manifest of a dependency", "app/vendor/x/workplace.yaml", grants, false},
		{"a manifest beside", "other/workplace.yaml", grants, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			root := t.TempDir()
			write(t, root, "workplace.yaml", grants)
			write(t, root, "app/workplace.yaml", grants+"catalog: [rules.yaml]\n")
			write(t, root, "app/rules.yaml", "more: no\n")
			write(t, root, "app/main.go", "package main\n")
			app := filepath.Join(root, "app")
			before := stamp.Of(app)
			if again := stamp.Of(app); again != before {
				t.Fatalf("the stamp changes by itself: %s, %s", before, again)
			}
			write(t, root, test.file, test.text)
			if changed := stamp.Of(app) != before; changed != test.changes {
				t.Errorf("the stamp changes: %v, want %v", changed, test.changes)
			}
		})
	}
}

func TestStampIsThatOfOtherMachines(t *testing.T) {
	var stamps []string
	for range 2 {
		root := t.TempDir()
		write(t, root, "workplace.yaml", grants)
		write(t, root, "app/workplace.yaml", grants)
		write(t, root, "app/main.go", "package main\n")
		stamps = append(stamps, stamp.Of(filepath.Join(root, "app")))
	}
	if stamps[0] != stamps[1] {
		t.Errorf("equal files in two directories have the stamps %s", stamps)
	}
}
