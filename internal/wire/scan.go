package wire

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/palier-go/palier/internal/fault"
)

// check returns a fault where data is not one JSON value in UTF-8, with nothing
// behind it. The scanner reads only what has passed.
func check(data []byte) error {
	if bytes.HasPrefix(data, []byte("\ufeff")) {
		return notJSON(data, 0, "a byte order mark stands before it")
	}
	if !utf8.Valid(data) {
		at := 0
		for {
			r, n := utf8.DecodeRune(data[at:])
			if r == utf8.RuneError && n == 1 {
				return notJSON(data, at, "a byte that is not UTF-8")
			}
			at += n
		}
	}
	if json.Valid(data) {
		return nil
	}
	var whole json.RawMessage
	err := json.Unmarshal(data, &whole)
	at := len(data)
	var s *json.SyntaxError
	if errors.As(err, &s) && s.Error() != "unexpected end of JSON input" {
		at = int(s.Offset) - 1 // the offset is behind the character at fault
	}
	return notJSON(data, at, err.Error())
}

// notJSON returns a fault that shows what stands at an offset, and where that is.
func notJSON(data []byte, at int, reason string) error {
	line := 1 + bytes.Count(data[:at], []byte("\n"))
	column := 1 + utf8.RuneCount(data[bytes.LastIndexByte(data[:at], '\n')+1:at])
	rest, _, _ := bytes.Cut(data[at:min(len(data), at+200)], []byte("\n"))
	return fault.New("", string(rest), fmt.Sprintf("is not JSON: %s, at line %d, column %d", reason, line, column))
}

// scanner walks a document that check has passed, so that it need not look for
// errors of syntax.
type scanner struct {
	data []byte
	pos  int
}

// peek returns the next character that is not white space.
func (s *scanner) peek() byte {
	for {
		switch c := s.data[s.pos]; c {
		case ' ', '\t', '\r', '\n':
			s.pos++
		default:
			return c
		}
	}
}

// more goes to the next field or element and reports whether there is one, or
// else leaves what holds them.
func (s *scanner) more() bool {
	switch s.peek() {
	case '}', ']':
		s.pos++
		return false
	case ',':
		s.pos++
		s.peek()
	}
	return true
}

// key reads a field's name and the colon behind it.
func (s *scanner) key() []byte {
	s.peek()
	k := s.quoted()
	s.peek()
	s.pos++
	return k
}

// quoted reads a string with its quotes.
func (s *scanner) quoted() []byte {
	start := s.pos
	for s.pos++; s.data[s.pos] != '"'; s.pos++ {
		if s.data[s.pos] == '\\' {
			s.pos++
		}
	}
	s.pos++
	return s.data[start:s.pos]
}

// raw reads the next value, whatever it is.
func (s *scanner) raw() []byte {
	s.peek()
	start, depth := s.pos, 0
	for {
		switch s.data[s.pos] {
		case '"':
			s.quoted()
		case '{', '[':
			depth++
			s.pos++
		case '}', ']':
			depth--
			s.pos++
		case ',', ':', ' ', '\t', '\r', '\n':
			s.pos++
			continue
		default:
			s.word()
		}
		if depth == 0 {
			return s.data[start:s.pos]
		}
	}
}

// word reads a number, true, false or null.
func (s *scanner) word() {
	n := bytes.IndexAny(s.data[s.pos:], ",:]} \t\r\n")
	if n < 0 {
		n = len(s.data) - s.pos
	}
	s.pos += n
}

// unquote returns what a string with its quotes stands for. ok is false where
// an escape is half of a surrogate pair, which stands for no character.
func unquote(quoted []byte) (string, bool) {
	inner := quoted[1 : len(quoted)-1]
	if bytes.IndexByte(inner, '\\') < 0 {
		return string(inner), true
	}
	var out string
	if err := json.Unmarshal(quoted, &out); err != nil {
		return "", false
	}
	// The reader puts the replacement character for what stands for none.
	const replacement = "\ufffd"
	written := bytes.Count(inner, []byte(replacement)) + bytes.Count(bytes.ToLower(inner), []byte(`\ufffd`))
	return out, strings.Count(out, replacement) <= written
}
