package workplace

import (
	"context"
	"encoding/json"
	"net/url"
	"strconv"
	"time"
)

// A Thread is a conversation.
type Thread struct {
	ID           string          `json:"id"`
	Name         string          `json:"name"`
	UpdatedTime  string          `json:"updated_time"`
	MessageCount int             `json:"message_count"`
	Participants json.RawMessage `json:"participants"`
}

// Conversations lists the conversations of a person.
func (c *Client) Conversations(personID string) *Pager[Thread] {
	return list[Thread](c, personID+"/conversations", url.Values{
		"fields": {fields("id", "name", "updated_time", "message_count",
			of(limit("participants", "200"), "id", "name", "email"))},
	})
}

// A Message is one message with everything that hangs on it.
type Message = json.RawMessage

var messageFields = fields("id", "created_time", "message", "sticker", "tags",
	of("from", "id", "name", "email"),
	of(limit("to", "200"), "id", "name"),
	of("attachments", "id", "mime_type", "name", "size", "file_url"),
	of("shares", "name", "link"))

// Messages lists the messages of a conversation as the person saw them.
func (c *Client) Messages(threadID, personID string, since time.Time) *Pager[Message] {
	params := messageParams(personID)
	if !since.IsZero() {
		params.Add("since", strconv.FormatInt(since.Unix(), 10))
	}
	return list[Message](c, threadID+"/messages", params)
}

func messageParams(personID string) url.Values {
	params := make(url.Values)
	params.Set("user", personID)
	params.Set("fields", messageFields)
	params.Set("limit", "100")
	return params
}

// Recent reads the first page of messages of many conversations at once.
func (c *Client) Recent(ctx context.Context, personID string, threads []Thread) ([]Answer, error) {
	parts := make([]Part, 0, len(threads))
	for _, t := range threads {
		parts = append(parts, Part{
			Method:      "GET",
			RelativeURL: t.ID + "/messages?" + messageParams(personID).Encode(),
		})
	}
	return c.batch(ctx, parts)
}
