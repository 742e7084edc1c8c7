// Command reasons has requests that nobody knows, each for another reason.
package main

import (
	"net/http"
	"os"
)

const api = "https://graph.workplace.com"

func main() {
	http.Get(api + os.Getenv("REST"))                                 // want `^path of this request is not known: it is environment variable REST$`
	http.Get(api + "/" + os.Args[1] + "/" + os.Getenv("EDGE") + "/x") // want `^endpoint of this request is not known: the edge {EDGE} is not known: it is environment variable EDGE$`
	req, _ := http.NewRequest(os.Getenv("METHOD"), api+"/me", nil)
	http.DefaultClient.Do(req) // want `^method of this request is not known: it is environment variable METHOD$`
}
