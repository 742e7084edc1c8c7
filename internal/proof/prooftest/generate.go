package prooftest

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
)

// Generated is the label of a case of which only the server knows whether it
// is right.
const Generated = "generated"

// The pieces that programs are composed of. The first of each kind is right;
// some of the others are too.
var (
	times = []string{
		`ts := strconv.FormatInt(time.Now().Unix(), 10)`,
		`ts := fmt.Sprint(time.Now().Unix())`,
		`ts := fmt.Sprintf("%d", time.Now().UTC().Unix())`,
		`ts := strconv.Itoa(int(time.Now().UnixMilli() / 1000))`,
		`ts := strconv.FormatInt(time.Now().Add(-30*time.Second).Unix(), 10)`,
		`ts := strconv.FormatInt(time.Now().Unix()-20, 10)`,
		`ts := fmt.Sprintf("%.0f", math.Floor(float64(time.Now().UnixNano())/1e9))`,
		`ts := strconv.FormatInt(int64(float64(time.Now().UnixMilli())/1000), 10)`,
		`ts := strconv.FormatInt(time.Now().Truncate(time.Minute).Unix(), 10)`,
		`ts := string(strconv.AppendInt(nil, time.Now().Unix(), 10))`,
		`ts := strconv.FormatInt(time.Now().UnixMilli(), 10)`,
		`ts := fmt.Sprint(time.Now().UnixNano())`,
		`ts := fmt.Sprint(float64(time.Now().UnixNano()) / 1e9)`,
		`ts := time.Now().Format(time.RFC3339)`,
		`ts := strconv.FormatInt(time.Now().Unix(), 16)`,
		`ts := strconv.FormatInt(time.Now().Add(-time.Hour).Unix(), 10)`,
		`ts := strconv.FormatInt(time.Now().Unix()+7200, 10)`,
		`ts := strconv.FormatInt(time.Now().Truncate(24*time.Hour).Unix(), 10)`,
	}
	messages = []string{
		`mac.Write([]byte(token + "|" + ts))`,
		`fmt.Fprintf(mac, "%s|%s", token, ts)`,
		`io.WriteString(mac, strings.Join([]string{token, ts}, "|"))`,
		`mac.Write([]byte(token)); mac.Write([]byte{'|'}); mac.Write([]byte(ts))`,
		`mac.Write(append(append([]byte(token), '|'), ts...))`,
		`var sb strings.Builder; sb.WriteString(token + "|"); sb.WriteString(ts); mac.Write([]byte(sb.String()))`,
		`mac.Write([]byte(token)); mac.Reset(); mac.Write([]byte(token + "|" + ts))`,
		`mac.Write([]byte(token + ts))`,
		`mac.Write([]byte(ts + "|" + token))`,
		`mac.Write([]byte(token + ":" + ts))`,
		`mac.Write([]byte(token))`,
		`fmt.Fprintln(mac, token+"|"+ts)`,
		`mac.Write([]byte("Bearer " + token + "|" + ts))`,
		`mac.Write([]byte(url.QueryEscape(token + "|" + ts)))`,
		`mac.Write([]byte(strings.ToUpper(token) + "|" + ts))`,
		`_ = mac`,
	}
	keys = []string{
		`[]byte(secret)`, `[]byte(strings.TrimSpace(secret))`, `append([]byte(nil), secret...)`,
		`[]byte(token)`, `[]byte(token + "|" + ts)`, `[]byte(strings.ToLower(secret))`,
		`[]byte("100000000000000")`, `func() []byte { b, _ := hex.DecodeString(secret); return b }()`,
	}
	hashes = []string{
		`sha256.New`, `func() hash.Hash { return sha256.New() }`, `sha1.New`, `sha512.New`, `sha256.New224`,
	}
	encodings = []string{
		`hex.EncodeToString(mac.Sum(nil))`,
		`fmt.Sprintf("%x", mac.Sum(nil))`,
		`fmt.Sprintf("%02x", mac.Sum(nil))`,
		`string(hex.AppendEncode(nil, mac.Sum(nil)))`,
		`strings.ToLower(fmt.Sprintf("%X", mac.Sum(nil)))`,
		`hex.EncodeToString(mac.Sum([]byte{}))`,
		`base64.StdEncoding.EncodeToString(mac.Sum(nil))`,
		`string(mac.Sum(nil))`,
		`fmt.Sprint(mac.Sum(nil))`,
		`"sha256=" + hex.EncodeToString(mac.Sum(nil))`,
		`hex.EncodeToString(mac.Sum(nil))[:40]`,
		`hex.EncodeToString(mac.Sum([]byte(token)))`,
		`fmt.Sprintf("%x", hex.EncodeToString(mac.Sum(nil)))`,
		`strings.TrimLeft(hex.EncodeToString(mac.Sum(nil)), "")`,
	}
	sends = []string{
		`q := url.Values{"access_token": {token}}; q.Set("appsecret_proof", proof); q.Set("appsecret_time", ts); return c.Get(me + "?" + q.Encode())`,
		`return c.Get(me + "?access_token=" + url.QueryEscape(token) + "&appsecret_proof=" + url.QueryEscape(proof) + "&appsecret_time=" + url.QueryEscape(ts))`,
		`return c.PostForm(me, url.Values{"access_token": {token}, "appsecret_proof": {proof}, "appsecret_time": {ts}})`,
		`q := url.Values{}; q.Add("appsecret_proof", proof); q.Add("appsecret_time", ts); q.Add("access_token", strings.TrimSpace(token)); return c.Get(me + "?" + q.Encode())`,
		`q := url.Values{"access_token": {token}, "appsecret_proof": {proof}}; return c.Get(me + "?" + q.Encode())`,
		`q := url.Values{"access_token": {token}, "app_secret_proof": {proof}, "appsecret_time": {ts}}; return c.Get(me + "?" + q.Encode())`,
		`q := url.Values{"access_token": {token}, "appsecret_proof": {proof}, "appsecret_time": {strconv.FormatInt(time.Now().Unix(), 10)}}; return c.Get(me + "?" + q.Encode())`,
	}
)

const generatedHead = `package %s

import (
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"math"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

const me = "https://graph.workplace.com/v19.0/me"

var (
	_ = sha1.New
	_ = sha256.New
	_ = sha512.New
	_ = base64.StdEncoding
	_ = hex.Dump
	_ = fmt.Sprint
	_ hash.Hash
	_ = io.EOF
	_ = math.Pi
	_ = strconv.Itoa
	_ = strings.ToUpper
	_ = time.Second
)
`

// perPackage is how many generated programs share a package.
const perPackage = 100

// Generate writes a module with n programs that are composed at random.
func Generate(dir string, seed uint64, n int) error {
	if err := write(filepath.Join(dir, "go.mod"), []byte("module example.com/generated\n\ngo 1.26\n")); err != nil {
		return err
	}
	rnd := rand.New(rand.NewPCG(seed, 1))
	for first := 0; first < n; first += perPackage {
		name := fmt.Sprintf("g%03d", first/perPackage)
		var b strings.Builder
		fmt.Fprintf(&b, generatedHead, name)
		for i := first; i < min(first+perPackage, n); i++ {
			b.WriteString(program(rnd, fmt.Sprintf("P%05d", i)))
		}
		if err := write(filepath.Join(dir, name, name+".go"), []byte(b.String())); err != nil {
			return err
		}
	}
	return nil
}

// program composes one program. Most pieces are right, so that not all
// programs are refused.
func program(rnd *rand.Rand, id string) string {
	pick := func(pieces []string) string {
		if rnd.IntN(2) == 0 {
			return pieces[0]
		}
		return pieces[rnd.IntN(len(pieces))]
	}
	return fmt.Sprintf("\n// case %s %s: composed\nfunc %s(c *http.Client, token, secret string) (*http.Response, error) {\n\t%s\n\t_ = ts\n\tmac := hmac.New(%s, %s)\n\t%s\n\tproof := %s\n\t%s\n}\n",
		id, Generated, id, pick(times), pick(hashes), pick(keys), pick(messages), pick(encodings), pick(sends))
}
