package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/workplacelint/workplacelint/internal/report"
)

const command = "github.com/workplacelint/workplacelint/cmd/workplacelint"

// A tool is a workplacelint that can be run.
type tool struct {
	path  string
	dir   string        // to remove in the end
	limit time.Duration // for one program
}

// newTool returns the tool at path, or builds it.
func newTool(path string, limit time.Duration, stderr io.Writer) (*tool, error) {
	if path != "" {
		abs, err := filepath.Abs(path)
		return &tool{path: abs, limit: limit}, err
	}
	dir, err := os.MkdirTemp("", "evaluate")
	if err != nil {
		return nil, err
	}
	t := &tool{path: filepath.Join(dir, "workplacelint"), dir: dir, limit: limit}
	build := exec.Command("go", "build", "-o", t.path, command)
	build.Stderr = stderr
	if err := build.Run(); err != nil {
		t.close()
		return nil, fmt.Errorf("building workplacelint: %w", err)
	}
	return t, nil
}

func (t *tool) close() {
	if t.dir != "" {
		_ = os.RemoveAll(t.dir) // Nothing depends on a temporary directory.
	}
}

// inventory runs the tool on the program in dir. Findings and an incomplete
// run are results; a failure is not.
func (t *tool) inventory(dir string) (*report.Inventory, error) {
	if _, err := os.Stat(dir); err != nil {
		return nil, errors.New("it is not checked out")
	}
	ctx, cancel := context.WithTimeout(context.Background(), t.limit)
	defer cancel()
	cmd := exec.CommandContext(ctx, t.path, "requests", "--format", "json", "./...")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "WORKPLACELINT_CACHE=off") // the time counts
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	runErr := cmd.Run()
	if ctx.Err() != nil {
		return nil, fmt.Errorf("it takes longer than %v", t.limit)
	}
	inv := new(report.Inventory)
	if err := json.Unmarshal(stdout.Bytes(), inv); err != nil {
		return nil, fmt.Errorf("expected an inventory: %w (%w): %s", err, runErr, firstLines(stderr.String(), 5))
	}
	return inv, nil
}

func firstLines(s string, n int) string {
	lines := strings.SplitN(strings.TrimSpace(s), "\n", n+1)
	return strings.Join(lines[:min(n, len(lines))], "\n")
}

// reasons says why an inventory is incomplete.
func reasons(inv *report.Inventory) string {
	seen := make(map[string]int)
	var order []string
	for _, s := range inv.Summary.Skipped {
		if seen[s.Reason] == 0 {
			order = append(order, s.Reason)
		}
		seen[s.Reason]++
	}
	parts := make([]string, 0, len(order))
	for _, r := range order {
		parts = append(parts, fmt.Sprintf("%d × %s", seen[r], r))
	}
	return strings.Join(parts, "; ")
}

func keepInventory(dir, repo string, inv *report.Inventory) error {
	if dir == "" {
		return nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	f, err := os.Create(filepath.Join(dir, strings.ReplaceAll(repo, "/", "+")+".json"))
	if err != nil {
		return err
	}
	return errors.Join(report.WriteJSON(f, inv), f.Close())
}
