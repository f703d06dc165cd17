package wire

import "encoding/binary"

// head is a key behind its comma, for comparing it by words: the first and the last eight bytes, which
// lie over each other in one of less than sixteen, and what is between them in a longer one.
type head struct {
	first, mask uint64 // mask says which bytes count, for a key of less than eight
	last        uint64
	between     string
	length      int
}

func headOf(key string) head {
	var first [8]byte
	n := copy(first[:], key)
	h := head{first: binary.LittleEndian.Uint64(first[:]), mask: ^uint64(0) >> (8 * (8 - n)), length: len(key)}
	if len(key) > 8 {
		h.last = wordOf(key[len(key)-8:])
	}
	if len(key) > 16 {
		h.between = key[8 : len(key)-8]
	}
	return h
}

// end returns the index behind the key if it stands at i, where the first eight bytes are word; or 0.
func (h *head) end(data []byte, i int, word uint64) int {
	if word&h.mask != h.first {
		return 0
	}
	end := i + h.length
	if h.length <= 8 || end <= len(data) && wordAt(data, end-8) == h.last && (h.between == "" || string(data[i+8:end-8]) == h.between) {
		return end
	}
	return 0
}

// match returns the field whose key stands at i, and the index behind that and its colon. k is -1 if
// there is no such field.
//
// An object asks only if the key is not the one that it met there the last time, behind the same field
// and written just as Append writes it: most documents have their fields in one order, and leave out the same ones.
func (d *decoder) match(s *shape, i int) (k, value int) {
	if i+8 <= len(d.data) {
		word := wordAt(d.data, i)
		for k := range s.heads {
			if end := s.heads[k].end(d.data, i, word); end > 0 {
				return k, end
			}
		}
	}
	if d.char(i) != '"' {
		return -1, d.fail(i, beforeKey)
	}
	text, next := d.string(i)
	if next < 0 {
		return -1, next
	}
	for k := range s.fields {
		if s.fields[k].name() == string(text) {
			return k, d.colon(next)
		}
	}
	return -1, d.colon(next)
}
