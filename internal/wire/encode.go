package wire

import (
	"encoding"
	"fmt"
	"reflect"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
)

// Append appends the JSON of v, a struct or a pointer to one.
func Append(dst []byte, v any) ([]byte, error) {
	r := reflect.ValueOf(v)
	if r.Kind() != reflect.Pointer { // an addressable copy lets methods be called without boxing each field
		p := reflect.New(r.Type())
		p.Elem().Set(r)
		r = p
	}
	return appendStruct(dst, r.Elem())
}

func appendStruct(dst []byte, v reflect.Value) ([]byte, error) {
	dst = append(dst, '{')
	first := true
	var err error
	for _, f := range planOf(v.Type()) {
		fv := v.Field(f.index)
		if f.optional && isZero(fv) {
			continue
		}
		if !first {
			dst = append(dst, ',')
		}
		first = false
		dst = append(dst, f.key...)
		if dst, err = appendValue(dst, fv, f.money); err != nil {
			return dst, fault.In(f.name, err)
		}
	}
	return append(dst, '}'), nil
}

func appendValue(dst []byte, v reflect.Value, asMoney bool) ([]byte, error) {
	switch v.Type() {
	case timeType:
		return appendTime(dst, *v.Addr().Interface().(*time.Time)) //nolint:forcetypeassert // checked by type
	case durationType:
		dst = append(dst, '"')
		dst = AppendDuration(dst, time.Duration(v.Int()))
		return append(dst, '"'), nil
	case decimalType:
		return appendDecimal(dst, *v.Addr().Interface().(*decimal.Decimal), asMoney) //nolint:forcetypeassert // checked by type
	}
	if p := v.Addr().Type(); v.Kind() != reflect.Pointer && (p.Implements(appender) || p.Implements(marshaler)) {
		return appendText(dst, v.Addr().Interface())
	}
	switch v.Kind() {
	case reflect.String:
		return appendString(dst, v.String()), nil
	case reflect.Bool:
		return strconv.AppendBool(dst, v.Bool()), nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return strconv.AppendInt(dst, v.Int(), 10), nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return strconv.AppendUint(dst, v.Uint(), 10), nil
	case reflect.Pointer:
		if v.IsNil() {
			return append(dst, "null"...), nil
		}
		return appendValue(dst, v.Elem(), asMoney)
	case reflect.Struct:
		return appendStruct(dst, v)
	case reflect.Slice, reflect.Array:
		return appendList(dst, v, asMoney)
	}
	return dst, fmt.Errorf("wire: no text for a %s", v.Type())
}

func appendList(dst []byte, v reflect.Value, asMoney bool) ([]byte, error) {
	dst = append(dst, '[')
	var err error
	for i := range v.Len() {
		if i > 0 {
			dst = append(dst, ',')
		}
		if dst, err = appendValue(dst, v.Index(i), asMoney); err != nil {
			return dst, fault.In("["+strconv.Itoa(i)+"]", err)
		}
	}
	return append(dst, ']'), nil
}

// appendText writes a type by its own text form, which holds no character that
// JSON escapes: dates, clocks, names of values.
func appendText(dst []byte, v any) ([]byte, error) {
	if a, ok := v.(encoding.TextAppender); ok {
		dst, err := a.AppendText(append(dst, '"'))
		return append(dst, '"'), err
	}
	b, err := v.(encoding.TextMarshaler).MarshalText() //nolint:forcetypeassert // the caller checked
	return appendString(dst, string(b)), err
}

func appendTime(dst []byte, t time.Time) ([]byte, error) {
	if y := t.Year(); y < 0 || y > 9999 {
		return dst, fault.New("", t, "must lie in the years 0 to 9999")
	}
	if _, off := t.Zone(); off%60 != 0 || off <= -24*3600 || off >= 24*3600 {
		t = t.UTC() // RFC 3339 has no seconds in an offset
	}
	dst = append(dst, '"')
	dst = t.AppendFormat(dst, time.RFC3339Nano)
	return append(dst, '"'), nil
}

func appendDecimal(dst []byte, d decimal.Decimal, asMoney bool) ([]byte, error) {
	dst = append(dst, '"')
	if !asMoney {
		dst = append(dst, d.String()...)
		return append(dst, '"'), nil
	}
	cents, err := money.FromDecimal(d)
	if err != nil {
		return dst, fault.Wrap("", shown(d), err)
	}
	dst = money.AppendText(dst, cents)
	return append(dst, '"'), nil
}

// shown is the text of d for an error, without writing out an absurd exponent.
func shown(d decimal.Decimal) string {
	if e := d.Exponent(); e > 100 || e < -100 {
		return fmt.Sprintf("a number with exponent %d", e)
	}
	return d.String()
}

func appendString(dst []byte, s string) []byte {
	dst = append(dst, '"')
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == '"' || c == '\\':
			dst = append(dst, '\\', c)
		case c < ' ' || c == 0x7f:
			const hex = "0123456789abcdef"
			dst = append(dst, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		case c < utf8.RuneSelf:
			dst = append(dst, c)
		default:
			r, n := utf8.DecodeRuneInString(s[i:])
			dst = utf8.AppendRune(dst, r)
			i += n
			continue
		}
		i++
	}
	return append(dst, '"')
}
