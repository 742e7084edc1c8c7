package proof_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/workplacelint/workplacelint/internal/digest"
	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/internal/proof"
	"github.com/workplacelint/workplacelint/internal/strval"
)

var (
	token  = strval.Of(strval.Hole{Name: "token", Origin: strval.OriginParam, Ref: "p:f#0"})
	secret = strval.Of(strval.Hole{Name: "secret", Origin: strval.OriginParam, Ref: "p:f#1"})
	now    = strval.Of(strval.Hole{Name: "unix", Kind: strval.KindInt, Unit: strval.UnitSeconds, Origin: strval.OriginTime, Ref: "unix:now::f#0:1:2"})
	bar    = strval.Lit("|")
)

func concat(ts ...strval.Template) strval.Template {
	var out strval.Template
	for _, t := range ts {
		out = out.Concat(t)
	}
	return out
}

// signed returns the hex of a digest.
func signed(d digest.Digest) strval.Value {
	return strval.Single(strval.Of(strval.Hole{Name: "digest", Ref: digest.Wrap(digest.Hex, d.Ref())}))
}

func params(proofs, times strval.Value) []graphapi.Param {
	return []graphapi.Param{
		{Name: "access_token", Value: strval.Single(token)},
		{Name: "appsecret_proof", Value: proofs},
		{Name: "appsecret_time", Value: times},
	}
}

func TestJudge(t *testing.T) {
	right := digest.Digest{Hash: "sha256", Keyed: true, Key: secret, Message: concat(token, bar, now)}
	with := func(change func(*digest.Digest)) digest.Digest {
		d := right
		change(&d)
		return d
	}
	unknown := strval.Of(strval.Hole{Name: "message", Origin: strval.OriginParam, Ref: "p:f#2"})
	for _, c := range []struct {
		name   string
		proofs strval.Value
		times  strval.Value
		want   proof.Verdict
	}{
		{"as the guide has it", signed(right), strval.Single(now), proof.Right},
		{"one of two branches is right", signed(right).Join(signed(with(func(d *digest.Digest) { d.Message = token }))), strval.Single(now), proof.Right},
		{"a message that the caller makes", signed(with(func(d *digest.Digest) { d.Message = unknown })), strval.Single(now), proof.NotProven},
		{"a hash that is not known", signed(with(func(d *digest.Digest) { d.Hash = "" })), strval.Single(now), proof.NotProven},
		{"a time that the caller makes", signed(right), strval.Single(unknown), proof.NotProven},
		{"a proof that the caller makes", strval.Single(unknown), strval.Single(now), proof.NotProven},
		{"the token of another function", signed(with(func(d *digest.Digest) {
			d.Message = concat(strval.Of(strval.Hole{Name: "token", Ref: "p:g#0"}), bar, now)
		})), strval.Single(now), proof.NotProven},
		{"the hash of another service", signed(with(func(d *digest.Digest) { d.Hash = "sha1" })), strval.Single(now), proof.Wrong},
		{"the other order", signed(with(func(d *digest.Digest) { d.Message = concat(now, bar, token) })), strval.Single(now), proof.Wrong},
		{"a cache of a minute", signed(with(func(d *digest.Digest) { d.Life = digest.Life{Kind: digest.LifeLimited, Seconds: 60} })), strval.Single(now), proof.Right},
		{"a cache of an hour", signed(with(func(d *digest.Digest) { d.Life = digest.Life{Kind: digest.LifeLimited, Seconds: 3600} })), strval.Single(now), proof.Wrong},
	} {
		got := proof.Default().Judge(proof.Request{Params: params(c.proofs, c.times), Root: "f", Workplace: true})
		if got.Verdict != c.want {
			t.Errorf("%s: verdict %d (%s, %v), want %d", c.name, got.Verdict, got.Open, got.Findings, c.want)
		}
	}
}

// TestFacebook has no time in the proof, which is wrong only at Workplace.
func TestFacebook(t *testing.T) {
	d := digest.Digest{Hash: "sha256", Keyed: true, Key: secret, Message: token}
	req := proof.Request{Params: params(signed(d), strval.Bottom)[:2], Root: "f"}
	if got := proof.Default().Judge(req); got.Verdict != proof.Right {
		t.Errorf("at Facebook: verdict %d (%v), want right", got.Verdict, got.Findings)
	}
	req.Workplace = true
	if got := proof.Default().Judge(req); got.Verdict != proof.Wrong || got.Findings[0].Category != proof.CategoryNoTime {
		t.Errorf("at Workplace: verdict %d (%v), want %s", got.Verdict, got.Findings, proof.CategoryNoTime)
	}
}

func TestLoadIsStrict(t *testing.T) {
	for text, want := range map[string]string{
		"hash: sha256": "expected parameters",
		"hush: sha256": "hush",
		"parameters: {proof: p, time: t, token: k}\nhash: h\nseparator: s\nwindow: 1\nmisspelt: {x: [y]}": "expected p or t, found x",
	} {
		_, err := proof.Load(fstest.MapFS{proof.File: {Data: []byte(text)}})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error is %v, want one with %q", text, err, want)
		}
	}
}
