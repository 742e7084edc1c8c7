package review

import (
	"reflect"

	"github.com/workplacelint/workplacelint/internal/report"
)

// visible returns a copy of a document in which each text shows what it holds:
// names in code can have characters that hide or reorder what follows.
func visible(d *Document) *Document {
	return show(reflect.ValueOf(d)).Interface().(*Document)
}

// show copies a value of the model, which has no maps and no interfaces.
func show(v reflect.Value) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	switch v.Kind() { //nolint:exhaustive // other kinds hold no text
	case reflect.String:
		out.SetString(report.Printable(v.String()))
	case reflect.Pointer:
		if !v.IsNil() {
			out.Set(reflect.New(v.Type().Elem()))
			out.Elem().Set(show(v.Elem()))
		}
	case reflect.Slice:
		for i := range v.Len() {
			out.Set(reflect.Append(out, show(v.Index(i))))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			out.Field(i).Set(show(v.Field(i)))
		}
	default:
		out.Set(v)
	}
	return out
}
