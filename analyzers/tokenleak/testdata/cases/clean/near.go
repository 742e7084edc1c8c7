package clean

import (
	"bytes"
	"encoding/json"
	"errors"
	"expvar"
	"fmt"
	"html/template"
	"io"
	"log"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"strings"

	"github.com/getsentry/sentry-go"
	"github.com/gorilla/websocket"
	"github.com/hashicorp/go-retryablehttp"
	"github.com/prometheus/client_golang/prometheus"
	zlog "github.com/rs/zerolog/log"
	"github.com/sirupsen/logrus"
	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"
	"go.uber.org/zap"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// The template asks whether there is one.
func templateTests(w http.ResponseWriter) {
	template.Must(template.New("p").Parse("{{if .Token}}connected{{end}} {{len .Token}}")).Execute(w, cfg)
}

// The data of a page is a map, of which the page prints another key.
func otherKey(w http.ResponseWriter) {
	t := template.Must(template.New("p").Parse("{{.App}}"))
	t.Execute(w, map[string]any{"App": cfg.AppID, "Token": cfg.Token})
}

// A request carries the token, the response does not.
func requestHeader(w http.ResponseWriter, req *http.Request) {
	req.Header.Set("Authorization", "Bearer "+cfg.Token)
	w.Header().Set("X-App", cfg.AppID)
}

// An answer to a request with the token in a header repeats nothing.
func answerOfHeader(w http.ResponseWriter) {
	req, _ := http.NewRequest("GET", graph+"/community/groups", nil)
	req.Header.Set("Authorization", "Bearer "+cfg.Token)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer resp.Body.Close()
	io.Copy(w, resp.Body)
}

// Of an answer only what the type asks for is passed on.
func answerInType(w http.ResponseWriter) {
	resp, err := http.Get(graph + "/community/groups?access_token=" + cfg.Token)
	if err != nil {
		return
	}
	defer resp.Body.Close()
	var groups struct {
		Data []struct{ ID, Name string }
	}
	json.NewDecoder(resp.Body).Decode(&groups)
	json.NewEncoder(w).Encode(groups)
}

// The parameter is taken out before the URL is logged.
func removed(u *url.URL) {
	q := u.Query()
	q.Set("access_token", cfg.Token)
	http.Get(graph + "/me?" + q.Encode())
	p := url.Values{}
	p.Set("access_token", cfg.Token)
	p.Set("fields", "id")
	p.Del("access_token")
	log.Print(graph + "/me?" + p.Encode())
}

// A type switch does what errors.As does.
func switched() {
	_, err := http.Get(graph + "/me?access_token=" + cfg.Token)
	if ue, ok := err.(*url.Error); ok {
		log.Println(ue.Op, ue.Err)
	}
	if errors.Is(err, io.EOF) {
		log.Println("no answer")
	}
}

// A proxy that adds a header.
func proxy() *httputil.ReverseProxy {
	return &httputil.ReverseProxy{Rewrite: func(pr *httputil.ProxyRequest) {
		pr.Out.Header.Set("Authorization", "Bearer "+cfg.Token)
	}}
}

// The client does not log.
func quiet() {
	rc := retryablehttp.NewClient()
	rc.Logger = nil
	rc.Get(graph + "/me?access_token=" + cfg.Token)
}

// The answer is JSON, there is no redirect.
func picture() {
	http.Get(graph + "/1/picture?redirect=false&access_token=" + cfg.Token)
}

// A transport that records a URL without the token.
func recorded() {
	c := http.Client{Transport: otelhttp.NewTransport(nil)}
	req, _ := http.NewRequest("GET", graph+"/me", nil)
	req.Header.Set("Authorization", "Bearer "+cfg.Token)
	c.Do(req)
}

// The server chooses the host; its caller chooses the id.
func host(r *http.Request) {
	http.Get(graph + "/" + r.FormValue("id") + "?access_token=" + cfg.Token)
}

// A file that only the owner reads, and a command that reads its environment.
func kept() {
	os.WriteFile("wp.json", []byte(cfg.Token), 0o600)
	cmd := exec.Command("sync", "--app", cfg.AppID)
	cmd.Env = append(os.Environ(), "WP_TOKEN="+cfg.Token)
	cmd.Run()
}

var calls = prometheus.NewCounterVec(prometheus.CounterOpts{Name: "wp_calls"}, []string{"app"})

// What is recorded says nothing of the token.
func recordedSafely(r *http.Request) {
	calls.WithLabelValues(cfg.AppID).Inc()
	expvar.NewString("wp_app").Set(cfg.AppID)
	trace.SpanFromContext(r.Context()).SetAttributes(attribute.Bool("wp.set", cfg.Token != ""), attribute.String("wp.app", cfg.AppID))
	sentry.CaptureException(errors.New("graph call failed"))
	zap.L().Info("start", zap.String("app", cfg.AppID), zap.Int("token_len", len(cfg.Token)))
	zlog.Info().Str("app", cfg.AppID).Int("len", len(cfg.Token)).Msg("start")
}

// A buffer that is sent to the API.
func body() {
	var buf bytes.Buffer
	fmt.Fprintf(&buf, "access_token=%s", cfg.Token)
	http.Post(graph+"/me/feed", "application/x-www-form-urlencoded", &buf)
}

// Other tokens of the program.
func others(w http.ResponseWriter, r *http.Request) {
	page := r.FormValue("page_token")
	log.Printf("page %s", page)
	json.NewEncoder(w).Encode(map[string]string{"access_token": sessionToken()})
}

// The URL without the token.
func before() {
	link := graph + "/me"
	log.Print("GET ", link)
	_, err := http.Get(link + "?access_token=" + cfg.Token)
	if err != nil {
		panic("graph call failed")
	}
}

// Exported, and returns what is inside.
func Fetch() error {
	_, err := http.Get(graph + "/me?access_token=" + cfg.Token)
	var ue *url.Error
	if errors.As(err, &ue) {
		return fmt.Errorf("fetch: %w", ue.Err)
	}
	return nil
}

// The address of a redirect has the app id.
func redirect(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, "https://app.example.com/?app="+cfg.AppID, http.StatusFound)
}

// What goes over the socket and to the peer is something else.
func peers(c *websocket.Conn) error {
	c.WriteJSON(map[string]bool{"connected": cfg.Token != ""})
	_, err := http.Get(graph + "/me?access_token=" + cfg.Token)
	if err != nil {
		logrus.WithFields(logrus.Fields{"app": cfg.AppID, "failed": true}).Info("graph")
		return status.Error(codes.Internal, "graph call failed")
	}
	return nil
}

// The dump is made before the token is added to a copy.
func dump() {
	req, _ := http.NewRequest("GET", graph+"/me", nil)
	b, _ := httputil.DumpRequestOut(req, true)
	log.Printf("%s", b)
	http.Get(req.URL.String() + "?access_token=" + cfg.Token)
}

// A URL with an escaped token is one: making a request of it does not fail with
// the token. What sending it fails with is kept back.
func EscapedInURL() (*http.Response, error) {
	q := url.Values{"access_token": {cfg.Token}}
	req, err := http.NewRequest("GET", graph+"/me?"+q.Encode(), nil)
	if err != nil {
		return nil, err
	}
	other, err := http.NewRequest("GET", graph+"/me?access_token="+url.QueryEscape(cfg.Token), nil)
	if err != nil {
		return nil, err
	}
	http.DefaultClient.Do(other)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, errors.New("me: no answer")
	}
	return resp, nil
}

// Only a GET has the token in its URL. What is asked twice has one answer.
func Asked(method, id string, form url.Values) error {
	address := graph + "/" + id
	if method == "GET" {
		address += "?access_token=" + cfg.Token
	}
	if method != "GET" {
		_, err := http.PostForm(address, form)
		return err
	}
	if _, err := http.Get(address); err != nil {
		return errors.New("no answer")
	}
	return nil
}

// As is what a parameter says itself, and what a buffer holds.
func Flagged(quiet bool, names ...string) {
	var line strings.Builder
	line.WriteString("names")
	if quiet {
		line.WriteString(cfg.Token)
	} else {
		line.WriteString(names[0])
	}
	if !quiet {
		log.Print(line.String())
	}
}

type view struct {
	App   string
	Token string `json:"-"`
}

// What is put into the map does not show the token, or package fmt writes its
// address.
func views(w http.ResponseWriter) {
	json.NewEncoder(w).Encode(map[string]any{"app": view{cfg.AppID, cfg.Token}, "ids": []any{cfg.AppID}})
	log.Print(map[string]any{"config": &cfg})
}
