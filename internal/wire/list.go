package wire

import (
	"strconv"

	"github.com/palier-go/palier/internal/fault"
)

// list reads a list in one of two ways. Mostly its elements are read into scratch
// memory, which the decoder keeps, and copied into memory of just their size once it is
// known how many they are: growing a list step by step takes up to four times as much.
// A list too long for that is read in its own memory.
func (d *decoder) list(s *shape, p place, i int) int {
	if d.char(i) != '[' {
		return d.otherKind(s, p, i)
	}
	if i = d.space(i + 1); d.char(i) == ']' {
		return i + 1
	}
	r := d.rowsFor(s, p)
	for n := 0; ; n++ {
		if n == r.room && !d.lost {
			d.moreRoom(s, p, &r, n, i)
		}
		if d.lost {
			i = d.skip(i, d.depth+1)
		} else {
			i = d.element(s, r.first.element(s.elem, n), n, i)
		}
		if i < 0 {
			return i
		}
		switch i = d.space(i); d.char(i) {
		case ',':
			i = d.space(i + 1)
		case ']':
			d.keepRows(s, p, &r, n+1)
			return i + 1
		default:
			return d.fail(i, afterElement)
		}
	}
}

// element reads element n of a list or an array into e. One that is a pointer may not
// be null.
func (d *decoder) element(s *shape, e place, n, i int) int {
	elem := s.elem
	if elem.kind == pointer {
		e = d.pointee(elem, e)
		elem = elem.elem
	}
	d.enter(n)
	i = elem.read(d, elem, e, i)
	d.leave()
	return i
}

// array reads a list of a certain length.
func (d *decoder) array(s *shape, p place, i int) int {
	if d.char(i) != '[' {
		return d.otherKind(s, p, i)
	}
	n, length := 0, s.typ.Len()
	if i = d.space(i + 1); d.char(i) == ']' {
		i++
	} else {
		for more := true; more; n++ {
			if n < length {
				i = d.element(s, p.element(s.elem, n), n, i)
			} else {
				i = d.skip(i, d.depth+1)
			}
			if i < 0 {
				return i
			}
			switch i = d.space(i); d.char(i) {
			case ',':
				i = d.space(i + 1)
			case ']':
				i++
				more = false
			default:
				return d.fail(i, afterElement)
			}
		}
	}
	if n != length && d.refuse(s, p) {
		d.bad(fault.New(d.path(), elements(n), "must be a list of "+strconv.Itoa(length)))
	}
	return i
}

// count returns how many elements of a list there are from i on, if the document is
// JSON: the commas outside of what lies in them.
func (s *scanner) count(i int) int {
	n := 1
	for depth := 0; i < len(s.data); i++ {
		switch s.data[i] {
		case '"':
			for i++; s.char(i) != '"' && i < len(s.data); i++ {
				if s.data[i] == '\\' {
					i++
				}
			}
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth < 0 {
				return n
			}
		case ',':
			if depth == 0 {
				n++
			}
		}
	}
	return n
}
