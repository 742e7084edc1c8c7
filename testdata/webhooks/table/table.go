// Package table chooses a function by the field.
package table

type change struct {
	Field string `json:"field"`
	Value any    `json:"value"`
}

type delivery struct {
	Entry []struct {
		Changes []change `json:"changes"`
	} `json:"entry"`
}

var handlers = map[string]func(any){
	"mention": mentioned, // webhook: page mention
	"posts":   posted,    // webhook: group posts
}

func mentioned(any) {}
func posted(any)    {}

// Handle reads one delivery.
func Handle(d *delivery) {
	for _, e := range d.Entry {
		for _, c := range e.Changes {
			if h := handlers[c.Field]; h != nil {
				h(c.Value)
			}
		}
	}
}
