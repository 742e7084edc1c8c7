package base

import (
	"net/http"
	"sync"
)

var (
	onceBase string
	once     sync.Once
)

// Once sets the base on first use.
func Once(string) error {
	once.Do(func() { onceBase = "https://graph.facebook.com/v4.0" })
	return done(http.Get(onceBase + "/me/conversations")) // want: GET graph.facebook.com /me/conversations version=v4.0
}
