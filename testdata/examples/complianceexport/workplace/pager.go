package workplace

import (
	"context"
	"net/url"
)

// A Pager reads a list page by page.
type Pager[T any] struct {
	client *Client
	next   string
}

func list[T any](c *Client, path string, params url.Values) *Pager[T] {
	return &Pager[T]{client: c, next: c.link(path, params)}
}

// More reports whether there are pages that have not been read.
func (p *Pager[T]) More() bool { return p.next != "" }

// Read returns the next page.
func (p *Pager[T]) Read(ctx context.Context) ([]T, error) {
	var page struct {
		Data   []T `json:"data"`
		Paging struct {
			Next string `json:"next"`
		} `json:"paging"`
	}
	if err := p.client.get(ctx, p.next, &page); err != nil {
		return nil, err
	}
	p.next = page.Paging.Next
	return page.Data, nil
}

// Each visits what a pager reads.
func Each[T any](ctx context.Context, p *Pager[T], visit func(T) error) error {
	for p.More() {
		page, err := p.Read(ctx)
		if err != nil {
			return err
		}
		for _, one := range page {
			if err := visit(one); err != nil {
				return err
			}
		}
	}
	return nil
}
