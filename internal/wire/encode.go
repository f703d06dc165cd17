package wire

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math/bits"
	"reflect"
	"slices"
	"strconv"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/text"
	"github.com/palier-go/palier/internal/zone"
)

// Append appends the JSON of v, a struct or a pointer to one. If a value in it could not
// be read back, it returns dst as it was and every fault.
func Append(dst []byte, v any) ([]byte, error) {
	r := reflect.ValueOf(v)
	if !r.IsValid() || r.Kind() == reflect.Pointer && r.IsNil() {
		return dst, fault.New("", "nil", "must not be nil")
	}
	if r.Kind() != reflect.Pointer { // a copy that has an address
		p := reflect.New(r.Type())
		p.Elem().Set(r)
		r = p
	}
	shape := programFor(r.Type().Elem()).shape
	e := takeEncoder(shape)
	defer e.give()
	if cap(dst) > 0 {
		out := e.value(dst, shape, placeOf(r))
		if err := e.faults.Err(); err != nil {
			return dst, err
		}
		return out, nil
	}
	e.page = e.value(e.page[:0], shape, placeOf(r))
	if err := e.faults.Err(); err != nil {
		return dst, err
	}
	return bytes.Clone(e.page), nil
}

var errNotWritten = errors.New("is of a type that is only read")

// encoder gathers the faults of what is written. Its methods append to dst and return
// it; it is not kept here, so that it stays in registers.
type encoder struct {
	trail
	faults fault.List
	// clock is of the last instant, from one document to the next: to look up what holds in a
	// zone takes a tenth of the time of a statement.
	clock zone.Clock
	page  []byte // memory for a document until its length is known: the caller gets memory of just that
}

// encoders are not in use.
var encoders sync.Pool // of *encoder

func takeEncoder(root *shape) *encoder {
	e, ok := encoders.Get().(*encoder)
	if !ok {
		e = &encoder{page: make([]byte, 0, 2<<10)}
	}
	e.trail = trail{root: root}
	return e
}

func (e *encoder) give() {
	const maxPage = 64 << 10
	if e.faults = (fault.List{}); cap(e.page) <= maxPage {
		encoders.Put(e)
	}
}

func (e *encoder) value(dst []byte, s *shape, p place) []byte {
	switch s.kind {
	case instant:
		return e.instant(dst, *p.instant())
	case duration:
		return append(text.AppendDuration(append(dst, '"'), *p.duration()), '"')
	case number, amount:
		return e.decimal(dst, *p.decimal(), s.kind)
	case named:
		if s.names != nil {
			if t := s.names.json[*p.name()]; t != "" {
				return append(dst, t...)
			}
		}
		return e.named(dst, s, p)
	case str:
		return e.string(dst, *p.text())
	case boolean:
		return strconv.AppendBool(dst, *p.boolean())
	case signed:
		return strconv.AppendInt(dst, p.value(s).Int(), 10)
	case unsigned:
		return strconv.AppendUint(dst, p.value(s).Uint(), 10)
	case pointer:
		if to := *p.target(); !to.isNil() {
			return e.value(dst, s.elem, to)
		}
		return append(dst, "null"...)
	case object:
		return e.object(dst, s, p)
	case list, array:
		return e.list(dst, s, p)
	default:
		e.faults.Add(e.path(), s.typ, "is of a type that has no JSON here")
		return dst
	}
}

func (e *encoder) object(dst []byte, s *shape, p place) []byte {
	for _, l := range s.lost {
		if n := len(*p.plus(l.offset).memory()); n > 0 {
			e.faults.Add(fault.Join(e.path(), l.name), elements(n), l.reason)
		}
	}
	start := len(dst)
	for given := s.given(p); given != 0; given &= given - 1 {
		i := bits.TrailingZeros64(given)
		f := &s.fields[i]
		dst = f.appendKey(dst)
		e.enter(i)
		dst = e.value(dst, f.shape, p.plus(f.offset))
		e.leave()
	}
	if len(dst) == start {
		return append(dst, "{}"...)
	}
	dst[start] = '{' // each key is written with a comma before it
	return append(dst, '}')
}

// appendKey appends `,"name":`. A short one is written as two words, with what stands
// behind it to be written over: that takes half the time of a copy of some bytes.
func (f *field) appendKey(dst []byte) []byte {
	n := len(dst)
	if len(f.key) > 16 || cap(dst)-n < 16 {
		return append(dst, f.key...)
	}
	dst = dst[:n+16]
	binary.LittleEndian.PutUint64(dst[n:], f.start[0])
	binary.LittleEndian.PutUint64(dst[n+8:], f.start[1])
	return dst[:n+len(f.key)]
}

func (e *encoder) list(dst []byte, s *shape, p place) []byte {
	var n int
	if s.kind == array {
		n = s.typ.Len()
	} else {
		m := *p.memory()
		n, p = len(m), m.first()
	}
	dst = append(dst, '[')
	for i := range n {
		if i > 0 {
			dst = append(dst, ',')
		}
		e.enter(i)
		if elem := p.element(s.elem, i); s.elem.kind == pointer && elem.target().isNil() { // Decode refuses null in a list
			e.faults.Add(e.path(), "nil", "must not be nil")
		} else {
			dst = e.value(dst, s.elem, elem)
		}
		e.leave()
	}
	return append(dst, ']')
}

// given returns the fields of the struct at p that are not left out, a bit each.
func (s *shape) given(p place) uint64 {
	given := s.required
	for _, w := range s.telling {
		if p.plus(w.at).word() != 0 {
			given |= w.field
		}
	}
	for asked := s.asked; asked != 0; asked &= asked - 1 {
		i := bits.TrailingZeros64(asked)
		if f := &s.fields[i]; !f.absent(p.plus(f.offset)) {
			given |= 1 << i
		}
	}
	return given
}

// absent reports whether an optional field is left out.
func (f *field) absent(p place) bool {
	for _, at := range f.zero {
		if p.plus(at).word() != 0 {
			return false
		}
	}
	return f.zero != nil || isZero(f.shape, p)
}

// isZero is what omitzero leaves out: the zero value, an empty list, a zero
// instant in any zone, a decimal of value zero. Strings and lists are left to zeroWords.
func isZero(s *shape, p place) bool {
	switch s.kind {
	case instant:
		return p.instant().IsZero()
	case number, amount:
		return p.decimal().IsZero()
	case boolean:
		return !*p.boolean()
	default:
		return p.value(s).IsZero()
	}
}

// named writes a type by its own text form.
func (e *encoder) named(dst []byte, s *shape, p place) []byte {
	err := errNotWritten
	switch {
	case s.appender != nil:
		start := len(dst)
		if dst, err = located(p, s.appender).AppendText(append(dst, '"')); err != nil {
			break
		}
		if plain(dst[start+1:]) {
			return append(dst, '"')
		}
		return e.string(dst[:start], string(dst[start+1:]))
	case s.marshaler != nil:
		var b []byte
		if b, err = located(p, s.marshaler).MarshalText(); err == nil {
			return e.string(dst, string(b))
		}
	}
	e.faults.In("", textFault(e.path(), p.value(s), err))
	return dst
}

func (e *encoder) instant(dst []byte, t time.Time) []byte {
	e.clock.Use(t.Location())
	offset := e.clock.Offset(t)
	dst, ok := appendInstant(append(dst, '"'), t, offset)
	if !ok {
		if !writable(offset) {
			t = t.UTC()
		}
		e.faults.Add(e.path(), t, "must lie in the years 0 to 9999")
	}
	return append(dst, '"')
}

func (e *encoder) decimal(dst []byte, d decimal.Decimal, k kind) []byte {
	dst = append(dst, '"')
	if k == amount {
		cents, err := money.FromDecimal(d)
		if err != nil {
			e.faults.In("", fault.Wrap(e.path(), d, err))
		}
		return append(money.AppendText(dst, cents), '"')
	}
	dst, ok := text.AppendDecimal(dst, d)
	if !ok {
		e.faults.In("", fault.Wrap(e.path(), d, text.ErrDecimal))
	}
	return append(dst, '"')
}

// string writes s eight bytes at a time, and looks at them on the way: only what needs an
// escape is gone through again, and only what is not ASCII is asked for UTF-8.
func (e *encoder) string(dst []byte, s string) []byte {
	n := len(dst)
	dst = slices.Grow(dst, len(s)+2)[:n+len(s)+2]
	dst[n], dst[len(dst)-1] = '"', '"'
	all, marks := copyWords(dst[n+1:len(dst)-1], s)
	if marks == 0 && (all&highBits == 0 || utf8.ValidString(s)) {
		return dst
	}
	dst, ok := appendEscaped(dst[:n+1], s)
	if !ok {
		e.faults.Add(e.path(), s, "must be UTF-8")
	}
	return append(dst, '"')
}
