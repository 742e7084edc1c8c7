package send

import (
	"context"
	"net/http"
	"net/url"
	"time"
)

// Client uses the methods of a client.
func Client(id string) error {
	c := &http.Client{Timeout: time.Minute}
	if err := done(c.Get(graph + "/" + id + "/feed")); err != nil { // want: GET graph.facebook.com /{id}/feed version=v19.0
		return err
	}
	return done(c.PostForm(graph+"/"+id+"/feed", url.Values{"message": {"hello"}})) // want: POST graph.facebook.com /{id}/feed version=v19.0
}

// Context makes a request with a context.
func Context(id string) error {
	ctx, stop := context.WithTimeout(context.Background(), time.Minute)
	defer stop()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, graph+"/"+id+"/docs", http.NoBody)
	if err != nil {
		return err
	}
	return done(http.DefaultClient.Do(req)) // want: GET graph.facebook.com /{id}/docs version=v19.0
}

// WithContext sends a copy of a request.
func WithContext(id string) error {
	req, err := http.NewRequest(http.MethodGet, graph+"/"+id+"/files", nil)
	if err != nil {
		return err
	}
	return done(http.DefaultClient.Do(req.WithContext(context.Background()))) // want: GET graph.facebook.com /{id}/files version=v19.0
}

// Clone sends a clone with another query.
func Clone(id string) error {
	req, err := http.NewRequest(http.MethodGet, graph+"/"+id+"/events", nil)
	if err != nil {
		return err
	}
	clone := req.Clone(context.Background())
	clone.URL.RawQuery = "fields=name"
	return done(http.DefaultClient.Do(clone)) // want: GET graph.facebook.com /{id}/events version=v19.0 fields=name
}

// RoundTrip uses the transport without a client.
func RoundTrip(id string) error {
	req, err := http.NewRequest(http.MethodGet, graph+"/"+id+"/albums", nil)
	if err != nil {
		return err
	}
	return done(http.DefaultTransport.RoundTrip(req)) // want: GET graph.facebook.com /{id}/albums version=v19.0
}
