// Package store keeps results between runs, in a directory of the user.
//
// An entry is found by a key that stands for all that decides the result. It is
// encrypted with a key that is derived from the same: who has the directory and
// not the source learns nothing from it. That matters since results hold texts of
// the source, and source may hold credentials. For that reason a key must never be
// written anywhere.
//
// Whatever is wrong with an entry, there is none.
package store

import (
	"bytes"
	"compress/flate"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/rogpeppe/go-internal/cache"
)

// A Key is found from what decides a result. It is secret.
type Key [sha256.Size]byte

// KeyOf returns the key that stands for some bytes, in order.
func KeyOf(parts ...[]byte) Key {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%d:", len(p))
		h.Write(p)
	}
	return Key(h.Sum(nil))
}

// name is the key of another thing about the same.
func (k Key) name(purpose string) Key { return KeyOf([]byte(purpose), k[:]) }

// A Store is a directory with results. The nil Store has none and keeps none.
type Store struct {
	cache *cache.Cache
}

// subdir is where entries are in the directory that a user may share with others.
const subdir = "results"

// Open opens the store in a directory, which is made if there is none. Nobody else
// can read it. Entries that were not used for some days are removed.
func Open(dir string) (*Store, error) {
	dir = filepath.Join(dir, subdir)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	if err := os.Chmod(dir, 0o700); err != nil {
		return nil, err
	}
	c, err := cache.Open(dir)
	if err != nil {
		return nil, err
	}
	if err := writable(dir); err != nil {
		return nil, err
	}
	// What stays is removed the next time.
	_ = c.Trim()
	return &Store{cache: c}, nil
}

func writable(dir string) error {
	f, err := os.CreateTemp(dir, "try-")
	if err != nil {
		return err
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

// Clean removes all entries of the store in a directory.
func Clean(dir string) error { return os.RemoveAll(filepath.Join(dir, subdir)) }

// Size returns how many bytes the entries in a directory have.
func Size(dir string) (int64, error) {
	var size int64
	err := filepath.WalkDir(filepath.Join(dir, subdir), func(_ string, d os.DirEntry, err error) error {
		switch {
		case errors.Is(err, os.ErrNotExist):
			return nil // It was never used, or another process removes entries.
		case err != nil:
			return err
		case d.Type().IsRegular():
			if info, err := d.Info(); err == nil {
				size += info.Size()
			}
		}
		return nil
	})
	return size, err
}

// Get returns the data that a key stands for.
func (s *Store) Get(k Key) ([]byte, bool) {
	if s == nil {
		return nil, false
	}
	sealed, _, err := s.cache.GetBytes(cache.ActionID(k.name("entry")))
	if err != nil {
		return nil, false
	}
	data, err := unseal(k, sealed)
	return data, err == nil
}

// Put keeps data for a key. That it cannot be kept is no failure of the run that
// made it, which goes on without.
func (s *Store) Put(k Key, data []byte) error {
	if s == nil {
		return nil
	}
	sealed, err := seal(k, data)
	if err != nil {
		return err
	}
	_, _, err = s.cache.PutNoVerify(cache.ActionID(k.name("entry")), bytes.NewReader(sealed))
	return err
}

// Has reports whether there is an entry. It may be damaged.
func (s *Store) Has(k Key) bool {
	if s == nil {
		return false
	}
	_, _, err := s.cache.GetFile(cache.ActionID(k.name("entry")))
	return err == nil
}

// seal compresses and encrypts data. The nonce is derived from the data, so that
// equal data has equal bytes, and two texts never share one.
func seal(k Key, data []byte) ([]byte, error) {
	var packed bytes.Buffer
	w, err := flate.NewWriter(&packed, flate.BestSpeed)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(data); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	gcm, err := k.gcm()
	if err != nil {
		return nil, err
	}
	digest := sha256.Sum256(packed.Bytes())
	nonce := digest[:gcm.NonceSize()]
	return gcm.Seal(bytes.Clone(nonce), nonce, packed.Bytes(), nil), nil
}

func unseal(k Key, sealed []byte) ([]byte, error) {
	gcm, err := k.gcm()
	if err != nil {
		return nil, err
	}
	if len(sealed) < gcm.NonceSize() {
		return nil, io.ErrUnexpectedEOF
	}
	packed, err := gcm.Open(nil, sealed[:gcm.NonceSize()], sealed[gcm.NonceSize():], nil)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(flate.NewReader(bytes.NewReader(packed)))
}

func (k Key) gcm() (cipher.AEAD, error) {
	secret := k.name("secret")
	block, err := aes.NewCipher(secret[:])
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}
