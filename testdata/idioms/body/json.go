package body

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
)

type group struct {
	Name    string `json:"name"`
	Privacy string `json:"privacy,omitempty"`
	note    string
}

// Struct sends a struct as JSON.
func Struct(string) error {
	data, err := json.Marshal(group{Name: "Aurora", Privacy: "CLOSED", note: "never sent"})
	if err != nil {
		return err
	}
	return done(http.Post(graph+"/community/groups", "application/json", bytes.NewReader(data))) // want: POST graph.facebook.com /community/groups body=name,privacy
}

// Map sends a map as JSON.
func Map(id string) error {
	data, err := json.Marshal(map[string]any{"title": "Engineer", "active": true})
	if err != nil {
		return err
	}
	return done(http.Post(graph+"/"+id, "application/json", bytes.NewBuffer(data))) // want: POST graph.facebook.com /{id} body=title,active
}

// Encoder writes JSON to a buffer.
func Encoder(id string) error {
	var b bytes.Buffer
	if err := json.NewEncoder(&b).Encode(struct {
		Email string `json:"email"`
	}{"a@example.com"}); err != nil {
		return err
	}
	return done(http.Post(graph+"/"+id+"/members", "application/json", &b)) // want: POST graph.facebook.com /{id}/members body=email
}

// Text sends JSON that is written in the code.
func Text(id string) error {
	body := strings.NewReader(`{"message": "hello", "formatting": "PLAINTEXT"}`)
	return done(http.Post(graph+"/"+id+"/comments", "application/json", body)) // want: POST graph.facebook.com /{id}/comments body=message,formatting
}

func post(path string, payload any) error {
	data, err := json.Marshal(payload)
	if err != nil {
		return err
	}
	return done(http.Post(graph+path, "application/json", bytes.NewReader(data)))
}

type recipient struct {
	ID        string   `json:"id,omitempty"`
	IDs       []string `json:"ids,omitempty"`
	ThreadKey string   `json:"thread_key,omitempty"`
}

type text struct {
	Text string `json:"text"`
}

type message struct {
	Recipient recipient `json:"recipient"`
	Message   text      `json:"message"`
}

// Person sends a chat message to a person.
func Person(id string) error {
	return post("/me/messages", message{Recipient: recipient{ID: id}, Message: text{"hello"}}) // want: POST graph.facebook.com /me/messages body=recipient.id,message.text
}

// Thread sends a chat message to a conversation.
func Thread(id string) error {
	m := &message{Message: text{"hello"}}
	m.Recipient.ThreadKey = "t_" + id
	return post("/me/messages", m) // want: POST graph.facebook.com /me/messages body=recipient.thread_key,message.text
}

// Several sends a chat message to several people, which makes a conversation.
func Several(id string) error {
	return post("/me/messages", map[string]any{ // want: POST graph.facebook.com /me/messages body=recipient.ids,message.text
		"recipient": map[string]any{"ids": []string{id, "4711"}},
		"message":   map[string]string{"text": "hello"},
	})
}
