package send

import (
	"errors"
	"net/http"
)

// MethodValue sends through a method value.
func MethodValue(id string) error {
	do := http.DefaultClient.Do
	req, err := http.NewRequest(http.MethodGet, graph+"/"+id+"/likes", nil)
	if err != nil {
		return err
	}
	return done(do(req)) // want: GET graph.facebook.com /{id}/likes version=v19.0
}

// FunctionValue calls a function of net/http by a variable.
func FunctionValue(id string) error {
	fetch := http.Get
	return done(fetch(graph + "/" + id + "/reactions")) // want: GET graph.facebook.com /{id}/reactions version=v19.0
}

// Closure sends in a closure that knows the base.
func Closure(id string) error {
	base := graph + "/" + id
	send := func(edge string) error { return done(http.Get(base + "/" + edge)) }
	if err := send("photos"); err != nil { // want: GET graph.facebook.com /{id}/photos version=v19.0
		return err
	}
	return send("videos") // want: GET graph.facebook.com /{id}/videos version=v19.0
}

func fetcher(base string) func(path string) error {
	return func(path string) error { return done(http.Get(base + path)) }
}

// Factory makes the function that sends.
func Factory(id string) error {
	fetch := fetcher(graph)
	return fetch("/" + id + "/moderators") // want: GET graph.facebook.com /{id}/moderators version=v19.0
}

type hooks struct {
	send func(*http.Request) (*http.Response, error)
}

// Field sends through a function in a field.
func Field(id string) error {
	h := hooks{send: http.DefaultClient.Do}
	req, err := http.NewRequest(http.MethodGet, graph+"/"+id+"/seen", nil)
	if err != nil {
		return err
	}
	return done(h.send(req)) // want: GET graph.facebook.com /{id}/seen version=v19.0
}

func with(path string, send func(string) (*http.Response, error)) error {
	return done(send(graph + path))
}

// Callback gives the function that sends to another function.
func Callback(id string) error {
	return with("/"+id+"/attachments", http.Get) // want: GET graph.facebook.com /{id}/attachments version=v19.0
}

func attempt(n int, send func() error) error {
	var err error
	for range n {
		if err = send(); err == nil {
			return nil
		}
	}
	return err
}

// Retry sends in a closure that is tried several times.
func Retry(id string) error {
	return attempt(3, func() error {
		return done(http.Get(graph + "/" + id + "/subcategories")) // want: GET graph.facebook.com /{id}/subcategories version=v19.0
	})
}

var commands = map[string]func(id string) error{
	"feed":   func(id string) error { return done(http.Get(graph + "/" + id + "/feed")) }, // want: GET graph.facebook.com /{id}/feed version=v19.0
	"logout": logout,
}

func logout(id string) error {
	return done(http.Post(graph+"/"+id+"/logout", "", nil)) // want: POST graph.facebook.com /{id}/logout version=v19.0
}

// Commands has functions that send in a map.
func Commands(id string) error {
	for _, name := range []string{"feed", "logout"} {
		if err := commands[name](id); err != nil {
			return err
		}
	}
	return nil
}

// Deferred sends when the function ends.
func Deferred(id string) error {
	defer func() {
		_ = done(http.Post(graph+"/"+id+"/remove_profile_information", "", nil)) // want: POST graph.facebook.com /{id}/remove_profile_information version=v19.0
	}()
	return nil
}

// Goroutine sends URLs that come through a channel.
func Goroutine(id string) error {
	links := make(chan string)
	errs := make(chan error)
	go func() {
		for link := range links {
			errs <- done(http.Get(link)) // want: GET graph.facebook.com /{id}/conversations version=v19.0
		}
	}()
	links <- graph + "/" + id + "/conversations"
	close(links)
	return <-errs
}

// A retrier sends what a function makes anew for each try.
type retrier struct {
	doer interface {
		Do(req *http.Request) (*http.Response, error)
	}
}

func (r *retrier) execute(newReq func() (*http.Request, error)) (*http.Response, error) {
	for range 2 {
		req, err := newReq()
		if err != nil {
			return nil, err
		}
		resp, err := r.doer.Do(req)
		if err == nil {
			return resp, nil
		}
	}
	return nil, errors.New("no answer")
}

func (r *retrier) remove(path string) (*http.Response, error) {
	address := graph + "/" + path
	return r.execute(func() (*http.Request, error) {
		return http.NewRequest(http.MethodDelete, address, nil)
	})
}

// Remade hands over a function that makes the request.
func Remade(id string) error {
	r := &retrier{doer: http.DefaultClient}
	return done(r.remove(id + "/pinned_posts")) // want: DELETE graph.facebook.com /{id}/pinned_posts version=v19.0
}
