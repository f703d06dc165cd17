package wire

import (
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"
)

// What may be taken of memory for what a document holds, so that a short one of a
// million empty elements costs no more than a long one: some KiB, and some bytes for each
// byte of the document. Each element counts for more than it takes, for whoever goes
// through a list of them takes memory too.
const (
	freeRoom    = 384 << 10
	roomPerByte = 6
	perElement  = 16
	perDecimal  = 40
	perZone     = 256
)

// store is the memory that a decoder takes for what it reads, and that which it keeps
// from one document to the next.
type store struct {
	room    int             // bytes that may still be taken
	words   strings.Builder // see keep
	scratch []scratch       // by the node of a list
	filled  []int           // the nodes of which lists lie in it, of a Reader
	numbers [16]shared
	zone    *time.Location // of the last instant that was not in UTC
	offset  int            // of zone
}

// spend takes some bytes of the room for what, and reports whether there were as many. If
// not, the document is refused.
func (d *decoder) spend(bytes int, what any) bool {
	if d.room -= bytes; d.room >= 0 || d.probe {
		return true
	}
	if d.told() {
		d.faults.Add(d.path(), what, "takes too much memory for the length of the document")
		d.lost = true
	}
	return false
}

// charge spends memory for n values of s.
func (d *decoder) charge(n int, s *shape) bool {
	each := int(s.size) + perElement
	return d.spend(min(n, d.room/each+1)*each, elements(n)) // one too many is too many: no product overflows
}

// elements is how many there are in a list.
type elements int

func (n elements) String() string { return strconv.Itoa(int(n)) + " elements" }

// pointee returns what the pointer at p is to point to.
func (d *decoder) pointee(s *shape, p place) place {
	if again := *p.target(); !again.isNil() { // in a probe
		return again
	}
	d.spend(int(s.elem.size)+perElement, nil)
	p.value(s).Set(reflect.New(s.elem.typ))
	return *p.target()
}

// Bounds of the pieces of memory that hold strings.
const (
	leastWords = 64
	mostWords  = 4 << 10
)

// keep returns text as a string. Short ones lie one behind the other in one piece of
// memory: a document takes one allocation for all of them instead of one each. A
// strings.Builder gives them out without a copy, and never writes to them again.
func (d *decoder) keep(text []byte) string {
	w := &d.words
	if free := w.Cap() - w.Len(); len(text) > free {
		if len(text) > mostWords/4 {
			return string(text)
		}
		size := max(leastWords, len(d.data)/8, 2*w.Cap())
		w.Reset()
		w.Grow(max(len(text), min(size, mostWords)))
	}
	from := w.Len()
	w.Write(text)
	return w.String()[from:]
}

// shared is a decimal that was read. Most amounts stand in a document, and in one after
// the other, many times; nothing changes a decimal in place.
type shared struct {
	value decimal.Decimal
	coef  int64
	exp   int32
}

// decimal returns coef·10^exp.
func (d *decoder) decimal(coef int64, exp int32) decimal.Decimal {
	const golden = 0x9e3779b97f4a7c15 // spreads numbers that are multiples of something
	s := &d.numbers[uint64(coef)*golden>>60]
	if s.coef == coef && s.exp == exp && exp != 0 { // a slot that is not in use yet would pass for a whole 0
		return s.value
	}
	d.spend(perDecimal, nil)
	*s = shared{decimal.New(coef, exp), coef, exp}
	return s.value
}

// zoneOf returns the fixed zone of an offset. The package time keeps those of whole hours.
func (d *decoder) zoneOf(offset int) *time.Location {
	if d.zone == nil || d.offset != offset {
		if offset%3600 != 0 {
			d.spend(perZone, nil)
		}
		d.zone, d.offset = time.FixedZone("", offset), offset
	}
	return d.zone
}
