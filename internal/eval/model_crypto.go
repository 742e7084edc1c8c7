package eval

import (
	"encoding/hex"
	"encoding/json"
	"strconv"

	"github.com/workplacelint/workplacelint/internal/digest"
	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// hashType is the type of the objects that stand for a hash or MAC in the
// making. What is written to one stands in [TextField], as for any writer.
const hashType = "crypto.state"

// The fields of such an object.
const (
	hashField   = "hash"   // name of the hash, "" if it is not known
	keyedField  = "keyed"  // set for an HMAC
	keyField    = "key"    // its key, where that is known
	sharedField = "shared" // set if it is kept between messages
	branchField = "branch" // the branch in which there is a key
)

// constructors are the functions that make a hash.
var constructors = map[string]string{
	"crypto/md5.New":                     "md5",
	"crypto/sha1.New":                    "sha1",
	"crypto/sha256.New":                  "sha256",
	"crypto/sha256.New224":               "sha224",
	"crypto/sha512.New":                  "sha512",
	"crypto/sha512.New384":               "sha384",
	"crypto/sha512.New512_224":           "sha512/224",
	"crypto/sha512.New512_256":           "sha512/256",
	"crypto/sha3.New256":                 "sha3-256",
	"crypto/sha3.New512":                 "sha3-512",
	"golang.org/x/crypto/sha3.New256":    "sha3-256",
	"golang.org/x/crypto/sha3.New512":    "sha3-512",
	"github.com/minio/sha256-simd.New":   "sha256",
	"golang.org/x/crypto/blake2b.New256": "blake2b",
	"golang.org/x/crypto/blake2s.New256": "blake2s",
}

// sums are the functions that hash one text.
var sums = map[string]string{
	"crypto/md5.Sum":                      "md5",
	"crypto/sha1.Sum":                     "sha1",
	"crypto/sha256.Sum256":                "sha256",
	"crypto/sha256.Sum224":                "sha224",
	"crypto/sha512.Sum512":                "sha512",
	"crypto/sha512.Sum384":                "sha384",
	"crypto/sha512.Sum512_224":            "sha512/224",
	"crypto/sha512.Sum512_256":            "sha512/256",
	"github.com/minio/sha256-simd.Sum256": "sha256",
}

// cryptoHashes are values of crypto.Hash.
var cryptoHashes = map[string]string{
	"2": "md5", "3": "sha1", "4": "sha224", "5": "sha256", "6": "sha384", "7": "sha512", "14": "sha512/224", "15": "sha512/256",
}

var cryptoModels = makeCryptoModels()

func makeCryptoModels() map[string]Model {
	m := map[string]Model{
		"crypto/hmac.New":                   newMAC,
		"crypto/hmac.Equal":                 func(c *Call) Val { return c.equal() },
		"(*" + hashType + ").Write":         writeBytes,
		"(*bytes.Buffer).Write":             writeBytes,
		"(*strings.Builder).Write":          writeBytes,
		"(*bytes.Buffer).ReadFrom":          copyText,
		"io.Copy":                           copyText,
		"(*" + hashType + ").Sum":           sumHash,
		"(*" + hashType + ").Reset":         resetHash,
		"(*" + hashType + ").Size":          ignore,
		"(crypto.Hash).New":                 newCryptoHash,
		"crypto/subtle.ConstantTimeCompare": func(c *Call) Val { return c.equal() },
		"encoding/hex.EncodeToString":       func(c *Call) Val { return Strings(formed(c.bytes(c.Arg(0)), digest.Hex)) },
		"encoding/hex.Encode":               encodeInto,
		"encoding/hex.AppendEncode":         func(c *Call) Val { return Strings(c.bytes(c.Arg(0)).Concat(formed(c.bytes(c.Arg(1)), digest.Hex))) },
		"encoding/hex.NewEncoder":           holder("encoding/hex.encoder"),
		"(*encoding/hex.encoder).Write": func(c *Call) Val {
			c.write(c.held(c.Arg(0)), Strings(formed(c.bytes(c.Arg(1)), digest.Hex)))
			return wrote()
		},
		"encoding/hex.DecodeString": func(c *Call) Val {
			return Val{Tuple: []Val{Strings(formed(c.bytes(c.Arg(0)), digest.FromHex)), {}}}
		},
		"(*encoding/base64.Encoding).EncodeToString": func(c *Call) Val { return Strings(formed(c.bytes(c.Arg(1)), digest.Base64)) },
		"(*encoding/base64.Encoding).DecodeString": func(c *Call) Val {
			return Val{Tuple: []Val{Strings(formed(c.bytes(c.Arg(1)), digest.FromB64)), {}}}
		},
	}
	for name, hash := range constructors {
		m[name] = func(c *Call) Val { return c.newHash(hash) }
	}
	for name, hash := range sums {
		m[name] = func(c *Call) Val {
			return Strings(c.digests(digest.Digest{Hash: hash}, strval.String(""), c.bytes(c.Arg(0))))
		}
	}
	return m
}

// bytes returns the text of a value that may be an array or a slice of bytes
// in the heap; nil is the empty text.
func (c *Call) bytes(v Val) strval.Value {
	if !v.Str.IsBottom() {
		return v.Str
	}
	out := strval.Bottom
	for _, id := range c.Objects(v) {
		o := c.State.Get(id)
		if held, ok := o.Fields["*"]; ok {
			out = out.Join(held.Str)
			continue
		}
		out = out.Join(listed(o))
	}
	if out.IsBottom() {
		return strval.String("")
	}
	return out
}

// writeBytes writes a text, or a list of bytes.
func writeBytes(c *Call) Val {
	v := c.Arg(1)
	if v.Str.IsBottom() {
		v = Strings(c.bytes(v))
	}
	c.write(c.Arg(0), v)
	return wrote()
}

// copyText writes what a reader gives, a hole where that is not known.
func copyText(c *Call) Val {
	v := c.Content(c.Arg(1))
	if v.IsBottom() {
		v = Hole(strval.Hole{Name: "text", Origin: strval.OriginDecoded})
	}
	c.write(c.Arg(0), v)
	return wrote()
}

// listed is the text of a list of known bytes.
func listed(o *Obj) strval.Value {
	list := make([]byte, 0, max(o.Len, 0))
	for i := range o.Len {
		n, ok := number(o.Fields[strconv.Itoa(i)])
		if !ok || n < 0 || n > 255 {
			break
		}
		list = append(list, byte(n))
	}
	if o.Open || o.Len < 0 || len(list) < o.Len || !o.Rest.IsBottom() {
		return strval.Single(strval.Of(strval.Hole{Name: "bytes", Kind: strval.KindBytes}))
	}
	return strval.String(string(list))
}

// newHash makes a hash that nothing was written to.
func (c *Call) newHash(name string) Val {
	id := c.New(hashType, "hash")
	o := c.Edit(id)
	o.Fields[hashField] = Text(name)
	o.Fields[TextField] = Text("")
	return Pointer(id)
}

func newCryptoHash(c *Call) Val {
	lits, ok := c.Text(0).Literals()
	if !ok || len(lits) != 1 {
		return c.newHash("")
	}
	return c.newHash(cryptoHashes[lits[0]])
}

func newMAC(c *Call) Val {
	key := c.bytes(c.Arg(1))
	v := c.newHash(c.hashOf(c.Arg(0)))
	o := c.Edit(v.Refs[0].Obj)
	o.Fields[keyedField], o.Fields[keyField] = Text("true"), Strings(key)
	if c.life().Kind != digest.LifeFresh {
		o.Fields[sharedField] = Text("true")
	}
	if b := c.keyBranch(); b != nil {
		if data, err := json.Marshal(b); err == nil {
			o.Fields[branchField] = Text(string(data))
		}
	}
	return v
}

// hashOf returns the name of the hash that a constructor makes, "" if it is not
// known.
func (c *Call) hashOf(constructor Val) string {
	name := ""
	for i, fn := range constructor.Fns {
		got, ok := constructors[fn.Name]
		if !ok && c.In.U.Func(fn.Name) != nil {
			args := c.Args
			made := c.Call(Val{Fns: []FnVal{fn}})
			c.Args = args
			if id, o := c.Object(made); id >= 0 && o.Type == hashType {
				if lits, ok := o.Fields[hashField].Str.Literals(); ok && len(lits) == 1 {
					got = lits[0]
				}
			}
		}
		if i > 0 && got != name {
			return ""
		}
		name = got
	}
	return name
}

func resetHash(c *Call) Val {
	for _, id := range c.Objects(c.Arg(0)) {
		o := c.Edit(id)
		o.Fields[TextField] = Text("")
		delete(o.Fields, sharedField)
	}
	return Val{}
}

// sumHash is Sum(b): b with the digest behind it.
func sumHash(c *Call) Val {
	prefix := c.bytes(c.Arg(1))
	out := strval.Bottom
	for _, id := range c.Objects(c.Arg(0)) {
		o := c.State.Get(id)
		if o.Type != hashType {
			continue
		}
		d := digest.Digest{Life: c.life(), Keyed: !o.Fields[keyedField].IsBottom()}
		d.Shared = !o.Fields[sharedField].IsBottom() && d.Life.Kind == digest.LifeFresh
		if lits, ok := o.Fields[hashField].Str.Literals(); ok && len(lits) == 1 {
			d.Hash = lits[0]
		}
		if lits, ok := o.Fields[branchField].Str.Literals(); ok && len(lits) == 1 {
			d.If = branchOf(lits[0])
		}
		key := o.Fields[keyField]
		switch {
		case !d.Keyed:
			key = Text("")
		case key.Str.IsBottom():
			key = Hole(strval.Hole{Name: "key", Kind: strval.KindBytes})
		}
		message := c.bytes(o.Fields[TextField])
		if o.Fields[TextField].Str.IsBottom() {
			message = c.TextOf(o.Fields[TextField])
		}
		out = out.Join(prefix.Concat(c.digests(d, key.Str, message)))
	}
	if out.IsBottom() {
		return c.Opaque(strval.Hole{Name: "sum"})
	}
	return Strings(out)
}

func branchOf(text string) *digest.Branch {
	b := new(digest.Branch)
	if json.Unmarshal([]byte(text), b) != nil {
		return nil
	}
	return b
}

// maxDigests bounds the digests that one sum may be.
const maxDigests = 16

// digests returns a hole for each pair of a key and a message.
func (c *Call) digests(d digest.Digest, key, message strval.Value) strval.Value {
	d.At = c.place()
	keys, messages := key.Alternatives(), message.Alternatives()
	if len(keys)*len(messages) > maxDigests {
		return strval.Single(strval.Of(strval.Hole{Name: "digest", Kind: strval.KindBytes}))
	}
	var holes []strval.Template
	for _, k := range keys {
		for _, m := range messages {
			d.Key, d.Message = k, m
			holes = append(holes, strval.Of(strval.Hole{Name: "digest", Kind: strval.KindBytes, Ref: d.Ref()}))
		}
	}
	return strval.SetOf(holes...)
}

// place returns where the call stands.
func (c *Call) place() digest.Place {
	fn := c.Frame.Fn
	return digest.Place{File: fn.FileOf(c.Instr.Pos), Line: int(c.Instr.Line), Column: int(c.Instr.Col), Function: fn.Name}
}

// formed writes a value in another form. The hex of a text is that of its
// parts; any other form of a text with several parts is not known.
func formed(v strval.Value, form string) strval.Value {
	return v.Map(func(t strval.Template) strval.Template {
		if form == digest.Hex {
			return t.MapLits(func(s string) string { return hex.EncodeToString([]byte(s)) }).MapHoles(func(h strval.Hole) strval.Template {
				return formedHole(h, form)
			})
		}
		if h, ok := t.AsHole(); ok {
			return formedHole(h, form)
		}
		return strval.Of(strval.Hole{Name: form})
	})
}

func formedHole(h strval.Hole, form string) strval.Template {
	return strval.Of(strval.Hole{Name: h.Name, Origin: h.Origin, Ref: digest.Wrap(form, h.Ref)})
}

// encodeInto is hex.Encode: it fills its first argument.
func encodeInto(c *Call) Val {
	text := Strings(formed(c.bytes(c.Arg(1)), digest.Hex))
	for _, id := range c.Objects(c.Arg(0)) {
		c.Edit(id).Fields["*"] = text
	}
	return Hole(strval.Hole{Name: "n", Kind: strval.KindInt})
}

func (c *Call) equal() Val {
	kind := strval.KindBool
	if c.Instr.Kind == ir.KindInt {
		kind = strval.KindInt
	}
	return Hole(strval.Hole{Name: "equal", Kind: kind})
}

// Bytes returns the text of argument i, which may be an array or a slice of
// bytes.
func (c *Call) Bytes(i int) strval.Value { return c.bytes(c.Arg(i)) }
