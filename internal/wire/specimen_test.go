package wire_test

import (
	"encoding"
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
)

// texts are tried on types with a text form until one is taken.
var texts = []string{
	"2026-05-14", "2026-05", "09:00", "09:00-18:00", "mon-fri", "S31", "999/1000", "0.999", "palier/1", "a", "12.50", "D9",
}

// specimen returns the JSON of a value of t with all of its fields, which Validate may
// refuse. It is "" for a type without a known text.
func specimen(t reflect.Type) string {
	switch t.String() {
	case "time.Time":
		return `"2026-05-03T22:10:00+02:00"`
	case "time.Duration":
		return `"PT1H30M"`
	case "decimal.Decimal":
		return `"12.50"`
	}
	if u, ok := reflect.New(t).Interface().(encoding.TextUnmarshaler); ok && t.Kind() != reflect.Pointer {
		return textSpecimen(t, u)
	}
	switch t.Kind() {
	case reflect.String:
		return `"a"`
	case reflect.Bool:
		return "true"
	case reflect.Pointer:
		return specimen(t.Elem())
	case reflect.Slice, reflect.Array:
		e := specimen(t.Elem())
		return "[" + e + "," + e + "]"
	case reflect.Struct:
		var fields []string
		for f := range tagged(t) {
			fields = append(fields, strconv.Quote(f.name)+":"+specimen(f.typ))
		}
		return "{" + strings.Join(fields, ",") + "}"
	default:
		return "1"
	}
}

func textSpecimen(t reflect.Type, u encoding.TextUnmarshaler) string {
	for _, s := range texts {
		if u.UnmarshalText([]byte(s)) == nil {
			return strconv.Quote(s)
		}
	}
	for i := range 256 {
		v := reflect.New(t)
		if t.Kind() == reflect.Uint8 {
			v.Elem().SetUint(uint64(i))
		}
		if m, ok := v.Interface().(encoding.TextMarshaler); ok {
			if b, err := m.MarshalText(); err == nil {
				q, _ := json.Marshal(string(b))
				return string(q)
			}
		}
	}
	return ""
}

type taggedField struct {
	name string
	typ  reflect.Type
}

// tagged returns the fields of a struct that take part.
func tagged(t reflect.Type) func(yield func(taggedField) bool) {
	return func(yield func(taggedField) bool) {
		for i := range t.NumField() {
			f := t.Field(i)
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			if name == "" || name == "-" || !f.IsExported() {
				continue
			}
			if !yield(taggedField{name, f.Type}) {
				return
			}
		}
	}
}

// lists calls f with the text before and behind the elements of each list in a document
// of type t. whole says that the fields around it are there too.
func lists(t reflect.Type, whole bool, before, behind string, f func(before, behind string, elem reflect.Type)) {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch s := specimen(t); {
	case s == "":
	case s[0] == '[' && t.Kind() == reflect.Slice:
		f(before+"[", "]"+behind, t.Elem())
		lists(t.Elem(), whole, before+"[", "]"+behind, f)
	case s[0] == '{':
		for one := range tagged(t) {
			others := ""
			for other := range tagged(t) {
				if whole && other.name != one.name {
					others += "," + strconv.Quote(other.name) + ":" + specimen(other.typ)
				}
			}
			lists(one.typ, whole, before+"{"+strconv.Quote(one.name)+":", others+"}"+behind, f)
		}
	}
}
