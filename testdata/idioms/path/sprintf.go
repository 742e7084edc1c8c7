package path

import (
	"fmt"
	"net/http"
)

// Sprintf has the host in the format.
func Sprintf(id string) error {
	return done(http.Get(fmt.Sprintf("https://graph.facebook.com/v19.0/%s/feed?limit=%d", id, 25))) // want: GET graph.facebook.com /{id}/feed version=v19.0
}

const localFormat = "https://graph.facebook.com/%s/feed"

// SprintfConst has the format in a constant.
func SprintfConst(id string) error {
	const format = "https://graph.workplace.com/%v/feed"
	if err := done(http.Get(fmt.Sprintf(format, id))); err != nil { // want: GET graph.workplace.com /{id}/feed
		return err
	}
	return done(http.Get(fmt.Sprintf(localFormat, id))) // want: GET graph.facebook.com /{id}/feed
}

// SprintfBase has the base as an argument.
func SprintfBase(id string) error {
	return done(http.Get(fmt.Sprintf("%s/%s/%s", graph, id, "members"))) // want: GET graph.facebook.com /{id}/members version=v19.0
}

// SprintfConcat has a format of base and text.
func SprintfConcat(id string) error {
	return done(http.Get(fmt.Sprintf(graph+"/%s/likes", id))) // want: GET graph.facebook.com /{id}/likes version=v19.0
}

// SprintfNoVerbs has a format without verbs that is not a literal.
func SprintfNoVerbs(id string) error {
	format := graph + "/" + id + "/admins"
	return done(http.Get(fmt.Sprintf(format))) // want: GET graph.facebook.com /{id}/admins version=v19.0
}

// SprintfVerbs has numbers, argument indexes, widths and a percent sign.
func SprintfVerbs(id string) error {
	target := fmt.Sprintf("%[2]s/%[1]s_%05[3]d/comments?since=100%%&order=%[4]q", id, graph, 7, "x")
	return done(http.Get(target)) // want: GET graph.facebook.com /{id}_00007/comments version=v19.0
}

type postID struct{ group, post int64 }

func (p postID) String() string { return fmt.Sprintf("%d_%d", p.group, p.post) }

// SprintfStringer prints a value that has a String method.
func SprintfStringer(id string) error {
	p := postID{group: int64(len(id)), post: 5550001112}
	return done(http.Get(fmt.Sprintf("%s/%v/seen", graph, p))) // want: GET graph.facebook.com /{group}_5550001112/seen version=v19.0
}

// Sprint uses fmt.Sprint, which puts no space between strings.
func Sprint(id string) error {
	return done(http.Get(fmt.Sprint(graph, "/", id, "/events"))) // want: GET graph.facebook.com /{id}/events version=v19.0
}

// Appendf appends to bytes.
func Appendf(id string) error {
	target := fmt.Appendf([]byte(graph), "/%s/photos", id)
	return done(http.Get(string(target))) // want: GET graph.facebook.com /{id}/photos version=v19.0
}
