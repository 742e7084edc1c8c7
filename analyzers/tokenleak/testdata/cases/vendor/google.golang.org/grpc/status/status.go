// Package status is a stub: the signatures that the cases use.
package status

import "google.golang.org/grpc/codes"

func Error(c codes.Code, msg string) error               { return nil }
func Errorf(c codes.Code, format string, a ...any) error { return nil }
