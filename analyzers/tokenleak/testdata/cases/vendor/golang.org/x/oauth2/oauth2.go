// Package oauth2 is a stub.
package oauth2

type Config struct {
	ClientID, ClientSecret string
	Endpoint               Endpoint
	RedirectURL            string
}

type Endpoint struct{ AuthURL, TokenURL string }

type Token struct{ AccessToken string }
