package clientfile

import (
	"strings"

	"github.com/workplacelint/workplacelint/internal/catalog"
)

// A host is an address of the API, as it stands in strings.
type host struct {
	name string
	path []string // what must follow, in this order
	both bool     // it serves Facebook, too
}

func hostsOf(cat *catalog.Catalog) []host {
	var list []host
	for _, h := range cat.Hosts() {
		list = append(list, host{name: h.Name, both: !h.WorkplaceOnly})
	}
	for _, b := range cat.Bases() {
		h := host{name: b.Host}
		for part := range strings.SplitSeq(b.Path, "{") {
			_, rest, found := strings.Cut(part, "}")
			if !found {
				rest = part
			}
			if rest != "" && rest != "/" {
				h.path = append(h.path, rest)
			}
		}
		list = append(list, h)
	}
	return list
}

// hostIn returns the host of the API that an address in a string begins with,
// "" if there is none.
func hostIn(hosts []host, text string) string {
	for i := range hosts {
		if hosts[i].in(text) {
			return hosts[i].name
		}
	}
	return ""
}

func (h *host) in(text string) bool {
	at := strings.Index(text, h.name)
	if at < 0 || strings.ContainsAny(text[:at], " \t\n") {
		return false // A sentence that names it.
	}
	if at > 0 && (isName(text[at-1]) || strings.IndexByte(".-", text[at-1]) >= 0) {
		return false
	}
	rest := text[at+len(h.name):]
	if rest != "" && (isName(rest[0]) && rest[0] != '$' || rest[0] == '-' || rest[0] == '.' || rest[0] == ' ') {
		return false
	}
	for _, part := range h.path {
		var ok bool
		if _, rest, ok = strings.Cut(rest, part); !ok {
			return false
		}
	}
	return true
}
