package cli_test

import (
	"os"
	"testing"
)

// TestMain keeps tests away from the cache of whoever runs them.
func TestMain(m *testing.M) {
	if err := os.Setenv("WORKPLACELINT_CACHE", "off"); err != nil {
		panic(err)
	}
	m.Run()
}
