package extract

import (
	"testing"

	"github.com/workplacelint/workplacelint/internal/strval"
)

// A library is read when it is handed what may be an address of the platform; what
// databases and routers of servers are given is none.
func TestMayAddress(t *testing.T) {
	id := strval.Of(strval.Hole{Name: "id", Kind: strval.KindString})
	tests := []struct {
		name string
		text strval.Template
		want bool
	}{
		{"host of the platform", strval.Lit("https://graph.workplace.com/me"), true},
		{"another host", strval.Lit("https://api.example.com/me"), false},
		{"unknown host", strval.Lit("https://").Concat(id).Concat(strval.Lit("/me")), true},
		{"unknown host, strange path", strval.Lit("https://").Concat(id).Concat(strval.Lit("/admin/billing?checkout=success")), false},
		{"unknown host, open path", strval.Lit("https://").Concat(id).Concat(strval.Lit("/admin/")).Concat(id), true},
		{"gateway", strval.Lit("https://gateway.example.com/me"), true},
		{"data source name", strval.Lit("postgres://").Concat(id).Concat(strval.Lit("/members")), false},
		{"edge of an id", strval.Lit("/").Concat(id).Concat(strval.Lit("/members")), true},
		{"edge of digits", strval.Lit("/v3.3/1234/members"), true},
		{"address in a query", strval.Lit("/me/feed?link=https://example.com/").Concat(id), true},
		{"upper case", strval.Lit("HTTPS://").Concat(id).Concat(strval.Lit("/me")), true},
		{"edge alone", strval.Lit("/members"), true},
		{"root", strval.Lit("/community/groups"), true},
		{"SCIM", strval.Lit("/scim/v1/Users"), true},
		{"route of a server", strval.Lit("/api/logout"), false},
		{"other path", strval.Lit("/api/status"), false},
		{"text for people", strval.Lit("/members are listed"), false},
		{"nothing known", id, false},
	}
	h := &hosts{gateways: map[string]bool{"gateway.example.com": true}}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := h.mayAddress(tt.text); got != tt.want {
				t.Errorf("mayAddress(%q) = %t, want %t", tt.text.String(), got, tt.want)
			}
		})
	}
}
