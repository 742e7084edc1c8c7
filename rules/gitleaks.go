package rules

import _ "embed"

// Gitleaks is the rule pack in gitleaks.toml: what credentials look like.
//
//go:embed gitleaks.toml
var Gitleaks string
