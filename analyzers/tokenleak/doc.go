// Package tokenleak defines an Analyzer that reports credentials that leave the
// server.
//
// # Analyzer tokenleak
//
// tokenleak: report credentials that leave the server
//
// An access token of Workplace never expires and opens all that the app is
// granted, in the whole community. Whoever reads it in a page, a log or a trace
// has it until somebody resets it in the admin panel. The analyzer follows access
// tokens and app secrets from where the program gets them to where they leave it,
// across functions and packages, and shows the way.
//
// For example:
//
//	log.Printf("using token %s", cfg.Token) // access token from field doc.config.Token is written to the log, where everybody who reads logs has it; log that it is set, not what it is
//
// If it ran in production, reset the token. Then send it in a header: no URL, no
// error of package net/http and no link in an answer repeats a header.
//
//	req.Header.Set("Authorization", "Bearer "+cfg.Token)
//
// What reaches a browser or a device, or another service such as a tracer, is an
// error; what stays in logs, files and processes of the server is a warning. The
// categories are in rules/sinks.yaml.
//
// # What is not reported
//
// Only what is a credential of Workplace: a text that a request to the platform
// carries as access_token, client_secret or Authorization, the key of a proof, and
// what credentials in workplace.yaml names. Which requests go to the platform is
// what workplacelint requests says: by their host, their path, or hosts in
// workplace.yaml. Other tokens stay silent, whatever their name, and so does a
// field from which the clients of several services get theirs. A text that is
// hashed, compared or counted, a type of the program whose String, MarshalJSON or
// LogValue does not show it, a field with the tag json:"-", the Err of a
// *url.Error, and a URL whose query is overwritten are followed no further. Of a
// template whose text is not a constant only values are reported that are handed
// over by themselves or in a map. What goes through reflection, channels of other
// packages, databases and functions of libraries that rules/carriers.yaml does
// not name is lost.
package tokenleak
