package wire

import (
	"encoding"
	"reflect"
	"strings"
	"sync"
	"time"

	"github.com/shopspring/decimal"
)

var (
	timeType     = reflect.TypeFor[time.Time]()
	durationType = reflect.TypeFor[time.Duration]()
	decimalType  = reflect.TypeFor[decimal.Decimal]()
	marshaler    = reflect.TypeFor[encoding.TextMarshaler]()
	appender     = reflect.TypeFor[encoding.TextAppender]()
	unmarshaler  = reflect.TypeFor[encoding.TextUnmarshaler]()
)

// field is what the codec knows of one struct field.
type field struct {
	name     string
	key      string // `"name":`
	index    int
	optional bool
	money    bool
}

// plans keeps the fields of each struct type, worked out once. It is a cache: a
// type has one plan whoever asks first.
var plans sync.Map // reflect.Type → []field

func planOf(t reflect.Type) []field {
	if p, ok := plans.Load(t); ok {
		return p.([]field) //nolint:forcetypeassert // the only type stored
	}
	var fields []field
	for i := range t.NumField() {
		f := t.Field(i)
		name, opts, _ := strings.Cut(f.Tag.Get("json"), ",")
		if !f.IsExported() || name == "" || name == "-" {
			continue
		}
		fields = append(fields, field{
			name: name, key: `"` + name + `":`, index: i,
			optional: strings.Contains(opts, "omitzero"),
			money:    f.Tag.Get("wire") == "money",
		})
	}
	plans.Store(t, fields)
	return fields
}

// isZero is what omitzero leaves out: the zero value, an empty list, a zero
// instant in any zone, a decimal of value zero.
func isZero(v reflect.Value) bool {
	switch v.Type() {
	case timeType:
		return v.Interface().(time.Time).IsZero() //nolint:forcetypeassert // checked by type
	case decimalType:
		return v.Interface().(decimal.Decimal).IsZero() //nolint:forcetypeassert // checked by type
	}
	if v.Kind() == reflect.Slice {
		return v.Len() == 0
	}
	return v.IsZero()
}
