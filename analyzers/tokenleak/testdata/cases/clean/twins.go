// Package clean does what looks like a leak and is none.
package clean

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"log"
	"log/slog"
	"net/http"
	"net/url"
	"os"
)

const graph = "https://graph.workplace.com"

type config struct{ AppID, Token string }

var cfg = config{AppID: os.Getenv("WP_APP"), Token: os.Getenv("WP_TOKEN")}

// The template gets only the app id.
func s01(w http.ResponseWriter) {
	template.Must(template.New("p").Parse("<script>const a = {{.AppID}};</script>")).Execute(w, cfg)
}

// A view without the token.
func s02(w http.ResponseWriter) {
	json.NewEncoder(w).Encode(struct{ AppID string }{cfg.AppID})
}

// The field is left out of JSON.
func s03(w http.ResponseWriter) {
	type hidden struct {
		AppID string
		Token string `json:"-"`
	}
	json.NewEncoder(w).Encode(hidden{cfg.AppID, cfg.Token})
}

// The error is unwrapped.
func s04() {
	_, err := http.Get(graph + "/me?access_token=" + cfg.Token)
	var ue *url.Error
	if errors.As(err, &ue) {
		log.Println("graph call failed:", ue.Err)
	}
}

type Secret string

func (Secret) String() string   { return "[redacted]" }
func (Secret) GoString() string { return "[redacted]" }

// The type hides its text.
func s05() {
	log.Printf("config: %+v", struct{ Token Secret }{Secret(cfg.Token)})
	log.Printf("token: %s", Secret(cfg.Token))
}

// Whether it is set.
func s06() {
	log.Printf("token set: %t", cfg.Token != "")
}

// How long it is.
func s07() {
	slog.Info("start", "token_len", len(cfg.Token))
}

// A digest of it.
func s08() {
	sum := sha256.Sum256([]byte(cfg.Token))
	log.Printf("token sha256 %x", sum[:4])
}

// It goes where it belongs.
func s09() {
	req, _ := http.NewRequest("GET", graph+"/me", nil)
	req.Header.Set("Authorization", "Bearer "+cfg.Token)
	http.DefaultClient.Do(req)
}

// The public key of another service.
func s10(w http.ResponseWriter) {
	fmt.Fprintf(w, "<script>const k=%q</script>", os.Getenv("STRIPE_PUBLISHABLE_KEY"))
}

func sessionToken() string { return "opaque" }

// A session of the app itself.
func s11(w http.ResponseWriter) {
	http.SetCookie(w, &http.Cookie{Name: "sid", Value: sessionToken(), HttpOnly: true, Secure: true})
}

func csrfToken() string { return "opaque" }

// A token against forged forms.
func s12(w http.ResponseWriter) {
	template.Must(template.New("p").Parse(`<input name="csrf" value="{{.}}">`)).Execute(w, csrfToken())
}
