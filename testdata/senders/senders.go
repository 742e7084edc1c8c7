// Package senders sends requests with the clients and SDKs that
// rules/senders.yaml describes, the libraries themselves. The wants are as in
// testdata/idioms.
package senders

import (
	"context"
	"net/http"
	"os"

	"github.com/dghubble/sling"
	"github.com/go-resty/resty/v2"
	"github.com/google/go-querystring/query"
	"github.com/hashicorp/go-retryablehttp"
	fb "github.com/huandu/facebook/v2"
	"github.com/imroc/req/v3"
	"github.com/levigross/grequests"
	"github.com/parnurzeal/gorequest"
	"github.com/valyala/fasthttp"
	"golang.org/x/oauth2"
)

const graph = "https://graph.facebook.com/v19.0"

// A Client keeps a resty client that another function makes.
type Client struct{ rest *resty.Client }

// New makes a client with base and token.
func New() *Client {
	return &Client{rest: resty.New().SetBaseURL(graph).SetAuthToken(os.Getenv("TOKEN")).SetRetryCount(3)}
}

// Resty takes the base from the client, the id from a path parameter.
func (c *Client) Resty(id string) {
	_, _ = c.rest.R().SetQueryParams(map[string]string{"fields": "name,email"}).SetPathParam("group", id).Get("/{group}/members") // want: GET graph.facebook.com /{group}/members version=v19.0 fields=name,email
}

// RestyBody sends JSON.
func (c *Client) RestyBody(ctx context.Context, id, text string) {
	_, _ = c.rest.R().SetContext(ctx).SetBody(map[string]any{"message": text}).Post("/" + id + "/feed") // want: POST graph.facebook.com /{id}/feed version=v19.0
}

// RestyExecute has the method in a value.
func (c *Client) RestyExecute(id string) {
	r := c.rest.NewRequest()
	r.SetFormData(map[string]string{"active": "false"})
	_, _ = r.Execute(http.MethodDelete, graph+"/"+id) // want: DELETE graph.facebook.com /{id} version=v19.0
}

// Answer reads an id from the answer to one request for the next.
func (c *Client) Answer() {
	var page struct {
		Data []struct{ ID string }
	}
	_, _ = c.rest.R().SetResult(&page).Get("/community/groups") // want: GET graph.facebook.com /community/groups version=v19.0
	for _, g := range page.Data {
		_, _ = c.rest.R().Get("/" + g.ID + "/files") // want: GET graph.facebook.com /{id}/files version=v19.0
	}
}

// Req sends with req.
func Req(id string) {
	client := req.C().SetBaseURL(graph)
	_, _ = client.R().SetQueryParam("fields", "title").Get("/" + id + "/managers")                     // want: GET graph.facebook.com /{id}/managers version=v19.0 fields=title
	client.Get("/me/conversations").Do(context.Background())                                           // want: GET graph.facebook.com /me/conversations version=v19.0
	_, _ = req.R().SetBody(map[string]string{"message": "hello"}).Post(graph + "/" + id + "/comments") // want: POST graph.facebook.com /{id}/comments version=v19.0
}

type page struct {
	Fields string `url:"fields,omitempty"`
	Limit  int    `url:"limit,omitempty"`
	Hidden string `url:"-"`
}

// Sling resolves paths against a base that ends in a slash.
func Sling(id string) {
	base := sling.New().Base(graph+"/").Set("Authorization", "Bearer "+os.Getenv("TOKEN"))
	_, _ = base.New().Get(id + "/admins").QueryStruct(&page{Fields: "id,name"}).ReceiveSuccess(nil) // want: GET graph.facebook.com /{id}/admins version=v19.0 fields=id,name
	r, err := base.New().Post("me/messages").BodyJSON(map[string]string{"recipient": id}).Request()
	if err != nil {
		return
	}
	_, _ = http.DefaultClient.Do(r) // want: POST graph.facebook.com /me/messages version=v19.0
}

// Facebook uses an SDK that knows the address.
func Facebook(id string) {
	_, _ = fb.Get("/"+id+"/albums", fb.Params{"fields": "id", "access_token": os.Getenv("TOKEN")}) // want: GET graph.facebook.com /{id}/albums fields=id
	s := new(fb.Session)
	_, _ = s.Post("/community/groups", fb.Params{"name": "x"})                  // want: POST graph.facebook.com /community/groups
	_, _ = s.Api("/community/members", fb.GET, nil)                             // want: GET graph.facebook.com /community/members
	_, _ = s.BatchApi(fb.Params{"method": fb.GET, "relative_url": "me/groups"}) // want: POST graph.facebook.com /; GET graph.facebook.com /me/groups
}

// Versioned sets the version of a session.
func Versioned(id string) {
	s := &fb.Session{Version: "v19.0"}
	_, _ = s.Get("/"+id+"/members", nil) // want: GET graph.facebook.com /{id}/members version=v19.0
	s.Version = "v18.0"
	_, _ = s.Get("/"+id+"/feed", nil) // want: GET graph.facebook.com /{id}/feed version=v18.0
}

// Fast sets the parts on a request that is used again.
func Fast(id string) {
	r := fasthttp.AcquireRequest()
	defer fasthttp.ReleaseRequest(r)
	r.SetRequestURI(graph + "/" + id + "/skills")
	r.Header.SetMethod(http.MethodDelete)
	r.Header.Set("Authorization", "Bearer "+os.Getenv("TOKEN"))
	_ = fasthttp.Do(r, nil) // want: DELETE graph.facebook.com /{id}/skills version=v19.0
}

// Retry wraps requests of net/http.
func Retry(id string) {
	c := retryablehttp.NewClient()
	r, err := retryablehttp.NewRequest(http.MethodPost, graph+"/"+id+"/logout", nil)
	if err != nil {
		return
	}
	r.Header.Set("Authorization", "Bearer "+os.Getenv("TOKEN"))
	_, _ = c.Do(r)                             // want: POST graph.facebook.com /{id}/logout version=v19.0
	_, _ = c.Get(graph + "/" + id + "/events") // want: GET graph.facebook.com /{id}/events version=v19.0
}

// Options gives the parts in a struct.
func Options(id string) {
	_, _ = grequests.Get(graph+"/"+id+"/docs", &grequests.RequestOptions{Params: map[string]string{"fields": "id"}}) // want: GET graph.facebook.com /{id}/docs version=v19.0 fields=id
}

// Agent has the query in a text.
func Agent(id string) {
	gorequest.New().Get(graph + "/" + id + "/photos").Query("fields=id,name").End() // want: GET graph.facebook.com /{id}/photos version=v19.0 fields=id,name
}

// Querystring makes the parameters of a struct.
func Querystring(id string) error {
	v, err := query.Values(page{Fields: "email", Hidden: "x"})
	if err != nil {
		return err
	}
	_, err = http.Get(graph + "/" + id + "?" + v.Encode()) // want: GET graph.facebook.com /{id} version=v19.0 fields=email
	return err
}

// OAuth exchanges a code, then sends with the client that the library makes.
func OAuth(ctx context.Context, code string) {
	conf := &oauth2.Config{Endpoint: oauth2.Endpoint{TokenURL: graph + "/oauth/access_token"}}
	token, err := conf.Exchange(ctx, code) // want: POST graph.facebook.com /oauth/access_token version=v19.0
	if err != nil {
		return
	}
	_, _ = conf.Client(ctx, token).Get(graph + "/me") // want: GET graph.facebook.com /me version=v19.0
}

// Elsewhere sends to another service.
func Elsewhere(id string) {
	_, _ = resty.New().R().Get("https://api.example.com/" + id + "/members")
}
