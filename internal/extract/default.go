package extract

import (
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/strval"
)

// What configuration decides has a default in many programs, and is what they are
// written for: of addresses that differ in it, the known one is listed.

// knownPaths returns the paths of the URLs whose host is known.
func knownPaths(sends ...sent) []string {
	var out []string
	for _, s := range sends {
		for _, u := range s.url.Alternatives() {
			if host, rest := splitHost(u); host {
				out = append(out, "/"+rest)
			}
		}
	}
	return out
}

// preferKnownHosts drops the URLs that differ from a known one only in a base
// that configuration decides, or that it decides as a whole; also those that
// differ so from one of another service, whose path is strange.
func preferKnownHosts(urls []strval.Template, known, strange []string) []strval.Template {
	var out []strval.Template
	for _, u := range urls {
		host, rest := splitHost(u)
		ends := func(path string) bool { return strings.HasSuffix(path, "/"+rest) }
		based := !host && configured(u) && (slices.ContainsFunc(known, ends) || slices.ContainsFunc(strange, ends))
		if !based && (len(known) == 0 || !setWhole(u)) {
			out = append(out, u)
		}
	}
	return out
}

// splitHost reports whether the host of u is a literal, and returns what
// follows it.
func splitHost(u strval.Template) (known bool, rest string) {
	text := u.String()
	if _, after, ok := strings.Cut(u.Prefix(), "://"); ok {
		host, _, whole := strings.Cut(after, "/")
		if host != "" && (whole || len(u.Parts) == 1) {
			_, tail, _ := strings.Cut(text, "://")
			return true, strings.Trim(strings.TrimPrefix(tail, host), "/")
		}
	}
	if len(u.Parts) > 0 && u.Parts[0].Hole != nil {
		return false, strings.Trim(strings.TrimPrefix(text, "{"+u.Parts[0].Hole.Name+"}"), "/")
	}
	return false, text
}

// setWhole reports whether configuration decides the whole of a URL but its query.
func setWhole(u strval.Template) bool {
	address, _, _ := u.Cut("?")
	h, ok := address.AsHole()
	return ok && configured(address) && h.Origin != strval.OriginDecoded && h.Origin != strval.OriginElem
}

// configured reports whether u begins with what configuration decides.
func configured(u strval.Template) bool {
	if len(u.Parts) == 0 || u.Parts[0].Hole == nil {
		return false
	}
	switch u.Parts[0].Hole.Origin {
	case strval.OriginEnv, strval.OriginFlag, strval.OriginField, strval.OriginParam, strval.OriginGlobal, strval.OriginDecoded, strval.OriginCall:
		return true
	}
	return false
}

// addresses returns all addresses, segment by segment.
func addresses(sends ...sent) [][]segment {
	var out [][]segment
	for _, s := range sends {
		for _, u := range s.url.Alternatives() {
			out = append(out, segments(u))
		}
	}
	return out
}

// A segment is what stands between two slashes of a URL: "https:", the host, a
// version. The query is the last.
type segment struct {
	text string
	// open says that it is a hole which the environment or a flag decides.
	open bool
}

func segments(u strval.Template) []segment {
	u, query, _ := u.Cut("?")
	var out []segment
	for {
		before, after, found := u.Cut("/")
		s := segment{text: before.String()}
		if h, ok := before.AsHole(); ok {
			s.open = h.Origin == strval.OriginEnv || h.Origin == strval.OriginFlag
		}
		out = append(out, s)
		if !found {
			return append(out, segment{text: query.String()})
		}
		u = after
	}
}

// preferDefaults drops the URLs that differ from another in segments that
// configuration decides and that are known in the other: a host or a version.
func preferDefaults(urls []strval.Template, all [][]segment) []strval.Template {
	return slices.DeleteFunc(urls, func(u strval.Template) bool {
		own := segments(u)
		return slices.ContainsFunc(all, func(other []segment) bool { return isDefault(other, own) })
	})
}

// isDefault reports whether an address is another with defaults in the place of
// what configuration decides. Nothing is no default.
func isDefault(known, open []segment) bool {
	if len(known) != len(open) {
		return false
	}
	differ := false
	for i, s := range open {
		switch {
		case s.text == known[i].text:
		case s.open && known[i].text != "" && !strings.Contains(known[i].text, "{"):
			differ = true
		default:
			return false
		}
	}
	return differ
}
