package verdict

import (
	"github.com/workplacelint/workplacelint/internal/audit"
	"github.com/workplacelint/workplacelint/internal/manifest"
)

// evidence returns the positions that justify what is said of a grant: what is
// not known of the program, and the grants that make another unnecessary.
func (w wording) evidence() []audit.Evidence {
	var list []audit.Evidence
	for i := range w.Why {
		if at, note := doubtNote(&w.Why[i]); at.Line > 0 {
			list = append(list, audit.Evidence{Position: at, Note: note})
		}
	}
	if w.Kind != audit.Redundant {
		return list
	}
	for _, other := range w.Others {
		if grant := grantOf(w.manifest, other); grant != nil {
			at := audit.Position{File: w.manifest.File, Line: grant.Line, Column: grant.Column}
			list = append(list, audit.Evidence{Position: at, Note: other + " is granted here"})
		}
	}
	return list
}

func grantOf(m *manifest.Manifest, name string) *manifest.Grant {
	for i := range m.Permissions {
		if m.Permissions[i].Name == name {
			return &m.Permissions[i]
		}
	}
	return nil
}

// doubtNote says where a doubt comes from and what is not known there.
func doubtNote(d *audit.Doubt) (audit.Position, string) {
	if d.Gap != nil {
		return d.Gap.Position, d.Reason
	}
	if d.Use == nil {
		return audit.Position{}, ""
	}
	switch d.Kind {
	case audit.UnresolvedRequest:
		return d.Use.Position, unresolvedMessage(d.Use)
	case audit.UnknownAddress:
		return d.Use.Position, "address of this request is not known"
	case audit.UnknownEndpoint:
		return d.Use.Position, "this request is not in the catalogue: " + d.Reason
	case audit.OpenFields:
		return d.Use.Position, "this request may ask for more: " + d.Reason
	case audit.UnknownNeed:
		return d.Use.Position, "what " + d.Reason + " needs is not known"
	case audit.InferredNeed:
		return d.Use.Position, "what this request needs is inferred, no source documents it"
	case audit.UnseenCode, audit.NoEndpoint:
	}
	return audit.Position{}, ""
}
