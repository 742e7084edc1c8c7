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

// room is what the heap may have beyond what is live, as a part of that, however
// much is live. With less, the collector takes half of the processor time.
const room = 0.15

// limitMemory lets the heap grow to the limit freely and beyond it reluctantly,
// unless the user says otherwise. What is live sets a higher limit for a program
// that needs it.
func limitMemory() {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryLimit)
		afterCollection(memoryLimit)
	}
}

// afterCollection raises the limit after the next collection if less than the
// room is left below it, and so on after each.
func afterCollection(limit int64) {
	runtime.AddCleanup(new([16]byte), func(limit int64) {
		sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		metrics.Read(sample)
		if live := sample[0].Value.Uint64(); float64(live)*(1+room) > float64(limit) {
			limit = int64(float64(live) * (1 + 2*room))
			debug.SetMemoryLimit(limit)
		}
		afterCollection(limit)
	}, limit)
}
