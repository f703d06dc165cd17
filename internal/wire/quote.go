package wire

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf16"
	"unicode/utf8"
)

// enders marks the bytes of eight that are a quote, a backslash, a control character
// or no ASCII, each by its highest bit: eight characters are looked at as fast as one.
// Of several marks only the lowest is sure, for a difference may borrow from the next byte.
func enders(w uint64) uint64 { return (w | specials(w)) & highBits }

// escapes is enders without what is no ASCII.
func escapes(w uint64) uint64 { return specials(w) &^ w & highBits }

// specials has the highest bit of each byte of ASCII that is a quote, a backslash or a control character. If
// one bit of all bytes is turned, a quote is a space: the control characters and it are all that is less than '!'.
func specials(w uint64) uint64 {
	const all, turned = 0x0101010101010101, '"' ^ ' '
	return (w ^ all*turned - all*'!') | (w ^ all*'\\' - all)
}

const highBits = 0x8080808080808080

// copyWords copies s to dst, which is as long. all is each of its words or-ed, marks the escapes
// of them. The last word overlaps the one before it: a short string takes no loop over its bytes.
func copyWords(dst []byte, s string) (all, marks uint64) {
	n := len(s)
	dst = dst[:n]
	switch {
	case n >= 8:
		copy(dst, s)
		last := wordOf(s[n-8:])
		all, marks = last, specials(last)&^last
		for i := 0; i < len(s)-8; i += 8 {
			w := wordOf(s[i : i+8])
			all, marks = all|w, marks|specials(w)&^w
		}
		return all, marks & highBits
	case n >= 4:
		first, last := halfOf(s[:4]), halfOf(s[n-4:])
		binary.LittleEndian.PutUint32(dst, first)
		binary.LittleEndian.PutUint32(dst[n-4:], last)
		all = uint64(last)<<32 | uint64(first)
	default:
		all = blanks
		for i := range n {
			dst[i] = s[i]
			all = all<<8 | uint64(s[i])
		}
	}
	return all, escapes(all)
}

// blanks are eight of them.
const blanks = 0x2020202020202020

// halfOf returns four bytes as half a word.
func halfOf(s string) uint32 {
	_ = s[3]
	return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
}

// string reads a string. What it returns is good until the next one is read.
func (s *scanner) string(i int) (text []byte, next int) {
	i++
	start := i
	for ; i+8 <= len(s.data); i += 8 {
		if marks := enders(wordAt(s.data, i)); marks != 0 {
			if i += bits.TrailingZeros64(marks) / 8; s.data[i] == '"' {
				s.halved = false
				return s.data[start:i:i], i + 1
			}
			break
		}
	}
	return s.longString(start, i)
}

// longString reads on from i in a string that begins at start: one with more than
// ASCII, or at the end of the document.
func (s *scanner) longString(start, i int) (text []byte, next int) {
	s.halved = false
	s.text = s.text[:0]
	from := start // what is not in s.text yet
	for i < len(s.data) {
		switch c := s.data[i]; {
		case c == '"':
			if from == start {
				return s.data[start:i:i], i + 1
			}
			s.text = append(s.text, s.data[from:i]...)
			return s.text, i + 1
		case c == '\\':
			s.text = append(s.text, s.data[from:i]...)
			if i = s.escape(i + 1); i < 0 {
				return nil, i
			}
			from = i
		case c < ' ':
			return nil, s.fail(i, inString)
		case c < utf8.RuneSelf:
			i++
		default:
			r, n := utf8.DecodeRune(s.data[i:])
			if r == utf8.RuneError && n == 1 {
				return nil, s.fail(i, notUTF8)
			}
			i += n
		}
	}
	return nil, s.fail(i, inString)
}

// escape reads what stands behind a backslash, and appends what it stands for to s.text.
func (s *scanner) escape(i int) int {
	switch c := s.char(i); c {
	case '"', '\\', '/':
		s.text = append(s.text, c)
	case 'b':
		s.text = append(s.text, '\b')
	case 'f':
		s.text = append(s.text, '\f')
	case 'n':
		s.text = append(s.text, '\n')
	case 'r':
		s.text = append(s.text, '\r')
	case 't':
		s.text = append(s.text, '\t')
	case 'u':
		return s.unicode(i + 1)
	default:
		return s.fail(i, "in string escape code")
	}
	return i + 1
}

// unicode reads the digits of \u, and those of a second \u if the two are a surrogate
// pair. Half of one becomes the replacement character.
func (s *scanner) unicode(i int) int {
	r, i := s.hex(i)
	if i < 0 {
		return i
	}
	if utf16.IsSurrogate(r) {
		if s.char(i) == '\\' && s.char(i+1) == 'u' {
			second, next := s.hex(i + 2)
			if next < 0 {
				return next
			}
			if pair := utf16.DecodeRune(r, second); pair != utf8.RuneError {
				s.text = utf8.AppendRune(s.text, pair)
				return next
			}
		}
		s.halved = true
		r = utf8.RuneError
	}
	s.text = utf8.AppendRune(s.text, r)
	return i
}

func (s *scanner) hex(i int) (r rune, next int) {
	for end := i + 4; i < end; i++ {
		c := s.char(i)
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'a' <= c && c <= 'f':
			c -= 'a' - 10
		case 'A' <= c && c <= 'F':
			c -= 'A' - 10
		default:
			return 0, s.fail(i, `in \u hexadecimal character escape`)
		}
		r = r<<4 | rune(c)
	}
	return r, i
}

// plain reports whether b needs no escape in a JSON string. What lies behind b in its
// memory is read with its last characters, and blanked out, if there is enough.
func plain(b []byte) bool {
	for ; len(b) >= 8; b = b[8:] {
		if enders(binary.LittleEndian.Uint64(b)) != 0 {
			return false
		}
	}
	if cap(b) >= 8 {
		rest := ^uint64(0) << (8 * len(b))
		return enders(binary.LittleEndian.Uint64(b[:8])&^rest|blanks&rest) == 0
	}
	for _, c := range b {
		if c < ' ' || c == '"' || c == '\\' || c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// appendEscaped appends text as it stands between the quotes of a JSON string. ok
// is false if it is not UTF-8.
func appendEscaped(dst []byte, text string) (out []byte, ok bool) {
	const hex = "0123456789abcdef"
	for from := 0; ; {
		i := from
		for i+8 <= len(text) && escapes(wordOf(text[i:i+8])) == 0 {
			i += 8
		}
		for i < len(text) && text[i] >= ' ' && text[i] != '"' && text[i] != '\\' {
			i++
		}
		dst = append(dst, text[from:i]...)
		if i == len(text) {
			return dst, isUTF8(text)
		}
		if c := text[i]; c < ' ' {
			dst = append(dst, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		} else {
			dst = append(dst, '\\', c)
		}
		from = i + 1
	}
}

// isUTF8 is utf8.ValidString in a third of the time for French: that looks at all characters one by
// one from the first accent on.
func isUTF8(s string) bool {
	if len(s) < 8 {
		return utf8.ValidString(s)
	}
	last := wordOf(s[len(s)-8:])
	for len(s) >= 8 {
		high := wordOf(s) & highBits
		if high == 0 {
			s = s[8:]
			continue
		}
		s = s[bits.TrailingZeros64(high)/8:]
		if len(s) > 1 && 0xc2 <= s[0] && s[0] < 0xe0 && s[1]&0xc0 == 0x80 { // an accent
			s = s[2:]
			continue
		}
		if len(s) > 2 && s[0] == 0xe2 && s[1]&0xc0 == 0x80 && s[2]&0xc0 == 0x80 { // a sign, such as that of the euro
			s = s[3:]
			continue
		}
		r, n := utf8.DecodeRuneInString(s)
		if r == utf8.RuneError && n == 1 {
			return false
		}
		s = s[n:]
	}
	return last>>(8*(8-len(s)))&highBits == 0 || utf8.ValidString(s)
}

// wordAt returns the eight bytes from i on as a word. That the slice has room for no more saves half of
// the steps: nothing has to be done for the case that it is empty.
func wordAt(b []byte, i int) uint64 { return binary.LittleEndian.Uint64(b[i : i+8 : i+8]) }

// wordOf returns eight bytes as a word.
func wordOf(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}
