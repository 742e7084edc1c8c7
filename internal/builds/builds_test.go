package builds_test

import (
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/workplacelint/workplacelint/internal/builds"
)

func TestParse(t *testing.T) {
	for text, want := range map[string]string{
		"enterprise":               "enterprise",
		"pro,enterprise,pro":       "enterprise,pro",
		"windows":                  "windows",
		"arm64":                    "arm64",
		"windows/arm64":            "windows/arm64",
		"enterprise,windows":       "windows,enterprise",
		"enterprise,arm64,windows": "windows/arm64,enterprise",
		"go1.30":                   "go1.30",
	} {
		b, err := builds.Parse(text)
		if err != nil || b.String() != want {
			t.Errorf("Parse(%q) = %s, %v; want %s", text, b, err, want)
		}
		again, err := builds.Parse(b.String())
		if err != nil || again.String() != b.String() {
			t.Errorf("the name %s of a build is read as %s, %v", b, again, err)
		}
	}
	for _, text := range []string{"", "a,", "a b", "-x", "windows/enterprise", "enterprise/amd64", "windows,linux", "windows/amd64,arm64", "default", "a/b/c"} {
		if b, err := builds.Parse(text); err == nil {
			t.Errorf("Parse(%q) = %s, want an error", text, b)
		}
	}
	if name := (builds.Build{}).String(); name != builds.Default {
		t.Errorf("the zero build is called %s", name)
	}
}

func TestEnviron(t *testing.T) {
	b := builds.Build{GOOS: "windows", GOARCH: "arm64", Tags: []string{"a"}}
	if got := b.Environ(); !slices.Equal(got, []string{"GOOS=windows", "GOARCH=arm64"}) {
		t.Error(got)
	}
	if got := (builds.Build{Tags: []string{"a"}}).Environ(); len(got) != 0 {
		t.Error(got)
	}
}

func TestOnly(t *testing.T) {
	for names, want := range map[string]string{
		"":                    "",
		"enterprise":          "only with tag enterprise",
		"default enterprise":  "",
		"windows":             "only on windows",
		"windows/arm64,a,b,c": "only on windows/arm64 with tags a, b and c",
		"enterprise windows":  "only with tag enterprise, or on windows",
	} {
		if got := builds.Only(strings.Fields(names)); got != want {
			t.Errorf("Only(%s) = %q, want %q", names, got, want)
		}
	}
}

func TestJoin(t *testing.T) {
	got := builds.Join([]string{"windows", "a"}, []string{"b", "default", "a"})
	if want := []string{"default", "a", "b", "windows"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := builds.Join(nil, nil); len(got) != 0 {
		t.Error(got)
	}
}

// Each platform that the go command can build for is known.
func TestPlatforms(t *testing.T) {
	out, err := exec.Command("go", "tool", "dist", "list").Output()
	if err != nil {
		t.Skipf("the platforms of this Go cannot be listed: %v", err)
	}
	for platform := range strings.FieldsSeq(string(out)) {
		system, machine, _ := strings.Cut(platform, "/")
		if !builds.IsSystem(system) || !builds.IsMachine(machine) {
			t.Errorf("%s is not known", platform)
		}
	}
}
