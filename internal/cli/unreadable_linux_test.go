package cli_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/workplacelint/workplacelint/internal/clientfile"
	"github.com/workplacelint/workplacelint/internal/credential/credentialtest"
)

// TestUnreadable searches a tree of which some may not be read: that is said, and
// the rest is searched. check says of Go code what the go command does, so of it
// only what looks at other files is run here.
func TestUnreadable(t *testing.T) {
	const nobody = 65534
	dir := t.TempDir()
	if err := os.Chmod(filepath.Dir(dir), 0o755); err != nil {
		t.Fatal(err)
	}
	text := "const token = '" + credentialtest.New("unreadable").Token(278) + "'\n"
	modes := map[string]os.FileMode{"a.js": 0o644, "closed.js": 0, "web/b.js": 0o644, "web/closed.js": 0, "closed/c.js": 0o644}
	for name, mode := range modes {
		writeSecretFile(t, dir, name, text)
		if err := os.Chmod(filepath.Join(dir, name), mode); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(filepath.Join(dir, "closed"), 0); err != nil {
		t.Fatal(err)
	}
	if os.Geteuid() == 0 { // who may read everything
		if err := syscall.Seteuid(nobody); err != nil {
			t.Skip("the user cannot be changed: ", err)
		}
		defer func() {
			if err := syscall.Seteuid(0); err != nil {
				t.Fatal(err)
			}
		}()
	} else {
		defer func() { _ = os.Chmod(filepath.Join(dir, "closed"), 0o755) }() // so that it can be removed
	}
	code, stdout, stderr := runSecrets(dir, "")
	want := []string{"closed", "closed.js", "web/closed.js"}
	for _, name := range want {
		if !strings.Contains(stdout, "\nskipped "+name+": permission denied\n") {
			t.Errorf("%s is not skipped", name)
		}
	}
	if code != 3 || !strings.Contains(stdout, "\n2 credentials; 2 files searched; 3 skipped\n") || stderr != "" {
		t.Errorf("exit code %d:\n%s%s", code, stdout, stderr)
	}

	tree, err := clientfile.New(clientfile.Options{Dir: dir, Literals: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := tree.Walk(t.Context(), "."); err != nil {
		t.Fatal(err)
	}
	result := tree.Finish()
	var skipped []string
	for _, s := range result.Skipped {
		skipped = append(skipped, s.File)
	}
	if slices.Sort(skipped); !slices.Equal(skipped, want) || len(result.Findings) != 1 {
		t.Errorf("skipped %q, want %q; %d findings, want that of web/b.js", skipped, want, len(result.Findings))
	}
}
