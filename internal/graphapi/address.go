package graphapi

import (
	"regexp"
	"strings"

	"github.com/workplacelint/workplacelint/internal/strval"
)

// hostShape accepts host names with at least one dot and a last label of
// letters, with or without a port.
var hostShape = regexp.MustCompile(`^(?i)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(:[0-9]*)?$`)

// localShape accepts the hosts of test servers.
var localShape = regexp.MustCompile(`^(?i)(localhost|[0-9]+(\.[0-9]+){3}|\[[0-9a-f:.]+\])(:[0-9]*)?$`)

func isHost(s string) bool { return hostShape.MatchString(s) || localShape.MatchString(s) }

// splitRelative is the split of a path that has no address before it.
func splitRelative(t strval.Template) (address, strval.Template) {
	return address{}, t
}

// splitAddress splits t into the address and the path behind it.
func splitAddress(t strval.Template) (address, strval.Template) {
	if scheme, rest, ok := t.Cut("://"); ok && isScheme(scheme) {
		addr, path := splitHost(rest)
		if lit, ok := scheme.Literal(); ok {
			addr.scheme = strings.ToLower(lit)
		}
		return addr, path
	}
	prefix := t.Prefix()
	switch {
	case len(t.Parts) > 0 && t.Parts[0].Hole != nil:
		return splitLeadingHole(t)
	case strings.HasPrefix(prefix, "//"):
		// The client adds the scheme, or a base ended in a slash.
		if host, _, _ := strings.Cut(prefix[2:], "/"); isHost(host) {
			return splitHost(dropBytes(t, 2))
		}
	case strings.HasPrefix(prefix, "/"):
	default:
		if host, _, _ := strings.Cut(prefix, "/"); isHost(host) && !isVersion(host) {
			return splitHost(t)
		}
	}
	return address{}, t
}

func isScheme(t strval.Template) bool {
	if _, ok := t.AsHole(); ok {
		return true
	}
	lit, ok := t.Literal()
	return ok && !strings.ContainsAny(lit, "/ ")
}

// splitHost splits t, which begins with a host.
func splitHost(t strval.Template) (address, strval.Template) {
	authority, path, _ := cutKeep(t, '/')
	for {
		// The user information ends at the last at sign.
		_, host, ok := cut(authority, '@')
		if !ok {
			break
		}
		authority = host
	}
	if len(authority.Parts) == 0 {
		return address{}, path
	}
	if lit := authority.Prefix(); len(authority.Parts) > 1 && isHost(lit) && !strings.Contains(lit, ":") {
		// https://graph.example.com{path}: the hole begins the path.
		rest := strval.Template{Parts: authority.Parts[1:]}
		addr := address{host: strval.Lit(strings.ToLower(lit))}
		if hole := *rest.Parts[0].Hole; !isVersionHole(hole) {
			addr.open = HoleReason(hole)
		}
		return addr, rest.Concat(path)
	}
	return address{host: hostOf(authority)}, path
}

// hostOf drops the port and lowers the case.
func hostOf(authority strval.Template) strval.Template {
	lit, ok := authority.Literal()
	if ok && strings.HasPrefix(lit, "[") {
		host, _, _ := strings.Cut(lit, "]")
		return strval.Lit(strings.ToLower(host) + "]")
	}
	host, _, _ := cut(authority, ':')
	return host.MapLits(strings.ToLower)
}

// splitLeadingHole splits a url that begins with a hole: the address of the
// API, or an id if its name says so and more follows. A url that is one hole is
// an address.
func splitLeadingHole(t strval.Template) (address, strval.Template) {
	hole := *t.Parts[0].Hole
	if isIDName(hole.Name) && len(t.Parts) > 1 {
		return address{}, t
	}
	first, path, slash := cutKeep(t, '/')
	rest := strval.Template{Parts: first.Parts[1:]}
	addr := address{host: strval.Of(hole)}
	switch {
	case rest.IsEmpty() && !slash:
		addr.open = HoleReason(hole)
		return addr, path
	case swallowsPath(hole):
		addr.open = HoleReason(hole)
	case rest.Prefix() != "" && strings.ContainsAny(rest.Prefix()[:1], ".:-"):
		return address{host: hostOf(first)}, path
	}
	return addr, rest.Concat(path)
}

// swallowsPath reports whether a hole at the beginning of a URL may hold more
// than the address. What a program is configured with is taken for the address
// alone; anything else that is not known may be anything.
func swallowsPath(h strval.Hole) bool {
	switch h.Origin {
	case strval.OriginUnknown, strval.OriginLoop, strval.OriginElem, strval.OriginDecoded:
		return h.Reason != "" && !isBaseName(h.Name)
	case strval.OriginParam, strval.OriginField, strval.OriginGlobal, strval.OriginEnv,
		strval.OriginFlag, strval.OriginCall, strval.OriginTime:
	}
	return false
}
