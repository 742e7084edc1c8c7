package review

import (
	"github.com/workplacelint/workplacelint/internal/report"
)

// Version is the version of the JSON form. A new field does not change it; one
// that is gone or means something else does.
const Version = 1

// A Document holds the reviews of all apps of a program: one for each manifest.
type Document struct {
	Version  int       `json:"version"`
	Tool     string    `json:"tool"` // version of workplacelint
	Language string    `json:"language"`
	Day      string    `json:"day"`   // of the review
	Again    string    `json:"again"` // last day on which it holds
	Code     Code      `json:"code"`
	Reviews  []*Review `json:"reviews"`
}

// Code says what was looked at.
type Code struct {
	Commit  string `json:"commit,omitempty"` // empty if there is no repository
	Changed bool   `json:"changed"`          // files differ from the commit
	// Complete is false if a package did not load or a limit was hit.
	Complete bool             `json:"complete"`
	Skipped  []report.Skipped `json:"skipped"`
	Packages report.Packages  `json:"packages"`
}

// A Review is about one app.
type Review struct {
	App      App             `json:"app"`
	Requests report.Requests `json:"requests"`
	Tally    Tally           `json:"tally"`
	// Granted compares with what was really granted; nil if that is not known.
	Granted *Granted `json:"granted,omitempty"`
	// Observed is what logs show; nil if none was named.
	Observed *Observed `json:"observed,omitempty"`
	// Since says what changed; nil if nothing earlier was named.
	Since     *Since      `json:"since,omitempty"`
	Boxes     []Box       `json:"boxes"` // in the order of the panel
	Questions []Question  `json:"questions"`
	Settings  []Setting   `json:"settings"`
	Hygiene   []Statement `json:"hygiene"` // of credentials
	Theft     []Statement `json:"theft"`   // what a thief of the access token could do
	Facts     []Statement `json:"facts"`   // what matters whatever the code does
	Binaries  []Binary    `json:"binaries"`
	Split     []Statement `json:"split"` // commands that should be apps of their own
}

// App is what the manifest says of the app.
type App struct {
	Name     string   `json:"name"`
	Kind     string   `json:"kind,omitempty"`     // custom or third-party
	Manifest string   `json:"manifest,omitempty"` // empty if there is none
	Owners   []string `json:"owners"`
}

// Decision is what to do with a box.
type Decision string

// The decisions.
const (
	Grant  Decision = "grant"
	Refuse Decision = "refuse"
	Ask    Decision = "ask"
)

// A Tally counts decisions.
type Tally struct {
	Grant  int `json:"grant"`
	Refuse int `json:"refuse"`
	Ask    int `json:"ask"`
}

// A Box is one permission of the panel with the decision on it.
type Box struct {
	Permission string `json:"permission"` // name in the API
	// Label is the text of the panel, in the language of the document if the guide
	// has it there. LabelLanguage says in which it is.
	Label         string   `json:"label"`
	LabelLanguage string   `json:"label_language"`
	Decision      Decision `json:"decision"`
	Requested     bool     `json:"requested"` // by the manifest
	// Today is whether the box is ticked in the panel, and Todo what follows from
	// that; they are empty if it is not known.
	Today   *bool  `json:"today,omitempty"`
	Todo    Todo   `json:"todo,omitempty"`
	Seen    *Seen  `json:"seen,omitempty"` // in logs; nil if it was not, or there are none
	Purpose string `json:"purpose,omitempty"`
	Owner   string `json:"owner,omitempty"`
	Until   string `json:"until,omitempty"`
	Kind    string `json:"kind"` // code of what is at stake
	Risk    string `json:"risk"` // the same in words
	Can     string `json:"can"`  // what the app can do with it
	// Why is what the decision rests on.
	Why       []Statement `json:"why"`
	Needs     []Need      `json:"needs"`
	Limit     *Limit      `json:"limit,omitempty"` // nil if it cannot be limited to groups
	Questions []int       `json:"questions"`       // numbers
	// Breaks is what fails if the box stays empty.
	Breaks []Statement `json:"breaks"`
	// Better is the smallest change of code that makes it unnecessary.
	Better []Statement `json:"better"`
}

// Todo is what is to be done in the panel where it is known what was granted.
type Todo string

// The changes of a box. A box that is asked about stays as it is.
const (
	Keep   Todo = "keep"   // it is ticked
	Tick   Todo = "tick"   // it is not ticked
	Untick Todo = "untick" // it is ticked
	Leave  Todo = "leave"  // it is not ticked
)

// Granted compares the decisions with a list of what was really granted.
type Granted struct {
	File   string      `json:"file"`
	Tick   int         `json:"tick"`   // boxes to tick
	Untick int         `json:"untick"` // boxes to untick
	Keep   int         `json:"keep"`   // boxes that are ticked and stay so
	Notes  []Statement `json:"notes"`  // what of the list was not understood
}

// Proof says how well it is known that a call needs a permission.
type Proof string

// The proofs, from strong to weak. Only the first carries a grant.
const (
	Proven     Proof = "proven"
	Dependency Proof = "dependency" // a granted permission does nothing without it
	Concluded  Proof = "concluded"  // no source says so
	Declared   Proof = "declared"   // the manifest subscribes to a webhook
	Elsewhere  Proof = "elsewhere"  // if the address is that of the API
	Reading    Proof = "reading"    // one of several readings of a call
)

// A Need is one call or webhook that needs a permission.
type Need struct {
	Call     string   `json:"call"`            // GET /{group-id}/feed
	Field    string   `json:"field,omitempty"` // of the answer, that asks for it
	Proof    Proof    `json:"proof"`
	Function string   `json:"function,omitempty"`
	Place    Place    `json:"place"`
	Path     []string `json:"path"` // functions from the outermost to the one that sends
	Binaries []string `json:"binaries"`
	// Builds are the builds of the program that have it, none if all have.
	Builds []string `json:"builds,omitempty"`
	// Also are other permissions that are granted and would do for it, and Note
	// says so.
	Also []string `json:"also,omitempty"`
	Note string   `json:"note,omitempty"`
}

// A Place is a position with the address of its line at the code host.
type Place struct {
	report.Position
	Link string `json:"link,omitempty"`
}

// String returns the file and line: enough for people to find it.
func (p Place) String() string {
	return report.Position{File: p.File, Line: p.Line}.String()
}

// A Statement is a sentence with what it rests on: places or a source.
type Statement struct {
	Code   string  `json:"code"` // the same in every language
	Text   string  `json:"text"`
	Places []Place `json:"places"`
	Source string  `json:"source,omitempty"`
}

// A Question asks for the one answer that would settle boxes.
type Question struct {
	Number int `json:"number"` // from 1
	Statement
	Boxes  []string `json:"boxes"`  // permissions that the answer settles
	Labels []string `json:"labels"` // the same as the panel names them
}

// A Limit says to which groups a permission should reach.
type Limit struct {
	Code  string      `json:"code"` // all, selected or group-admins
	Label string      `json:"label"`
	Why   []Statement `json:"why"`
}

// A Setting is a switch of the panel beside the boxes.
type Setting struct {
	Code  string      `json:"code"`
	Label string      `json:"label"`
	State string      `json:"state"` // on, stays, off or later
	Why   []Statement `json:"why"`
}

// The states of a setting. Stays is a switch that is on and stays so, Later one
// that has to wait for the code.
const (
	On    = "on"
	Stays = "stays"
	Off   = "off"
	Later = "later"
)

// labels names permissions as the panel does.
func (r *Review) labels(permissions []string) []string {
	var list []string
	for _, name := range permissions {
		label := name
		for i := range r.Boxes {
			if r.Boxes[i].Permission == name {
				label = r.Boxes[i].Label
			}
		}
		list = append(list, label)
	}
	return list
}

// A Binary is a command with the permissions that its calls need.
type Binary struct {
	Package     string   `json:"package"`
	Permissions []string `json:"permissions"`
}
