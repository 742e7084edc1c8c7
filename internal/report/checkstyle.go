package report

import (
	"encoding/xml"
	"io"
)

type checkstyle struct {
	XMLName xml.Name         `xml:"checkstyle"`
	Version string           `xml:"version,attr"`
	Files   []checkstyleFile `xml:"file"`
}

type checkstyleFile struct {
	Name   string            `xml:"name,attr"`
	Errors []checkstyleError `xml:"error"`
}

type checkstyleError struct {
	Line     int    `xml:"line,attr"`
	Column   int    `xml:"column,attr,omitempty"`
	Severity string `xml:"severity,attr"`
	Message  string `xml:"message,attr"`
	Source   string `xml:"source,attr"`
}

// checkstyleVersion is the one whose form most readers know.
const checkstyleVersion = "4.3"

func writeCheckstyle(w io.Writer, c *Check, _ *Options) error {
	doc := checkstyle{Version: checkstyleVersion}
	for i := range c.Findings { // sorted by file
		f := &c.Findings[i]
		name := Printable(f.Position.File)
		if n := len(doc.Files); n == 0 || doc.Files[n-1].Name != name {
			doc.Files = append(doc.Files, checkstyleFile{Name: name})
		}
		file := &doc.Files[len(doc.Files)-1]
		file.Errors = append(file.Errors, checkstyleError{
			Line: f.Position.first(), Column: f.Position.Column,
			Severity: checkstyleSeverity(f.Severity),
			Message:  Printable(f.Sentence()),
			Source:   Printable("workplacelint." + f.ID()),
		})
	}
	return writeXML(w, doc)
}

func checkstyleSeverity(s Severity) string {
	if s == Note {
		return "info"
	}
	return string(s)
}

// writeXML writes a document; characters that XML has no place for are gone
// from text that is printable.
func writeXML(w io.Writer, doc any) error {
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(doc); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
