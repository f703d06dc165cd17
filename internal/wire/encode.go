package wire

import (
	"bytes"
	"math/bits"
	"reflect"
	"sync"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/zone"
)

// Append appends the JSON of v, a struct or a pointer to one. If a value in it could not
// be read back, it returns dst as it was and every fault. What lies in dst's memory behind the
// document may be written over.
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
		out := shape.put(e, dst, shape, placeOf(r))
		if err := e.faults.Err(); err != nil {
			return dst, err
		}
		return out, nil
	}
	e.page = shape.put(e, e.page[:0], shape, placeOf(r))
	if err := e.faults.Err(); err != nil {
		return dst, err
	}
	return bytes.Clone(e.page), nil
}

// encoder gathers the faults of what is written. Its methods append to dst and return
// it; it is not kept here, so that it stays in registers.
type encoder struct {
	trail
	faults fault.List
	// clock is of the last instant, from one document to the next: to look up what holds in a
	// zone takes a tenth of the time of a statement.
	clock zone.Clock
	stamp stamp // the same, as it is written
	// unit is that of the currency of all amounts; currency says that the document tells which one it is.
	unit     money.Unit
	currency bool
	page     []byte // memory for a document until its length is known: the caller gets memory of just that
}

// encoders are not in use.
var encoders sync.Pool // of *encoder

func takeEncoder(root *shape) *encoder {
	e, ok := encoders.Get().(*encoder)
	if !ok {
		e = &encoder{page: make([]byte, 0, 2<<10)}
	}
	e.trail = trail{root: root}
	e.unit, e.currency = money.Hundredths, false
	return e
}

func (e *encoder) give() {
	const maxPage = 64 << 10
	if e.faults = (fault.List{}); cap(e.page) <= maxPage {
		encoders.Put(e)
	}
}

func (e *encoder) pointer(dst []byte, s *shape, p place) []byte {
	if to := *p.target(); !to.isNil() {
		return s.elem.put(e, dst, s.elem, to)
	}
	return append(dst, "null"...)
}

func (e *encoder) object(dst []byte, s *shape, p place) []byte {
	if len(s.lost) > 0 {
		e.checkLost(s, p)
	}
	start, step := len(dst), e.into()
	for given := s.given(p); given != 0; given &= given - 1 {
		i := bits.TrailingZeros64(given)
		f, n := &s.fields[i], len(dst)
		if n+ahead > cap(dst) {
			dst = withRoom(dst)
		}
		b := (*[ahead]byte)(dst[n : n+ahead])
		*(*[mostKey]byte)(b[:]) = f.start
		n += int(f.length)
		if took := f.short(e, (*[window]byte)(b[f.length%mostKey:]), f.shape, p.plus(f.offset)); took > 0 {
			dst = dst[:n+took]
			continue
		}
		if dst = dst[:n]; f.length == 0 {
			dst = append(dst, f.key...)
		}
		*step = i
		dst = f.shape.put(e, dst, f.shape, p.plus(f.offset))
	}
	e.leave()
	if len(dst) == start {
		return append(dst, "{}"...)
	}
	dst[start] = '{' // each key is written with a comma before it
	return append(dst, '}')
}

// checkLost refuses lists that have no form in a document.
func (e *encoder) checkLost(s *shape, p place) {
	for i := range s.lost {
		l := &s.lost[i]
		if n := len(*p.plus(l.offset).memory()); n > 0 {
			e.faults.Add(fault.Join(e.path(), l.name), elements(n), l.reason)
		}
	}
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
			dst = s.elem.put(e, dst, s.elem, elem)
		}
		e.leave()
	}
	return append(dst, ']')
}

// given returns the fields of the struct at p that are not left out, a bit each.
func (s *shape) given(p place) uint64 {
	given := s.required
	for i := range s.telling {
		if w := &s.telling[i]; p.plus(w.at).word() != 0 {
			given |= w.field
		}
	}
	for i := range s.flags {
		if w := &s.flags[i]; *p.plus(w.at).name() != 0 {
			given |= w.field
		}
	}
	for asked := s.asked; asked != 0; asked &= asked - 1 {
		i := bits.TrailingZeros64(asked)
		if f := &s.fields[i]; !isZero(f.shape, p.plus(f.offset)) {
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
