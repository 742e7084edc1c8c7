// Package credentialtest makes credentials for tests. None is real, and none
// stands in the repository: they are assembled when a test runs, so that no
// scanner of this repository finds them.
package credentialtest

import (
	"cmp"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

const (
	digits  = "0123456789"
	lower   = "abcdefghijklmnopqrstuvwxyz"
	letters = lower + "ABCDEFGHIJKLMNOPQRSTUVWXY" // without Z, which begins an escape in tokens
)

// A Faker makes credentials. Equal seeds make equal ones.
type Faker struct{ rand *rand.Rand }

// New returns a Faker for a seed.
func New(seed string) *Faker {
	h := fnv.New64a()
	h.Write([]byte(seed))
	return &Faker{rand.New(rand.NewPCG(h.Sum64(), 1))}
}

// Token returns a Workplace access token of n characters.
func (f *Faker) Token(n int) string {
	return "DQ" + "V" + f.pick("JKL", 1) + f.escaped(n-4)
}

// Facebook returns a Facebook access token of n characters.
func (f *Faker) Facebook(n int) string {
	return "EA" + "A" + f.escaped(n-3)
}

// escaped returns text as it stands in tokens: each Z is followed by A to D.
func (f *Faker) escaped(n int) string {
	var b strings.Builder
	for b.Len() < n {
		if f.rand.IntN(20) == 0 && b.Len() < n-1 {
			b.WriteString("Z" + f.pick("ABCD", 1))
			continue
		}
		b.WriteString(f.pick(letters+digits, 1))
	}
	return b.String()
}

// Secret returns an app secret.
func (f *Faker) Secret() string { return f.pick(digits+"abcdef", 32) }

// AppToken returns an app access token. It is followed by the app secret, or
// by 27 characters if short.
func (f *Faker) AppToken(short bool) string {
	id := f.pick("123456789", 1) + f.pick(digits, 15)
	if short {
		return id + "|" + f.Plain(27)
	}
	return id + "|" + f.Secret()
}

// Plain returns n letters and digits without a shape of their own.
func (f *Faker) Plain(n int) string { return f.pick("bcdf", 1) + f.pick(letters+digits, n-1) }

// Word returns a verify token as people choose it.
func (f *Faker) Word() string {
	return f.pick("bcdfgkmprtvz", 4) + "-" + f.pick(lower, 5) + f.pick(digits, 2)
}

func (f *Faker) pick(alphabet string, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = alphabet[f.rand.IntN(len(alphabet))]
	}
	return string(b)
}

var macro = regexp.MustCompile(`\{\{([a-z0-9]+)(?: (\d+))?\}\}|\{\{(base64|hex|percent):(.*?):\}\}`)

// Expand replaces the macros of a sample:
//
//	{{token}} {{token 97}}   a Workplace access token, of a length
//	{{facebook}}             a Facebook access token
//	{{secret}}               an app secret
//	{{apptoken}} {{apptoken27}}  an app access token
//	{{plain 40}}             letters and digits
//	{{word}}                 a verify token
//	{{base64:…:}} {{hex:…:}} {{percent:…:}}  the text between, encoded
//
// ⏎ becomes a line end and → a tab. It returns the credentials it made.
func (f *Faker) Expand(sample string) (text string, made []string) {
	sample = strings.NewReplacer("⏎", "\n", "→", "\t").Replace(sample)
	text = macro.ReplaceAllStringFunc(sample, func(m string) string {
		groups := macro.FindStringSubmatch(m)
		if groups[3] != "" {
			inner, fakes := f.Expand(groups[4])
			made = append(made, fakes...)
			return encode(groups[3], inner)
		}
		n, _ := strconv.Atoi(groups[2])
		fake, ok := f.make(groups[1], n)
		if !ok {
			return m // a template of the sample's own language
		}
		made = append(made, fake)
		return fake
	})
	return text, made
}

func (f *Faker) make(name string, n int) (string, bool) {
	switch name {
	case "token":
		return f.Token(cmp.Or(n, 278)), true
	case "facebook":
		return f.Facebook(cmp.Or(n, 188)), true
	case "secret":
		return f.Secret(), true
	case "apptoken":
		return f.AppToken(false), true
	case "apptoken27":
		return f.AppToken(true), true
	case "plain":
		return f.Plain(n), true
	case "word":
		return f.Word(), true
	}
	return "", false
}

func encode(how, text string) string {
	switch how {
	case "base64":
		return base64.StdEncoding.EncodeToString([]byte(text))
	case "hex":
		return hex.EncodeToString([]byte(text))
	case "percent":
		return url.QueryEscape(text)
	}
	panic(fmt.Sprintf("credentialtest: no encoding %q", how))
}
