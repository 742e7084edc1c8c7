package proof

import (
	"strings"

	"github.com/workplacelint/workplacelint/internal/digest"
	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// The categories of findings.
const (
	CategoryNoTime        = "proof-no-time"
	CategoryTimeUnsigned  = "proof-time-unsigned"
	CategoryFormat        = "proof-format"
	CategoryTokenMismatch = "proof-token-mismatch"
	CategoryTwoClocks     = "proof-two-clocks"
	CategoryTimeUnit      = "proof-time-unit"
	CategoryTimeText      = "proof-time-text"
	CategoryTimeValue     = "proof-time-value"
	CategoryStale         = "proof-stale"
	CategoryKept          = "proof-kept"
	CategoryKey           = "proof-key"
	CategoryKeyEmpty      = "proof-key-empty"
	CategoryFailOpen      = "proof-fail-open"
	CategoryAlgorithm     = "proof-algorithm"
	CategoryMACMisuse     = "proof-mac-misuse"
	CategoryEncoding      = "proof-encoding"
	CategoryParam         = "proof-param"
	CategoryNotSent       = "proof-not-sent"
	CategoryMissing       = "proof-missing"
	CategoryLibrary       = "proof-library"
)

// Verdict says what is known of the proof in a request.
type Verdict uint8

// The verdicts. The zero value is a request that carries no proof.
const (
	None Verdict = iota
	Right
	Wrong
	NotProven
)

// A Request is what a verdict is given on.
type Request struct {
	Params []graphapi.Param
	// Root is the full name of the function whose parameters have an identity.
	Root string
	// Workplace says that the request goes to Workplace, where a proof without a
	// time is refused. Elsewhere it is right.
	Workplace bool
	// Required says that the manifest asks for a proof.
	Required bool
	// Unsigned is where a key is compared with nothing, if the request is sent
	// all the same without one.
	Unsigned *digest.Place
}

// A Finding says what is wrong with a proof.
type Finding struct {
	Category string
	Message  string
	// At is where the digest is computed; the zero value if there is none.
	At digest.Place
	// Pedantic says that the server may accept the request all the same.
	Pedantic bool
}

// A Judgement is a verdict with what it rests on.
type Judgement struct {
	Verdict  Verdict
	Findings []Finding
	// At is where the proof is computed; the zero value if that is not known.
	At digest.Place
	// Open completes "the proof is not known: ", for NotProven.
	Open string
}

// Judge gives a verdict on a request.
func (r *Rules) Judge(req Request) Judgement {
	s := r.sent(req)
	if len(s.proofs) == 0 {
		return s.astray()
	}
	j := s.judge()
	for _, p := range s.native() {
		if p.digest != nil {
			j.At = p.digest.At
			break
		}
	}
	return j
}

// judge gives a verdict on the proofs that are sent: if one of them may be right,
// it is.
func (s *sent) judge() Judgement {
	var wrong []Finding
	open := ""
	for _, p := range s.native() {
		f, why := s.proof(p)
		switch {
		case why != "":
			open = why
		case f == nil:
			return s.accepted(p)
		default:
			wrong = append(wrong, *f)
		}
	}
	switch {
	case open != "":
		return Judgement{Verdict: NotProven, Open: open}
	case len(wrong) == 0:
		return Judgement{Verdict: NotProven, Open: "nothing reaches it"}
	}
	return Judgement{Verdict: Wrong, Findings: wrong[:1]}
}

// accepted is the verdict on a request with a proof that the server accepts.
// What may still go wrong is added.
func (s *sent) accepted(p value) Judgement {
	j := Judgement{Verdict: Right}
	if s.req.Unsigned != nil && (s.req.Required || configured(p.digest.Key)) {
		j.Verdict = Wrong
		j.Findings = append(j.Findings, Finding{
			Category: CategoryFailOpen, At: *s.req.Unsigned,
			Message: "without the secret the request is sent without " + s.rules.Parameters.Proof,
		})
	}
	if h, ok := p.digest.Key.AsHole(); ok && h.Origin == strval.OriginEnv && p.digest.If == nil {
		j.Verdict = Wrong
		j.Findings = append(j.Findings, Finding{
			Category: CategoryKeyEmpty, At: p.digest.At, Pedantic: true,
			Message: "the key of " + s.rules.Parameters.Proof + " is environment variable " + h.Name + ", which may be empty",
		})
	}
	return j
}

// configured reports whether the person who runs the program decides the key.
func configured(key strval.Template) bool {
	h, ok := key.AsHole()
	return ok && (h.Origin == strval.OriginEnv || h.Origin == strval.OriginFlag)
}

// A value is one alternative of a parameter.
type value struct {
	text   strval.Template
	place  graphapi.Place
	forms  []digest.Form // of the hole that is the digest
	digest *digest.Digest
}

// sent is what a request carries.
type sent struct {
	rules  *Rules
	req    Request
	proofs []value
	times  []value
	tokens []value
	others []graphapi.Param // with a digest in them
}

func (r *Rules) sent(req Request) *sent {
	s := &sent{rules: r, req: req}
	for _, p := range req.Params {
		values := valuesOf(p)
		switch {
		case p.Place == graphapi.InHeader:
			s.header(p, values)
		case p.Name == r.Parameters.Proof:
			s.proofs = append(s.proofs, values...)
		case p.Name == r.Parameters.Time:
			s.times = append(s.times, values...)
		case p.Name == r.Parameters.Token && !hasDigest(values):
			s.tokens = append(s.tokens, values...)
		case hasDigest(values):
			s.others = append(s.others, p)
		}
	}
	return s
}

func (s *sent) header(p graphapi.Param, values []value) {
	if strings.EqualFold(p.Name, "Authorization") {
		for _, v := range values {
			if token, ok := s.rules.withoutScheme(v.text); ok {
				s.tokens = append(s.tokens, value{text: token, place: p.Place})
			}
		}
		return
	}
	if hasDigest(values) {
		s.others = append(s.others, p)
	}
}

// withoutScheme returns what follows the scheme of an Authorization header.
func (r *Rules) withoutScheme(t strval.Template) (strval.Template, bool) {
	for _, scheme := range r.Schemes {
		if strings.HasPrefix(t.Prefix(), scheme+" ") {
			parts := append([]strval.Part{{Lit: t.Parts[0].Lit[len(scheme)+1:]}}, t.Parts[1:]...)
			return strval.Make(parts...), true
		}
	}
	return t, false
}

func valuesOf(p graphapi.Param) []value {
	var out []value
	for _, t := range p.Value.Alternatives() {
		v := value{text: t, place: p.Place}
		for _, h := range t.Holes() {
			if forms, d, ok := digest.Parse(h.Ref); ok {
				v.forms, v.digest = forms, &d
			}
		}
		out = append(out, v)
	}
	return out
}

func hasDigest(values []value) bool {
	for _, v := range values {
		if v.digest != nil {
			return true
		}
	}
	return false
}

// native returns the proofs without those that another call of a function left
// in a variable, if there are others: whose parameters went into them is not
// known.
func (s *sent) native() []value {
	var own []value
	for _, p := range s.proofs {
		if p.digest == nil || !s.foreign(p.digest.Message) && !s.foreign(p.digest.Key) {
			own = append(own, p)
		}
	}
	if len(own) == 0 {
		return s.proofs
	}
	return own
}

// foreign reports whether a text holds the parameter of another function.
func (s *sent) foreign(t strval.Template) bool {
	for _, h := range t.Holes() {
		if _, rest := digest.Unwrap(h.Ref); strings.Contains(rest, paramRef) && !strings.Contains(rest, paramRef+s.req.Root+"#") {
			return true
		}
	}
	return false
}

// paramRef begins the identity of a parameter.
const paramRef = "p:"

// astray is the verdict on a request that carries a digest, but not where it
// belongs.
func (s *sent) astray() Judgement {
	for _, p := range s.others {
		if f := s.misplaced(p); f != nil {
			for _, v := range valuesOf(p) {
				if v.digest != nil {
					f.At = v.digest.At
				}
			}
			return Judgement{Verdict: Wrong, Findings: []Finding{*f}}
		}
	}
	return Judgement{}
}

func (s *sent) misplaced(p graphapi.Param) *Finding {
	proof := s.rules.Parameters.Proof
	right, misspelt := s.rules.Meant(p.Name)
	switch {
	case p.Place == graphapi.InHeader && (strings.EqualFold(p.Name, proof) || strings.EqualFold(strings.ReplaceAll(p.Name, "-", "_"), proof)):
		return &Finding{Category: CategoryParam, Message: proof + " is sent as a header; it is a parameter"}
	case p.Place == graphapi.InHeader:
		return nil
	case misspelt:
		return &Finding{Category: CategoryParam, Message: "parameter " + p.Name + " is not known; the name is " + right}
	case p.Name == s.rules.Parameters.Token:
		for _, v := range valuesOf(p) {
			if strings.Contains(v.text.String(), "?"+proof+"=") {
				return &Finding{Category: CategoryNotSent, Message: "a second ? in the URL makes " + proof + " a part of " + p.Name + "; parameters are joined with &"}
			}
		}
	}
	return nil
}
