package wire

import (
	"bytes"
	"fmt"
	"strconv"
	"unicode/utf8"

	"github.com/palier-go/palier/internal/fault"
)

// What a document that is not JSON does not keep to, in the words of encoding/json.
const (
	beforeValue  = "looking for beginning of value"
	beforeKey    = "looking for beginning of object key string"
	afterKey     = "after object key"
	afterPair    = "after object key:value pair"
	afterElement = "after array element"
	afterValue   = "after top-level value"
	inString     = "in string literal"
	notUTF8      = "a byte that is not UTF-8"
	tooDeep      = "exceeded max depth"
)

// syntaxFault is the fault of a document that the scanner could not read: its first
// byte that is not UTF-8, wherever that is, or else what the scanner met.
func (s *scanner) syntaxFault() error {
	if bytes.HasPrefix(s.data, []byte("\ufeff")) {
		return notJSON(s.data, 0, "a byte order mark stands before it")
	}
	if !utf8.Valid(s.data) {
		at := 0
		for {
			r, n := utf8.DecodeRune(s.data[at:])
			if r == utf8.RuneError && n == 1 {
				return notJSON(s.data, at, notUTF8)
			}
			at += n
		}
	}
	switch {
	case s.at >= len(s.data):
		return notJSON(s.data, len(s.data), "unexpected end of JSON input")
	case s.why == tooDeep:
		return notJSON(s.data, s.at, tooDeep)
	}
	r, _ := utf8.DecodeRune(s.data[s.at:])
	return notJSON(s.data, s.at, "invalid character "+quoted(r)+" "+s.why)
}

// quoted returns a character in single quotes.
func quoted(r rune) string {
	switch r {
	case '\'':
		return `'\''`
	case '"':
		return `'"'`
	}
	s := strconv.Quote(string(r))
	return "'" + s[1:len(s)-1] + "'"
}

// notJSON returns a fault that shows what stands at an offset, and where that is.
func notJSON(data []byte, at int, reason string) error {
	line := 1 + bytes.Count(data[:at], []byte("\n"))
	column := 1 + utf8.RuneCount(data[bytes.LastIndexByte(data[:at], '\n')+1:at])
	rest, _, _ := bytes.Cut(data[at:min(len(data), at+200)], []byte("\n"))
	return fault.New("", string(rest), fmt.Sprintf("is not JSON: %s, at line %d, column %d", reason, line, column))
}
