// Package clientfile finds where credentials of Workplace get into what people
// are given: pages, apps, programs, images.
//
// A [Tree] is given the files of a repository, one after the other. Most are
// told apart by a word that they do not hold. The rest is split by package
// lexical and looked at in one of a few ways, chosen by the name of the file:
// code, pages, settings, commands. What is known of bundlers, platforms and
// names is data, in rules/clientfiles.yaml.
//
// Whether a file is delivered is decided by evidence, which every finding names:
// what the file imports, what it is called, what project it belongs to. The
// manifest can decide otherwise. Nothing is executed, and a credential is never
// shown beyond what [credential.Redact] leaves of it.
package clientfile
