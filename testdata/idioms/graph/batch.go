package graph

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
)

type part struct {
	Method      string `json:"method"`
	RelativeURL string `json:"relative_url"`
	Body        string `json:"body,omitempty"`
}

// Batch sends two requests as one.
func Batch(id string) error {
	parts := []part{
		{Method: "GET", RelativeURL: "me?fields=id,name"},
		{Method: "POST", RelativeURL: id + "/comments", Body: "message=hello"},
	}
	data, err := json.Marshal(parts)
	if err != nil {
		return err
	}
	return done(http.PostForm(base+"/", url.Values{"batch": {string(data)}})) // want: POST graph.workplace.com / version=v19.0; GET graph.workplace.com /me version=v19.0 fields=id,name; POST graph.workplace.com /{id}/comments version=v19.0
}

// BatchLoop makes the parts in a loop, as maps.
func BatchLoop(id string) error {
	var parts []map[string]string
	for _, edge := range []string{"managers", "reports"} {
		parts = append(parts, map[string]string{
			"method":       "GET",
			"relative_url": fmt.Sprintf("v19.0/%s/%s?fields=name", id, edge),
		})
	}
	data, err := json.Marshal(parts)
	if err != nil {
		return err
	}
	form := url.Values{}
	form.Set("batch", string(data))
	return done(http.PostForm("https://graph.workplace.com", form)) // want: POST graph.workplace.com /; GET graph.workplace.com /{id}/managers version=v19.0 fields=name; GET graph.workplace.com /{id}/reports version=v19.0 fields=name
}

// BatchText has the batch in a literal, in the query.
func BatchText(string) error {
	v := url.Values{"batch": {`[{"method":"GET","relative_url":"community/groups?fields=name"}]`}}
	return done(http.Post(base+"?"+v.Encode(), "", nil)) // want: POST graph.workplace.com / version=v19.0; GET graph.workplace.com /community/groups version=v19.0 fields=name
}
