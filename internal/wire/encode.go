package wire

import (
	"encoding"
	"errors"
	"reflect"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/text"
)

// Append appends the JSON of v, a struct or a pointer to one. Where a value in
// it could not be read back, it returns dst as it was and every fault.
func Append(dst []byte, v any) ([]byte, error) {
	r := reflect.ValueOf(v)
	if !r.IsValid() || r.Kind() == reflect.Pointer && r.IsNil() {
		return dst, fault.New("", "nil", "must not be nil")
	}
	if r.Kind() != reflect.Pointer { // an addressable copy lets methods be called without boxing each field
		p := reflect.New(r.Type())
		p.Elem().Set(r)
		r = p
	}
	e := encoder{dst: dst}
	if cap(dst) == 0 {
		e.dst = make([]byte, 0, 256)
	}
	e.value(shapeFor(r.Type().Elem()), r.Elem())
	if err := e.faults.Err(); err != nil {
		return dst, err
	}
	return e.dst, nil
}

var errNotWritten = errors.New("is of a type that is only read")

type encoder struct {
	trail
	dst    []byte
	faults fault.List
}

func (e *encoder) value(s *shape, v reflect.Value) {
	switch s.kind {
	case unknown:
		e.faults.Add(e.path(), s.typ, "is of a type that has no JSON here")
	case instant:
		e.instant(*v.Addr().Interface().(*time.Time)) //nolint:forcetypeassert // checked by kind
	case duration:
		e.dst = append(text.AppendDuration(append(e.dst, '"'), time.Duration(v.Int())), '"')
	case number, amount:
		e.decimal(*v.Addr().Interface().(*decimal.Decimal), s.kind) //nolint:forcetypeassert // checked by kind
	case named:
		if len(s.texts) > 0 {
			if i := v.Uint(); i < uint64(len(s.texts)) && s.texts[i] != "" {
				e.dst = append(e.dst, s.texts[i]...)
				return
			}
		}
		e.named(v.Addr().Interface())
	case str:
		e.string(v.String())
	case boolean:
		e.dst = strconv.AppendBool(e.dst, v.Bool())
	case signed:
		e.dst = strconv.AppendInt(e.dst, v.Int(), 10)
	case unsigned:
		e.dst = strconv.AppendUint(e.dst, v.Uint(), 10)
	case pointer:
		if v.IsNil() {
			e.dst = append(e.dst, "null"...)
			return
		}
		e.value(s.elem, v.Elem())
	case object:
		e.object(s, v)
	case list, array:
		e.list(s, v)
	}
}

func (e *encoder) object(s *shape, v reflect.Value) {
	e.dst = append(e.dst, '{')
	first := true
	for i := range s.fields {
		f := &s.fields[i]
		fv := v.Field(f.index)
		if f.optional && isZero(f.shape, fv) {
			continue
		}
		if !first {
			e.dst = append(e.dst, ',')
		}
		first = false
		e.dst = append(e.dst, f.key...)
		e.enter(step{name: f.name})
		e.value(f.shape, fv)
		e.leave()
	}
	e.dst = append(e.dst, '}')
}

func (e *encoder) list(s *shape, v reflect.Value) {
	e.dst = append(e.dst, '[')
	for i := range v.Len() {
		if i > 0 {
			e.dst = append(e.dst, ',')
		}
		e.enter(step{index: i})
		if elem := v.Index(i); s.elem.kind == pointer && elem.IsNil() { // Decode refuses null in a list
			e.faults.Add(e.path(), "nil", "must not be nil")
		} else {
			e.value(s.elem, elem)
		}
		e.leave()
	}
	e.dst = append(e.dst, ']')
}

// named writes a type by its own text form.
func (e *encoder) named(v any) {
	start := len(e.dst)
	var err error
	switch t := v.(type) {
	case encoding.TextAppender:
		e.dst, err = t.AppendText(append(e.dst, '"'))
		if err == nil && !plain(e.dst[start+1:]) {
			own := string(e.dst[start+1:])
			e.dst = e.dst[:start]
			e.string(own)
			return
		}
		e.dst = append(e.dst, '"')
	case encoding.TextMarshaler:
		var b []byte
		if b, err = t.MarshalText(); err == nil {
			e.string(string(b))
		}
	default:
		err = errNotWritten
	}
	if err != nil {
		e.faults.In("", textFault(e.path(), reflect.ValueOf(v).Elem(), err))
	}
}

// plain reports whether b needs no escape in a JSON string.
func plain[T string | []byte](b T) bool {
	for i := range len(b) {
		if c := b[i]; c < ' ' || c == '"' || c == '\\' || c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func (e *encoder) instant(t time.Time) {
	if _, off := t.Zone(); off%60 != 0 || off <= -24*3600 || off >= 24*3600 {
		t = t.UTC() // RFC 3339 has no seconds in an offset
	}
	if y := t.Year(); y < 0 || y > 9999 {
		e.faults.Add(e.path(), t, "must lie in the years 0 to 9999")
		return
	}
	e.dst = append(t.AppendFormat(append(e.dst, '"'), time.RFC3339Nano), '"')
}

func (e *encoder) decimal(d decimal.Decimal, k kind) {
	e.dst = append(e.dst, '"')
	if k == amount {
		cents, err := money.FromDecimal(d)
		if err != nil {
			e.faults.In("", fault.Wrap(e.path(), d, err))
		}
		e.dst = money.AppendText(e.dst, cents)
	} else {
		var ok bool
		if e.dst, ok = text.AppendDecimal(e.dst, d); !ok {
			e.faults.In("", fault.Wrap(e.path(), d, text.ErrDecimal))
		}
	}
	e.dst = append(e.dst, '"')
}

func (e *encoder) string(s string) {
	e.dst = append(e.dst, '"')
	switch {
	case plain(s):
		e.dst = append(e.dst, s...)
	case !utf8.ValidString(s):
		e.faults.Add(e.path(), s, "must be UTF-8")
	default:
		e.escaped(s)
	}
	e.dst = append(e.dst, '"')
}

func (e *encoder) escaped(s string) {
	const hex = "0123456789abcdef"
	for i := range len(s) {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			e.dst = append(e.dst, '\\', c)
		case c < ' ':
			e.dst = append(e.dst, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		default:
			e.dst = append(e.dst, c)
		}
	}
}
