// Command faults has directives with each fault.
package main

import (
	"net/http"
	"os"
)

const api = "https://graph.workplace.com"

//workplacelint:request GET /community/groups // want `^there is no call and no declaration here`

func main() {
	malformed()
	known(os.Getenv("GROUP"))
	partly(os.Getenv("GROUP"))
}

func malformed() {
	//workplacelint:request // want `^this directive states nothing; expected a method and a path, such as GET /{group-id}/members$`
	//workplacelint:request GET // want `expected a method and a path`
	//workplacelint:request FETCH /community // want `expected one of the methods GET, POST, PUT, PATCH, DELETE, HEAD$`
	//workplacelint:request get /community // want `expected one of the methods`
	//workplacelint:request GET community // want `expected a path that begins with / or with the address of the service$`
	// workplacelint:request GET people // want `expected a path that begins with / or with the address of the service$`
	//workplacelint:request GET /{group // want `expected a path, such as /{group-id}/members: column 2`
	//workplacelint:request GET /community field=id // want `expected fields=name,name once behind the path, or -- and a remark$`
	//workplacelint:request GET /community fields=id fields=name // want `expected fields=name,name once`
	//workplacelint:requests GET /community // want `^no directive is called requests; there are request and ignore$`
	http.Get(api + "/" + os.Getenv("REST"))
}

func known(group string) {
	//workplacelint:request GET /{group-id}/members // want `^this request is known without the directive$`
	http.Get(api + "/" + group + "/members")
	http.Get(api + "/" + group + "/feed") //workplacelint:request DELETE /{post-id} // want `^this directive states DELETE /{post-id}, but the code sends GET /{group}/feed$`

	//workplacelint:request GET /{group-id}/members // want `^there is no call and no declaration here that could send GET /{group-id}/members$`
	group += "x"
}

// partly sends what stands behind the path of a group, which is none of this.
//
//workplacelint:request GET /community/members // want `^this directive states GET /community/members, but the code sends POST `
func partly(group string) {
	http.Post(api+"/"+group+"/"+os.Getenv("EDGE"), "", nil)
}
