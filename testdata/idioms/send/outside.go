package send

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
)

// File has the path in a file.
func File(string) error {
	var config struct{ Path string }
	data, err := os.ReadFile(os.Getenv("IDIOMS_CONFIG"))
	if err != nil {
		return nil
	}
	if err := json.Unmarshal(data, &config); err != nil {
		return err
	}
	return done(http.Get(graph + config.Path)) // want: GET graph.facebook.com ? version=v19.0 kind=unresolvable
}

// Proxy forwards what somebody asks of it.
func Proxy(string) error {
	h := http.HandlerFunc(func(w http.ResponseWriter, in *http.Request) {
		if err := forward(in); err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
		}
	})
	answer := httptest.NewRecorder()
	h.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/me", nil))
	return nil
}

func forward(in *http.Request) error {
	out, err := http.NewRequest(in.Method, graph+in.URL.Path, in.Body)
	if err != nil {
		return err
	}
	return done(http.DefaultClient.Do(out)) // want: ? graph.facebook.com ? version=v19.0 kind=unresolvable
}

// Exported is for other programs; nothing here says what they ask for.
func Exported(path string) error {
	return done(http.Get(graph + path)) // want: GET graph.facebook.com ? version=v19.0 kind=unresolvable
}
