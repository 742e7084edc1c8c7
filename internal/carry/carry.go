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
	"strings"
	"sync"
	"unique"
)

// A Box holds a value that nobody changes any more. The zero value is empty.
type Box[T any] struct {
	in *contents[T]
}

type contents[T any] struct {
	once  sync.Once
	value *T
	err   error

	pack   sync.Once
	data   []byte // packed, once that is asked for, or what value is read from
	broken error  // why value cannot be packed
	shared string // in the place of data, if that came from another process
}

// A Part is a box that stands in the facts of several packages.
type Part interface {
	// Packed returns the contents in the form of [Unpacked].
	Packed() ([]byte, error)
}

// A Divisible fact holds parts that facts of other packages hold too. A store
// keeps each part once.
type Divisible interface {
	// Divide returns a fact of the same type without the parts, and the parts.
	Divide() (rest any, parts []Part, err error)
	// Part returns a part that was packed.
	Part(packed []byte) Part
	// Join puts the parts into a fact that was divided.
	Join(parts []Part) error
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
		if b.in.shared != "" {
			b.in.value, b.in.err = unpack[T](strings.NewReader(b.in.shared))
			return
		}
		b.in.value, b.in.err = unpack[T](bytes.NewReader(b.in.data))
	})
	return b.in.value, b.in.err
}

// Packed returns the contents as bytes. They are packed once, since many facts
// hold the same box.
func (b Box[T]) Packed() ([]byte, error) {
	if b.in == nil {
		return pack(new(T))
	}
	if b.in.shared != "" {
		return []byte(b.in.shared), nil
	}
	b.in.pack.Do(func() {
		b.in.data, b.in.broken = pack(b.in.value)
	})
	return b.in.data, b.in.broken
}

// Unpacked returns the box that data was packed from. What is wrong with the data
// is said when the box is opened.
func Unpacked[T any](data []byte) Box[T] {
	c := &contents[T]{data: data}
	c.pack.Do(func() {})
	return Box[T]{in: c}
}

// GobEncode implements [gob.GobEncoder].
func (b Box[T]) GobEncode() ([]byte, error) { return b.Packed() }

// GobDecode implements [gob.GobDecoder]. Equal boxes take memory once: a process
// reads the same one from the facts of each import that holds it.
func (b *Box[T]) GobDecode(data []byte) error {
	*b = Box[T]{in: &contents[T]{shared: unique.Make(string(data)).Value()}}
	return nil
}

func pack[T any](value *T) ([]byte, error) {
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

func unpack[T any](r io.Reader) (*T, error) {
	value := new(T)
	err := gob.NewDecoder(flate.NewReader(r)).Decode(value)
	if errors.Is(err, io.EOF) {
		return value, nil // nothing but zero values was packed
	}
	return value, err
}
