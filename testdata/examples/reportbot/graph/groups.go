package graph

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// A Person is a member of the community.
type Person struct {
	ID            string `json:"id"`
	Name          string `json:"name"`
	Email         string `json:"email"`
	Title         string `json:"title"`
	Administrator bool   `json:"administrator"`
}

type count struct {
	Summary struct {
		TotalCount int `json:"total_count"`
	} `json:"summary"`
}

// A Group is a Workplace group.
type Group struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Privacy string `json:"privacy"`
	Owner   Person `json:"owner"`
	Members count  `json:"members"`
}

// A Post is what somebody published in a group.
type Post struct {
	ID           string `json:"id"`
	Message      string `json:"message"`
	CreatedTime  string `json:"created_time"`
	PermalinkURL string `json:"permalink_url"`
	From         Person `json:"from"`
	Comments     count  `json:"comments"`
	Reactions    count  `json:"reactions"`
}

// Groups visits the groups the integration can see.
func (c *Client) Groups(ctx context.Context, visit func(Group) error) error {
	query := url.Values{
		"fields": {"id,name,privacy,owner{name},members.limit(0).summary(total_count)"},
		"limit":  {"100"},
	}
	return c.Each(ctx, "/community/groups", query, func(raw json.RawMessage) error {
		var g Group
		if err := json.Unmarshal(raw, &g); err != nil {
			return err
		}
		return visit(g)
	})
}

// Members returns everybody in the group.
func (c *Client) Members(ctx context.Context, groupID string) ([]Person, error) {
	query := make(url.Values)
	query.Set("fields", strings.Join([]string{"id", "name", "title", "administrator"}, ","))
	var members []Person
	err := c.Each(ctx, fmt.Sprintf("/%s/members", groupID), query, func(raw json.RawMessage) error {
		var p Person
		if err := json.Unmarshal(raw, &p); err != nil {
			return err
		}
		members = append(members, p)
		return nil
	})
	return members, err
}

// feedFields asks for what a digest shows of a post. The address of the author
// is there so that the digest can offer a reply by mail.
const feedFields = "id,message,created_time,permalink_url,from{name,email}," +
	"comments.limit(0).summary(total_count)," +
	"reactions.limit(0).summary(total_count)"

// Feed returns the posts of the group since a point in time.
func (c *Client) Feed(ctx context.Context, groupID string, since time.Time) ([]Post, error) {
	query := url.Values{}
	query.Set("fields", feedFields)
	query.Set("since", strconv.FormatInt(since.Unix(), 10))
	query.Set("limit", strconv.Itoa(50))
	var posts []Post
	err := c.Each(ctx, "/"+groupID+"/feed", query, func(raw json.RawMessage) error {
		var p Post
		if err := json.Unmarshal(raw, &p); err != nil {
			return err
		}
		posts = append(posts, p)
		return nil
	})
	return posts, err
}

// Publish writes a post in the group and returns its id.
func (c *Client) Publish(ctx context.Context, groupID, markdown string) (string, error) {
	form := url.Values{"message": {markdown}, "formatting": {"MARKDOWN"}}
	var created struct {
		ID string `json:"id"`
	}
	err := c.postForm(ctx, "/"+groupID+"/feed", form, &created)
	return created.ID, err
}

// UploadChart adds a picture to the group.
func (c *Client) UploadChart(ctx context.Context, groupID, caption string, png []byte) error {
	var buf bytes.Buffer
	w := multipart.NewWriter(&buf)
	if err := w.WriteField("caption", caption); err != nil {
		return err
	}
	part, err := w.CreateFormFile("source", "activity.png")
	if err != nil {
		return err
	}
	if _, err := part.Write(png); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	path := "/" + groupID
	path += "/photos"
	b := body{kind: w.FormDataContentType(), data: buf.Bytes()}
	return c.call(ctx, http.MethodPost, c.endpoint(path), nil, b, nil)
}
