// Package gclplugin makes the analyzers a module plugin of golangci-lint, under
// the name workplacelint.
//
// It imports the small register module and nothing of golangci-lint, which is
// large and under another licence. Name it in .custom-gcl.yml and run
// golangci-lint custom; docs/golangci.md has both files.
//
// golangci-lint shows one finding a line, positions in Go files only, and keeps
// findings as long as the Go code and the names of the analyzers stay the same.
// So the plugin is one analyzer that runs all of them and joins what they say
// about one line, reports related places not at all, and comes with a second
// one, which does nothing, whose name changes with the manifests.
package gclplugin
