// Package routes moves a token in the ways that Go has.
package routes

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"strings"
	"text/tabwriter"
)

const graph = "https://graph.workplace.com"

func use(token string) {
	req, err := http.NewRequest(http.MethodGet, graph+"/me", nil)
	if err != nil {
		return
	}
	req.Header.Set("Authorization", "Bearer "+token)
	http.DefaultClient.Do(req)
}

func token() string {
	t := strings.TrimSpace(os.Getenv("WP_TOKEN"))
	use(t)
	return t
}

// By a closure.
func closure() {
	t := token()
	show := func() { log.Print(t) } // want `log: access token from environment variable WP_TOKEN`
	show()
}

// Set in a closure.
func setInClosure() {
	var t string
	func() { t = token() }()
	log.Print(t) // want `log`
}

// By a channel.
func channel() {
	ch := make(chan string, 1)
	ch <- token()
	log.Print(<-ch) // want `log`
}

// By a map and a slice.
func collections() {
	m := map[string]string{"t": token()}
	for _, v := range m {
		log.Print(v) // want `log`
	}
	list := append([]string{"a"}, token())
	log.Print(strings.Join(list, ",")) // want `log`
}

// By a builder and a buffer.
func builders() {
	var b strings.Builder
	b.WriteString("token ")
	b.WriteString(token())
	log.Print(b.String()) // want `log`
	var buf bytes.Buffer
	io.WriteString(&buf, token())
	io.Copy(os.Stdout, &buf) // want `log`
}

type teller interface{ tell() string }

type holder struct{ value string }

func (h holder) tell() string { return h.value }

type other struct{}

func (other) tell() string { return "nothing" }

// By an interface.
func byInterface() {
	var t teller = holder{token()}
	log.Print(t.tell()) // want `log`
}

func same[T any](v T) T { return v }

// By a generic function.
func generic() {
	log.Print(same(token())) // want `log`
}

// By a function that returns several things.
func pair() (string, string) { return "name", token() }

func several() {
	name, t := pair()
	log.Print(name)
	log.Print(t) // want `log`
}

type key struct{}

// By a context.
func context1(ctx context.Context) {
	ctx = context.WithValue(ctx, key{}, token())
	t, _ := ctx.Value(key{}).(string)
	log.Print(t) // want `log`
}

func write(w io.Writer, text string) { io.WriteString(w, text) }

// By a function that writes.
func writes(w http.ResponseWriter) {
	write(io.Discard, token())
	write(w, token()) // want `response`
}

func logf(format string, args ...any) { log.Printf(format, args...) } // want `log`

// By a logger of the program.
func ownLogger() {
	logf("token %s", token())
	logf("ready")
}

// By the parameter that is used.
func direct(t string) {
	use(t)
	log.Print(t) // want `log: access token from parameter t`
}

// A value that is overwritten.
func overwritten() {
	t := token()
	t = "gone"
	log.Print(t)
}

// Deferred, and in a goroutine.
func later() {
	t := token()
	defer log.Print(t) // want `log`
	go log.Print(t)    // want `log`
}

type settings struct{ App, Token string }

var set = settings{"bot", token()}

// What is put into a map or a list of anything is encoded with it.
func inside(w http.ResponseWriter) {
	json.NewEncoder(w).Encode(map[string]any{"ok": true, "settings": set})         // want `response: access token from environment variable WP_TOKEN`
	json.NewEncoder(w).Encode([]any{"settings", map[string]any{"settings": &set}}) // want `response`
	log.Print(map[string]any{"settings": set})                                     // want `log`
	log.Print(map[string]any{"settings": &set, "app": set.App})                    // the address
}

// A table is written where its writer writes.
func table(w http.ResponseWriter) {
	t := tabwriter.NewWriter(w, 0, 8, 1, ' ', 0)
	fmt.Fprintln(t, set.App, token()) // want `response: access token from environment variable WP_TOKEN`
	t.Flush()
}
