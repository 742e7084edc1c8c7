package cli

import (
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"github.com/spf13/cobra"

	"github.com/workplacelint/workplacelint/analyzers/hardcodedtoken"
	"github.com/workplacelint/workplacelint/internal/credential"
	"github.com/workplacelint/workplacelint/internal/driver"
	"github.com/workplacelint/workplacelint/internal/load"
	"github.com/workplacelint/workplacelint/internal/report"
	"github.com/workplacelint/workplacelint/internal/stamp"
	"github.com/workplacelint/workplacelint/internal/store"
	"github.com/workplacelint/workplacelint/internal/supply"
)

// cacheVar names the directory of the cache, or turns it off.
const (
	cacheVar = "WORKPLACELINT_CACHE"
	cacheOff = "off"
)

var errCacheOff = errors.New(cacheVar + " turns it off")

// cacheDir returns the directory in which results are kept.
func cacheDir() (string, error) {
	switch dir := os.Getenv(cacheVar); {
	case dir == cacheOff:
		return "", errCacheOff
	case filepath.IsAbs(dir):
		return dir, nil
	case dir != "":
		return "", fmt.Errorf("%s is not an absolute path", cacheVar)
	}
	dir, err := os.UserCacheDir()
	return filepath.Join(dir, "workplacelint"), err
}

// openCache opens the store of this user.
func openCache() (*store.Store, error) {
	dir, err := cacheDir()
	if err != nil {
		return nil, err
	}
	return store.Open(dir)
}

// keeping says how results are kept between runs, nil if they are not. That there
// is no place for them is no failure: doctor tells why.
func (a *app) keeping(s *selection) *driver.Keeping {
	if s.noCache || a.passing {
		return nil
	}
	identity, err := identity()
	if err != nil {
		return nil
	}
	results, err := openCache()
	if err != nil {
		return nil
	}
	modules := map[string]string{}
	return &driver.Keeping{
		Store: results, Identity: identity,
		Outside: func(p *load.Package) string { return stamp.Governing(p.Dir) },
		Beside: func(p *load.Package, list []driver.Diagnostic) string {
			if !slices.ContainsFunc(list, func(d driver.Diagnostic) bool { return d.Analyzer == hardcodedtoken.Analyzer }) {
				return ""
			}
			dir := p.Dir
			if p.Module != nil && p.Module.Dir != "" {
				dir = p.Module.Dir
			}
			if _, ok := modules[dir]; !ok {
				modules[dir] = fmt.Sprintf("%q", supply.Find(p.Dir, credential.DefaultUse()))
			}
			return modules[dir]
		},
	}
}

// identity stands for this executable.
var identity = sync.OnceValues(func() (string, error) {
	_, h, err := hashExecutable()
	if err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
})

func (a *app) cacheCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "cache",
		Short: "show or empty the cache",
		Long: `Results of packages that did not change are kept between runs, in a directory
that only you can read. They are encrypted with keys that follow from the source
they were made from. What was not used for five days is removed.

WORKPLACELINT_CACHE names another directory by its absolute path, or is "off".`,
		Example: `  workplacelint cache
  workplacelint cache clean`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			w, err := a.text()
			if err != nil {
				return err
			}
			s := &report.Sheet{Title: "cache"}
			s.Add("directory", cacheState())
			return w.Sheet(s)
		},
	}
	c.AddCommand(&cobra.Command{
		Use:   "clean",
		Short: "remove all results that are kept",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			dir, err := cacheDir()
			if errors.Is(err, errCacheOff) {
				return nil
			}
			if err != nil {
				return err
			}
			return store.Clean(dir)
		},
	})
	return c
}

// cacheState says where results are kept and how large they are, or why they are
// not kept.
func cacheState() string {
	dir, err := cacheDir()
	if err == nil {
		_, err = store.Open(dir)
	}
	if err != nil {
		return "not used: " + firstLine(err.Error())
	}
	size, err := store.Size(dir)
	if err != nil {
		return dir + ", which cannot be read: " + firstLine(err.Error())
	}
	return fmt.Sprintf("%s, %.1f MB", dir, float64(size)/1e6)
}
