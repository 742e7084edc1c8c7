package carry_test

import (
	"bytes"
	"encoding/gob"
	"testing"

	"github.com/workplacelint/workplacelint/internal/carry"
)

type letter struct{ Text string }

func TestBox(t *testing.T) {
	for _, text := range []string{"hello", ""} {
		sealed := carry.Seal(&letter{text})
		got, err := sealed.Open()
		if err != nil || got.Text != text {
			t.Errorf("opened %v, %v, want %q", got, err, text)
		}
		var buf bytes.Buffer
		if err := gob.NewEncoder(&buf).Encode(sealed); err != nil {
			t.Fatal(err)
		}
		var read carry.Box[letter]
		if err := gob.NewDecoder(&buf).Decode(&read); err != nil {
			t.Fatal(err)
		}
		if got, err := read.Open(); err != nil || got.Text != text {
			t.Errorf("read %v, %v, want %q", got, err, text)
		}
	}
}

func TestEmptyBox(t *testing.T) {
	var b carry.Box[letter]
	if got, err := b.Open(); err != nil || got == nil || got.Text != "" {
		t.Errorf("opened %v, %v, want the zero value", got, err)
	}
}

func TestDamagedBox(t *testing.T) {
	var b carry.Box[letter]
	if err := b.GobDecode([]byte("this was never packed")); err != nil {
		t.Fatal(err)
	}
	if got, err := b.Open(); err == nil {
		t.Errorf("opened %v, want an error", got)
	}
}
