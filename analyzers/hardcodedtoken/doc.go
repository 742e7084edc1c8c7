// Package hardcodedtoken defines an Analyzer that reports credentials in the
// source of a program.
//
// # Analyzer hardcodedtoken
//
// hardcodedtoken: report credentials in the source
//
// Whoever can read the source or the binary has the credential, and it stays in
// the history when the line is gone. A Workplace access token opens all that the
// app is granted, in the whole community and without end.
//
// For example:
//
//	const token = "DQVJ…" // Workplace access token (DQVJ…, 278 characters) is hardcoded; reset it, and give the program the new one when it runs
//
// Reset the credential in the admin panel: removing the line is not enough. Give
// the program the new one when it runs, from the environment or a secret store. If
// the code reads one of that kind already, in the package or anywhere in its module,
// the diagnostic says how and where:
//
//	… is hardcoded; reset it, and read the new one with os.Getenv("WORKPLACE_TOKEN") as Load in config/config.go does
//
// Known are functions that read the environment, files and settings, clients of
// secret stores, and tags of fields that libraries fill; rules/credentials.yaml
// lists them. A name that tells the platform comes first. One that does not, such as
// BOT_TOKEN, is named if the package reads it, or if the module reads no other token.
//
// Reported are constants that have the shape of a credential, also put together
// from several or encoded; those that have the name of one, as assignments, flag
// defaults, struct tags and fallbacks for the environment; and those that flow
// into the place of one in a request: a parameter, a header, the key of a proof.
// They are followed through functions, fields, variables and settings, across
// packages.
//
// # What is not reported
//
// Placeholders, such as replace-me, <token> and ${TOKEN}, values that repeat or
// count, and words. Files of tests. Comments, which workplacelint secrets looks
// at, with all other files. Credentials in slices of bytes written as numbers,
// those that a function of the program decodes or decrypts itself, and pieces
// without a shape that are shorter than 30 characters each and put together when
// the program runs.
package hardcodedtoken
