package wire

import (
	"encoding"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/shopspring/decimal"
)

var (
	timeType        = reflect.TypeFor[time.Time]()
	durationType    = reflect.TypeFor[time.Duration]()
	decimalType     = reflect.TypeFor[decimal.Decimal]()
	textMarshaler   = reflect.TypeFor[encoding.TextMarshaler]()
	textAppender    = reflect.TypeFor[encoding.TextAppender]()
	textUnmarshaler = reflect.TypeFor[encoding.TextUnmarshaler]()
)

// kind says how a type is written.
type kind uint8

const (
	unknown  kind = iota // a type that this codec does not write
	instant              // time.Time
	duration             // time.Duration
	number               // decimal.Decimal
	amount               // decimal.Decimal with two decimals
	named                // a type with a text form of its own
	str
	boolean
	signed
	unsigned
	pointer
	object
	list
	array
)

// kindNames is what the JSON of each kind is called in a fault.
var kindNames = [...]string{
	instant: "a string", duration: "a string", number: "a string", amount: "a string", named: "a string", str: "a string",
	boolean: "true or false", signed: "a number", unsigned: "a number", object: "an object", list: "a list", array: "a list",
}

// shape is what the codec knows of a type. It is worked out once for each struct
// and never changed after.
type shape struct {
	kind   kind
	typ    reflect.Type
	elem   *shape   // of a pointer, a list or an array
	fields []field  // of an object
	texts  []string // of an enumeration: the JSON of each value that has one
}

// field is a struct field that takes part, by its tag.
type field struct {
	name     string
	key      string // `"name":`
	index    int
	optional bool
	shape    *shape
}

// shapes keeps the shape of each struct type. It is a cache: a type has one
// shape, whoever asks first.
var shapes sync.Map // reflect.Type → *shape

// shapeFor returns the shape of t, a whole value.
func shapeFor(t reflect.Type) *shape {
	if known, ok := shapes.Load(t); ok {
		return known.(*shape) //nolint:forcetypeassert // the only type stored
	}
	return shapeOf(t, false, nil)
}

// shapeOf returns the shape of t. within are the structs that t is a part of.
func shapeOf(t reflect.Type, money bool, within []reflect.Type) *shape {
	s := &shape{typ: t, kind: kindOf(t, money)}
	switch s.kind {
	case pointer, list, array:
		s.elem = shapeOf(t.Elem(), money, within)
		if s.elem.kind == unknown || s.kind == pointer && s.elem.kind == pointer {
			s.kind = unknown
		}
	case object:
		if slices.Contains(within, t) { // a struct inside itself has no end
			s.kind = unknown
			return s
		}
		s.fields = fieldsOf(t, append(within, t))
		if len(s.fields) == 0 && t.NumField() > 0 { // all that it holds would be lost
			s.kind = unknown
			return s
		}
		if len(within) == 0 {
			shapes.Store(t, s)
		}
	case named:
		s.texts = textsOf(t)
	default: // has no parts
	}
	return s
}

// textsOf returns the JSON of each value of a type of bytes with a text form, which
// would be garbage each time. What is empty is left to MarshalText.
func textsOf(t reflect.Type) []string {
	if t.Kind() != reflect.Uint8 || !reflect.PointerTo(t).Implements(textMarshaler) {
		return nil
	}
	texts := make([]string, 256)
	end := 0
	for i := range texts {
		v := reflect.New(t)
		v.Elem().SetUint(uint64(i))
		b, err := v.Interface().(encoding.TextMarshaler).MarshalText() //nolint:forcetypeassert // implements it
		if err == nil && plain(b) {
			texts[i] = `"` + string(b) + `"`
			end = i + 1
		}
	}
	return slices.Clone(texts[:end])
}

func fieldsOf(t reflect.Type, within []reflect.Type) []field {
	var fields []field
	for i := range t.NumField() {
		f := t.Field(i)
		name, opts, _ := strings.Cut(f.Tag.Get("json"), ",")
		if !f.IsExported() || name == "" || name == "-" {
			continue
		}
		fields = append(fields, field{
			name: name, key: `"` + name + `":`, index: i,
			optional: opts == "omitzero",
			shape:    shapeOf(f.Type, f.Tag.Get("wire") == "money", within),
		})
	}
	return fields
}

func kindOf(t reflect.Type, money bool) kind {
	switch {
	case t == timeType:
		return instant
	case t == durationType:
		return duration
	case t == decimalType && money:
		return amount
	case t == decimalType:
		return number
	case t.Kind() != reflect.Pointer && t.Kind() != reflect.Interface && hasText(reflect.PointerTo(t)):
		return named
	}
	switch t.Kind() {
	case reflect.String:
		return str
	case reflect.Bool:
		return boolean
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return signed
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return unsigned
	case reflect.Pointer:
		return pointer
	case reflect.Struct:
		return object
	case reflect.Slice:
		return list
	case reflect.Array:
		return array
	default:
		return unknown
	}
}

// hasText reports whether a pointer type has a text form. One that is only
// written or only read counts too: the other direction then gives a fault.
func hasText(p reflect.Type) bool {
	return p.Implements(textMarshaler) || p.Implements(textAppender) || p.Implements(textUnmarshaler)
}

// isZero is what omitzero leaves out: the zero value, an empty list, a zero
// instant in any zone, a decimal of value zero.
func isZero(s *shape, v reflect.Value) bool {
	switch s.kind {
	case instant:
		return v.Addr().Interface().(*time.Time).IsZero() //nolint:forcetypeassert // checked by kind
	case number, amount:
		return v.Addr().Interface().(*decimal.Decimal).IsZero() //nolint:forcetypeassert // checked by kind
	case list:
		return v.Len() == 0
	default:
		return v.IsZero()
	}
}
