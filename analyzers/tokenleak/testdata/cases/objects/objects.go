// Package objects shows objects that hold the token, and others of the same type
// that do not.
package objects

import (
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"log"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"os/exec"
)

const graph = "https://graph.workplace.com"

type settings struct{ App, Token string }

var set = settings{App: "bot", Token: os.Getenv("WP_TOKEN")}

func use() {
	req, err := http.NewRequest(http.MethodGet, graph+"/me", nil)
	if err != nil {
		return
	}
	req.Header.Set("Authorization", "Bearer "+set.Token)
	http.DefaultClient.Do(req)
}

// The token is taken out of a copy.
func masked(w http.ResponseWriter) {
	shown := set
	shown.Token = "set"
	json.NewEncoder(w).Encode(shown)
	log.Print(&shown)
}

// It is taken out late, in one case, or put back.
func unmasked(w http.ResponseWriter, quiet bool) {
	late := set
	json.NewEncoder(w).Encode(late) // want `response`
	late.Token = ""
	some := set
	if quiet {
		some.Token = ""
	}
	log.Print(some) // want `log`
	again := set
	again.Token = ""
	again.Token = set.Token
	log.Print(again) // want `log`
}

// Nobody puts a token into it.
func without(w http.ResponseWriter, app string) {
	json.NewEncoder(w).Encode(settings{App: app})
	var empty settings
	empty.App = app
	log.Printf("%+v", empty)
}

func fill(s *settings) { s.Token = set.Token }

// Somebody else does.
func filled(app string) {
	s := settings{App: app}
	fill(&s)
	log.Printf("%+v", s) // want `log`
	var read settings
	json.Unmarshal([]byte(app), &read)
	log.Printf("%+v", read) // want `log`
}

var page = template.Must(template.New("p").Parse(`{{.App}} {{.Token}}`))

func pages(w http.ResponseWriter) {
	page.Execute(w, settings{App: set.App})
	page.Execute(w, set) // want `page`
}

// A logValue says what is logged of it.
type logValue struct{ App, Token string }

func (v *logValue) LogValue() slog.Value { return slog.StringValue(v.App) }

// A loud one says all.
type loud struct{ App, Token string }

func (v *loud) LogValue() slog.Value { return slog.StringValue(v.App + v.Token) }

func logged() {
	slog.Info("start", "app", &logValue{set.App, set.Token})
	slog.Info("start", "app", &loud{set.App, set.Token}) // want `log`
	log.Print(logValue{set.App, set.Token})              // want `log`
}

// An answer knows the URL that was asked for.
func asked() {
	resp, err := http.Get(graph + "/me?access_token=" + set.Token)
	if err != nil {
		return
	}
	log.Print(resp.Request.URL) // want `log`
	log.Print(resp.Request.Method, resp.Request.URL.Path)
}

// This one holds no token.
func askedInHeader() {
	req, _ := http.NewRequest(http.MethodGet, graph+"/me", nil)
	req.Header.Set("Authorization", "Bearer "+set.Token)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return
	}
	log.Print(resp.Request.URL)
}

// An error that is no *url.Error holds no URL.
func Profile() error {
	_, err := http.Get(graph + "/me?access_token=" + set.Token)
	if failed, ok := err.(*url.Error); ok {
		return fmt.Errorf("profile: %w", failed.Err)
	}
	return err
}

// Asked in the other way.
func Groups() error {
	_, err := http.Get(graph + "/community/groups?access_token=" + set.Token)
	var failed *url.Error
	if errors.As(err, &failed) {
		return fmt.Errorf("groups: %w", failed.Err)
	}
	return err
}

type timeout interface{ Timeout() bool }

// This is what a *url.Error is, too.
func Members() error {
	_, err := http.Get(graph + "/me/members?access_token=" + set.Token) // want `returned`
	if failed, ok := err.(timeout); ok && failed.Timeout() {
		return errors.New("no answer in time")
	}
	return err
}

// The arguments of a command are public, its environment is not.
func commands() {
	cmd := exec.Command("./after")
	cmd.Args = append(cmd.Args, "--token="+set.Token) // want `command`
	cmd.Env = append(cmd.Env, "TOKEN="+set.Token)
	cmd.Run()
}
