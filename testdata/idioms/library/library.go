// Package library uses wrappers of another module, whose exported names show
// nothing of net/http.
package library

import (
	"example.com/third/asking"
	"example.com/third/based"
	"example.com/third/described"
	"example.com/third/list"
	"example.com/third/outer"
	"example.com/third/plain"
)

const graph = "https://graph.facebook.com/v19.0"

// Plain gives method and URL.
func Plain(id string) error {
	return plain.Fetch("DELETE", graph+"/"+id+"/members") // want: DELETE graph.facebook.com /{id}/members version=v19.0
}

// Outer calls a wrapper of a wrapper.
func Outer(id string) error {
	return outer.Read(graph + "/" + id + "/managers") // want: GET graph.facebook.com /{id}/managers version=v19.0
}

// List gives the URL in a list.
func List(id string) error {
	return list.Read([]string{graph + "/" + id + "/skills"}) // want: GET graph.facebook.com /{id}/skills version=v19.0
}

// Described gives the URL in a struct.
func Described(id string) error {
	return described.Request{Method: "GET", URL: graph + "/" + id + "/likes", Query: map[string]string{"fields": "id,name"}}.Send() // want: GET graph.facebook.com /{id}/likes version=v19.0 fields=id,name
}

// Based sets the host in a variable of the library.
func Based(id string) error {
	based.Default.Base = graph
	return based.Read(id + "/comments") // want: GET graph.facebook.com /{id}/comments version=v19.0
}

type settings struct{}

func (settings) Base() string { return graph }

// Asking is asked for the host.
func Asking(id string) error {
	return asking.New(settings{}).Read(id + "/groups") // want: GET graph.facebook.com /{id}/groups version=v19.0
}

// AskingThrough hands what is asked through a function of its own.
func AskingThrough(id string) error {
	return reader(settings{}).Read(id + "/feed") // want: GET graph.facebook.com /{id}/feed version=v19.0
}

func reader(s asking.Settings) *asking.Client { return asking.New(s) }
