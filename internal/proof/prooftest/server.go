// Package prooftest runs programs that sign requests and says which of them a
// server accepts that does nothing but what the guide says of app secret
// proofs.
//
// It is the independent answer that the verdicts of the analysis are compared
// with. No live server can be asked: the service was shut down.
package prooftest

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Window is how far the time of a proof may be from the clock of the server.
const Window = 5 * time.Minute

// Check says why a server whose clock shows now refuses r, nil if it accepts
// it. The app has the secret given.
func Check(r *http.Request, secret string, now time.Time) error {
	params, err := parameters(r)
	if err != nil {
		return err
	}
	token, err := one(params, "access_token")
	if err != nil {
		token = strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
		if token == "" || params.Has("access_token") {
			return err
		}
	}
	proof, err := one(params, "appsecret_proof")
	if err != nil {
		return err
	}
	at, err := one(params, "appsecret_time")
	if err != nil {
		return err
	}
	if err := current(at, now); err != nil {
		return err
	}
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + at))
	if proof != hex.EncodeToString(mac.Sum(nil)) {
		return errors.New("appsecret_proof is not the lower-case hex of the HMAC of token, bar and time")
	}
	return nil
}

func current(at string, now time.Time) error {
	seconds, err := strconv.ParseInt(at, 10, 64)
	if err != nil || strconv.FormatInt(seconds, 10) != at {
		return fmt.Errorf("appsecret_time is %q, not a whole number", at)
	}
	if away := now.Sub(time.Unix(seconds, 0)).Abs(); away > Window {
		return fmt.Errorf("appsecret_time is %v away from now", away)
	}
	return nil
}

func one(params url.Values, name string) (string, error) {
	values := params[name]
	if len(values) != 1 || values[0] == "" {
		return "", fmt.Errorf("expected one %s, got %d", name, len(values))
	}
	return values[0], nil
}

// parameters reads query, form and JSON object of a request.
func parameters(r *http.Request) (url.Values, error) {
	if !strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		err := r.ParseForm()
		return r.Form, err
	}
	params := r.URL.Query()
	data, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	var object map[string]any
	dec := json.NewDecoder(strings.NewReader(string(data)))
	dec.UseNumber()
	if err := dec.Decode(&object); err != nil {
		return nil, fmt.Errorf("body: %w", err)
	}
	for name, value := range object {
		params.Add(name, fmt.Sprint(value))
	}
	return params, nil
}
