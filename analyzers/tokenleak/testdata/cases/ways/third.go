package ways

import (
	"expvar"
	"net/http"

	"github.com/getsentry/sentry-go"
	"github.com/prometheus/client_golang/prometheus"
	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func l16() error {
	_, err := http.Get(graph + "/me?access_token=" + cfg.Token)
	return status.Errorf(codes.Internal, "graph: %v", err) // want `status`
}

func l19() {
	expvar.NewString("wp_token").Set(cfg.Token) // want `variable`
}

func l31(r *http.Request) {
	trace.SpanFromContext(r.Context()).SetAttributes(attribute.String("wp.token", cfg.Token)) // want `trace`
}

func l32() {
	c := http.Client{Transport: otelhttp.NewTransport(http.DefaultTransport)}
	c.Get(graph + "/me?access_token=" + cfg.Token) // want `tracedurl`
}

type traced struct{ client *http.Client }

// The client is kept.
func l32field() {
	t := traced{&http.Client{Transport: otelhttp.NewTransport(nil)}}
	t.client.Get(graph + "/me?access_token=" + cfg.Token) // want `tracedurl`
}

var calls = prometheus.NewCounterVec(prometheus.CounterOpts{Name: "wp_calls"}, []string{"token"})

func l33() {
	calls.WithLabelValues(cfg.Token).Inc() // want `metric`
}

func l34() {
	_, err := http.Get(graph + "/me?access_token=" + cfg.Token)
	sentry.CaptureException(err) // want `tracker`
	sentry.ConfigureScope(func(s *sentry.Scope) {
		s.SetTag("token", cfg.Token) // want `tracker`
	})
}

func l36() {
	http.Get(graph + "/1/picture?access_token=" + cfg.Token) // want `referer`
}

func l40(r *http.Request) {
	http.Get(r.FormValue("u") + "?access_token=" + cfg.Token) // want `host`
}

// The token is in a header.
func l40header(r *http.Request) {
	req, _ := http.NewRequest(http.MethodGet, r.FormValue("u"), nil)
	req.Header.Set("Authorization", "Bearer "+cfg.Token)
	http.DefaultClient.Do(req) // want `host`
}

func l41() {
	http.Get("http://graph.workplace.com/me?access_token=" + cfg.Token) // want `plainhttp`
}
