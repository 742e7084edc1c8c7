package manifest

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"go.yaml.in/yaml/v4"

	"github.com/workplacelint/workplacelint/internal/builds"
	"github.com/workplacelint/workplacelint/internal/sender"
)

// Name is the file name of a manifest.
const Name = "workplace.yaml"

// A Position is a place in a manifest. The zero value is no place.
type Position struct {
	Line   int // from 1
	Column int // bytes, from 1
}

// A Manifest is what one workplace.yaml declares.
type Manifest struct {
	File string // the name it was read under
	Text []byte // what it was read from; positions refer to it

	Version     int
	App         Text
	Type        Type
	Permissions []Grant // in the order of the file
	Webhooks    []Webhook
	Settings    Settings
	Hosts       []Text // gateways that forward to the API: host names in lower case
	Catalog     []Text // files with further entries, slash paths below the manifest
	Credentials []Text // environment variables and struct fields that hold credentials
	Files       Files
	Builds      []Build // beside the default one
	Senders     []*sender.Sender

	senders *yaml.Node // as it is written, nil if there are none
}

// Files says who gets files, where they do not show it. Each is a pattern of slash
// paths below the manifest: * stands for a part of a name, ** for any names, and
// the name of a directory for all that is below.
type Files struct {
	Client []Text // browsers or devices get them
	Server []Text // they stay on the server
}

// A Build is one in which the program is built, beside the default one.
type Build struct {
	builds.Build
	Position
}

// Text is a value with its place.
type Text struct {
	Value string
	Position
}

// Type says what kind of integration the app is.
type Type uint8

// The types of integrations. The zero value is a manifest that does not say.
const (
	AnyType Type = iota
	Custom
	ThirdParty
)

// A Grant is one permission in the manifest.
type Grant struct {
	Name   string
	Groups Groups
	Reason string // "" if none is given
	Owner  string
	// Until is the last day of the grant, midnight UTC; zero if it has no end.
	Until time.Time
	// Position is that of the name.
	Position
	GroupsPosition Position
	UntilPosition  Position
}

// Groups says to which groups a grant is limited.
type Groups uint8

// The limits of a grant. The zero value is a manifest that does not say, which
// means all groups.
const (
	AnyGroups Groups = iota
	AllGroups
	SelectedGroups
	GroupAdmins // groups whose admins switched the integration on
)

// Limited reports whether the grant does not reach all groups.
func (g Groups) Limited() bool { return g == SelectedGroups || g == GroupAdmins }

// String returns the word of the manifest for g.
func (g Groups) String() string { return groupWords[g] }

var groupWords = [...]string{
	AnyGroups: "", AllGroups: "all", SelectedGroups: "selected", GroupAdmins: "group-admins",
}

// String returns the word of the manifest for t.
func (t Type) String() string { return typeWords[t] }

var typeWords = [...]string{AnyType: "", Custom: "custom", ThirdParty: "third-party"}

// A Webhook is a subscription: an object with the fields of which the app is
// told.
type Webhook struct {
	Object string
	Fields []Text
	Position
}

// Settings are the switches of the app beside its permissions.
type Settings struct {
	// Position is the zero value if the manifest has no settings.
	Position
	// RequireAppSecretProof is meaningful if ProofPosition is set.
	RequireAppSecretProof bool
	ProofPosition         Position
	// IPAllowlist is meaningful if IPPosition is set.
	IPAllowlist []Text
	IPPosition  Position
}

// Set reports whether p is a place.
func (p Position) Set() bool { return p.Line > 0 }

// chosen is the manifest that governs everything, "" if the nearest one does.
var chosen string

// Choose makes one manifest govern every directory, whatever lies nearer. "" lets
// the nearest one govern again. It is called before anything is analyzed.
func Choose(path string) { chosen = path }

// Find returns the manifest that governs dir: the one that was chosen, or that
// in dir or in the nearest directory above it.
func Find(dir string) (path string, ok bool) {
	if chosen != "" {
		return chosen, true
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", false
	}
	for {
		path = filepath.Join(dir, Name)
		if isFile(path) {
			return path, true
		}
		above := filepath.Dir(dir)
		if above == dir {
			return "", false
		}
		dir = above
	}
}

// isFile reports whether a file is at path, or a link to one. A link that leads
// nowhere counts: whoever reads it says so.
func isFile(path string) bool {
	info, err := os.Stat(path)
	if err == nil {
		return info.Mode().IsRegular()
	}
	info, err = os.Lstat(path)
	return err == nil && info.Mode()&os.ModeSymlink != 0
}

// Read parses the manifest at path.
func Read(path string) (*Manifest, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	// One byte more than allowed tells Parse that the file is too large without
	// reading all of it.
	data, err := io.ReadAll(io.LimitReader(file, MaxSize+1))
	if err := errors.Join(err, file.Close()); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return Parse(path, data)
}
