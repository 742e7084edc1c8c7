package supply_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workplacelint/workplacelint/internal/credential"
	"github.com/workplacelint/workplacelint/internal/supply"
)

// write writes files, each with its text, and returns their directory.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

const module = "module example.com/bot\n\ngo 1.26\n"

func TestFind(t *testing.T) {
	dir := write(t, map[string]string{
		"go.mod": module,
		"config/config.go": `package config

import "os"

const name = "WORKPLACE_TOKEN"

var app = os.Getenv("WP_APP_ID")

func Load() (string, bool) { return os.LookupEnv(name) }
`,
		"config/settings.go": "package config\n\ntype settings struct {\n\tToken string `env:\"BOT_TOKEN,required\"`\n\tName string `json:\"name\"`\n}\n",
		"store/aws.go": `package store

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	sm "github.com/aws/aws-sdk-go-v2/service/secretsmanager"
)

func input() *sm.GetSecretValueInput {
	return &sm.GetSecretValueInput{SecretId: aws.String("prod/workplace-token"), VersionStage: aws.String("AWSCURRENT")}
}
`,
		"store/gcp.go": `package store

import "cloud.google.com/go/secretmanager/apiv1/secretmanagerpb"

var request = &secretmanagerpb.AccessSecretVersionRequest{Name: "projects/bot/secrets/workplace-token/versions/latest"}
`,
		"store/vault.go": `package store

import (
	"context"

	"github.com/hashicorp/vault/api"
)

type store struct{ kv *api.KVv2 }

func (s *store) token(ctx context.Context) { s.kv.Get(ctx, "workplace/token") }
`,
		"store/viper.go": `package store

import "github.com/spf13/viper"

var token, other = viper.GetString("workplace.token"), viper.GetInt("workplace.token")
`,
		// What is no source.
		"near/near.go": `package near

import "example.com/bot/os"

type kv struct{}

func (kv) Get(_ any, name string) string { return name }

var a, b = os.Getenv("WORKPLACE_TOKEN"), kv{}.Get(nil, "workplace/token")

func dynamic(name string) string { return os.Getenv(name) }
`,
		"near/near_test.go":      "package near\n\nimport \"os\"\n\nvar t = os.Getenv(\"WORKPLACE_TOKEN\")\n",
		"near/broken.go":         "package near\n\nimport \"os\"\n\nvar t = os.Getenv(\"WORKPLACE_TOKEN\"\n",
		"vendor/lib/lib.go":      "package lib\n\nimport \"os\"\n\nvar t = os.Getenv(\"WORKPLACE_TOKEN\")\n",
		"testdata/lib.go":        "package lib\n\nimport \"os\"\n\nvar t = os.Getenv(\"WORKPLACE_TOKEN\")\n",
		"tools/go.mod":           "module example.com/tools\n",
		"tools/tools.go":         "package tools\n\nimport \"os\"\n\nvar t = os.Getenv(\"WORKPLACE_TOKEN\")\n",
		"_examples/bot/main.go":  "package main\n\nimport \"os\"\n\nvar t = os.Getenv(\"WORKPLACE_TOKEN\")\n",
		".cache/bot/main.go":     "package main\n\nimport \"os\"\n\nvar t = os.Getenv(\"WORKPLACE_TOKEN\")\n",
		"node_modules/x/main.go": "package main\n\nimport \"os\"\n\nvar t = os.Getenv(\"WORKPLACE_TOKEN\")\n",
	})
	want := []supply.Source{
		{Name: "WP_APP_ID", How: `os.Getenv("WP_APP_ID")`, File: "config/config.go"},
		{Name: "WORKPLACE_TOKEN", How: `os.LookupEnv("WORKPLACE_TOKEN")`, File: "config/config.go", Func: "Load"},
		{Name: "BOT_TOKEN", How: `a field tagged env:"BOT_TOKEN"`, File: "config/settings.go"},
		{Name: "prod/workplace-token", How: `secretsmanager.GetSecretValue of "prod/workplace-token"`, File: "store/aws.go", Func: "input"},
		{Name: "projects/bot/secrets/workplace-token/versions/latest", How: `AccessSecretVersion of "projects/bot/secrets/workplace-token/versions/latest"`, File: "store/gcp.go"},
		{Name: "workplace/token", How: `api.Get("workplace/token")`, File: "store/vault.go", Func: "token"},
		{Name: "workplace.token", How: `viper.GetString("workplace.token")`, File: "store/viper.go"},
	}
	// Every package of the module gets the same answer.
	for _, from := range []string{"", "store", "config"} {
		if diff := cmp.Diff(want, supply.Find(filepath.Join(dir, from), credential.DefaultUse())); diff != "" {
			t.Errorf("from %q (-want +got):\n%s", from, diff)
		}
	}
}

// Without a module nothing is looked at: the directory may be a whole disk.
func TestFindOutsideOfModules(t *testing.T) {
	dir := write(t, map[string]string{"main.go": "package main\n\nimport \"os\"\n\nvar t = os.Getenv(\"WORKPLACE_TOKEN\")\n"})
	if got := supply.Find(dir, credential.DefaultUse()); len(got) > 0 {
		t.Errorf("%v, want nothing", got)
	}
}
