// Package verdict brings together what programs send, what the catalogue knows
// and what manifests grant, and words what follows from it.
//
// Every driver reports through it, so that all of them say the same: the
// analyzers judge one package with what it imports, the command line judges all
// packages at once. What is a finding, package audit decides; this package
// decides which requests a manifest is responsible for, at which position a
// finding is shown and in which words.
//
// A manifest governs the packages of its directory and below, up to the next
// manifest. Requests of packages that no manifest governs are judged by those
// of the main packages that reach them. What a manifest grants without need is
// judged where all main packages that it governs are in view; a driver that
// sees one package at a time can do so if there is one.
package verdict
