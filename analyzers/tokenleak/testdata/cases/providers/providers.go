// Package providers signs people in with several services, in types that all of
// them share. Only what goes to the API is a credential of Workplace.
package providers

import (
	"fmt"
	"log"
	"net/http"
	"net/url"

	"golang.org/x/oauth2"
)

// Settings are those of one service or another.
type Settings struct{ Kind, ID, Secret, Host string }

// A Provider signs people in.
type Provider interface {
	Exchange(code string) error
	Name(token *oauth2.Token) error
}

// New returns the provider of a service.
func New(s Settings) Provider {
	log.Print("settings ", s.Secret) // a secret of any of the services
	config := &oauth2.Config{ClientID: s.ID, ClientSecret: s.Secret}
	switch s.Kind {
	case "facebook":
		return &facebook{config}
	case "adfs":
		config.Endpoint.TokenURL = fmt.Sprintf("%s/adfs/oauth2/token", s.Host)
		return &adfs{config, s.Host}
	case "custom":
		config.Endpoint.TokenURL = s.Host
		return &custom{config}
	}
	return &gitlab{config}
}

type facebook struct{ config *oauth2.Config }

func (p *facebook) Exchange(code string) error {
	q := url.Values{"client_id": {p.config.ClientID}, "client_secret": {p.config.ClientSecret}, "code": {code}}
	_, err := http.Get("https://graph.facebook.com/oauth/access_token?" + q.Encode()) // want `returned: app secret from field providers.facebook.config`
	return err
}

func (p *facebook) Name(token *oauth2.Token) error {
	_, err := http.Get("https://graph.facebook.com/me?access_token=" + token.AccessToken) // want `returned: access token from parameter token`
	return err
}

// The host is not known, the path is none of the platform.
type adfs struct {
	config *oauth2.Config
	host   string
}

func (p *adfs) Exchange(code string) error {
	form := url.Values{"client_id": {p.config.ClientID}, "client_secret": {p.config.ClientSecret}, "code": {code}}
	_, err := http.PostForm(p.config.Endpoint.TokenURL, form)
	return err
}

func (p *adfs) Name(token *oauth2.Token) error {
	_, err := http.Get(fmt.Sprintf("%s/adfs/userinfo?access_token=%s", p.host, token.AccessToken))
	return err
}

// Neither host nor path are known.
type custom struct{ config *oauth2.Config }

func (p *custom) Exchange(code string) error {
	form := url.Values{"client_secret": {p.config.ClientSecret}, "code": {code}}
	_, err := http.PostForm(p.config.Endpoint.TokenURL, form)
	return err
}

func (p *custom) Name(token *oauth2.Token) error {
	log.Print("custom ", token.AccessToken)
	return nil
}

// The host is one of another service.
type gitlab struct{ config *oauth2.Config }

func (p *gitlab) Exchange(code string) error {
	q := url.Values{"client_secret": {p.config.ClientSecret}, "code": {code}}
	_, err := http.Post("https://gitlab.com/oauth/token?"+q.Encode(), "", nil)
	return err
}

func (p *gitlab) Name(token *oauth2.Token) error {
	_, err := http.Get("https://gitlab.com/api/v4/user?access_token=" + token.AccessToken)
	return err
}
