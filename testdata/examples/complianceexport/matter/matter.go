// Package matter reads what the legal department asks for.
package matter

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"
)

// A Matter is one case for which content must be kept.
type Matter struct {
	Name string `json:"name"`
	// Custodians are the addresses of the people it concerns.
	Custodians []string  `json:"custodians"`
	Since      time.Time `json:"since"`
	// Objects are further objects that counsel named, as paths of the Graph
	// API: "5512345678/attachments".
	Objects []string `json:"objects"`
	// Policies asks for the knowledge library as it is today.
	Policies bool `json:"policies"`
}

// Read reads a matter.
func Read(file string) (Matter, error) {
	var m Matter
	data, err := os.ReadFile(file)
	if err != nil {
		return m, err
	}
	if err := json.Unmarshal(data, &m); err != nil {
		return m, fmt.Errorf("%s: %w", file, err)
	}
	if len(m.Custodians) == 0 {
		return m, errors.New(file + ": a matter needs custodians")
	}
	return m, nil
}
