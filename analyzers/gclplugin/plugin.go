package gclplugin

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/analyzers"
	"github.com/workplacelint/workplacelint/internal/manifest"
	"github.com/workplacelint/workplacelint/internal/stamp"
	"github.com/workplacelint/workplacelint/internal/suppress"
)

// Name is the name of the linter.
const Name = "workplacelint"

func init() { register.Plugin(Name, New) }

// Settings are what .golangci.yml may say. Other keys are refused.
type Settings struct {
	// Enable adds analyzers that run only on demand.
	Enable []string `json:"enable"`
	// Disable leaves analyzers out.
	Disable []string `json:"disable"`
	// Manifest is the manifest that governs all packages, relative to the
	// directory in which golangci-lint runs. "" is the nearest to each package.
	Manifest string `json:"manifest"`
	// Pedantic also reports what is worth a note only.
	Pedantic bool `json:"pedantic"`
}

type plugin struct {
	analyzers []*analysis.Analyzer
}

// New returns the linter for the settings of golangci-lint.
func New(raw any) (register.LinterPlugin, error) {
	settings, err := register.DecodeSettings[Settings](raw)
	if err != nil {
		return nil, fmt.Errorf("settings of %s: %w", Name, err)
	}
	if err := settings.choose(); err != nil {
		return nil, fmt.Errorf("settings of %s: manifest: %w", Name, err)
	}
	list, err := settings.analyzers()
	if err != nil {
		return nil, fmt.Errorf("settings of %s: %w", Name, err)
	}
	return plugin{list}, nil
}

// BuildAnalyzers implements [register.LinterPlugin].
func (p plugin) BuildAnalyzers() ([]*analysis.Analyzer, error) {
	dir, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	return []*analysis.Analyzer{join(p.analyzers), marker(stamp.Of(dir))}, nil
}

// GetLoadMode implements [register.LinterPlugin].
func (plugin) GetLoadMode() string { return register.LoadModeTypesInfo }

// choose makes the manifest of the settings govern.
func (s Settings) choose() error {
	if s.Manifest == "" {
		manifest.Choose("")
		return nil
	}
	file, err := filepath.Abs(s.Manifest)
	if err != nil {
		return err
	}
	if _, err := os.Stat(file); err != nil {
		return err
	}
	manifest.Choose(file)
	return nil
}

func (s Settings) analyzers() ([]*analysis.Analyzer, error) {
	var known []string
	var list []*analysis.Analyzer
	for _, e := range analyzers.Entries() {
		known = append(known, e.Name)
		enabled := slices.Contains(s.Enable, e.Name)
		disabled := slices.Contains(s.Disable, e.Name)
		switch {
		case enabled && disabled:
			return nil, fmt.Errorf("analyzer %s is both enabled and disabled", e.Name)
		case disabled, e.OnDemand && !enabled:
			continue // left out by the settings, or by default
		}
		list = append(list, suppress.Analyzer(e.Analyzer))
	}
	for _, name := range slices.Concat(s.Enable, s.Disable) {
		if !slices.Contains(known, name) {
			return nil, fmt.Errorf("no analyzer %q; there are %s", name, strings.Join(known, ", "))
		}
	}
	if len(list) == 0 {
		return nil, errors.New("all analyzers are disabled")
	}
	return list, analyzers.Set("pedantic", s.Pedantic)
}

// marker is an analyzer that does nothing. Its name is part of the key of the
// cache of findings.
func marker(stamp string) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name: Name + "_" + stamp,
		Doc:  "forget findings when a manifest changes",
		Run:  func(*analysis.Pass) (any, error) { return nil, nil },
	}
}
