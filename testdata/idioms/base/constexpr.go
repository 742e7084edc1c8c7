package base

import "net/http"

const (
	exprHost    = "graph." + "workplace.com"
	exprVersion = "v2.6"
	exprBase    = "https://" + exprHost + "/" + exprVersion
)

// ConstantExpression has a base of several constants.
func ConstantExpression(id string) error {
	return done(http.Get(exprBase + "/" + id + "/members")) // want: GET graph.workplace.com /{id}/members version=v2.6
}
