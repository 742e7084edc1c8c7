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
		good: "",
		"senders:\n- {name: x, packages: [example.com/x]}":                                             "expected name, packages and calls",
		"senders:\n- {name: x, packages: [a, a], calls: {Get: {send: GET}}}":                           "package a is one of x",
		"senders:\n- {name: x, packages: [a], base: here, calls: {Get: {send: GET}}}":                  "scheme and host",
		"senders:\n- {name: x, packages: [a], calls: {Get: {url: 0}}}":                                 "line 2: expected an argument from 1 on",
		"senders:\n- {name: x, packages: [a], calls: {Get: {query: [1]}}}":                             "line 2: expected name and value",
		"senders:\n- {name: x, packages: [a], calls: {Get: {url: [1, 2]}}}":                            "line 2: expected the number of an argument",
		"senders:\n- {name: x, packages: [a], calls: {Get: {options: 1}}}":                             "line 2: expected an argument and its fields",
		"senders:\n- {name: x, packages: [a], calls: {Get: {options: [1, {A: colour}]}}}":              `A: expected one of`,
		"senders:\n- {name: x, packages: [a], calls: {Get: }}":                                         "Get: expected what the call does",
		"senders:\n- {name: x, packages: [a], fields: {colour: A}, calls: {Get: {send: GET, url: 1}}}": "fields: expected one of",
		"senders:\n- {name: x, packages: [a], calls: {Get: {send: GET, url: 1, colour: 2}}}":           "colour",
	} {
		_, err := sender.Load(fstest.MapFS{sender.File: {Data: []byte(text)}})
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s\ngot %v, expected %q", text, err, want)
		}
	}
}
