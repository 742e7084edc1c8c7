package graph

import (
	"iter"
	"net/http"
	"net/url"
)

type list struct {
	Data []struct {
		ID string `json:"id"`
	} `json:"data"`
	Paging struct {
		Next    string `json:"next"`
		Cursors struct {
			After string `json:"after"`
		} `json:"cursors"`
	} `json:"paging"`
}

// Next follows the link to the next page with the variable of the first URL.
func Next(id string) error {
	next := base + "/" + id + "/feed?fields=message"
	for next != "" {
		var page list
		if err := read(next, &page); err != nil { // want: GET graph.workplace.com /{id}/feed version=v19.0 fields=message; GET ? ? kind=paging-next
			return err
		}
		next = page.Paging.Next
	}
	return nil
}

// Cursor sends the cursor of the last page.
func Cursor(id string) error {
	v := url.Values{"fields": {"name"}}
	for {
		var page list
		if err := read(base+"/"+id+"/members?"+v.Encode(), &page); err != nil { // want: GET graph.workplace.com /{id}/members version=v19.0 fields=name
			return err
		}
		if page.Paging.Next == "" {
			return nil
		}
		v.Set("after", page.Paging.Cursors.After)
	}
}

// Recursive follows the link in a function that calls itself.
func Recursive(id string) error {
	return follow(base + "/" + id + "/albums") // want: GET graph.workplace.com /{id}/albums version=v19.0
}

func follow(link string) error {
	var page list
	if err := read(link, &page); err != nil {
		return err
	}
	if page.Paging.Next == "" {
		return nil
	}
	return follow(page.Paging.Next) // want: GET ? ? kind=paging-next
}

type pager struct{ next string }

func newPager(path string) *pager { return &pager{next: base + path} }

func (p *pager) step() error {
	var page list
	if err := read(p.next, &page); err != nil { // want: GET ? ? kind=paging-next
		return err
	}
	p.next = page.Paging.Next
	return nil
}

// Pager keeps the next URL in a field; the first comes from a constructor.
func Pager(id string) error {
	p := newPager("/" + id + "/docs") // want: GET graph.workplace.com /{id}/docs version=v19.0
	for p.next != "" {
		if err := p.step(); err != nil {
			return err
		}
	}
	return nil
}

func pages(target string) iter.Seq2[list, error] {
	return func(yield func(list, error) bool) {
		for next := target; next != ""; {
			var page list
			err := read(next, &page) // want: GET ? ? kind=paging-next
			if !yield(page, err) || err != nil {
				return
			}
			next = page.Paging.Next
		}
	}
}

// Iterator reads pages by a range over a function.
func Iterator(id string) error {
	for _, err := range pages(base + "/" + id + "/videos?fields=id") { // want: GET graph.workplace.com /{id}/videos version=v19.0 fields=id
		if err != nil {
			return err
		}
	}
	return nil
}

// Related follows a link of an answer that is no page.
func Related(id string) error {
	var doc struct {
		URL string `json:"link"`
	}
	if err := read(base+"/"+id+"?fields=link", &doc); err != nil { // want: GET graph.workplace.com /{id} version=v19.0 fields=link
		return err
	}
	if doc.URL == "" {
		return nil
	}
	return done(http.Get(doc.URL)) // want: GET ? ? kind=dynamic
}
