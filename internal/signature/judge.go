package signature

import (
	"slices"
	"strconv"
	"strings"

	"github.com/workplacelint/workplacelint/internal/digest"
)

// The categories of findings.
const (
	CategoryUnverified = "webhook-unverified"
	CategoryTiming     = "webhook-timing"
	CategoryBody       = "webhook-body"
	CategoryKey        = "webhook-key"
	CategorySHA1       = "webhook-sha1"
)

// A Finding says what is wrong with a check.
type Finding struct {
	Category string
	Message  string
	At       digest.Place
}

func itoa(n int) string { return strconv.Itoa(n) }

// Judge says what is wrong with the comparisons of a package. Of several
// algorithms in a package the newest counts.
func (r *Rules) Judge(use *Use) []Finding {
	modern := false
	for _, c := range use.Comparisons {
		modern = modern || c.Digests[0].Hash != "sha1"
	}
	out := open(use)
	for _, c := range use.Comparisons {
		d := c.Digests[0]
		if !r.signs(c, d) {
			continue
		}
		add := func(category, message string, at digest.Place) {
			f := Finding{Category: category, Message: message, At: at}
			if !slices.Contains(out, f) { // a helper has several callers
				out = append(out, f)
			}
		}
		if !c.Constant {
			add(CategoryTiming, "the signature is compared in a time that depends on how much of it is right; use hmac.Equal", c.At)
		}
		made := d.At
		if made.Function != c.At.Function {
			made = c.At // a helper, whose callers decide key and body
		}
		if reencoded(d) {
			add(CategoryBody, "the signature is computed of JSON that was decoded and encoded again; it is that of the body as it arrived", made)
		}
		if h, ok := d.Key.AsHole(); ok && r.notSecret(h.Name) {
			add(CategoryKey, "the signature is keyed with "+h.Name+", by its name no app secret; the key is the app secret", made)
		}
		if d.Hash == "sha1" && !modern {
			add(CategorySHA1, "only the old signature with SHA-1 is checked; "+r.current()+" has the one that replaces it", d.At)
		}
	}
	return out
}

// open words what is said of deliveries without signature.
func open(use *Use) []Finding {
	var out []Finding
	for _, o := range use.Opens {
		message := "a delivery without " + o.Header + " is taken like one whose signature is right; refuse it"
		out = append(out, Finding{Category: CategoryUnverified, Message: message, At: o.At})
	}
	return out
}

// signs reports whether a comparison is that of a signature of a delivery: the
// other side is the header, or nothing else is known of it.
func (r *Rules) signs(c Comparison, d digest.Digest) bool {
	if c.Header != "" {
		return true
	}
	for _, h := range r.Headers {
		if h.Hash == d.Hash {
			return true
		}
	}
	return false
}

// current returns the header that holds the signature today.
func (r *Rules) current() string {
	name := ""
	for n, h := range r.Headers {
		if !h.Old && (name == "" || n < name) {
			name = n
		}
	}
	return name
}

// Unverified words the finding that nothing checks the signature.
func (r *Rules) Unverified() string {
	return "this program answers the verification of a webhook, but nothing in it reads " + r.current() + ": anybody can send deliveries"
}

// reencoded reports whether what is signed was made by encoding JSON.
func reencoded(d digest.Digest) bool {
	for _, h := range d.Message.Holes() {
		if strings.HasPrefix(h.Ref, jsonRef) {
			return true
		}
	}
	return false
}

// jsonRef begins the identity of an encoded value; see eval.
const jsonRef = "json:"
