package graphapi

import (
	"net/url"
	"regexp"
	"strings"

	"github.com/workplacelint/workplacelint/internal/strval"
)

var versionShape = regexp.MustCompile(`^v[0-9]+\.[0-9]+$`)

func isVersion(s string) bool { return versionShape.MatchString(s) }

// UnknownVersion is the Version of a request whose version is a hole.
const UnknownVersion = "{version}"

// setPath splits path into version and segments, decoded, without empty ones.
func (r *Request) setPath(path strval.Template) {
	for !path.IsEmpty() {
		var seg strval.Template
		seg, path, _ = cut(path, '/')
		seg = decode(seg, false)
		if lit, ok := seg.Literal(); ok && (lit == "" || lit == ".") {
			continue
		}
		r.Segments = append(r.Segments, placeholder(seg))
	}
	r.takeVersion()
	for i, seg := range r.Segments {
		if r.Open == "" {
			r.Open = segmentOpen(seg, i == len(r.Segments)-1)
		}
	}
}

var placeholderShape = regexp.MustCompile(`^\{([A-Za-z_][A-Za-z0-9_-]*)\}$`)

// placeholder returns a segment with a hole in the place of a parameter, as descriptions
// of APIs write it and clients fill in: /{page_id}/feed. No id has braces.
func placeholder(seg strval.Template) strval.Template {
	lit, _ := seg.Literal()
	name := placeholderShape.FindStringSubmatch(lit)
	if name == nil {
		return seg
	}
	return strval.Of(strval.Hole{Name: name[1], Origin: strval.OriginElem, Kind: strval.KindString})
}

func (r *Request) takeVersion() {
	if len(r.Segments) == 0 {
		return
	}
	first := r.Segments[0]
	switch lit, ok := first.Literal(); {
	case ok && isVersion(lit):
		r.Version = lit
	case !ok && isVersionTemplate(first):
		r.Version = UnknownVersion
	default:
		return
	}
	r.Segments = r.Segments[1:]
}

// isVersionTemplate accepts {version}, v{version} and v{major}.{minor}.
func isVersionTemplate(seg strval.Template) bool {
	if hole, ok := seg.AsHole(); ok {
		return isVersionHole(hole)
	}
	if seg.Prefix() != "v" {
		return false
	}
	for _, p := range seg.Parts[1:] {
		if p.Hole == nil && strings.Trim(p.Lit, ".0123456789") != "" {
			return false
		}
	}
	return true
}

// joiners are the bytes that stand between the parts of an id.
const joiners = "_-.:@#|~+"

// segmentOpen returns the reason why seg may hold more or less than one
// segment, "" if it is one.
func segmentOpen(seg strval.Template, last bool) string {
	if hole, ok := seg.AsHole(); ok {
		if holdsPath(hole, last) {
			return HoleReason(hole)
		}
		return ""
	}
	if isAddress(seg) {
		return ""
	}
	for i := 1; i < len(seg.Parts); i++ {
		left, right := seg.Parts[i-1], seg.Parts[i]
		switch {
		case left.Hole != nil && right.Hole != nil:
			return "it is not known where {" + left.Hole.Name + "} ends"
		case left.Hole != nil && !strings.ContainsAny(right.Lit[:1], joiners):
			return "it is not known where {" + left.Hole.Name + "} ends"
		case right.Hole != nil && !strings.ContainsAny(left.Lit[len(left.Lit)-1:], joiners):
			return "it is not known where {" + right.Hole.Name + "} begins"
		}
	}
	return ""
}

// isAddress reports whether seg is an e-mail address: wherever its holes end,
// it is one id.
func isAddress(seg strval.Template) bool {
	at := false
	for _, p := range seg.Parts {
		if p.Hole != nil && isPathName(p.Hole.Name) {
			return false
		}
		at = at || strings.Contains(p.Lit, "@")
	}
	return at
}

// holdsPath reports whether a hole between two slashes may hold more than one
// segment.
func holdsPath(h strval.Hole, last bool) bool {
	switch {
	case h.Kind == strval.KindInt, h.Escape == strval.EscapePath, isIDName(h.Name):
		return false
	case h.Reason != "":
		return true
	}
	return last && isPathName(h.Name)
}

// literalID are the ids of nodes as people write them into code: digits, or the
// digits of two nodes.
var literalID = regexp.MustCompile(`^[0-9]{2,}(_[0-9]+)?$`)

// PathString prints the path in the notation of templates, without version:
// /{group_id}/feed. What would be taken for structure is escaped. An id that
// stands in the code is printed as {id}: which node it is says nothing of the
// endpoint, and may be nobody's business.
func (r Request) PathString() string {
	if len(r.Segments) == 0 {
		return "/"
	}
	var b strings.Builder
	for _, seg := range r.Segments {
		b.WriteByte('/')
		if lit, ok := seg.Literal(); ok && literalID.MatchString(lit) {
			b.WriteString("{id}")
			continue
		}
		b.WriteString(seg.MapLits(pathEscaper.Replace).String())
	}
	return b.String()
}

var pathEscaper = strings.NewReplacer("%", "%25", "/", "%2F", "?", "%3F", "#", "%23", " ", "%20")

// URLString prints the address, version and path, without parameters.
func (r Request) URLString() string {
	var b strings.Builder
	if r.Scheme != "" {
		b.WriteString(r.Scheme + "://")
	}
	b.WriteString(r.HostValue.String())
	if r.Version != "" {
		b.WriteString("/" + r.Version)
	}
	b.WriteString(r.PathString())
	return b.String()
}

// decode decodes percent signs in the literals of t, and plus signs if t is
// part of a query. What is not well encoded stays.
func decode(t strval.Template, query bool) strval.Template {
	return t.MapLits(func(s string) string {
		if query {
			s = strings.ReplaceAll(s, "+", " ")
		}
		if text, err := url.PathUnescape(s); err == nil {
			return text
		}
		return s
	})
}
