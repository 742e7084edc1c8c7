package extract

import (
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/internal/manifest"
	"github.com/workplacelint/workplacelint/internal/sender"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// hosts are those of the platform as far as a package knows: those of the
// catalogue, and the gateways that the manifest of the package names.
type hosts struct {
	gateways map[string]bool
	// strangers are functions that the manifest declares and that do not exist.
	strangers []Evidence
}

// platform returns what a package knows of hosts and senders: what everybody
// knows, and what the manifest of the package declares. Drivers that keep
// results know the manifest; see package stamp.
func platform(pass *analysis.Pass) (*hosts, *sender.Set) {
	h := &hosts{gateways: map[string]bool{}}
	dir := filepath.Dir(pass.Fset.PositionFor(pass.Files[0].Package, false).Filename)
	file, ok := manifest.Find(dir)
	if !ok {
		return h, senders()
	}
	m, err := manifest.Read(file)
	if err != nil {
		return h, senders() // whoever judges the manifest reports it
	}
	for _, gateway := range m.Hosts {
		h.gateways[gateway.Value] = true
	}
	h.strangers = strangers(pass.Pkg, file, m.Senders)
	return h, senders().With(m.Senders)
}

// has reports whether a host may be one of the platform.
func (h *hosts) has(host string) bool { return platformHosts()[host] || h.gateways[host] }

// mayAddress reports whether a text may be an address of the platform: a web address
// whose host is one, or is not known, or a path with a segment that the platform has,
// from the first on one that its paths could have there.
func (h *hosts) mayAddress(t strval.Template) bool {
	prefix := t.Prefix()
	if prefix == "" || strings.Contains(prefix, " ") {
		return false
	}
	req := graphapi.New("GET", t, nil)
	switch {
	case req.Host != "":
		return h.has(req.Host)
	case !strings.HasPrefix(prefix, "/"):
		return strings.Contains(prefix, "://") && !otherScheme(prefix) && !strange(req.Segments)
	}
	return len(req.Segments) > 0 && defaultCatalog().MayBegin(req.Segments[0]) && defaultCatalog().Mentions(t.String())
}

// strange reports whether all segments of a path are known and none is one of the
// platform's.
func strange(segments []strval.Template) bool {
	for _, s := range segments {
		if _, known := s.Literal(); !known || defaultCatalog().MayBegin(s) {
			return false
		}
	}
	return len(segments) > 0
}

// maxWords is how many texts may reach an address for a word that is a segment
// of the platform's paths to say something.
const maxWords = 256

// mentioned reports whether an address that is made of some of the texts may be
// one of the platform.
func (h *hosts) mentioned(texts []string) bool {
	return slices.ContainsFunc(texts, h.named) || len(texts) <= maxWords && slices.ContainsFunc(texts, defaultCatalog().IsSegment)
}

// named reports whether a text is a part of an address of the platform for
// certain.
func (h *hosts) named(text string) bool { return defaultCatalog().Mentions(text) || h.isGateway(text) }

// hosted reports whether a text names a host of the platform.
func (h *hosts) hosted(text string) bool { return namesHost(text) || h.isGateway(text) }

func (h *hosts) isGateway(text string) bool {
	for gateway := range h.gateways {
		if strings.Contains(text, gateway) {
			return true
		}
	}
	return false
}

var defaultCatalog = sync.OnceValue(catalog.Default)

// listedHosts are put together once: texts are compared with them by the thousand.
var listedHosts = sync.OnceValue(func() []string { return defaultCatalog().ListedHosts() })

var platformHosts = sync.OnceValue(func() map[string]bool {
	known := map[string]bool{}
	for _, name := range listedHosts() {
		known[name] = true
	}
	return known
})
