package manifest

import (
	"bytes"
	"regexp"

	"go.yaml.in/yaml/v4"
)

// commentForm matches what YAML may take for a comment.
var commentForm = regexp.MustCompile(`(?m)(?:^|[ \t])(#[^\n]*)`)

// sameComments returns an error if a comment of data is missing in text, or stands
// with another key there. Text in quotes may look like a comment; it is in both.
func sameComments(name string, data, text []byte) error {
	have := map[string]int{}
	with := map[string]bool{} // comment and key
	keys := topKeys(name, text)
	for _, match := range commentForm.FindAllSubmatchIndex(text, -1) {
		comment, line := commentAt(text, match)
		have[comment]++
		with[comment+"\x00"+keys.at(line)] = true
		with[comment+"\x00"+keys.next(line)] = true
	}
	keys = topKeys(name, data)
	for _, match := range commentForm.FindAllSubmatchIndex(data, -1) {
		comment, line := commentAt(data, match)
		have[comment]--
		moved := keys != nil && isBehind(data, match[2]) && !with[comment+"\x00"+keys.at(line)]
		if have[comment] < 0 || moved {
			return Errors{{
				File: name, Position: Position{line, 1},
				Want: "a comment on a line of its own, above what it describes; formatting would lose this one",
			}}
		}
	}
	return nil
}

// commentAt returns a comment and the line in which it stands.
func commentAt(text []byte, match []int) (comment string, line int) {
	return string(bytes.TrimSpace(text[match[2]:match[3]])), bytes.Count(text[:match[2]], []byte("\n")) + 1
}

// isBehind reports whether a comment stands behind something in its line.
func isBehind(text []byte, at int) bool {
	before := bytes.TrimRight(text[bytes.LastIndexByte(text[:at], '\n')+1:at], "#")
	return len(bytes.TrimSpace(before)) > 0
}

// keyLines are the keys of a manifest with their lines, in order.
type keyLines []*yaml.Node

func topKeys(name string, text []byte) keyLines {
	root, _, err := load(name, text)
	if err != nil || root.Style&yaml.FlowStyle != 0 {
		return nil // of one line, which all comments stand with
	}
	var keys keyLines
	for i := 0; i < len(root.Content); i += 2 {
		keys = append(keys, root.Content[i])
	}
	return keys
}

// at returns the key whose value a line belongs to, "" if it is above all.
func (k keyLines) at(line int) string {
	key := ""
	for _, n := range k {
		if n.Line <= line {
			key = n.Value
		}
	}
	return key
}

// next returns the key below a line, "" if there is none.
func (k keyLines) next(line int) string {
	for _, n := range k {
		if n.Line > line {
			return n.Value
		}
	}
	return ""
}
