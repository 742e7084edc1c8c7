package credential_test

import (
	"strings"
	"testing"

	"github.com/workplacelint/workplacelint/internal/credential"
	"github.com/workplacelint/workplacelint/internal/credential/credentialtest"
)

func TestMask(t *testing.T) {
	fake := credentialtest.New("mask")
	for _, tt := range []struct{ name, before, secret, after string }{
		{"a token", `const t = "`, fake.Token(278), `"`},
		{"a token in a URL", `u := "https://graph.workplace.com/me?access_token=`, fake.Token(90), `&limit=5"`},
		{"a secret with its name", `appSecret: "`, fake.Secret(), `",`},
		{"text without a shape", `c := New("`, fake.Plain(60), `")`},
		{"nothing", `client.MembersOfTheWholeCommunityByName("replace-me")`, "", ""},
	} {
		line := tt.before + tt.secret + tt.after
		got := credential.Default().Mask(line)
		want := tt.before
		if tt.secret != "" {
			want += tt.secret[:4] + strings.Repeat("*", len(tt.secret)-4)
		}
		if want += tt.after; got != want {
			t.Errorf("%s: the line is not masked as it should", tt.name)
		}
	}
}
