package report_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/workplacelint/workplacelint/internal/report"
)

func probeText(t *testing.T, out []byte) []string {
	t.Helper()
	first, _, _ := strings.Cut(string(out), "\n")
	for line := range strings.Lines(string(out)) {
		if strings.HasPrefix(strings.TrimSpace(line), "::error") || strings.HasPrefix(strings.TrimSpace(line), "::set") {
			t.Errorf("a line is a workflow command: %q", line)
		}
	}
	return []string{strings.TrimPrefix(first, "error[missinggrant]: ")}
}

func probeJSON(t *testing.T, out []byte) []string {
	t.Helper()
	var c report.Check
	if err := json.Unmarshal(out, &c); err != nil {
		t.Fatal(err)
	}
	if bytes.IndexFunc(out, func(r rune) bool { return r < ' ' && r != '\n' }) >= 0 {
		t.Error("a control character is not escaped")
	}
	text := c.Findings[0].Message
	if strings.ContainsRune(text, unicode.ReplacementChar) {
		return nil // bytes that are no text
	}
	return []string{"start " + report.Printable(strings.TrimSuffix(strings.TrimPrefix(text, "start "), " end")) + " end"}
}

var sarifLink = regexp.MustCompile(`\]\(`)

func probeSARIF(t *testing.T, out []byte) []string {
	t.Helper()
	var log struct {
		Runs []struct {
			Results []struct {
				Message   struct{ Text string }
				Locations []struct {
					PhysicalLocation struct{ ArtifactLocation struct{ URI string } }
				}
			}
		}
	}
	if err := json.Unmarshal(out, &log); err != nil {
		t.Fatal(err)
	}
	r := log.Runs[0].Results[0]
	if sarifLink.MatchString(string(out)) {
		t.Errorf("a link: %q", r.Message.Text)
	}
	uri := r.Locations[0].PhysicalLocation.ArtifactLocation.URI
	if strings.ContainsAny(uri, "<>\"` \\|{}") || strings.HasPrefix(uri, "javascript:") {
		t.Errorf("URI %q", uri)
	}
	return []string{strings.ReplaceAll(r.Message.Text, "] (", "](")}
}

var command = regexp.MustCompile(`^::(\w+)((?: [^:]*)?)::(.*)$`)

// probeGitHub reads commands as the runner does.
func probeGitHub(t *testing.T, out []byte) []string {
	t.Helper()
	lines := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
	if len(lines) != 2 {
		t.Fatalf("%d lines, want an annotation and a summary:\n%s", len(lines), out)
	}
	if strings.HasPrefix(strings.TrimSpace(lines[1]), "::") || strings.Contains(lines[1], "##[") {
		t.Errorf("the summary is a command: %q", lines[1])
	}
	m := command.FindStringSubmatch(lines[0])
	if m == nil || m[1] != "error" {
		t.Fatalf("no error command: %q", lines[0])
	}
	var names []string
	for p := range strings.SplitSeq(strings.TrimSpace(m[2]), ",") {
		name, _, _ := strings.Cut(p, "=")
		names = append(names, name)
	}
	if got := strings.Join(names, " "); got != "file line col title" {
		t.Errorf("properties %s in %q", got, lines[0])
	}
	message, _, _ := strings.Cut(m[3], "%0A")
	return []string{strings.ReplaceAll(message, "%25", "%")}
}

func probeGitLab(t *testing.T, out []byte) []string {
	t.Helper()
	var issues []struct{ Description string }
	if err := json.Unmarshal(out, &issues); err != nil || len(issues) != 1 {
		t.Fatalf("%d issues, %v", len(issues), err)
	}
	return []string{issues[0].Description}
}

// elements counts the elements of a document by name and returns the attribute
// called message of those called name.
func elements(t *testing.T, out []byte, name string) (count map[string]int, messages []string) {
	t.Helper()
	count = map[string]int{}
	d := xml.NewDecoder(bytes.NewReader(out))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return count, messages
		}
		if err != nil {
			t.Fatal(err)
		}
		el, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		count[el.Name.Local]++
		for _, a := range el.Attr {
			if el.Name.Local == name && a.Name.Local == "message" {
				messages = append(messages, a.Value)
			}
		}
	}
}

func probeCheckstyle(t *testing.T, out []byte) []string {
	t.Helper()
	count, messages := elements(t, out, "error")
	if len(count) != 3 || count["error"] != 1 {
		t.Errorf("elements %v", count)
	}
	return messages
}

func probeJUnit(t *testing.T, out []byte) []string {
	t.Helper()
	count, messages := elements(t, out, "failure")
	if len(count) != 5 || count["failure"] != 1 || count["error"] != 1 {
		t.Errorf("elements %v", count)
	}
	return messages
}

// probeMarkdown removes the code spans as CommonMark defines them; the rest
// holds only what the format writes itself.
func probeMarkdown(t *testing.T, out []byte) []string {
	t.Helper()
	var spans []string
	rest := string(out)
	var plain strings.Builder
	for {
		start := strings.IndexByte(rest, '`')
		if start < 0 {
			break
		}
		width := len(rest[start:]) - len(strings.TrimLeft(rest[start:], "`"))
		fence := regexp.MustCompile("(^|[^`])(`{" + itoa(width) + "})([^`]|$)")
		body := rest[start+width:]
		m := fence.FindStringSubmatchIndex(body)
		if m == nil {
			t.Fatalf("a code span does not end: %q", rest[start:])
		}
		spans = append(spans, body[:m[4]])
		plain.WriteString(rest[:start])
		rest = body[m[5]:]
	}
	plain.WriteString(rest)
	if s := strings.ReplaceAll(plain.String(), "<!-- workplacelint -->", ""); strings.ContainsAny(s, "<>@#[]!|&") || strings.Contains(s, "http") {
		t.Errorf("text outside of code: %q", s)
	}
	if !strings.HasPrefix(plain.String(), "**workplacelint: 1 error; the program is not fully analyzed**\n") {
		t.Errorf("the verdict is not first: %q", plain.String())
	}
	message := spans[2]
	return []string{strings.TrimSuffix(strings.TrimPrefix(message, " "), " ")}
}
