// Package makers has functions that are called after the proof. Nothing here
// sends what they return.
package makers

import (
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"time"
)

func appSecretProof(accessToken, appSecret string) string {
	mac := hmac.New(sha256.New, []byte(appSecret))
	mac.Write([]byte(accessToken))
	return hex.EncodeToString(mac.Sum(nil)) // want `^only the token is signed; Workplace expects token\|time signed, and appsecret_time$`
}

// GenerateAppSecretProof returns a proof and its time.
func GenerateAppSecretProof(token, secret string) (proof, seconds string, err error) {
	if secret == "" {
		return "", "", errors.New("the app secret is not set")
	}
	seconds = strconv.FormatInt(time.Now().UnixMilli(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + seconds))
	return hex.EncodeToString(mac.Sum(nil)), seconds, nil // want `^the time is in milliseconds; it is in seconds$`
}

type client struct{ token, secret string }

func (c client) appsecretProof() (string, int64) {
	now := time.Now().Unix()
	mac := hmac.New(sha1.New, []byte(c.secret))
	fmt.Fprintf(mac, "%s|%d", c.token, now)
	return hex.EncodeToString(mac.Sum(nil)), now // want `^appsecret_proof is an HMAC with sha1; the hash is sha256$`
}

func makeAppSecretProof(token, secret string) (string, int64) {
	mac := hmac.New(sha256.New, []byte(secret))
	fmt.Fprintf(mac, "%s|%d", token, time.Now().Unix())
	return hex.EncodeToString(mac.Sum(nil)), time.Now().Unix() // want `^the clock is read once for the signed time and once for appsecret_time`
}

func app_secret_proof(token, secret string, at time.Time) string {
	mac := hmac.New(sha256.New, []byte(secret))
	fmt.Fprintf(mac, "%s|%d", token, at.Unix())
	return base64.StdEncoding.EncodeToString(mac.Sum(nil)) // want `^appsecret_proof is in base64; it is written in hex$`
}

// The following are right, or not known to be wrong.

func rightAppSecretProof(token, secret string) (proof string, seconds int64) {
	seconds = time.Now().Unix()
	mac := hmac.New(sha256.New, []byte(secret))
	fmt.Fprintf(mac, "%s|%d", token, seconds)
	return hex.EncodeToString(mac.Sum(nil)), seconds
}

// proofOf takes a message of which its callers know what it is.
func appSecretProofOf(message, secret string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(message))
	return hex.EncodeToString(mac.Sum(nil))
}

// appSecretProofSum returns bytes, which its callers may encode.
func appSecretProofSum(token, secret string) []byte {
	mac := hmac.New(sha256.New, []byte(secret))
	fmt.Fprintf(mac, "%s|%d", token, time.Now().Unix())
	return mac.Sum(nil)
}

// sign has another name.
func sign(token, secret string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token))
	return hex.EncodeToString(mac.Sum(nil))
}

func appSecretProofName() string { return "appsecret_proof" }
