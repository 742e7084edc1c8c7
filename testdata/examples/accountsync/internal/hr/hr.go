// Package hr reads the nightly extract of the personnel system.
package hr

import (
	"encoding/json"
	"fmt"
	"os"
)

// A Person is one employee.
type Person struct {
	Number     string `json:"number"`
	Name       string `json:"name"`
	Email      string `json:"email"`
	FormerMail string `json:"former_email"`
	Title      string `json:"title"`
	Unit       string `json:"unit"`
	Manager    string `json:"manager"` // number of the manager
	Left       bool   `json:"left"`
}

// Read reads the extract in file.
func Read(file string) ([]Person, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var people []Person
	if err := json.Unmarshal(data, &people); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return people, nil
}
