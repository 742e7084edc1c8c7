// Package based sends to a host that is set once for all.
package based

import "example.com/third/plain"

// Default is the client of the functions of the package.
var Default = new(Client)

// A Client sends to one host.
type Client struct{ Base string }

// Read reads what stands at a path.
func Read(path string) error { return plain.Fetch("GET", Default.Base+"/"+path) }
