package report

import (
	"encoding/json"
	"io"
)

// WriteJSON writes v indented, with < and > as they are: JSON is not HTML.
func WriteJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
