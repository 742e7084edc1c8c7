package report

import "io"

type gitLabIssue struct {
	Description string         `json:"description"`
	CheckName   string         `json:"check_name"`
	Fingerprint string         `json:"fingerprint"`
	Severity    string         `json:"severity"`
	Location    gitLabLocation `json:"location"`
}

type gitLabLocation struct {
	Path  string      `json:"path"`
	Lines gitLabLines `json:"lines"`
}

type gitLabLines struct {
	Begin int `json:"begin"`
	End   int `json:"end,omitempty"`
}

// writeGitLab writes a Code Quality report. GitLab compares fingerprints to
// tell what a merge request adds.
func writeGitLab(w io.Writer, c *Check, _ *Options) error {
	issues := []gitLabIssue{}
	for i := range c.Findings {
		f := &c.Findings[i]
		lines := gitLabLines{Begin: f.Position.first()}
		if f.Position.EndLine > lines.Begin {
			lines.End = f.Position.EndLine
		}
		issues = append(issues, gitLabIssue{
			Description: Printable(f.Sentence()),
			CheckName:   Printable(f.ID()),
			Fingerprint: f.Fingerprint,
			Severity:    gitLabSeverity(f.Severity),
			Location:    gitLabLocation{Path: Printable(f.Position.File), Lines: lines},
		})
	}
	return WriteJSON(w, issues)
}

func gitLabSeverity(s Severity) string {
	switch s {
	case Error:
		return "major"
	case Warning:
		return "minor"
	case Note:
	}
	return "info"
}
