// Package carry holds what an analyzer knows of a package, for the packages that
// import it.
//
// Facts cross packages in two ways: within one process as they are, and between
// processes in a form that the driver writes to a file. Writing out and reading
// back the functions of a program costs as much time and memory as the rest of
// the analysis, so a box does it only where a process ends.
package carry

import (
	"bytes"
	"compress/flate"
	"encoding/gob"
	"errors"
	"io"
	"sync"
)

// A Box holds a value that nobody changes any more. The zero value is empty.
type Box[T any] struct {
	in *contents[T]
}

type contents[T any] struct {
	once  sync.Once
	value *T
	err   error
	data  []byte // packed; what value was read from
}

// Seal returns a box with a value in it.
func Seal[T any](value *T) Box[T] {
	c := &contents[T]{value: value}
	c.once.Do(func() {})
	return Box[T]{in: c}
}

// Open returns the value. The error says why what was written by another process
// cannot be read.
func (b Box[T]) Open() (*T, error) {
	if b.in == nil {
		return new(T), nil
	}
	b.in.once.Do(func() {
		b.in.value, b.in.err = unpack[T](b.in.data)
		b.in.data = nil
	})
	return b.in.value, b.in.err
}

// GobEncode implements [gob.GobEncoder].
func (b Box[T]) GobEncode() ([]byte, error) {
	value, err := b.Open()
	if err != nil {
		return nil, err
	}
	var buf bytes.Buffer
	w, err := flate.NewWriter(&buf, flate.BestSpeed)
	if err != nil {
		return nil, err
	}
	if err := gob.NewEncoder(w).Encode(value); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}

// GobDecode implements [gob.GobDecoder]. What is wrong with the data is said when
// the box is opened.
func (b *Box[T]) GobDecode(data []byte) error {
	b.in = &contents[T]{data: bytes.Clone(data)}
	return nil
}

func unpack[T any](data []byte) (*T, error) {
	value := new(T)
	err := gob.NewDecoder(flate.NewReader(bytes.NewReader(data))).Decode(value)
	if errors.Is(err, io.EOF) {
		return value, nil // nothing but zero values was packed
	}
	return value, err
}
