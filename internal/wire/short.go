package wire

import (
	"encoding/binary"
	"slices"

	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/text"
)

// Most values of a document are texts of a few characters. That of a field is written with its
// key into memory of a constant size, whole words at a time, and what is too much of them is
// written over by what follows. So there is one look at how much room there is, and no copy of a
// length that is to be found out. A month is written in three quarters of the steps for it, and one
// from bytes to bytes takes a tenth less time.

const (
	mostKey = 32               // bytes of a key, and one
	window  = 48               // bytes of a value
	ahead   = mostKey + window // bytes of both
)

// withRoom returns dst with room for a key and a value behind its end.
func withRoom(dst []byte) []byte { return slices.Grow(dst, ahead) }

// short writes what lies at a place into w, and returns how many bytes that takes; 0 if it is not
// of the usual kind, which is left to put.
type short func(e *encoder, w *[window]byte, s *shape, p place) int

func shortOf(s *shape) short {
	switch s.kind {
	case str:
		return (*encoder).shortText
	case duration:
		return (*encoder).shortDuration
	case instant:
		return (*encoder).shortInstant
	case amount:
		return (*encoder).shortAmount
	case number:
		return (*encoder).shortNumber
	case named:
		switch {
		case s.names != nil:
			return (*encoder).shortName
		case s.appender != nil:
			return (*encoder).shortAppended
		}
	}
	return notShort
}

func notShort(*encoder, *[window]byte, *shape, place) int { return 0 }

// shortText is of texts of up to 40 bytes that are written as they are.
func (e *encoder) shortText(w *[window]byte, _ *shape, p place) int {
	t := *p.text()
	n := len(t)
	var marks uint64
	switch {
	case n > window-8:
		return 0
	case n >= 8:
		last := wordOf(t[n-8:])
		marks = enders(last)
		for i := 0; i < n-8; i += 8 {
			x := wordOf(t[i : i+8])
			marks |= enders(x)
			binary.LittleEndian.PutUint64(w[i+1:], x)
		}
		binary.LittleEndian.PutUint64(w[n-7:], last)
	case n >= 4:
		x := uint64(halfOf(t[:4])) | uint64(halfOf(t[n-4:]))<<(8*(n-4)&63)
		marks = enders(x | blanks<<(8*n&63))
		binary.LittleEndian.PutUint64(w[1:], x)
	case n > 0:
		x := uint64(t[0]) | uint64(t[n/2])<<(8*(n/2)&63) | uint64(t[n-1])<<(8*(n-1)&63)
		marks = enders(x | blanks<<(8*n&63))
		binary.LittleEndian.PutUint64(w[1:], x)
	}
	if marks != 0 {
		return 0
	}
	w[0], w[n+1] = '"', '"'
	return n + 2
}

// shortDuration is of whole minutes of less than 100 hours.
func (e *encoder) shortDuration(w *[window]byte, _ *shape, p place) int {
	word, bits := text.DurationWord(*p.duration())
	return inQuotes(w, word, bits)
}

// inQuotes writes the text of a word of some bits; none is not short.
func inQuotes(w *[window]byte, word uint64, bits uint) int {
	if bits == 0 {
		return 0
	}
	w[0] = '"'
	binary.LittleEndian.PutUint64(w[1:], word)
	w[(bits/8+1)%window] = '"'
	return int(bits/8) + 2
}

// shortAmount is of amounts from 0.00 to 9999.99.
func (e *encoder) shortAmount(w *[window]byte, _ *shape, p place) int {
	if e.unit != money.Hundredths {
		return 0
	}
	cents, err := money.Hundredths.FromDecimal(*p.decimal())
	if err != nil || uint64(cents) >= 10_000*100 {
		return 0
	}
	word, bits := text.Word(uint(cents) / 100)
	word |= ('.' | uint64(text.Pair(uint(cents)%100))<<8) << (bits & 63)
	return inQuotes(w, word, bits+24)
}

// shortName is of an enumeration.
func (e *encoder) shortName(w *[window]byte, s *shape, p place) int {
	t := &s.names.short[*p.name()]
	*(*[len(t.text)]byte)(w[:]) = t.text
	return int(t.length)
}

func (e *encoder) shortInstant(w *[window]byte, _ *shape, p place) int {
	t := *p.instant()
	e.clock.Use(t.Location())
	return e.stamp.put(w, t, e.clock.Offset(t))
}

// shortNumber is of numbers of up to four digits, with up to three decimals.
func (e *encoder) shortNumber(w *[window]byte, _ *shape, p place) int {
	d := p.decimal()
	n, exp := uint(d.CoefficientInt64()), d.Exponent()
	if n > 9999 || exp > 0 || exp < -3 || d.NumDigits() > 4 {
		return 0
	}
	for exp < 0 && n%10 == 0 {
		n, exp = n/10, exp+1
	}
	unit := [...]uint{1, 10, 100, 1000}[-exp&3]
	whole := n / unit
	word, bits := text.Word(whole)
	if unit > 1 {
		decimals, more := text.Word(unit + n - whole*unit) // behind a 1, with the zeros before them
		word |= ('.' | decimals>>8<<8) << (bits & 63)
		bits += more
	}
	return inQuotes(w, word, bits)
}

// shortAppended is of a type that appends its text.
func (e *encoder) shortAppended(w *[window]byte, s *shape, p place) int {
	text, err := located(p, s.appender).AppendText(w[1:1])
	if n := len(text); err == nil && 0 < n && n < window-1 && &text[0] == &w[1] && plain(text) {
		w[0], w[n+1] = '"', '"'
		return n + 2
	}
	return 0
}
