// Golangci-lint with workplacelint built in, from modules alone.
//
// golangci-lint custom clones a repository; this needs the module proxy only.
package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"runtime"

	"github.com/golangci/golangci-lint/v2/pkg/commands"
	"github.com/golangci/golangci-lint/v2/pkg/exitcodes"

	_ "github.com/workplacelint/workplacelint/analyzers/gclplugin"
)

func main() {
	version, err := version()
	if err == nil {
		err = commands.Execute(commands.BuildInfo{GoVersion: runtime.Version(), Version: version, Commit: "unknown", Date: "unknown"})
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(exitcodes.Failure)
	}
}

// version holds a hash of this program: golangci-lint puts the version in the
// keys of its cache, so a rebuilt plugin never shows findings of the old one.
func version() (string, error) {
	exe, err := os.Executable()
	if err != nil {
		return "", err
	}
	data, err := os.ReadFile(exe)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(data)
	return "v2.15.0-workplacelint-" + hex.EncodeToString(sum[:8]), nil
}
