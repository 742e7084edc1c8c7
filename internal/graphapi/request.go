// Package graphapi says what a request to an HTTP API of nodes, edges and
// fields is: method, host, version, path, parameters and requested fields,
// normalised once, here.
//
// It knows how such requests are written and nothing of which exist, what they
// need or how Go code makes them.
package graphapi

import "github.com/workplacelint/workplacelint/internal/strval"

// A Request is one request as far as it is known. The zero value is a request
// of which nothing is known.
type Request struct {
	// Method is the HTTP method in upper case, empty if it is not known.
	Method string
	// Scheme is in lower case, empty if it is not known.
	Scheme string
	// Host is the host in lower case without port, empty if it is not known.
	Host string
	// HostValue is the template of the host; it tells where an unknown host
	// comes from.
	HostValue strval.Template
	// Version is the API version that leads the path, such as "v19.0", "" if
	// there is none, "{version}" if one stands there but is not known.
	Version string
	// Segments are the parts of the path between slashes, without the version.
	// A hole may stand for any part of a segment.
	Segments []strval.Template
	// Open is the reason why the path is not known, empty if it is. It completes
	// "the path is not known: ".
	Open string
	// Params are the parameters of query and body, sorted by place and name.
	Params []Param
	// Fields is the tree asked for with the fields parameter.
	Fields []Field
	// FieldsOpen is the reason why more fields may be asked for than Fields has.
	FieldsOpen string
	// ParamsOpen is the reason why there may be more parameters.
	ParamsOpen string
	// BodyOpen is the reason why the body may hold more than Params says.
	BodyOpen string
}

// Place says where a parameter travels.
type Place uint8

// The places of a parameter.
const (
	InQuery Place = iota
	InBody
	InHeader
)

// A Param is one parameter of a request.
type Param struct {
	Name  string
	Place Place
	Value strval.Value
}

// A Field is one name of a fields parameter with what is asked for below it:
// members{email} is the field members with the field email.
type Field struct {
	Name   string
	Fields []Field
}
