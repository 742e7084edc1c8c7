// Package webhooksignature defines an Analyzer that reports webhook deliveries
// whose signature is not checked, or not as it is made.
//
// # Analyzer webhooksignature
//
// webhooksignature: report webhook signatures that are not checked well
//
// Whoever knows the address of a webhook can send deliveries to it; only the
// signature tells those of the platform from others. It is the HMAC-SHA256 of
// the body as it arrived, with the app secret as key, in the header
// X-Hub-Signature-256. A check that is left out lets everybody in, one that is
// made differently refuses deliveries or leaks the right signature byte by byte.
//
// For example:
//
//	return want == got // the signature is compared in a time that depends on how much of it is right; use hmac.Equal
//
// Compare in constant time, before the body is decoded:
//
//	func signed(secret, body []byte, header string) bool {
//		mac := hmac.New(sha256.New, secret)
//		mac.Write(body)
//		got, err := hex.DecodeString(strings.TrimPrefix(header, "sha256="))
//		return err == nil && hmac.Equal(mac.Sum(nil), got)
//	}
//
// # What is not reported
//
// Only packages that name one of the signature headers are looked at. That
// nothing checks the signature is reported only of a command that answers,
// itself or in what it imports, the verification of a callback, where neither
// it nor what it imports names such a header; that a delivery without signature
// is taken, only where one function looks whether the header is there and
// checks it. A digest whose message or key is not known is taken to be right,
// and so is the old SHA-1 signature where the new one is checked too. A package
// that names a host which Facebook shares, and that nothing tells from one for
// plain Facebook, is not judged: no workplace.yaml, no host of Workplace, no
// text with that name. Deliveries of other services that use the same header
// are held to the same rules.
package webhooksignature
