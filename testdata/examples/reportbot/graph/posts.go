package graph

import (
	"context"
	"fmt"
	"net/url"
)

// Me returns the bot itself.
func (c *Client) Me(ctx context.Context) (Person, error) {
	var bot Person
	err := c.get(ctx, "/me", url.Values{"fields": {"id,name"}}, &bot)
	return bot, err
}

// PostByID returns one post.
func (c *Client) PostByID(ctx context.Context, postID string) (Post, error) {
	var p Post
	query := url.Values{"fields": {"message,permalink_url,from{name}"}}
	err := c.get(ctx, "/"+url.PathEscape(postID), query, &p)
	return p, err
}

// Reply comments on a post.
func (c *Client) Reply(ctx context.Context, postID, text string) error {
	return c.postForm(ctx, fmt.Sprintf("/%s/comments", postID), url.Values{"message": {text}}, nil)
}
