package cli

import (
	"bytes"
	"io"

	"github.com/workplacelint/workplacelint/internal/credential"
)

// A hider shows of each credential only what may be shown: what a command
// prints quotes source, paths and arguments. It writes whole lines.
type hider struct {
	w    io.Writer
	rest []byte // of a line
}

// Write implements io.Writer.
func (h *hider) Write(p []byte) (int, error) {
	h.rest = append(h.rest, p...)
	i := bytes.LastIndexByte(h.rest, '\n') + 1
	if i == 0 {
		return len(p), nil
	}
	lines := string(h.rest[:i])
	h.rest = append(h.rest[:0], h.rest[i:]...)
	return len(p), h.write(lines)
}

// flush writes what is left of a line.
func (h *hider) flush() error {
	text := string(h.rest)
	h.rest = nil
	return h.write(text)
}

func (h *hider) write(text string) error {
	_, err := io.WriteString(h.w, credential.Default().Hide(text))
	return err
}

// behind returns the writer that w hides credentials from.
func behind(w io.Writer) io.Writer {
	if h, ok := w.(*hider); ok {
		return h.w
	}
	return w
}
