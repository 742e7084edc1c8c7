package appsecretproof

import "golang.org/x/tools/go/analysis"

// fixes returns what can be done about a finding.
func (c *checker) fixes(analysis.Diagnostic) []analysis.SuggestedFix { return nil }
