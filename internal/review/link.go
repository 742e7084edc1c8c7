package review

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/workplacelint/workplacelint/rules"
)

// hostFile says how code hosts address lines.
const hostFile = "codehosts.yaml"

// remoteForm matches the addresses that git knows a repository by, without
// what may be a credential in them: scheme, user, host and path.
var remoteForm = regexp.MustCompile(`^(?:https://|ssh://|git://)?(?:[^@/\s]*@)?([A-Za-z0-9.-]+)(?::[0-9]+)?[:/]([A-Za-z0-9_.~-]+(?:/[A-Za-z0-9_.~-]+)+)/?$`)

// Address returns the link of a place, "" if it is no address of the web. A
// document may have been read from a file.
func (p Place) Address() string {
	u, err := url.Parse(p.Link)
	if err != nil || u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return u.String()
}

// A Linker makes the addresses of lines at the host of the code.
type Linker struct {
	form, repository, commit, prefix string
}

// NewLinker returns a linker for the repository that a remote address names, at
// a commit. prefix is the directory in the repository that files are relative
// to. It returns nil if the host is not known.
func NewLinker(remote, commit, prefix string) (*Linker, error) {
	var known struct {
		Hosts map[string]string `yaml:"hosts"`
	}
	if err := rules.Decode(rules.Files, hostFile, &known); err != nil {
		return nil, err
	}
	m := remoteForm.FindStringSubmatch(strings.TrimSpace(remote))
	if m == nil || commit == "" || known.Hosts[strings.ToLower(m[1])] == "" {
		return nil, nil //nolint:nilnil // no linker is a result
	}
	return &Linker{form: known.Hosts[strings.ToLower(m[1])], repository: strings.TrimSuffix(m[2], ".git"), commit: commit, prefix: prefix}, nil
}

// Line returns the address of a line, "" if there is none. file is relative.
func (l *Linker) Line(file string, line int) string {
	if l == nil || file == "" || line < 1 || strings.HasPrefix(file, "/") || strings.HasPrefix(file, "../") {
		return ""
	}
	return strings.NewReplacer(
		"{repository}", l.repository, "{commit}", l.commit,
		"{file}", (&url.URL{Path: l.prefix + file}).EscapedPath(), "{line}", strconv.Itoa(line),
	).Replace(l.form)
}
