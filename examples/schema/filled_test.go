package main

import (
	"encoding"
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/servicelevel/schema"
)

// examples are texts of which each type that has a text form reads one.
var examples = []string{"2026-05-14", "2026-05", "09:00-18:00", "09:00", "mon-fri", "1/2", "D9 D10", "S19", "palier/1", "28.17"}

// fill sets everything in a value to something that is not zero.
func fill(t *testing.T, v reflect.Value) {
	t.Helper()
	switch to := v.Addr().Interface().(type) {
	case *time.Time:
		*to = time.Date(2026, time.May, 3, 22, 10, 0, 5, time.FixedZone("", 7200))
		return
	case *time.Duration:
		*to = 90*time.Minute + time.Nanosecond
		return
	case encoding.TextUnmarshaler:
		fillText(t, v, to)
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString("a")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(-1)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(t, v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(t, v.Index(0))
		fill(t, v.Index(1))
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && f.Tag.Get("json") != "-" {
				fill(t, v.Field(i))
			}
		}
	default:
		require.Fail(t, "a kind that is not known", "%s", v.Type())
	}
}

// fillText sets a value that has a text form to one that it can write: the last of an
// enumeration, or what one of the examples says.
func fillText(t *testing.T, v reflect.Value, to encoding.TextUnmarshaler) {
	t.Helper()
	for _, text := range examples {
		if to.UnmarshalText([]byte(text)) == nil {
			return
		}
	}
	require.Equal(t, reflect.Uint8, v.Kind(), v.Type())
	for n := uint64(255); ; n-- {
		v.SetUint(n)
		if _, err := v.Interface().(encoding.TextMarshaler).MarshalText(); err == nil {
			return
		}
		require.NotZero(t, n, v.Type())
	}
}

// types adds a type and all that lie in it and have a schema.
func types(all map[reflect.Type]bool, t reflect.Type) {
	if _, err := schema.Of(t); err == nil {
		if all[t] {
			return
		}
		all[t] = true
	}
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array:
		types(all, t.Elem())
	case reflect.Struct:
		for i := range t.NumField() {
			if f := t.Field(i); f.IsExported() && f.Tag.Get("json") != "-" {
				types(all, f.Type)
			}
		}
	}
}

// filled are documents in which every field of a type is there.
func filled(t *testing.T, of ...any) (list []document) {
	t.Helper()
	all := map[reflect.Type]bool{}
	for _, v := range of {
		types(all, reflect.TypeOf(v))
	}
	for typ := range all {
		v := reflect.New(typ)
		fill(t, v.Elem())
		text, err := json.Marshal(v.Interface())
		require.NoError(t, err, typ)
		list = append(list, document{typ.String(), string(text)})
	}
	return list
}
