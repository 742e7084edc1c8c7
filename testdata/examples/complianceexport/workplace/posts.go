package workplace

import (
	"encoding/json"
	"net/url"
	"strings"
	"time"
)

// A Post is what somebody published, with its comments.
type Post struct {
	ID          string          `json:"id"`
	CreatedTime string          `json:"created_time"`
	Message     string          `json:"message"`
	From        json.RawMessage `json:"from"`
	Attachments json.RawMessage `json:"attachments"`
	Comments    json.RawMessage `json:"comments"`
	Seen        []Reader        `json:"seen_by,omitempty"`
}

// A Reader is somebody who saw a post.
type Reader struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	SeenTime string `json:"seen_time"`
}

// Posts lists the posts of a group.
func (c *Client) Posts(groupID string, since time.Time) *Pager[Post] {
	var b strings.Builder
	b.WriteString("id,created_time,message,from{id,name}")
	b.WriteString(",attachments{title,type,url}")
	b.WriteString(",comments.limit(500).order(chronological){id,created_time,message,from{id,name},attachment}")
	params := url.Values{"fields": {b.String()}}
	if !since.IsZero() {
		params.Set("since", since.Format(time.RFC3339))
	}
	return list[Post](c, groupID+"/feed", params)
}

// Readers lists who saw a post.
func (c *Client) Readers(postID string) *Pager[Reader] {
	return list[Reader](c, url.PathEscape(postID)+"/seen", url.Values{"fields": {"id,name,seen_time"}})
}
