package query

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"reflect"
	"strconv"
)

// AnyValue has parameters of any type in a map, each written as its type says.
func AnyValue(id string) error {
	params := map[string]any{"fields": "id,name", "limit": 5, "summary": true}
	return done(http.Get(graph + "/" + id + "/members?" + encoded(params, switched))) // want: GET graph.workplace.com /{id}/members version=v19.0 fields=id,name
}

// Reflected asks reflection for the type.
func Reflected(id string) error {
	params := map[string]any{"fields": "id,email", "limit": 5}
	return done(http.Get(graph + "/" + id + "/managers?" + encoded(params, reflected))) // want: GET graph.workplace.com /{id}/managers version=v19.0 fields=id,email
}

// FurtherKeys copies a map to which a caller may add.
func FurtherKeys(id string) error {
	return further(id, nil)
}

func further(id string, more map[string]any) error {
	params := map[string]any{"fields": "id,message"}
	for k, v := range more {
		params[k] = v
	}
	return done(http.Get(graph + "/" + id + "/feed?" + encoded(params, switched))) // want: GET graph.workplace.com /{id}/feed version=v19.0 fields=id,message
}

func encoded(params map[string]any, text func(v any) string) string {
	q := url.Values{}
	for k, v := range params {
		q.Set(k, text(v))
	}
	return q.Encode()
}

func switched(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case int:
		return strconv.Itoa(v)
	case []byte:
		return string(v)
	case fmt.Stringer:
		return v.String()
	}
	text, _ := json.Marshal(v)
	return string(text)
}

func reflected(v any) string {
	if v == nil {
		return ""
	}
	if reflect.ValueOf(v).Kind() == reflect.String {
		return v.(string)
	}
	if text, ok := v.([]byte); ok {
		return string(text)
	}
	text, _ := json.Marshal(v)
	return string(text)
}
