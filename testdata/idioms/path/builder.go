package path

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
)

// Builder writes the URL to a strings.Builder.
func Builder(id string) error {
	var b strings.Builder
	b.WriteString(graph)
	b.WriteByte('/')
	b.WriteString(id)
	b.WriteString("/conversations")
	return done(http.Get(b.String())) // want: GET graph.facebook.com /{id}/conversations version=v19.0
}

// BuilderBranch writes a part only sometimes.
func BuilderBranch(id string) error {
	var b strings.Builder
	b.WriteString(graph + "/" + id)
	if len(id) > 3 {
		b.WriteString("/reactions")
	}
	return done(http.Get(b.String())) // want: GET graph.facebook.com /{id}/reactions version=v19.0; GET graph.facebook.com /{id} version=v19.0 unseen
}

// BuilderPassed gives a builder to another function.
func BuilderPassed(id string) error {
	b := new(strings.Builder)
	b.WriteString(graph)
	writeSegment(b, id)
	writeSegment(b, "albums")
	return done(http.Get(b.String())) // want: GET graph.facebook.com /{id}/albums version=v19.0
}

func writeSegment(b *strings.Builder, s string) {
	b.WriteString("/")
	b.WriteString(s)
}

// Buffer prints to a bytes.Buffer.
func Buffer(id string) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s/%s", graph, id)
	fmt.Fprint(&b, "/docs")
	return done(http.Get(b.String())) // want: GET graph.facebook.com /{id}/docs version=v19.0
}

// BufferString begins with text.
func BufferString(id string) error {
	b := bytes.NewBufferString(graph)
	b.WriteString("/" + id + "/videos")
	return done(http.Get(b.String())) // want: GET graph.facebook.com /{id}/videos version=v19.0
}

// Bytes appends to a slice of bytes.
func Bytes(id string) error {
	b := []byte(graph)
	b = append(b, '/')
	b = append(b, id...)
	b = append(b, "/files"...)
	return done(http.Get(string(b))) // want: GET graph.facebook.com /{id}/files version=v19.0
}

// BytesLater appends to bytes in a function that is called later.
func BytesLater(id string) error {
	later := func() error {
		b := []byte(graph)
		b = append(b, "/"+id+"/albums"...)
		return done(http.Get(string(b))) // want: GET graph.facebook.com /{id}/albums version=v19.0
	}
	return later()
}
