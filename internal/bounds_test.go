package internal_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// hostile writes functions that are expensive to follow. Each is called with what
// it makes, before a plain request that must be found all the same.
var hostile = map[string]func(b *strings.Builder){
	"ten thousand texts": func(b *strings.Builder) {
		b.WriteString("func hostile(id string) string {\n\ts := id\n")
		for i := range 10_000 {
			fmt.Fprintf(b, "\ts = s + \"/%d\" + id\n", i)
		}
		b.WriteString("\treturn s\n}\n")
	},
	"two thousand cases": func(b *strings.Builder) {
		b.WriteString("func hostile(id string) string {\n\tswitch id {\n")
		for i := range 2_000 {
			fmt.Fprintf(b, "\tcase \"%d\":\n\t\treturn \"/edge%d\"\n", i, i)
		}
		b.WriteString("\t}\n\treturn id\n}\n")
	},
	"recursive builder": func(b *strings.Builder) {
		b.WriteString("func hostile(id string) string {\n\tif len(id) > 9 {\n\t\treturn id\n\t}\n" +
			"\treturn hostile(id+\"a\") + hostile(id+\"b\") + hostile(id+\"c\")\n}\n")
	},
	"mutual recursion": func(b *strings.Builder) {
		for i := range 40 {
			fmt.Fprintf(b, "func f%d(id string) string {\n\tif id == \"x\" {\n\t\treturn f%d(id + \"/%d\")\n\t}\n\treturn f%d(id) + f%d(id)\n}\n",
				i, (i+1)%40, i, (i+7)%40, (i+11)%40)
		}
		b.WriteString("func hostile(id string) string { return f0(id) }\n")
	},
	"a hundred thousand lines": func(b *strings.Builder) {
		for i := range 10_000 {
			fmt.Fprintf(b, "type t%d struct {\n\tid string\n}\n\nfunc (t t%d) path(s string) string {\n\tif s == \"\" {\n\t\ts = t.id\n\t}\n\treturn \"/\" + s\n}\n", i, i)
		}
		b.WriteString("func hostile(id string) string { return t1{id}.path(id) }\n")
	},
	"many branches": func(b *strings.Builder) {
		b.WriteString("func hostile(id string) string {\n\ts := \"\"\n")
		for i := range 200 {
			fmt.Fprintf(b, "\tif len(id) > %d {\n\t\ts += \"/%d\"\n\t} else {\n\t\ts += \"/x%d\"\n\t}\n", i, i, i)
		}
		b.WriteString("\treturn s\n}\n")
	},
}

// What is expensive to follow ends within its bounds, and what is beside it is
// found. The bounds are steps: if one is missing, this test does not end.
func TestBounds(t *testing.T) {
	for name, write := range hostile {
		t.Run(name, func(t *testing.T) {
			var b strings.Builder
			b.WriteString("package main\n\nimport (\n\t\"net/http\"\n\t\"os\"\n)\n\n" +
				"const graph = \"https://graph.workplace.com\"\n\n" +
				"func send(path string) { _, _ = http.Get(graph + path) }\n\n" +
				"func main() {\n\tsend(hostile(os.Args[1]))\n\tsend(\"/community/groups\")\n}\n\n")
			write(&b)
			dir := t.TempDir()
			for file, text := range map[string]string{"go.mod": "module example.com/hostile\n\ngo 1.24\n", "main.go": b.String()} {
				if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			var got struct {
				Requests []struct{ Path, Match string }
			}
			if err := json.Unmarshal(run(t, dir, "requests", "--format", "json", "./..."), &got); err != nil {
				t.Fatal(err)
			}
			found := false
			for _, r := range got.Requests {
				found = found || r.Path == "/community/groups" && r.Match == "exact"
			}
			if !found || len(got.Requests) < 2 {
				t.Errorf("requests %+v, want GET /community/groups and one for what is hostile", got.Requests)
			}
		})
	}
}

// All functions in a map send something, whichever is called; where there are more
// than are followed, that is said.
func TestManyFunctions(t *testing.T) {
	for n, complete := range map[int]bool{100: true, 280: false} {
		var b strings.Builder
		b.WriteString("package main\n\nimport (\n\t\"net/http\"\n\t\"os\"\n)\n\n" +
			"func get(path string) error {\n\t_, err := http.Get(\"https://graph.workplace.com/\" + path)\n\treturn err\n}\n\n" +
			"var commands = map[string]func(id string) error{\n")
		for i := range n {
			fmt.Fprintf(&b, "\t\"c%d\": func(id string) error { return get(id + \"/edge%d\") },\n", i, i)
		}
		b.WriteString("}\n\nfunc main() {\n\tif run, ok := commands[os.Args[1]]; ok {\n\t\t_ = run(os.Args[2])\n\t}\n}\n")
		dir := t.TempDir()
		for file, text := range map[string]string{"go.mod": "module example.com/many\n\ngo 1.24\n", "main.go": b.String()} {
			if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		out := run(t, dir, "requests", "--format", "json", "./...")
		var inventory struct {
			Complete bool              `json:"complete"`
			Requests []json.RawMessage `json:"requests"`
		}
		if err := json.Unmarshal(out, &inventory); err != nil {
			t.Fatal(err)
		}
		if inventory.Complete != complete || complete && len(inventory.Requests) != n {
			t.Errorf("of %d functions %d requests are listed, complete: %t", n, len(inventory.Requests), inventory.Complete)
		}
	}
}

// Where nothing says which type implements an interface, all are tried; where
// there are more than are tried, that is said.
func TestManyImplementations(t *testing.T) {
	for n, complete := range map[int]bool{60: true, 80: false} {
		var b strings.Builder
		b.WriteString("package main\n\nimport \"net/http\"\n\ntype call interface{ path() string }\n\n" +
			"func send(c call) { _, _ = http.Get(\"https://graph.workplace.com/\" + c.path()) }\n\nfunc main() { send(nil) }\n\n")
		for i := range n {
			fmt.Fprintf(&b, "type c%d struct{ id string }\n\nfunc (c c%d) path() string { return c.id + \"/edge%d\" }\n\n", i, i, i)
		}
		dir := t.TempDir()
		for file, text := range map[string]string{"go.mod": "module example.com/many\n\ngo 1.24\n", "main.go": b.String()} {
			if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		var inventory struct {
			Complete bool                    `json:"complete"`
			Requests []struct{ Path string } `json:"requests"`
		}
		if err := json.Unmarshal(run(t, dir, "requests", "--format", "json", "./..."), &inventory); err != nil {
			t.Fatal(err)
		}
		paths := map[string]bool{}
		for _, r := range inventory.Requests {
			paths[r.Path] = true
		}
		if inventory.Complete != complete || complete && len(paths) != n {
			t.Errorf("%d types: complete is %v with %d paths, want %v and one for each", n, inventory.Complete, len(paths), complete)
		}
	}
}
