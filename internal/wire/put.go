package wire

import (
	"errors"
	"slices"
	"strconv"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/text"
)

var errNotWritten = errors.New("is of a type that is only read")

// put appends what lies at a place. Each shape has the one of its kind.
type put func(e *encoder, dst []byte, s *shape, p place) []byte

func putOf(k kind) put {
	switch k {
	case instant:
		return (*encoder).instant
	case duration:
		return (*encoder).duration
	case number:
		return (*encoder).number
	case amount:
		return (*encoder).amount
	case named:
		return (*encoder).named
	case str:
		return (*encoder).str
	case boolean:
		return (*encoder).boolean
	case signed:
		return (*encoder).signed
	case unsigned:
		return (*encoder).unsigned
	case pointer:
		return (*encoder).pointer
	case object:
		return (*encoder).object
	case list, array:
		return (*encoder).list
	default:
		return (*encoder).unknown
	}
}

func (e *encoder) unknown(dst []byte, s *shape, _ place) []byte {
	e.faults.Add(e.path(), s.typ, "is of a type that has no JSON here")
	return dst
}

func (e *encoder) duration(dst []byte, _ *shape, p place) []byte {
	return append(text.AppendDuration(append(dst, '"'), *p.duration()), '"')
}

func (e *encoder) str(dst []byte, _ *shape, p place) []byte { return e.string(dst, *p.text()) }

func (e *encoder) boolean(dst []byte, _ *shape, p place) []byte {
	return strconv.AppendBool(dst, *p.boolean())
}

func (e *encoder) signed(dst []byte, s *shape, p place) []byte {
	return strconv.AppendInt(dst, p.value(s).Int(), 10)
}

func (e *encoder) unsigned(dst []byte, s *shape, p place) []byte {
	return strconv.AppendUint(dst, p.value(s).Uint(), 10)
}

// named writes a type by its own text form.
func (e *encoder) named(dst []byte, s *shape, p place) []byte {
	if s.names != nil {
		if t := s.names.json[*p.name()]; t != "" {
			return append(dst, t...)
		}
	}
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

func (e *encoder) instant(dst []byte, s *shape, p place) []byte {
	dst = withRoom(dst)
	n := len(dst)
	took := e.shortInstant((*[window]byte)(dst[n:n+window]), s, p)
	if took == 0 {
		t := *p.instant()
		if !writable(e.clock.Offset(t)) {
			t = t.UTC()
		}
		e.faults.Add(e.path(), t, "must lie in the years 0 to 9999")
	}
	return dst[:n+took]
}

// priced writes a struct that says which currency all amounts in it are of.
func (e *encoder) priced(dst []byte, s *shape, p place) []byte {
	u, known := e.unit, e.currency
	e.unit, e.currency = money.UnitOf(*p.plus(s.currency).text())
	dst = e.object(dst, s, p)
	e.unit, e.currency = u, known
	return dst
}

// amount writes an amount with the decimals of its currency, if the document says which one that
// is. Beside amounts there may be days of service, with two decimals and as many as there can be in any
// currency: more decimals than whole units have, and more than the most that is counted in thousandths. If
// the document does not say, an amount has two decimals, or three if it needs them.
func (e *encoder) amount(dst []byte, _ *shape, p place) []byte {
	u := e.unit
	n, err := u.FromDecimal(*p.decimal())
	days := u == money.Whole && errors.Is(err, money.ErrDecimals) || u == money.Thousandths && errors.Is(err, money.ErrRange)
	if days || !e.currency && errors.Is(err, money.ErrDecimals) {
		if u = money.Any; e.currency {
			u = money.Hundredths
		}
		n, err = u.FromDecimal(*p.decimal())
	}
	if err != nil {
		e.faults.In("", fault.Wrap(e.path(), *p.decimal(), err))
	}
	return append(u.AppendText(append(dst, '"'), n), '"')
}

func (e *encoder) number(dst []byte, _ *shape, p place) []byte {
	dst, ok := text.AppendDecimal(append(dst, '"'), *p.decimal())
	if !ok {
		e.faults.In("", fault.Wrap(e.path(), *p.decimal(), text.ErrDecimal))
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
	if marks == 0 && (all&highBits == 0 || isUTF8(s)) {
		return dst
	}
	dst, ok := appendEscaped(dst[:n+1], s)
	if !ok {
		e.faults.Add(e.path(), s, "must be UTF-8")
	}
	return append(dst, '"')
}
