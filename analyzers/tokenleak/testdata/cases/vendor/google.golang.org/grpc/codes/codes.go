// Package codes is a stub: the signatures that the cases use.
package codes

type Code uint32

const Internal Code = 13
