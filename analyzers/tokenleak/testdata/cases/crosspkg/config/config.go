// Package config holds the settings of a program. Nothing in it says that the
// token is one of Workplace; what imports it and package graph knows.
package config

import (
	"fmt"
	"log"
	"os"
)

type Config struct {
	Name  string
	Token string
}

func Load() *Config {
	c := &Config{Name: os.Getenv("NAME"), Token: os.Getenv("BOT_TOKEN")}
	log.Printf("settings: %+v", c)
	return c
}

// Describe prints all of it.
func (c *Config) Describe() string { return fmt.Sprintf("%s (%s)", c.Name, c.Token) }

// Title prints the name.
func (c *Config) Title() string { return "bot " + c.Name }
