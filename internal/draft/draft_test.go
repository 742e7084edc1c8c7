package draft_test

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"os/exec"
	"reflect"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"github.com/workplacelint/workplacelint/internal/draft"
	"github.com/workplacelint/workplacelint/internal/golden"
	"github.com/workplacelint/workplacelint/internal/load"
	"github.com/workplacelint/workplacelint/internal/sender"
)

const libraries = "../../testdata/senders"

func read(t *testing.T, path string) *draft.Draft {
	t.Helper()
	download := exec.Command("go", "mod", "download")
	download.Dir = libraries
	if out, err := download.CombinedOutput(); err != nil {
		t.Skipf("the libraries cannot be had here: %v\n%s", err, out)
	}
	d, err := draft.Read(context.Background(), load.Config{Dir: libraries}, path)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestWrite drafts entries of published libraries.
func TestWrite(t *testing.T) {
	for _, path := range []string{"github.com/dghubble/sling", "github.com/hashicorp/go-retryablehttp", "github.com/huandu/facebook/v2"} {
		d := read(t, path)
		var out bytes.Buffer
		if err := d.Write(&out); err != nil {
			t.Fatal(err)
		}
		golden.Compare(t, "testdata/"+d.Sender.Name+".yaml", out.Bytes())
		var doc struct {
			Senders yaml.Node `yaml:"senders"`
		}
		if err := yaml.Unmarshal(out.Bytes(), &doc); err != nil {
			t.Fatal(err)
		}
		decoded, faults := sender.Decode(&doc.Senders)
		if len(faults) > 0 || len(decoded) != 1 {
			t.Fatalf("%s: the draft is no entry: %+v", path, faults)
		}
		if !reflect.DeepEqual(decoded[0].Calls, d.Sender.Calls) {
			t.Errorf("%s: what is written is not what was drafted", path)
		}
	}
}

// TestAgainstRules compares drafts with what people read in the documentation of
// the libraries and wrote into the rules. The golden file names each difference.
func TestAgainstRules(t *testing.T) {
	var out bytes.Buffer
	for _, path := range []string{
		"github.com/dghubble/sling", "github.com/go-resty/resty/v2", "github.com/hashicorp/go-retryablehttp",
		"github.com/huandu/facebook/v2", "github.com/levigross/grequests", "github.com/parnurzeal/gorequest",
	} {
		want := known(t, path)
		got := read(t, path).Sender.Calls
		same := 0
		var lines []string
		for _, name := range slices.Sorted(maps.Keys(want)) {
			w, g := fmt.Sprintf("%+v", shown(want[name])), fmt.Sprintf("%+v", shown(got[name]))
			if w == g {
				same++
				continue
			}
			lines = append(lines, fmt.Sprintf("  %s: %s, not %s", name, g, w))
		}
		fmt.Fprintf(&out, "%s: %d of %d calls of the rules\n%s\n", path, same, len(want), strings.Join(lines, "\n"))
	}
	golden.Compare(t, "testdata/against_rules.txt", out.Bytes())
}

// known returns the calls of the rules for one package.
func known(t *testing.T, path string) map[string]*sender.Call {
	t.Helper()
	set := sender.Default()
	f, ok := set.Find(path + ".New")
	if !ok {
		t.Fatalf("the rules do not have %s", path)
	}
	return f.Sender.Calls
}

// shown returns what is set of a call.
func shown(c *sender.Call) []string {
	if c == nil {
		return nil
	}
	var out []string
	v := reflect.ValueOf(*c)
	for i := range v.NumField() {
		if f := v.Field(i); !f.IsZero() {
			if f.Kind() == reflect.Pointer {
				f = f.Elem()
			}
			out = append(out, fmt.Sprintf("%s=%v", strings.ToLower(v.Type().Field(i).Name), f.Interface()))
		}
	}
	return out
}

func TestReadErrors(t *testing.T) {
	for path, want := range map[string]string{
		"strings":                      "expected a package that sends through net/http",
		"example.com/nowhere":          "example.com/nowhere",
		"github.com/pkg/errors/absent": "github.com/pkg/errors/absent",
	} {
		_, err := draft.Read(context.Background(), load.Config{Dir: libraries}, path)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, expected %q", path, err, want)
		}
	}
}
