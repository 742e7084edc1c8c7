// Command doc holds the example of the documentation.
package main

import (
	"net/http"
	"os"
)

func main() {
	http.Get("https://graph.workplace.com" + os.Getenv("REST")) // want `^path of this request is not known: it is environment variable REST$`
}
