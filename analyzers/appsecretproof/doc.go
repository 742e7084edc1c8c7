// Package appsecretproof defines an Analyzer that reports app secret proofs
// that the server refuses.
//
// # Analyzer appsecretproof
//
// appsecretproof: report app secret proofs that the server refuses
//
// An app that requires proofs gets error 100 for each request whose proof is
// not exactly what the server computes, and the error does not say why. The
// parameter appsecret_proof is the lower-case hex of HMAC-SHA256, with the app
// secret as key, over access token, bar and Unix seconds; the same seconds are
// sent as appsecret_time; a proof is valid for five minutes. The analyzer works
// out what is signed and what is sent, across functions and packages, and
// compares.
//
// For example:
//
//	mac.Write([]byte(token + ":" + ts)) // ":" stands between token and time in the signed text; the message is token|time
//
// Sign the token, a bar and the seconds, and send the same seconds:
//
//	func sign(token, secret string) (proof, seconds string) {
//		seconds = strconv.FormatInt(time.Now().Unix(), 10)
//		mac := hmac.New(sha256.New, []byte(secret))
//		mac.Write([]byte(token + "|" + seconds))
//		return hex.EncodeToString(mac.Sum(nil)), seconds
//	}
//
// # What is not reported
//
// Only a digest that reaches a parameter or header of a request with one of the
// names of a proof is judged, or that a function returns which is called after
// the proof, in code that a workplace.yaml governs or that talks to Workplace:
// other signatures stay silent. A proof is reported if everything that was
// signed and sent is known and it differs from what the server expects; where
// something is not known, such as a token that comes from elsewhere than the
// one that is sent, nothing is said. That a proof is too old when it is sent is
// reported if a variable keeps it, if a constructor puts it into a field that
// nothing renews, or if it is made before a loop that waits and has no number
// of turns. A proof of the token alone is right for Facebook, so it is reported
// only of code that a workplace.yaml governs or that talks to a host of
// Workplace. That a request carries no proof at all is reported only if the
// manifest requires one. Which characters of a proof the server compares is not
// known; upper-case hex is reported with -pedantic only.
//
// # Flags
//
//   - -pedantic: also report what the server may accept, and keys that may be
//     empty
//   - -suggest: also suggest changes that a person has to look at
package appsecretproof
