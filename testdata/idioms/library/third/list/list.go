// Package list reads several URLs.
package list

import "example.com/third/plain"

// Read reads them one after the other.
func Read(urls []string) error {
	for _, u := range urls {
		if err := plain.Fetch("GET", u); err != nil {
			return err
		}
	}
	return nil
}
