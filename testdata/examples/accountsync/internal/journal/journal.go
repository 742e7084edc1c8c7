// Package journal keeps the requests that did not get through, so that an
// operator can send them again once the cause is gone.
package journal

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"example.com/accountsync/internal/api"
)

// An Entry is one request. Other tools of the personnel department write
// entries too.
type Entry struct {
	Method string          `json:"method"`
	Path   string          `json:"path"`
	Body   json.RawMessage `json:"body"`
}

// Replay sends the requests in file again, in order, and returns how many got
// through.
func Replay(ctx context.Context, graph *api.Client, file string) (int, error) {
	f, err := os.Open(file)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	sent := 0
	var failed []error
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		var e Entry
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			return sent, fmt.Errorf("%s: entry %d: %w", file, sent+len(failed)+1, err)
		}
		if _, err := api.SendJSON[json.RawMessage](ctx, graph, e.Method, e.Path, e.Body); err != nil {
			failed = append(failed, err)
			continue
		}
		sent++
	}
	return sent, errors.Join(append(failed, lines.Err())...)
}
