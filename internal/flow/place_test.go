package flow_test

import (
	"testing"

	"github.com/workplacelint/workplacelint/internal/flow"
)

func TestDescribe(t *testing.T) {
	for place, want := range map[string]string{
		"env:WP_TOKEN":           "environment variable WP_TOKEN",
		"env:*":                  "the environment",
		"flag:token":             "flag -token",
		"config:workplace.token": "configuration key workplace.token",
		"field:example.com/bot/config.Config.Token":            "field config.Config.Token",
		"field:github.com/huandu/facebook/v2.Session.token":    "field facebook/v2.Session.token",
		"field:example.com/bot.local@main.go:12.Token":         "field bot.local.Token",
		"field:struct{Token string}.Token":                     "field Token",
		"var:example.com/bot.token":                            "variable bot.token",
		"var:token":                                            "variable token",
		"call:(*example.com/vault.Client).Read@a/b.go:1:2":     "(*vault.Client).Read",
		"call:example.com/vault.Read@example.com/bot/b.go:1:2": "vault.Read",
		"field:example.com/bot.client.req/url":                 "field bot.client.req",
		"param:0":                                              "",
		"input:(*net/http.Request).FormValue":                  "",
	} {
		if got := flow.Describe(place); got != want {
			t.Errorf("%s: %q, want %q", place, got, want)
		}
	}
}
