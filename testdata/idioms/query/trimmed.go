package query

import "net/http"

// Trimmed puts a separator behind each parameter and takes the last one off.
func Trimmed(id string) error {
	return trimmed(id, map[string]string{"metadata": "1"}) // want: GET graph.workplace.com /{id}
}

func trimmed(id string, params map[string]string) error {
	target := "https://graph.workplace.com/" + id
	if len(params) > 0 {
		target += "?"
		for key, value := range params {
			target += key + "=" + value + "&"
		}
		target = target[:len(target)-1]
	}
	return done(http.Get(target))
}
