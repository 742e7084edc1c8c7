// Package retryablehttp is a stub: the signatures that the cases use.
package retryablehttp

import "net/http"

type Request struct{ *http.Request }

type Client struct {
	HTTPClient *http.Client
	Logger     any
}

func NewClient() *Client { return nil }

func (*Client) Get(url string) (*http.Response, error)  { return nil, nil }
func (*Client) Do(req *Request) (*http.Response, error) { return nil, nil }

func NewRequest(method, url string, body any) (*Request, error) { return nil, nil }
