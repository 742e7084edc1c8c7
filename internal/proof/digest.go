package proof

import (
	"slices"
	"strconv"
	"strings"

	"github.com/workplacelint/workplacelint/internal/digest"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// proof judges one text that is sent as the proof: nil if it is right, a
// finding if it is wrong, or why neither is known.
func (s *sent) proof(p value) (f *Finding, open string) {
	if p.digest == nil {
		return nil, s.unknown(p.text)
	}
	for _, check := range []func(value) (*Finding, string){
		s.misuse, s.encoding, s.algorithm, s.key, s.message, s.age,
	} {
		f, open := check(p)
		if f != nil {
			f.At = p.digest.At
		}
		if f != nil || open != "" {
			return f, open
		}
	}
	return nil, ""
}

func (s *sent) unknown(t strval.Template) string {
	holes := t.Holes()
	switch {
	case len(holes) == 0:
		return "it is a fixed text"
	case holes[0].Reason != "":
		return holes[0].Reason
	}
	return "it is {" + holes[0].Name + "}"
}

// misuse judges how the hash was used.
func (s *sent) misuse(p value) (*Finding, string) {
	d := p.digest
	empty := d.Message.IsEmpty()
	switch {
	case len(p.forms) > 0 && s.prefixed(p):
		if empty {
			return &Finding{Category: CategoryMACMisuse, Message: "Sum appends to its argument and does not hash it; write the message first, then call Sum(nil)"}, ""
		}
		return &Finding{Category: CategoryMACMisuse, Message: "what is given to Sum is sent in clear in front of the proof; call Sum(nil)"}, ""
	case d.Shared:
		return &Finding{Category: CategoryMACMisuse, Message: "the hash is kept between proofs and not reset before the message is written"}, ""
	case empty && len(s.proofs) == 1:
		return &Finding{Category: CategoryMACMisuse, Message: "the sum is taken before the message is written"}, ""
	}
	return nil, ""
}

// prefixed reports whether encoded text stands in front of the digest, which
// Sum put there.
func (s *sent) prefixed(p value) bool {
	if len(p.text.Parts) < 2 {
		return false
	}
	first := p.text.Parts[0]
	if first.Hole == nil {
		return false
	}
	forms, _ := digest.Unwrap(first.Hole.Ref)
	return len(forms) > 0
}

// encoding judges the form in which the digest is sent.
func (s *sent) encoding(p value) (*Finding, string) {
	wrong := func(text string) (*Finding, string) {
		return &Finding{Category: CategoryEncoding, Message: text}, ""
	}
	name := s.rules.Parameters.Proof
	if lit := p.text.Prefix(); lit != "" {
		for _, prefix := range s.rules.WebhookPrefixes {
			if lit == prefix {
				return wrong(name + " begins with " + prefix + ", which belongs to webhook signatures")
			}
		}
		switch lit {
		case "0x":
			return wrong(name + " begins with 0x, which %#x adds; use %x")
		case "&":
			return wrong(name + " begins with &, since a pointer to the array is printed; print the array or a slice of it")
		}
	}
	if len(p.text.Parts) != 1 {
		return wrong(name + " has text around the digest")
	}
	switch outer := formNames(p.forms); outer {
	case digest.Hex:
		return nil, ""
	case "":
		return wrong(name + " is the raw bytes of the digest; it is written in hex")
	case digest.Base64:
		return wrong(name + " is in base64; it is written in hex")
	case digest.List:
		return wrong(name + " is printed as a list of numbers; it is written in hex")
	case digest.Hex + " " + digest.Hex:
		return wrong(name + " is written in hex twice")
	case digest.UpperHex:
		return &Finding{Category: CategoryEncoding, Pedantic: true, Message: name + " is in upper case; the guide writes it in lower case"}, ""
	default:
		if strings.HasPrefix(outer, digest.Cut) {
			return wrong(name + " is cut short; it has 64 characters")
		}
	}
	return nil, "its form is not known"
}

func formNames(forms []digest.Form) string {
	names := make([]string, 0, len(forms))
	for _, f := range forms {
		names = append(names, f.Name)
	}
	return strings.Join(names, " ")
}

func (s *sent) algorithm(p value) (*Finding, string) {
	d := p.digest
	switch {
	case d.Hash == "":
		return nil, "its hash is not known"
	case !d.Keyed:
		return &Finding{Category: CategoryAlgorithm, Message: s.rules.Parameters.Proof + " is a plain " + d.Hash + "; it is the HMAC with the app secret as key"}, ""
	case d.Hash != s.rules.Hash:
		return &Finding{Category: CategoryAlgorithm, Message: s.rules.Parameters.Proof + " is an HMAC with " + d.Hash + "; the hash is " + s.rules.Hash}, ""
	}
	return nil, ""
}

// key judges the key of the MAC. A key of which nothing is known is taken for
// the app secret.
func (s *sent) key(p value) (*Finding, string) {
	wrong := func(what string) (*Finding, string) {
		return &Finding{Category: CategoryKey, Message: s.rules.Parameters.Proof + " is keyed with " + what}, ""
	}
	key := p.digest.Key
	if lit, ok := key.Literal(); ok {
		if _, err := strconv.ParseUint(lit, 10, 64); err == nil && len(lit) > 8 {
			return wrong("a number, which looks like an app id; the key is the app secret")
		}
		return nil, ""
	}
	if slices.ContainsFunc(key.Holes(), isTime) {
		return wrong("the message; the app secret is the key, token and time are the message")
	}
	h, ok := key.AsHole()
	if !ok {
		return nil, ""
	}
	switch forms, rest := digest.Unwrap(h.Ref); {
	case len(forms) > 0 && forms[0].Name == digest.FromHex:
		return wrong("the app secret decoded from hex; the key is its text")
	case len(forms) > 0 && forms[0].Name == digest.FromB64:
		return wrong("the app secret decoded from base64; the key is its text")
	case len(forms) == 0 && strings.HasPrefix(rest, fileRef):
		return wrong("the whole content of a file; a line end at its end changes the key, so trim it")
	case s.isSentToken(h):
		return wrong("the access token; the key is the app secret")
	case named(h.Name, s.rules.Names.NotSecret):
		return wrong(h.Name + ", by its name no secret; the key is the app secret")
	}
	return nil, ""
}

// fileRef begins the identity of what a file holds.
const fileRef = "file:"

// age judges for how long the digest is kept.
func (s *sent) age(p value) (*Finding, string) {
	stale := func(text string) (*Finding, string) {
		return &Finding{Category: CategoryStale, Message: text}, ""
	}
	name := s.rules.Parameters.Proof
	for _, h := range p.digest.Message.Holes() {
		switch clockLife(h.Ref) {
		case "program":
			return stale("the time of " + name + " is that of the start of the program; a proof is valid for " + s.window())
		case "once":
			return stale("the time of " + name + " is read once, under package sync; a proof is valid for " + s.window())
		}
	}
	switch l := p.digest.Life; l.Kind {
	case digest.LifeProgram:
		return stale(name + " is computed when the program starts; it is valid for " + s.window())
	case digest.LifeOnce:
		return stale(name + " is computed once, under package sync; it is valid for " + s.window())
	case digest.LifeKept:
		return stale(name + " is kept in " + l.Where + " and never renewed; it is valid for " + s.window())
	case digest.LifeLimited:
		if l.Seconds >= s.rules.Window {
			return stale(name + " is kept for " + duration(l.Seconds) + "; it is valid for " + s.window())
		}
	case digest.LifeFresh:
	}
	return nil, ""
}

func (s *sent) window() string { return duration(s.rules.Window) }

// Looped words the finding that a proof is computed before a loop that sends it.
func (r *Rules) Looped(at digest.Place) Finding {
	return Finding{
		Category: CategoryKept, At: at,
		Message: r.Parameters.Proof + " is computed before the loop that sends it in each turn; it is valid for " + duration(r.Window) + ", so sign each request",
	}
}

// Kept words the finding that a function makes a proof which the objects that it
// returns keep in a field.
func (r *Rules) Kept(maker, field string, at digest.Place) Finding {
	return Finding{
		Category: CategoryKept, At: at,
		Message: r.Parameters.Proof + " is computed in " + maker + " and kept in field " + field + "; it is valid for " + duration(r.Window) + ", so sign each request",
	}
}

func duration(seconds int64) string {
	if seconds%60 == 0 {
		return strconv.FormatInt(seconds/60, 10) + " minutes"
	}
	return strconv.FormatInt(seconds, 10) + " seconds"
}
