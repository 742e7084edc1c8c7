// Package config reads what the report bot is to report, and where.
package config

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
)

// A Config is the content of digest.json.
type Config struct {
	// Groups are the names of the groups that get a digest. All of them do if
	// there are none.
	Groups []string `json:"groups"`
	// LeadThread is the chat of the team leads, who hear about quiet groups.
	LeadThread string `json:"lead_thread"`
	// Sections are further lists a digest shows, such as events. Group admins
	// add them without a release of the bot.
	Sections []Section `json:"sections"`
}

// A Section is one list at the end of a digest.
type Section struct {
	Title string `json:"title"`
	// Source is where the list is read, with {group} for the id of the group.
	Source string `json:"source"`
	Fields string `json:"fields"`
}

// Secrets are the credentials of the integration.
type Secrets struct {
	AccessToken string
	AppSecret   string
	VerifyToken string
}

// Read reads the configuration file.
func Read(file string) (Config, error) {
	var c Config
	data, err := os.ReadFile(file)
	if err != nil {
		return c, err
	}
	if err := json.Unmarshal(data, &c); err != nil {
		return c, fmt.Errorf("%s: %w", file, err)
	}
	return c, nil
}

// SecretsFromEnv reads the credentials the deployment provides.
func SecretsFromEnv() (Secrets, error) {
	s := Secrets{
		AccessToken: os.Getenv("WORKPLACE_ACCESS_TOKEN"),
		AppSecret:   os.Getenv("WORKPLACE_APP_SECRET"),
		VerifyToken: os.Getenv("WORKPLACE_VERIFY_TOKEN"),
	}
	if s.AccessToken == "" || s.AppSecret == "" {
		return s, errors.New("set WORKPLACE_ACCESS_TOKEN and WORKPLACE_APP_SECRET")
	}
	return s, nil
}
