// Package clone makes deep copies of plain data, so that what the library
// returns can be changed by the caller without changing the library.
package clone

import "reflect"

// Of returns a copy of v that shares no list and no pointer with it, at any
// depth of exported fields. Unexported fields are copied as they are: their
// types (time.Time, decimal.Decimal) never change what they point to.
func Of[T any](v T) T {
	deepen(reflect.ValueOf(&v).Elem())
	return v
}

func deepen(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Field(i); f.CanSet() {
				deepen(f)
			}
		}
	case reflect.Slice:
		if v.IsNil() {
			return
		}
		list := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(list, v)
		v.Set(list)
		for i := range v.Len() {
			deepen(v.Index(i))
		}
	case reflect.Pointer:
		if v.IsNil() {
			return
		}
		p := reflect.New(v.Type().Elem())
		p.Elem().Set(v.Elem())
		v.Set(p)
		deepen(p.Elem())
	default: // a value
	}
}
