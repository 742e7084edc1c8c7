package credentialtest

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// A Sample is a line of a file in rules/samples: a piece of a file, and what
// the rule that the file is named for makes of it.
//
//   - PATH | TEXT     the rule finds the credential of the text
//   - PATH | TEXT     no rule finds anything
//     ~ PATH | TEXT     the rule finds nothing; another may
//
// The signs are +, - and ~.
type Sample struct {
	Rule   string
	Where  string // file and line of the sample
	Sign   byte
	Path   string
	Text   string
	Secret string // the credential that is to be found
}

// Samples reads the samples of all rules.
func Samples(dir string) ([]Sample, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil {
		return nil, err
	}
	var samples []Sample
	for _, file := range files {
		read, err := readSamples(file)
		if err != nil {
			return nil, err
		}
		samples = append(samples, read...)
	}
	return samples, nil
}

func readSamples(file string) ([]Sample, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var samples []Sample
	scanner := bufio.NewScanner(f)
	for n := 1; scanner.Scan(); n++ {
		line := scanner.Text()
		if line == "" || line[0] == '#' {
			continue
		}
		where := fmt.Sprintf("%s:%d", filepath.Base(file), n)
		path, text, ok := strings.Cut(line[1:], " | ")
		if !ok || !strings.ContainsRune("+-~", rune(line[0])) {
			return nil, fmt.Errorf("%s: expected a sign, a path, a bar and a text", where)
		}
		expanded, made := New(where).Expand(text)
		s := Sample{
			Rule: strings.TrimSuffix(filepath.Base(file), ".txt"), Where: where,
			Sign: line[0], Path: strings.TrimSpace(path), Text: expanded,
		}
		if s.Sign == '+' {
			if len(made) == 0 {
				return nil, fmt.Errorf("%s: expected a macro that makes a credential", where)
			}
			s.Secret = made[len(made)-1]
		}
		samples = append(samples, s)
	}
	return samples, scanner.Err()
}
