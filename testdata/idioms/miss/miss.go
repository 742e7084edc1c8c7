package miss

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
)

// OtherHost sends to a host whose path looks like one of the Graph.
func OtherHost(id string) error {
	return done(http.Get("https://intranet.example.com/v19.0/" + id + "/feed?fields=message"))
}

// LookAlike sends to hosts that only look like the Graph.
func LookAlike(id string) error {
	for _, host := range []string{"an.facebook.com", "graph.facebook.com.example.net", "graph.example.com", "notgraph.facebook.com"} {
		if err := done(http.Get("https://" + host + "/" + id + "/members")); err != nil {
			return err
		}
	}
	return nil
}

// Site uses the web site: a share dialog and its internal API.
func Site(id string) error {
	share := "https://www.facebook.com/sharer/sharer.php?u=" + url.QueryEscape("https://graph.facebook.com/"+id)
	if err := done(http.Get(share)); err != nil {
		return err
	}
	return done(http.PostForm("https://www.facebook.com/api/graphql", url.Values{"q": {id}}))
}

// Printed prints URLs of the Graph.
func Printed(id string) error {
	// https://graph.facebook.com/v19.0/me/feed
	link := "https://graph.facebook.com/" + id + "/feed"
	_, err := fmt.Fprintln(io.Discard, "see", link)
	return err
}

// Parsed takes a URL of the Graph apart.
func Parsed(id string) error {
	u, err := url.Parse("https://graph.workplace.com/" + id + "/members")
	if err != nil || u.Host == "" {
		return fmt.Errorf("no host: %w", err)
	}
	return nil
}

// Server serves routes with names of the Graph and asks itself.
func Server(string) error {
	mux := http.NewServeMux()
	mux.HandleFunc("/community/members", func(w http.ResponseWriter, _ *http.Request) {
		io.WriteString(w, "[]")
	})
	s := httptest.NewServer(mux)
	defer s.Close()
	return done(http.Get(s.URL + "/community/members"))
}

// Dropped makes a request to the Graph and drops it.
func Dropped(id string) error {
	_, err := http.NewRequest(http.MethodGet, "https://graph.facebook.com/"+id, nil)
	return err
}

// Replaced replaces the host before it sends.
func Replaced(id string) error {
	target := strings.Replace("https://graph.facebook.com/"+id+"/feed", "graph.facebook.com", "proxy.example.com", 1)
	return done(http.Get(target))
}

// Header names the Graph in a header.
func Header(id string) error {
	req, err := http.NewRequest(http.MethodGet, "https://relay.example.com/"+id, nil)
	if err != nil {
		return err
	}
	req.Header.Set("Referer", "https://graph.facebook.com/me")
	return done(http.DefaultClient.Do(req))
}

// Forwarded gives the URL of the Graph to another service.
func Forwarded(id string) error {
	return done(http.Get("https://relay.example.com/fetch?url=" + url.QueryEscape("https://graph.facebook.com/"+id)))
}
