package objects

import (
	"errors"
	"log"
	"net/http"
)

// client repeats the header where a server sends it, as net/http does not.
func client() *http.Client {
	c := new(http.Client)
	c.CheckRedirect = func(req *http.Request, via []*http.Request) error {
		if len(via) > 10 {
			return errors.New("too many redirects")
		}
		req.Header.Set("Authorization", via[0].Header.Get("Authorization"))
		log.Print(via[0].Header.Get("Authorization")) // want `log: access token`
		log.Print(via[0].Header.Get("User-Agent"), req.Method)
		log.Print(via[0].URL) // want `log: access token`
		return nil
	}
	return c
}

func redirected() {
	req, _ := http.NewRequest(http.MethodGet, graph+"/1/picture", nil)
	req.Header.Set("Authorization", "Bearer "+set.Token)
	client().Do(req)
	client().Get(graph + "/2/picture?access_token=" + set.Token)
}

// What a client of the server sends is its own.
func incoming(w http.ResponseWriter, r *http.Request) {
	log.Print(r.Header.Get("Authorization"))
	req, _ := http.NewRequest(http.MethodGet, graph+"/me", nil)
	req.Header.Set("Authorization", r.Header.Get("Authorization"))
	http.DefaultClient.Do(req)
}

// A builder keeps headers under names that it is given.
type builder struct{ headers map[string]string }

func (b *builder) with(name, value string) *builder {
	b.headers[name] = value
	return b
}

func (b *builder) send(address string) {
	req, _ := http.NewRequest(http.MethodGet, address, nil)
	for name, value := range b.headers {
		req.Header.Set(name, value)
	}
	http.DefaultClient.Do(req)
}

type account struct{ Bearer, Agent string }

func (a account) me() {
	b := &builder{map[string]string{}}
	b.with("User-Agent", a.Agent).with("Authorization", a.Bearer).send(graph + "/me")
	log.Print(a.Agent)
	log.Print(a.Bearer) // want `log: access token from field objects.account.Bearer`
}
