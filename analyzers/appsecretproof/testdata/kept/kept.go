// Package kept has clients with a proof in a field.
package kept

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

const host = "https://graph.workplace.com"

func proofOf(token, secret string) (proof, seconds string) {
	seconds = strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + seconds))
	return hex.EncodeToString(mac.Sum(nil)), seconds
}

func get(path, token, proof, seconds string) (*http.Response, error) {
	q := url.Values{"access_token": {token}, "appsecret_proof": {proof}, "appsecret_time": {seconds}}
	return http.Get(host + path + "?" + q.Encode())
}

// Client signs once.
type Client struct{ token, proof, seconds string }

// New makes a client.
func New(token, secret string) *Client {
	seconds := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + seconds))
	return &Client{token: token, proof: hex.EncodeToString(mac.Sum(nil)), seconds: seconds} // want `^appsecret_proof is computed in New and kept in field proof; it is valid for 5 minutes, so sign each request$`
}

// Get sends one request or another.
func (c *Client) Get(path string) (*http.Response, error) {
	return get(path, c.token, c.proof, c.seconds)
}

// Signing signs each request.
type Signing struct{ token, secret string }

// NewSigning makes a client.
func NewSigning(token, secret string) *Signing { return &Signing{token: token, secret: secret} }

// Get sends one request or another.
func (c *Signing) Get(path string) (*http.Response, error) {
	proof, seconds := proofOf(c.token, c.secret)
	return get(path, c.token, proof, seconds)
}

// Renewed signs anew before each request.
type Renewed struct{ token, proof, seconds string }

// NewRenewed makes a client.
func NewRenewed(token, secret string) *Renewed {
	c := &Renewed{token: token}
	c.renew(secret)
	return c
}

func (c *Renewed) renew(secret string) {
	c.seconds = strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(c.token + "|" + c.seconds))
	c.proof = hex.EncodeToString(mac.Sum(nil))
}

// Get sends one request or another.
func (c *Renewed) Get(path, secret string) (*http.Response, error) {
	c.renew(secret)
	return get(path, c.token, c.proof, c.seconds)
}

// Ticking renews its proof in the background.
type Ticking struct{ token, proof, seconds string }

// NewTicking makes a client.
func NewTicking(token, secret string) *Ticking {
	proof, seconds := proofOf(token, secret)
	c := &Ticking{token: token, proof: proof, seconds: seconds}
	go func() {
		for range time.Tick(time.Minute) {
			c.proof, c.seconds = proofOf(token, secret)
		}
	}()
	return c
}

// Get sends one request or another.
func (c *Ticking) Get(path string) (*http.Response, error) {
	return get(path, c.token, c.proof, c.seconds)
}

// Request is for one request.
type Request struct{ token, proof, seconds, path string }

// NewRequest makes a request.
func NewRequest(path, token, secret string) *Request {
	proof, seconds := proofOf(token, secret)
	return &Request{token: token, proof: proof, seconds: seconds, path: path}
}

// Send sends it.
func (r *Request) Send(context.Context) (*http.Response, error) {
	return get("/me", r.token, r.proof, r.seconds)
}

// Call is made where it is sent.
type Call struct{ token, proof, seconds string }

func newCall(token, secret string) *Call {
	proof, seconds := proofOf(token, secret)
	return &Call{token: token, proof: proof, seconds: seconds}
}

// Get sends one request or another.
func (c *Call) Get(path string) (*http.Response, error) {
	return get(path, c.token, c.proof, c.seconds)
}

// Groups lists groups.
func Groups(token, secret string) (*http.Response, error) {
	return newCall(token, secret).Get("/community/groups")
}

// Poll signs once and asks for ever.
func Poll(token, secret string) {
	seconds := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + seconds))
	proof := hex.EncodeToString(mac.Sum(nil)) // want `^appsecret_proof is computed before the loop that sends it in each turn; it is valid for 5 minutes, so sign each request$`
	for {
		get("/community/groups", token, proof, seconds)
		time.Sleep(time.Minute)
	}
}

// Retry sends until it works.
func Retry(token, secret string) (resp *http.Response, err error) {
	now := time.Now().Unix()
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + strconv.FormatInt(now, 10)))
	address := host + "/me?access_token=" + token + "&appsecret_time=" + strconv.FormatInt(now, 10) + "&appsecret_proof=" + hex.EncodeToString(mac.Sum(nil)) // want `^appsecret_proof is computed before the loop`
	wait := time.NewTicker(time.Minute)
	for resp, err = http.Get(address); err != nil; resp, err = http.Get(address) {
		<-wait.C
	}
	return resp, err
}

// Thrice tries three times.
func Thrice(token, secret string) (resp *http.Response, err error) {
	proof, seconds := proofOf(token, secret)
	for range 3 {
		if resp, err = get("/me", token, proof, seconds); err == nil {
			break
		}
		time.Sleep(time.Second)
	}
	return resp, err
}

// Each asks about each group, without waiting.
func Each(token, secret string, groups []string) {
	proof, seconds := proofOf(token, secret)
	for _, g := range groups {
		get("/"+g+"/feed", token, proof, seconds)
	}
}

// Forever signs in each turn.
func Forever(token, secret string) {
	for range time.Tick(time.Minute) {
		proof, seconds := proofOf(token, secret)
		get("/community/groups", token, proof, seconds)
	}
}

// Old asks about what was not changed for long. The age says nothing of the proof,
// which each request makes.
func Old(token, secret string, changed map[string]time.Time) {
	for path, at := range changed {
		if time.Since(at) < 90*24*time.Hour {
			continue
		}
		if resp, err := ask(path, token, secret); err == nil {
			_ = resp.Body.Close()
		}
	}
}

func ask(path, token, secret string) (*http.Response, error) {
	proof, seconds := proofOf(token, secret)
	return get(path, token, proof, seconds)
}
