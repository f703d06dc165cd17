package wire

// maxDepth is how deep lists and objects may lie in each other, as in encoding/json.
const maxDepth = 10_000

// scanner goes through a document once and checks its syntax on the way. Its methods
// take the index of the first character to read, and return the index behind the last
// one read, or a negative one if the document is not JSON there: fail then knows
// where and why. Indexes are passed on and not kept, so that they stay in registers.
type scanner struct {
	data   []byte
	at     int    // where the document is not JSON
	why    string // what it does not keep to there
	text   []byte // memory for strings with escapes
	halved bool   // the last string with escapes holds half of a surrogate pair
	nested [maxDepth/64 + 1]uint64
}

// fail notes that the document is not JSON at i.
func (s *scanner) fail(i int, why string) int {
	s.at, s.why = i, why
	return -1
}

// space returns the index of the first character from i on that is not white space. It
// is small enough to be inlined for the case that there is none.
func (s *scanner) space(i int) int {
	if i < len(s.data) && s.data[i] > ' ' {
		return i
	}
	return s.spaces(i)
}

func (s *scanner) spaces(i int) int {
	for i < len(s.data) && (s.data[i] == ' ' || s.data[i] == '\n' || s.data[i] == '\r' || s.data[i] == '\t') {
		i++
	}
	return i
}

// char returns the character at i, or 0 at the end.
func (s *scanner) char(i int) byte {
	if i < len(s.data) {
		return s.data[i]
	}
	return 0
}

// number reads a number.
func (s *scanner) number(i int) int {
	if s.char(i) == '-' {
		if i++; !isDigit(s.char(i)) {
			return s.fail(i, "in numeric literal")
		}
	}
	if s.char(i) == '0' {
		i++
	} else {
		i = s.digits(i)
	}
	if s.char(i) == '.' {
		if i++; !isDigit(s.char(i)) {
			return s.fail(i, "after decimal point in numeric literal")
		}
		i = s.digits(i)
	}
	if c := s.char(i); c == 'e' || c == 'E' {
		i++
		if c := s.char(i); c == '+' || c == '-' {
			i++
		}
		if !isDigit(s.char(i)) {
			return s.fail(i, "in exponent of numeric literal")
		}
		i = s.digits(i)
	}
	return i
}

func (s *scanner) digits(i int) int {
	for i < len(s.data) && isDigit(s.data[i]) {
		i++
	}
	return i
}

func isDigit(c byte) bool { return c-'0' <= 9 }

// word reads true, false or null.
func (s *scanner) word(i int, word string) int {
	for j := range len(word) {
		if s.char(i+j) != word[j] {
			return s.fail(i+j, "in literal "+word+" (expecting '"+word[j:j+1]+"')")
		}
	}
	return i + len(word)
}

// scalar reads a value that is no list and no object.
func (s *scanner) scalar(i int) int {
	switch c := s.char(i); {
	case c == '"':
		_, i = s.string(i)
		return i
	case c == 't':
		return s.word(i, "true")
	case c == 'f':
		return s.word(i, "false")
	case c == 'n':
		return s.word(i, "null")
	case c == '-' || isDigit(c):
		return s.number(i)
	}
	return s.fail(i, beforeValue)
}
