package query

import (
	"net/http"
	"net/url"
	"reflect"
	"strings"
)

type listOptions struct {
	Fields []string `url:"fields"`
	Limit  string   `url:"limit"`
}

// values encodes a struct by its tags, as query encoders do.
func values(options any) url.Values {
	v := make(url.Values)
	rv := reflect.ValueOf(options)
	for i := range rv.NumField() {
		name := rv.Type().Field(i).Tag.Get("url")
		switch value := rv.Field(i).Interface().(type) {
		case string:
			v.Set(name, value)
		case []string:
			v.Set(name, strings.Join(value, ","))
		}
	}
	return v
}

// Encoder makes the query of a struct by reflection, which hides the fields.
func Encoder(string) error {
	v := values(listOptions{Fields: []string{"id", "name"}, Limit: "5"})
	return done(http.Get(graph + "/community/members?" + v.Encode())) // want: GET graph.workplace.com /community/members version=v19.0 fields=?
}

type typedOptions struct {
	fields []string
	limit  string
}

func (o typedOptions) encode() string {
	v := url.Values{}
	if len(o.fields) > 0 {
		v.Set("fields", strings.Join(o.fields, ","))
	}
	if o.limit != "" {
		v.Set("limit", o.limit)
	}
	return v.Encode()
}

// OptionStruct has options with a method that encodes them.
func OptionStruct(string) error {
	o := typedOptions{fields: []string{"id", "department"}}
	return done(http.Get(graph + "/community/members?" + o.encode())) // want: GET graph.workplace.com /community/members version=v19.0 fields=id,department
}
