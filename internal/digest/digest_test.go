package digest_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workplacelint/workplacelint/internal/digest"
	"github.com/workplacelint/workplacelint/internal/strval"
)

func TestRefRoundTrip(t *testing.T) {
	token := strval.Hole{Name: "token", Origin: strval.OriginParam, Ref: "p:f#0"}
	inner := digest.Digest{Hash: "sha256", Keyed: true, Message: strval.Lit("a:b")}
	want := digest.Digest{
		Hash: "sha256", Keyed: true,
		Key:     strval.Of(strval.Hole{Name: "key", Kind: strval.KindBytes, Ref: inner.Ref()}),
		Message: strval.Of(token).Concat(strval.Lit("|")).Concat(strval.Of(strval.Hole{Name: "now", Unit: strval.UnitSeconds})),
		At:      digest.Place{File: "/a.go", Line: 3, Column: 7, Function: "a.f"},
		Life:    digest.Life{Kind: digest.LifeLimited, Seconds: 600, Where: "cache"},
		If:      &digest.Branch{Function: "a.f", From: 1, To: 2},
	}
	forms, got, ok := digest.Parse(digest.Wrap(digest.UpperHex, digest.WrapN(digest.Base, "16", want.Ref())))
	if !ok {
		t.Fatal("no digest")
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("digest differs (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]digest.Form{{Name: "HEX"}, {Name: "base", N: "16"}}, forms); diff != "" {
		t.Errorf("forms differ (-want +got):\n%s", diff)
	}
	if _, in, ok := digest.Parse(got.Key.Holes()[0].Ref); !ok || !cmp.Equal(in, inner) {
		t.Errorf("digest in the key is %v, %v", in, ok)
	}
}

func TestRefIsBounded(t *testing.T) {
	d := digest.Digest{Hash: "sha1"}
	for range 40 {
		d = digest.Digest{Hash: "sha256", Keyed: true, Key: strval.Of(strval.Hole{Name: "k", Ref: d.Ref()})}
	}
	if n := len(d.Ref()); n > 64<<10 {
		t.Errorf("description has %d bytes", n)
	}
}

func TestOtherRefs(t *testing.T) {
	for _, ref := range []string{"", "p:f#1", "env:TOKEN", "hex:", "mac:{", "resp:1:.id", strings.Repeat("hex:", 9)} {
		if _, _, ok := digest.Parse(ref); ok {
			t.Errorf("%q is taken for a digest", ref)
		}
	}
	if got := digest.Wrap(digest.Hex, ""); got != "" {
		t.Errorf("the hex of a value without identity has Ref %q", got)
	}
}
