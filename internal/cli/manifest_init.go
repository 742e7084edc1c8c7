package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/workplacelint/workplacelint/internal/builds"
	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/credential"
	"github.com/workplacelint/workplacelint/internal/manifest"
	"github.com/workplacelint/workplacelint/internal/report"
	"github.com/workplacelint/workplacelint/internal/verdict"
)

// schemaLine tells editors what a manifest may hold.
const schemaLine = "# yaml-language-server: $schema=https://raw.githubusercontent.com/workplacelint/workplacelint/main/docs/schema/workplace.schema.json\n"

// maxComments bounds the evidence that a new manifest shows for one grant.
const maxComments = 5

func (a *app) manifestInitCommand() *cobra.Command {
	var sel selection
	var output string
	c := &cobra.Command{
		Use:   "init [PACKAGE...]",
		Short: "write the smallest manifest that satisfies the code",
		Long: `Writes workplace.yaml with the cheapest set of grants that satisfies the code. What
needs each grant stands in comments; the reason is left for a person to fill in.
A file that exists is not overwritten.`,
		Example: `  workplacelint manifest init ./...
  workplacelint manifest init --output - ./cmd/bot`,
		RunE: func(c *cobra.Command, args []string) error {
			file := a.abs(output)
			if output != "-" {
				// Better now than after a long analysis.
				if _, err := os.Lstat(file); err == nil {
					return existing(output)
				}
			}
			prog, err := a.read(c.Context(), &sel, args)
			if err != nil {
				return err
			}
			text, err := prog.newManifest()
			if err != nil {
				return err
			}
			if err := a.writeManifest(output, file, text); err != nil {
				return err
			}
			if len(prog.skipped()) > 0 {
				a.tellSkipped(prog)
				return status(exitIncomplete)
			}
			return nil
		},
	}
	c.Flags().StringVarP(&output, "output", "o", manifest.Name, "the file to write; - is the standard output")
	sel.flags(c)
	return c
}

func existing(name string) error {
	return fmt.Errorf("%s exists; 'workplacelint permissions' shows what the code needs", name)
}

func (a *app) writeManifest(name, file string, text []byte) error {
	if name == "-" {
		_, err := a.stdout.Write(text)
		return err
	}
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, os.ErrExist) {
		return existing(name)
	}
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.stdout, "wrote %s; fill in the reasons\n", report.Printable(name))
	return err
}

// newManifest returns the text of a manifest that grants what the program needs
// and no more. No credential of the program gets into it.
func (prog *program) newManifest() ([]byte, error) {
	p, err := prog.permissions()
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	b.WriteString(schemaLine + "\nversion: 1\n")
	fmt.Fprintf(&b, "app: %s\ntype: custom\n", quoted(prog.appName()))
	for _, text := range p.Minimal.Open {
		comment(&b, "", "no known permission satisfies: "+text)
	}
	prog.unknownParts(&b)
	b.WriteString("permissions:")
	if len(p.Minimal.Grants) == 0 {
		b.WriteString(" []")
	}
	b.WriteString("\n")
	cat := catalog.Default()
	for _, name := range p.Minimal.Grants {
		grant(&b, cat, p, name)
	}
	webhooks(&b, prog.judged.Programs)
	if err := declareBuilds(&b, prog.view.Builds); err != nil {
		return nil, err
	}
	return manifest.Format(manifest.Name, []byte(credential.Default().Hide(b.String())))
}

// appName proposes a name: that of the directory.
func (prog *program) appName() string {
	name := filepath.Base(prog.dir)
	if name == "." || name == string(filepath.Separator) {
		return "app"
	}
	return name
}

// unknownParts says which requests the grants may not be enough for.
func (prog *program) unknownParts(b *strings.Builder) {
	n := 0
	for _, r := range prog.inventory().Requests {
		if r.Match != report.Unresolved && r.Match != report.Unknown {
			continue
		}
		if n == 0 {
			comment(b, "", "These requests are not known well enough to say what they need:")
		}
		if n++; n > maxComments {
			comment(b, "", "  and more: workplacelint requests")
			return
		}
		comment(b, "", fmt.Sprintf("  %s: %s %s: %s", r.Position, r.Match, r.Name(), r.Reason))
	}
}

func grant(b *strings.Builder, cat *catalog.Catalog, p *report.Permissions, name string) {
	i := slices.IndexFunc(p.Permissions, func(q report.Permission) bool { return q.Name == name })
	if i >= 0 {
		for n, by := range p.Permissions[i].NeededBy {
			if n == maxComments {
				comment(b, "  ", fmt.Sprintf("and %d more", len(p.Permissions[i].NeededBy)-n))
				break
			}
			comment(b, "  ", by.String())
		}
	}
	fmt.Fprintf(b, "  - name: %s", name)
	entry := cat.Permission(name)
	if entry != nil {
		comment(b, " ", entry.Label)
		if entry.Scopable {
			b.WriteString("    groups: all")
			comment(b, " ", "all, selected or group-admins")
		}
	} else {
		b.WriteString("\n")
	}
	b.WriteString("    reason: \"\"")
	comment(b, " ", "what the app needs it for")
}

// webhooks lists the subscriptions that the code handles.
func webhooks(b *strings.Builder, programs []*verdict.Program) {
	fields := map[string][]string{}
	for _, p := range programs {
		for _, w := range p.Webhooks {
			if w.Object != "" && w.Field != "" && !slices.Contains(fields[w.Object], w.Field) {
				fields[w.Object] = append(fields[w.Object], w.Field)
			}
		}
	}
	if len(fields) == 0 {
		return
	}
	b.WriteString("webhooks:\n")
	for _, object := range sortedKeys(fields) {
		slices.Sort(fields[object])
		fmt.Fprintf(b, "  - object: %s\n    fields:\n", quoted(object))
		for _, field := range fields[object] {
			fmt.Fprintf(b, "      - %s\n", quoted(field))
		}
	}
}

// declareBuilds lists the builds that were read, so that the next check reads them
// too.
func declareBuilds(b *strings.Builder, names []string) error {
	for i, name := range slices.DeleteFunc(slices.Clone(names), func(n string) bool { return n == builds.Default }) {
		build, err := builds.Parse(name)
		if err != nil {
			return err
		}
		if i == 0 {
			b.WriteString("builds:\n")
		}
		var keys []string
		if build.GOOS != "" {
			keys = append(keys, "goos: "+build.GOOS)
		}
		if build.GOARCH != "" {
			keys = append(keys, "goarch: "+build.GOARCH)
		}
		if len(build.Tags) > 0 {
			keys = append(keys, "tags: ["+strings.Join(build.Tags, ", ")+"]")
		}
		b.WriteString("  - " + strings.Join(keys, "\n    ") + "\n")
	}
	return nil
}

// comment writes a line of YAML that says nothing to a program. Text of the
// program may not end it.
func comment(b *strings.Builder, indent, text string) {
	fmt.Fprintf(b, "%s# %s\n", indent, report.Printable(text))
}

// quoted writes text as YAML reads it back.
func quoted(text string) string { return fmt.Sprintf("%q", report.Printable(text)) }
