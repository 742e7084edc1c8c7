package cli

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// memoryLimit is a soft limit: near it the collector works more often. It is
// well above what is live for a program of a thousand packages.
const memoryLimit = 370 << 20

// What is live beyond much asks for a higher limit: the collector takes most of
// the processor time where the heap has less room than a part of what is live.
const (
	much = 322 << 20
	room = 0.6
	// beside is what the limit counts that is no heap: stacks, tables of the collector.
	beside = 64 << 20
)

// limitMemory lets the heap grow to the limit freely and beyond it reluctantly,
// unless the user says otherwise. What is live sets a higher limit for a program
// that needs it.
func limitMemory() {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryLimit)
		afterCollection(memoryLimit)
	}
}

// afterCollection raises the limit after the next collection if much is live, and
// so on after each.
func afterCollection(limit int64) {
	runtime.AddCleanup(new([16]byte), func(limit int64) {
		sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		metrics.Read(sample)
		if live := sample[0].Value.Uint64(); live > much {
			if needed := int64(float64(live)*(1+room)) + beside; needed > limit {
				limit = needed
				debug.SetMemoryLimit(limit)
			}
		}
		afterCollection(limit)
	}, limit)
}
