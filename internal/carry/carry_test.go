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

// TestPackedOnce holds that a box which many facts hold is written out once, and
// one that was read in not at all.
func TestPackedOnce(t *testing.T) {
	sealed := carry.Seal(&letter{"hello"})
	first, err := sealed.Packed()
	if err != nil {
		t.Fatal(err)
	}
	again, err := sealed.Packed()
	if err != nil || &first[0] != &again[0] {
		t.Errorf("packed again: %v", err)
	}
	read := carry.Unpacked[letter](first)
	if got, err := read.Open(); err != nil || got.Text != "hello" {
		t.Errorf("opened %v, %v", got, err)
	}
	if packed, err := read.Packed(); err != nil || &packed[0] != &first[0] {
		t.Errorf("packed what was read: %v", err)
	}
}
