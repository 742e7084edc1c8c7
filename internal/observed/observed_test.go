package observed_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/workplacelint/workplacelint/internal/observed"
)

func TestRead(t *testing.T) {
	at := time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)
	const url = "https://graph.workplace.com/v3.2/7/feed?fields=id"
	for _, c := range []struct {
		about, text string
		want        observed.Request
		skipped     int
	}{
		{
			about: "HAR",
			text:  `{"log": {"entries": [{"startedDateTime": "2026-03-04T05:06:07Z", "request": {"method": "get", "url": "` + url + `"}, "response": {"status": 200}}, {}]}}`,
			want:  observed.Request{Method: "GET", URL: url, Time: at, Status: 200, Line: 1}, skipped: 1,
		},
		{
			about: "combined, of a forward proxy",
			text:  "\n" + `10.0.0.1 - bot [04/Mar/2026:06:06:07 +0100] "GET ` + url + ` HTTP/1.1" 200 512 "-" "bot/1.0"` + "\nnoise\n",
			want:  observed.Request{Method: "GET", URL: url, Time: at, Status: 200, Line: 2}, skipped: 1,
		},
		{
			about: "common, of a gateway",
			text:  `10.0.0.1 - - [04/Mar/2026:05:06:07 +0000] "POST /7/feed HTTP/2.0" 403 -`,
			want:  observed.Request{Method: "POST", URL: "/7/feed", Time: at, Status: 403, Line: 1},
		},
		{
			about: "Squid",
			text:  `1772600767.123    921 10.0.0.1 TCP_MISS/200 507 GET ` + url + ` - HIER_DIRECT/203.0.113.9 application/json`,
			want:  observed.Request{Method: "GET", URL: url, Time: at, Status: 200, Line: 1},
		},
		{
			about: "JSON lines",
			text:  `{"ts": 1772600767.5, "status": 200, "request": {"method": "GET", "host": "graph.workplace.com", "uri": "/v3.2/7/feed?fields=id"}}`,
			want:  observed.Request{Method: "GET", URL: url, Time: at, Status: 200, Line: 1},
		},
		{
			about: "a line in the envelope of a container engine",
			text:  `{"log":"10.0.0.1 - - [04/Mar/2026:05:06:07 +0000] \"GET /7/feed HTTP/1.1\" 200 7\n","stream":"stdout"}`,
			want:  observed.Request{Method: "GET", URL: "/7/feed", Time: at, Status: 200, Line: 1},
		},
		{
			about: "JSON lines without time",
			text:  `{"method": "GET", "url": "` + url + `"}`,
			want:  observed.Request{Method: "GET", URL: url, Line: 1},
		},
	} {
		t.Run(c.about, func(t *testing.T) {
			got, err := observed.Read("log", strings.NewReader(c.text))
			if err != nil {
				t.Fatal(err)
			}
			want := &observed.Log{File: "log", Requests: []observed.Request{c.want}, Skipped: c.skipped}
			for i := range got.Requests {
				got.Requests[i].Time = got.Requests[i].Time.UTC()
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestReadErrors(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"this is\nno log\n", "log:1: expected a HAR file, or an access log"},
		{`{"log": {"entries": [}`, "log:1: expected a HAR file"},
		{"\n" + strings.Repeat("x", 2<<20), "log:2: expected a line of at most 1 MB"},
	} {
		_, err := observed.Read("log", strings.NewReader(c.text))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%.20q: %v, want %s", c.text, err, c.want)
		}
	}
}

// FuzzRead gives a log or an error that names the file; each request has a
// method and an address.
func FuzzRead(f *testing.F) {
	f.Add(`{"log": {"entries": [{"request": {"method": "GET", "url": "x"}}]}}`)
	f.Add(`1 - - [x] "GET / HTTP/1.1" 200`)
	f.Add(`{"method": "GET", "url": "/", "time": -1e300}`)
	f.Fuzz(func(t *testing.T, text string) {
		l, err := observed.Read("log", strings.NewReader(text))
		if err != nil {
			if !strings.HasPrefix(err.Error(), "log:") {
				t.Error(err)
			}
			return
		}
		for _, r := range l.Requests {
			if r.Method == "" || r.URL == "" || r.Line < 1 {
				t.Errorf("%+v", r)
			}
		}
	})
}
