package clientfile

import (
	"fmt"
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/credential"
)

// request words what is wrong with a statement that sends a credential.
func (c *checker) request(s *statement) Finding {
	m := &s.marks
	carrier := m[carrierMark]
	if !carrier.isSet() {
		carrier = m[sentMark]
	}
	what := credential.AccessToken
	if kind, ok := c.use.Kind(carrier.of); ok {
		what = kind
	}
	at := &c.tokens[c.place(s, addressMark)]
	if m[addressMark].token == carrier.token {
		at = &c.tokens[carrier.token-1] // The address with the credential, wherever it is sent.
	}
	f := Finding{
		Category: Request, Kind: what, Delivery: c.delivery, Position: c.tokenAt(at),
		Message: fmt.Sprintf("%s is sent to %s by code that %s", what, m[addressMark].of, c.words().Runs),
		Key:     carrier.of,
		Help:    "let a server send the request, and give this code what it answers",
	}
	f.isDoubtful = c.isDoubtful(m[addressMark].of)
	f.Evidence = append(f.Evidence, c.evidence(m[addressMark], "address"), c.evidence(carrier, carrier.of+" is set here"))
	if read := m[readMark]; read.isSet() {
		f.Evidence = append(f.Evidence, c.evidence(read, "the value comes from "+read.of))
	}
	return f
}

// isDoubtful reports whether a request may be one of an app for Facebook: its host
// serves both, no manifest governs the file, and it does not name Workplace.
func (c *checker) isDoubtful(name string) bool {
	only := slices.ContainsFunc(c.hosts, func(h host) bool { return h.name == name && !h.both })
	return !only && c.tree.rulings.of(c.name).dir == "" && !strings.Contains(strings.ToLower(c.text), "workplace")
}

// proof words what is wrong with a statement that computes a proof.
func (c *checker) proof(s *statement) Finding {
	made := s.marks[hmacMark]
	at := &c.tokens[made.token-1]
	f := Finding{
		Category: Proof, Kind: credential.AppSecret, Delivery: c.delivery, Position: c.tokenAt(at), Key: made.of,
		Message: "app secret proof is computed by code that " + c.words().Runs + ", for which that code needs the app secret",
		Help:    "compute the proof on a server, which alone holds the app secret",
	}
	for _, e := range []struct {
		mark int
		note string
	}{{secretMark, "the key"}, {proofMark, "sent as"}, {readMark, "the value comes from"}} {
		if m := s.marks[e.mark]; m.isSet() {
			f.Evidence = append(f.Evidence, c.evidence(m, e.note+" "+m.of))
		}
	}
	return f
}

// place returns the token of a mark if it stands in the statement, else the
// first one of that.
func (c *checker) place(s *statement, mark int) int {
	if at := s.marks[mark].token - 1; slices.Contains(s.tokens, at) {
		return at
	}
	return s.tokens[0]
}

func (c *checker) evidence(m markAt, note string) Evidence {
	return Evidence{Position: c.at(int(c.tokens[m.token-1].start)), Note: note}
}

func (c *checker) words() audienceWords { return c.rules.Audiences[c.delivery.To] }

// unsentReads reports credentials that the code reads, as far as they are not
// part of what is reported already.
func (c *checker) unsentReads() []Finding {
	used := map[int]bool{}
	for s := range c.sent {
		used[s.marks[readMark].token-1] = true
	}
	var found []Finding
	for _, r := range c.reads {
		if used[r.token] || c.sent[r.statement] {
			continue
		}
		t := &c.tokens[r.token]
		kind := credential.AccessToken
		if is, ok := c.rules.Names.credential(r.name); ok {
			kind = is.kind
		}
		found = append(found, Finding{
			Category: Read, Kind: kind, Delivery: c.delivery, Position: c.tokenAt(t),
			Message: fmt.Sprintf("%s is an %s that code reads which %s; %s", r.spelt, kind, c.words().Runs, r.about),
			Key:     r.name,
			Help:    "keep the " + kind.String() + " on a server, and let that send the requests",
		})
	}
	return found
}
