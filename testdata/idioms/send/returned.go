package send

import (
	"net/http"
	"net/http/httptest"
)

// A deferral is done later, if at all.
type deferral struct{ run func() error }

func deferrals(id string) []deferral {
	return []deferral{ // want: GET graph.facebook.com /{id}/followers version=v19.0
		{func() error { return done(http.Get(graph + "/" + id + "/followers")) }},
	}
}

func handler(edge string) http.HandlerFunc {
	return func(_ http.ResponseWriter, r *http.Request) {
		_ = done(http.Get(graph + "/" + r.PathValue("id") + "/" + edge))
	}
}

// Returned has functions that send made elsewhere.
func Returned(id string) error {
	for _, j := range deferrals(id) {
		if err := j.run(); err != nil {
			return err
		}
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/{id}", handler("picture")) // want: GET graph.facebook.com /{id}/picture version=v19.0
	mux.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/"+id, nil))
	return nil
}
