package credential_test

import (
	"crypto/md5"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/workplacelint/workplacelint/internal/credential"
	"github.com/workplacelint/workplacelint/internal/credential/credentialtest"
)

// A lookAlike makes text that is close to a credential and is none.
type lookAlike struct {
	name string
	path string
	text func(*credentialtest.Faker, *rand.Rand) string
}

var placeholders = []string{
	"your-access-token", "your_workplace_token_here", "YOUR_PAGE_ACCESS_TOKEN", "<access-token>", "{access-token}", "${WORKPLACE_TOKEN}",
	"replace-me", "replace_with_your_access_token", "__PUT_YOUR_ACCESS_TOKEN_HERE__", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
	"00000000000000000000000000000000", "changeme-changeme-changeme", "a-valid-access-token", "enter_access_token_here",
	"SEU_TOKEN_AQUI_SEU_TOKEN_AQUI", "********************************", "test-access-token-for-unit-tests", "my-workplace-access-token",
	"{{ workplace_access_token }}", "%WORKPLACE_ACCESS_TOKEN%", "$(workplace-access-token)", "/run/secrets/workplace_access_token",
	"vault:secret/data/workplace#token", "projects/p/secrets/workplace-token/versions/latest", "example-token-example-token",
	"https://example.com/how-to-get-a-token", "config.workplace.accessToken", "dummy-token-dummy-token-dummy",
}

var names = []string{
	"workplaceAccessToken", "WORKPLACE_ACCESS_TOKEN", "FB_PAGE_ACCESS_TOKEN", "appSecret", "WORKPLACE_APP_SECRET", "page_access_token",
	"facebookAppSecret", "WORKPLACE_VERIFY_TOKEN", "wpToken",
}

func pick(r *rand.Rand, from []string) string { return from[r.IntN(len(from))] }

func digest(r *rand.Rand) string {
	sum := md5.Sum(fmt.Append(nil, r.Uint64()))
	return hex.EncodeToString(sum[:])
}

var lookAlikes = []lookAlike{
	{"too short", "main.go", func(f *credentialtest.Faker, r *rand.Rand) string { return `t := "` + f.Token(12+r.IntN(50)) + `"` }},
	{"other case", "main.go", func(f *credentialtest.Faker, _ *rand.Rand) string {
		return `t := "` + strings.ToLower(f.Token(278)) + `"`
	}},
	{"inside a word", "main.go", func(f *credentialtest.Faker, r *rand.Rand) string {
		return `s := "` + f.Plain(1+r.IntN(60)) + f.Token(278) + `"`
	}},
	{"an escape that tokens do not have", "main.go", func(f *credentialtest.Faker, r *rand.Rand) string {
		return `t := "` + f.Token(60) + "Z" + string(rune('E'+r.IntN(20))) + f.Plain(60) + `"`
	}},
	{"signs of base64", "main.go", func(f *credentialtest.Faker, r *rand.Rand) string {
		return `t := "` + f.Token(20+r.IntN(40)) + "+/" + f.Plain(20) + "/" + f.Plain(30) + `=="`
	}},
	{"cut short with dots", "doc.md", func(f *credentialtest.Faker, r *rand.Rand) string {
		return "The token is " + f.Token(8+r.IntN(20)) + "..... and long"
	}},
	{"base64 of bytes", "data.json", func(_ *credentialtest.Faker, r *rand.Rand) string {
		b := make([]byte, 300)
		for i := range b {
			b[i] = byte(r.IntN(256))
		}
		return `{"image": "` + base64.StdEncoding.EncodeToString(b) + `"}`
	}},
	{"a certificate", "cert.pem", func(f *credentialtest.Faker, _ *rand.Rand) string {
		return "-----BEGIN CERTIFICATE-----\nMIIC" + f.Plain(60) + "\nDQYJKoZIhvcN" + f.Plain(52) + "\n-----END CERTIFICATE-----"
	}},
	{"a digest", "main.go", func(_ *credentialtest.Faker, r *rand.Rand) string {
		return pick(r, []string{"checksum", "md5", "etag", "commit", "cacheKey", "id"}) + ` := "` + digest(r) + `"`
	}},
	{"an id", "main.go", func(_ *credentialtest.Faker, r *rand.Rand) string {
		return fmt.Sprintf("workplaceAppID := \"%d\"", 100000000000000+r.Int64N(800000000000000))
	}},
	{"a placeholder in Go", "main.go", func(_ *credentialtest.Faker, r *rand.Rand) string {
		return pick(r, names) + ` := "` + pick(r, placeholders) + `"`
	}},
	{"a placeholder in YAML", "config.yaml", func(_ *credentialtest.Faker, r *rand.Rand) string {
		return pick(r, names) + ": " + pick(r, placeholders)
	}},
	{"a placeholder in an environment", ".env", func(_ *credentialtest.Faker, r *rand.Rand) string {
		return pick(r, names) + "=" + pick(r, placeholders)
	}},
	{"a placeholder in a URL", "main.go", func(_ *credentialtest.Faker, r *rand.Rand) string {
		return `u := "https://graph.workplace.com/me?access_token=` + pick(r, placeholders) + `"`
	}},
	{"read when the program runs", "main.go", func(_ *credentialtest.Faker, r *rand.Rand) string {
		return pick(r, names) + " := os.Getenv(\"" + pick(r, []string{"WORKPLACE_ACCESS_TOKEN", "FB_PAGE_ACCESS_TOKEN", "APP_SECRET"}) + "\")"
	}},
	{"a header of another service", "main.go", func(f *credentialtest.Faker, _ *rand.Rand) string {
		return `req.Header.Set("Authorization", "Bearer ` + f.Plain(60) + `")` + "\n" + `u := "https://api.example.com/v1"`
	}},
	{"a cursor", "main.go", func(f *credentialtest.Faker, _ *rand.Rand) string {
		return `next := "https://graph.workplace.com/community/members?after=QVFI` + f.Plain(80) + `&__paging_token=enc_` + f.Plain(60) + `"`
	}},
	{"a signed web token", "main.go", func(f *credentialtest.Faker, _ *rand.Rand) string {
		return `jwt := "eyJ` + f.Plain(40) + ".eyJ" + f.Plain(90) + "." + f.Plain(43) + `"`
	}},
	{"a secret of another vendor", "config.yaml", func(f *credentialtest.Faker, _ *rand.Rand) string {
		return "slack_signing_secret: " + f.Secret()
	}},
	{"a lock file", "package-lock.json", func(f *credentialtest.Faker, _ *rand.Rand) string {
		return `"integrity": "` + f.Token(278) + `"`
	}},
}

// TestNearMisses makes ten thousand texts that no rule may find anything in.
func TestNearMisses(t *testing.T) {
	const total = 10_000
	pack := credential.Default()
	random := rand.New(rand.NewPCG(3, 4))
	for _, l := range lookAlikes {
		t.Run(l.name, func(t *testing.T) {
			for i := range total / len(lookAlikes) {
				text := l.text(credentialtest.New(fmt.Sprint(l.name, i)), random)
				if found := pack.Find(l.path, text); len(found) > 0 {
					t.Fatalf("%s finds something in %q", ids(found), text)
				}
			}
		})
	}
}
