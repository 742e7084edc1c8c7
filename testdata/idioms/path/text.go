package path

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// Replace fills a placeholder.
func Replace(id string) error {
	target := strings.ReplaceAll(graph+"/{group}/members", "{group}", url.PathEscape(id))
	return done(http.Get(target)) // want: GET graph.facebook.com /{id}/members version=v19.0
}

// Replacer fills placeholders with a strings.Replacer.
func Replacer(id string) error {
	r := strings.NewReplacer(":group", id, ":edge", "feed")
	return done(http.Get(graph + r.Replace("/:group/:edge"))) // want: GET graph.facebook.com /{id}/feed version=v19.0
}

// Escape escapes an address that stands for a person.
func Escape(id string) error {
	return done(http.Get(graph + "/" + url.PathEscape(id+"@example.com") + "/groups")) // want: GET graph.facebook.com /{id}@example.com/groups version=v19.0
}

// Number has an id that is a number.
func Number(id string) error {
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return err
	}
	return done(http.Get(graph + "/" + strconv.FormatInt(n, 10) + "/comments")) // want: GET graph.facebook.com /{n}/comments version=v19.0
}

// LiteralID has the id in the code.
func LiteralID(string) error {
	return done(http.Get(graph + "/2089114537720641/feed")) // want: GET graph.facebook.com /{id}/feed version=v19.0
}

// Raw has the path between backquotes.
func Raw(string) error {
	return done(http.Post(graph+`/me/feed`, `application/json`, nil)) // want: POST graph.facebook.com /me/feed version=v19.0
}

// Trim trims slashes off both sides.
func Trim(id string) error {
	base := strings.TrimRight("https://graph.facebook.com/", "/")
	edge := strings.TrimPrefix("/members", "/")
	return done(http.Get(base + "/" + strings.Trim("/"+id+"/", "/") + "/" + edge)) // want: GET graph.facebook.com /{id}/members
}

// TrimField trims what an argument may hold.
func TrimField(id string) error {
	id = strings.TrimSpace(id)
	id = strings.TrimPrefix(id, "/")
	return done(http.Get(graph + "/" + id + "/albums")) // want: GET graph.facebook.com /{id}/albums version=v19.0
}

// Lower has an edge in another case.
func Lower(id string) error {
	return done(http.Get(graph + "/" + id + "/" + strings.ToLower("MANAGERS"))) // want: GET graph.facebook.com /{id}/managers version=v19.0
}

// Append builds the path by +=.
func Append(id string) error {
	target := graph
	target += "/"
	target += id
	target += "/subcategories"
	return done(http.Get(target)) // want: GET graph.facebook.com /{id}/subcategories version=v19.0
}

// Cut takes the path apart and uses one side.
func Cut(id string) error {
	edge, _, _ := strings.Cut("members?fields=id", "?")
	return done(http.Get(graph + "/" + id + "/" + edge)) // want: GET graph.facebook.com /{id}/members version=v19.0
}

// Split uses a part of a literal that is split.
func Split(id string) error {
	edges := strings.Split("feed,members,files", ",")
	return done(http.Get(graph + "/" + id + "/" + edges[1])) // want: GET graph.facebook.com /{id}/members version=v19.0
}

// Pieces asks for each of the ids in a line.
func Pieces(line string) error {
	for _, word := range strings.Fields(line) {
		if err := done(http.Get(graph + "/" + word + "/managers")); err != nil { // want: GET graph.facebook.com /{id}/managers version=v19.0
			return err
		}
	}
	return nil
}
