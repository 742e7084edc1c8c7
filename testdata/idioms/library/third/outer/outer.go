// Package outer sends through another package.
package outer

import "example.com/third/plain"

// Read reads what stands at a URL.
func Read(url string) error { return plain.Fetch("GET", url) }
