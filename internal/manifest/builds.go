package manifest

import (
	"go.yaml.in/yaml/v4"

	"github.com/workplacelint/workplacelint/internal/builds"
)

// MaxBuilds is how many builds a manifest may declare: each is read by itself.
const MaxBuilds = 16

var buildFields = []field[Build]{
	{"goos", func(d *decoder, b *Build, v *yaml.Node) {
		b.GOOS = d.platform(v, builds.IsSystem, "a value of GOOS, such as windows")
	}},
	{"goarch", func(d *decoder, b *Build, v *yaml.Node) {
		b.GOARCH = d.platform(v, builds.IsMachine, "a value of GOARCH, such as arm64")
	}},
	{"tags", func(d *decoder, b *Build, v *yaml.Node) {
		for _, tag := range d.list(v, "build tags", d.tag) {
			b.Tags = append(b.Tags, tag.Value)
		}
	}},
}

func decodeBuilds(d *decoder, m *Manifest, v *yaml.Node) {
	lines := map[string]int{}
	for i, entry := range d.entries(v, "builds, each with goos, goarch or tags") {
		if i == MaxBuilds {
			d.want(entry, "at most %d builds", MaxBuilds)
			return
		}
		b := Build{Position: position(entry)}
		mapping(d, entry, &b, buildFields)
		name := b.String()
		switch line, twice := lines[name]; {
		case entry.Kind != yaml.MappingNode: // That was said.
		case name == builds.Default:
			d.want(entry, "goos, goarch or tags; the default build is always read")
		case twice:
			d.want(entry, "build %s once; it stands in line %d", name, line)
		}
		lines[name] = b.Line
		m.Builds = append(m.Builds, b)
	}
}

func (d *decoder) platform(v *yaml.Node, known func(string) bool, want string) string {
	t := d.text(v)
	if t.Value != "" && !known(t.Value) {
		d.want(v, "%s", want)
	}
	return t.Value
}

func (d *decoder) tag(v *yaml.Node) Text {
	t := d.text(v)
	if err := builds.IsTag(t.Value); t.Value != "" && err != nil {
		d.want(v, "%s", err.Error())
	}
	return t
}
