package sender_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/workplacelint/workplacelint/internal/sender"
)

func TestDefault(t *testing.T) {
	set := sender.Default()
	for name, sends := range map[string]bool{
		"(*github.com/go-resty/resty/v2.Request).Get":             true,
		"(*github.com/go-resty/resty/v2.Request).SetQueryParam":   false,
		"(*gopkg.in/resty.v1.Request).Execute":                    true,
		"gopkg.in/resty.v1.New":                                   false,
		"(*github.com/huandu/facebook/v2.Session).BatchApi":       true,
		"github.com/huandu/facebook.Get":                          true,
		"(github.com/madebyais/facebook-go-sdk.APIInterface).Get": true,
		"(*net/http.Client).Do":                                   false,
	} {
		if got := set.Sends(name); got != sends {
			t.Errorf("%s sends: got %t", name, got)
		}
	}
	if f, ok := set.Find("(*github.com/go-resty/resty/v2.Client).SetTimeout"); !ok || f.Call != nil {
		t.Errorf("a method that sets nothing of a request: got %v, %t", f, ok)
	}
	if _, ok := set.Find("strings.Cut"); ok {
		t.Error("strings is no sender")
	}
}

func TestLoadErrors(t *testing.T) {
	const good = "retrieved: 2026-01-01\nsenders:\n- {name: x, packages: [example.com/x], calls: {Get: {send: GET, url: 1}}}\n"
	for text, want := range map[string]string{
		good:            "",
		"senders: {}":   "senders.yaml:1: a list of senders, each a mapping",
		"senders:\n- x": "senders.yaml:2: a mapping with the keys name, packages,",
		"senders:\n- {name: x, packages: [example.com/x]}":                                                                             "2: name, packages and calls",
		"senders:\n- {name: x, name: y, packages: [a], calls: {Get: {send: GET}}}":                                                     "2: the key name once",
		"senders:\n- {name: x, packages: [a, a], calls: {Get: {send: GET}}}":                                                           "2: import path a once",
		"senders:\n- {name: x, packages: a, calls: {Get: {send: GET}}}":                                                                "2: a list of import paths",
		"senders:\n- {name: x y, packages: [a], calls: {Get: {send: GET}}}":                                                            "2: a name without spaces",
		"senders:\n- &x {name: x, packages: [a], calls: {Get: {send: GET}}}\n- {name: y, packages: [b, a], calls: {Get: {send: GET}}}": "3: package a once; it stands in line 2",
		"senders:\n- {name: x, packages: [a], base: here, calls: {Get: {send: GET}}}":                                                  "2: an address with scheme and host",
		"senders:\n- {name: x, packages: [a], join: glue, calls: {Get: {send: GET}}}":                                                  "2: resolve",
		"senders:\n- {name: x, packages: [a], colour: red, calls: {Get: {send: GET}}}":                                                 "2: one of the keys name, packages",
		"senders:\n- {name: x, packages: [a], calls: {Get: {url: 0}}}":                                                                 "2: an argument, from 1 on, or a text",
		"senders:\n- {name: x, packages: [a], calls: {Get: {url: [1, 2]}}}":                                                            "2: an argument, from 1 on, or a text",
		"senders:\n- {name: x, packages: [a], calls: {Get: {query: [1]}}}":                                                             "2: an argument, or name and value",
		"senders:\n- {name: x, packages: [a], calls: {Get: {send: get}}}":                                                              "2: a method such as GET, the argument that holds it, or set",
		"senders:\n- {name: x, packages: [a], calls: {Get: {options: 1}}}":                                                             "2: an argument and what its fields set",
		"senders:\n- {name: x, packages: [a], calls: {Get: {options: [1, {A: colour}]}}}":                                              "2: one of base, url, method",
		"senders:\n- {name: x, packages: [a], calls: {Get: }}":                                                                         "2: a mapping with the keys makes",
		"senders:\n- {name: x, packages: [a], fields: {colour: A}, calls: {Get: {send: GET, url: 1}}}":                                 "2: one of base, url, method",
		"senders:\n- {name: x, packages: [a], calls: {Get: {send: GET, url: 1, colour: 2}}}":                                           "2: one of the keys makes",
	} {
		_, err := sender.Load(fstest.MapFS{sender.File: {Data: []byte(text)}})
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s\ngot %v, expected %q", text, err, want)
		}
	}
}

func TestWith(t *testing.T) {
	const resty = "github.com/go-resty/resty/v2"
	known := sender.Default()
	own := &sender.Sender{Name: "own", Packages: []string{resty, "example.com/own"}, Calls: map[string]*sender.Call{"Fetch": {Send: sender.Arg{Text: "GET"}}}}
	set := known.With([]*sender.Sender{own})
	for name, sends := range map[string]bool{
		"example.com/own.Fetch":          true,
		resty + ".Fetch":                 true,
		"(*" + resty + ".Request).Get":   false, // what is declared replaces what is known
		"github.com/huandu/facebook.Get": true,
	} {
		if got := set.Sends(name); got != sends {
			t.Errorf("%s sends: got %t", name, got)
		}
	}
	if known.Sends("example.com/own.Fetch") {
		t.Error("With changes the set it is called on")
	}
}
