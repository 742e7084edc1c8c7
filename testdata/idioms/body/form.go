package body

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
)

// PostForm sends the values of a form.
func PostForm(id string) error {
	return done(http.PostForm(graph+"/"+id+"/feed", url.Values{"message": {"hello"}})) // want: POST graph.facebook.com /{id}/feed body=message
}

// Encoded sends an encoded form with the token in it.
func Encoded(id string) error {
	form := url.Values{}
	form.Add("access_token", "invented")
	form.Add("formatting", "MARKDOWN")
	form.Add("message", "hello")
	req, err := http.NewRequest("POST", graph+"/"+id+"/feed", strings.NewReader(form.Encode()))
	if err != nil {
		return err
	}
	return done(http.DefaultClient.Do(req)) // want: POST graph.facebook.com /{id}/feed body=access_token,formatting,message
}

// FieldsInBody asks for fields in the body of a POST.
func FieldsInBody(id string) error {
	form := url.Values{"fields": {"id,name"}, "name": {"renamed"}}
	return done(http.Post(graph+"/"+id, "application/x-www-form-urlencoded", strings.NewReader(form.Encode()))) // want: POST graph.facebook.com /{id} fields=id,name body=fields,name
}

// Multipart sends a file and the fields of a form.
func Multipart(id string) error {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	if err := w.WriteField("caption", "chart"); err != nil {
		return err
	}
	part, err := w.CreateFormFile("source", "chart.png")
	if err != nil {
		return err
	}
	if _, err := io.WriteString(part, "not a picture"); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	return done(http.Post(graph+"/"+id+"/photos", w.FormDataContentType(), &b)) // want: POST graph.facebook.com /{id}/photos body=caption,source
}
