// Package faultymanifest defines an Analyzer that reports what is wrong in a
// manifest whatever the program does.
//
// # Analyzer faultymanifest
//
// faultymanifest: report grants that do not work as they are written
//
// A misspelt permission is not granted by anybody, a grant that does nothing
// without another looks right in the admin panel, and a grant without a reason
// is never removed because nobody dares to. The analyzer compares
// workplace.yaml with the catalogue.
//
// For example:
//
//	package main // workplace.yaml:5 grants bot_group_chat ("Group Chat Bot"), which does nothing without message ("Message any member")
//
// Correct the manifest, and the app in the admin panel if it was set up from it.
//
// Reported are names that are no permission, with the one that was meant (also
// labels of the admin panel in English, German and Portuguese); permissions that
// exist no more or are not given anew; a limit to groups on a permission that
// has none; a grant that does nothing without another; a grant without a reason.
//
// # What is not reported
//
// The catalogue may lack a new permission: an unknown name that is not near to
// a known one is reported, but the rest of the manifest counts. Whether the
// admin panel says the same as the manifest is not known here. A grant whose
// last day has passed is reported by the command line only, as the other drivers
// keep their findings beyond a day. A manifest that cannot be read is an error
// of the driver, not a finding.
//
// # Flags
//
//   - -pedantic: report also settings that would make a stolen token worth less
package faultymanifest
