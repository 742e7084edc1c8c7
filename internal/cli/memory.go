package cli

import (
	"os"
	"runtime/debug"
)

// memoryLimit is a soft limit: near it the collector works more often. It is
// well above what is live for a program of a thousand packages.
const memoryLimit = 370 << 20

// limitMemory lets the heap grow to the limit freely and beyond it reluctantly,
// unless the user says otherwise.
func limitMemory() {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryLimit)
	}
}
