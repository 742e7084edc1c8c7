package agreement_test

import (
	"bufio"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// storeVar names the directory in which this program keeps a build cache, if the
// go command runs it as its GOCACHEPROG.
const storeVar = "AGREEMENT_CACHE"

// store is what machines share: outputs, and which output an action has.
type store string

// A message goes from the go command to the cache, or back.
type message struct {
	ID                 int64
	Command            string   `json:",omitempty"`
	KnownCommands      []string `json:",omitempty"`
	ActionID, OutputID []byte   `json:",omitempty"`
	BodySize           int64    `json:",omitempty"`
	Err                string   `json:",omitempty"`
	Miss               bool     `json:",omitempty"`
	Size               int64    `json:",omitempty"`
	DiskPath           string   `json:",omitempty"`
}

// serve speaks to one go command until it closes the cache.
func (s store) serve(r io.Reader, w io.Writer) error {
	out := bufio.NewWriter(w)
	in, enc := json.NewDecoder(r), json.NewEncoder(out)
	answer := message{KnownCommands: []string{"get", "put", "close"}}
	for {
		if err := errors.Join(enc.Encode(answer), out.Flush()); err != nil {
			return err
		}
		var req message
		if err := in.Decode(&req); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		answer = message{ID: req.ID}
		var err error
		switch req.Command {
		case "get":
			err = s.get(&req, &answer)
		case "put":
			var body []byte
			if req.BodySize > 0 {
				err = in.Decode(&body)
			}
			err = errors.Join(err, s.put(&req, &answer, body))
		}
		if err != nil {
			answer.Err = err.Error()
		}
	}
}

func (s store) file(kind string, id []byte) string {
	return filepath.Join(string(s), kind+hex.EncodeToString(id))
}

func (s store) get(req, answer *message) error {
	id, err := os.ReadFile(s.file("action-", req.ActionID))
	if errors.Is(err, os.ErrNotExist) {
		answer.Miss = true
		return nil
	}
	if err != nil {
		return err
	}
	answer.OutputID, answer.DiskPath = id, s.file("output-", id)
	st, err := os.Stat(answer.DiskPath)
	if err == nil {
		answer.Size = st.Size()
	}
	return err
}

func (s store) put(req, answer *message, body []byte) error {
	answer.DiskPath = s.file("output-", req.OutputID)
	return errors.Join(os.WriteFile(answer.DiskPath, body, 0o600),
		os.WriteFile(s.file("action-", req.ActionID), req.OutputID, 0o600))
}

// TestSharedCache runs go vet on two machines that share a build cache and
// nothing else: the second one finds facts and findings there.
func TestSharedCache(t *testing.T) {
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	tool, shared := workplacelint(t), t.TempDir()
	dir := filepath.Join(t.TempDir(), "work") // where both have their checkout
	vet := func() string {
		for name, text := range stated {
			write(t, filepath.Join(dir, name), text)
		}
		env := []string{"GOCACHEPROG=" + exe, storeVar + "=" + shared, "GOCACHE=" + t.TempDir()}
		out, errs := output(t, dir, env, "go", "vet", "-x", "-vettool="+tool, "./...")
		if err := os.RemoveAll(dir); err != nil {
			t.Fatal(err)
		}
		return out + errs
	}
	const (
		below = "team/team.go:6:6: DELETE /{group-id}/members needs permission manage_group"
		above = "main.go:1:1: workplace.yaml:3 grants manage_surveys"
	)
	first, second := vet(), vet()
	for name, out := range map[string]string{"first": first, "second": second} {
		if !strings.Contains(out, below) || !strings.Contains(out, above) {
			t.Errorf("the %s machine does not report both findings:\n%s", name, out)
		}
	}
	if !strings.Contains(first, "vet.cfg") {
		t.Errorf("the first machine runs nothing:\n%s", first)
	}
	if strings.Contains(second, "vet.cfg") {
		t.Errorf("the second machine runs the tool again:\n%s", second)
	}
}

// stated is a program whose request is stated, so that it needs no other package:
// building net/http into an empty cache takes minutes.
var stated = map[string]string{
	"go.mod":         "module example.com/stated\n\ngo 1.26\n",
	"workplace.yaml": "version: 1\npermissions:\n  - name: manage_surveys\n    reason: surveys\n",
	"main.go":        "package main\n\nimport \"example.com/stated/team\"\n\nfunc main() { team.Leave() }\n",
	"team/team.go": "// Package team changes teams.\npackage team\n\n// Leave leaves a team.\n" +
		"//workplacelint:request DELETE /{group-id}/members -- the queue sends it\nfunc Leave() {}\n",
}
