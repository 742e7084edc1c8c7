package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// maxComment bounds the findings of one comment; hosting sites refuse texts of
// more than 65,536 characters.
const maxComment = 50

// commentMark lets a workflow find its own comment again.
const commentMark = "<!-- workplacelint -->"

// writeMarkdown writes a comment for a pull request. Its first line is the
// verdict; there is none if nothing was found and everything was analyzed.
//
// Everything that may come from analyzed code stands in a code span, where
// neither HTML nor links, mentions and references have a meaning.
func writeMarkdown(w io.Writer, c *Check, _ *Options) error {
	if len(c.Findings) == 0 && c.Complete {
		return nil
	}
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "**workplacelint: %s**\n\n", verdict(c))
	list := worst(c.Findings)
	shown := min(len(list), maxComment)
	for _, f := range list[:shown] {
		markdownFinding(b, f)
	}
	if rest := len(list) - shown; rest > 0 {
		fmt.Fprintf(b, "- and %d more\n", rest)
	}
	if len(c.Summary.Skipped) > 0 {
		fmt.Fprint(b, "\nNot analyzed:\n\n")
		markdownSkipped(b, c.Summary.Skipped)
	}
	if len(c.Summary.Unread) > 0 {
		fmt.Fprint(b, "\nIn no build that was read:\n\n")
		markdownUnread(b, c.Summary.Unread)
	}
	fmt.Fprintf(b, "\n%s\n", commentMark)
	return b.Flush()
}

func verdict(c *Check) string {
	text := findings(c.Summary)
	if c.Summary.Suppressed > 0 {
		text += fmt.Sprintf(", %d suppressed", c.Summary.Suppressed)
	}
	if !c.Complete {
		text += "; the program is not fully analyzed"
	}
	return text
}

func markdownFinding(w io.Writer, f *Finding) {
	fmt.Fprintf(w, "- **%s** %s at %s\n  %s\n", f.Severity, codeSpan(f.ID()), codeSpan(f.Position.String()), codeSpan(f.Sentence()))
	for i, e := range f.Evidence {
		if i == MaxLabels {
			fmt.Fprintf(w, "  - and %d more\n", len(f.Evidence)-i)
			break
		}
		fmt.Fprintf(w, "  - %s %s\n", codeSpan(e.Position.String()), codeSpan(e.Note))
	}
	for _, help := range f.Help {
		fmt.Fprintf(w, "  - %s\n", codeSpan(help))
	}
}

func markdownUnread(w io.Writer, list []Unread) {
	for i, u := range list {
		if i == maxUnread {
			fmt.Fprintf(w, "- and %d more\n", len(list)-i)
			break
		}
		fmt.Fprintf(w, "- %s %s\n", codeSpan(u.Position.String()), codeSpan(u.Reason))
	}
}

func markdownSkipped(w io.Writer, list []Skipped) {
	for i, s := range list {
		if i == maxComment {
			fmt.Fprintf(w, "- and %d more\n", len(list)-i)
			return
		}
		fmt.Fprintf(w, "- %s %s\n", codeSpan(s.Package), codeSpan(s.Why()))
	}
}

// codeSpan quotes s with more backquotes than it has in a row.
func codeSpan(s string) string {
	s = Printable(s)
	if s == "" {
		return ""
	}
	fence := strings.Repeat("`", longestRun(s, '`')+1)
	if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") || len(fence) > 1 {
		return fence + " " + s + " " + fence
	}
	return fence + s + fence
}

func longestRun(s string, c byte) int {
	longest, run := 0, 0
	for i := range len(s) {
		if s[i] != c {
			run = 0
			continue
		}
		run++
		longest = max(longest, run)
	}
	return longest
}
