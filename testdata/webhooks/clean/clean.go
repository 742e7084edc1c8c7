// Package clean has what looks like deliveries and is none.
package clean

// A Feed has entries, and objects of its own.
type Feed struct {
	Kind  string `json:"object"`
	Items []Item `json:"items"`
}

// An Item has a field that is none of a change.
type Item struct {
	Field   string `json:"field"`
	Message string `json:"message"`
}

// An Entry is one of a log, with changes of another kind.
type Entry struct {
	Changes []string `json:"changes"`
	Entry   string   `json:"entry"`
}

// Invalid tells faults of a form apart.
func Invalid(items []Item) bool {
	for _, i := range items {
		if i.Field == "mention" || i.Field == "posts" {
			return true
		}
	}
	return false
}

// IsPage reads a feed.
func IsPage(f *Feed) bool { return f.Kind == "page" }

// Setting reads settings, which have no entries.
func Setting(m map[string]string) bool { return m["field"] == "mention" && m["object"] == "page" }

// Built is never read.
func Built(field string) map[string]any {
	return map[string]any{"object": "page", "field": field == "mention"}
}
