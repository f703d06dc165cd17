package main

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/palier-go/palier/calendar"
)

// What a feed of closures holds at most.
const (
	MaxFeed   = 4 << 20 // bytes
	MaxEvents = 10000   // events
	maxLine   = 64 << 10
	maxHead   = 1 << 10 // bytes of a property's name and parameters
	maxDepth  = 4       // components within each other
)

// head is a property's name and parameters, up to the colon of its value.
var head = regexp.MustCompile(`^[A-Za-z0-9-]+(;[A-Za-z0-9-]+=("[^"]*"|[^";:,]*)(,("[^"]*"|[^";:,]*))*)*:`)

// property is a line of a feed, unfolded: NAME;PARAMETERS:VALUE.
type property struct {
	name   string // in capitals
	params string // as they stand, each after a semicolon
	value  string
	line   int // on which it starts
}

// unfold splits a feed into properties: a line that starts with a space or a tab
// goes on where the one before it ended. Lines end in CRLF or in LF.
func unfold(data []byte) ([]property, error) {
	var props []property
	var text []byte
	number, start := 0, 0
	flush := func() error {
		if len(text) == 0 {
			return nil
		}
		if !utf8.Valid(text) {
			return lineFault(start, "", "is not UTF-8")
		}
		line := string(text)
		colon := head.FindStringIndex(line[:min(len(line), maxHead)])
		if colon == nil {
			return lineFault(start, line, "is no property: NAME;PARAMETER=VALUE:VALUE")
		}
		name, params := line[:colon[1]-1], ""
		if i := strings.IndexByte(name, ';'); i >= 0 {
			name, params = name[:i], name[i:]
		}
		props = append(props, property{strings.ToUpper(name), params, line[colon[1]:], start})
		text = text[:0]
		return nil
	}
	for raw := range bytes.Lines(bytes.TrimPrefix(data, []byte("\ufeff"))) {
		number++
		raw = bytes.TrimSuffix(bytes.TrimSuffix(raw, []byte("\n")), []byte("\r"))
		switch {
		case len(raw) == 0:
			continue
		case raw[0] != ' ' && raw[0] != '\t':
			if err := flush(); err != nil {
				return nil, err
			}
			start = number
		case len(text) == 0:
			return nil, lineFault(number, string(raw), "continues a property, and there is none")
		default:
			raw = raw[1:]
		}
		if text = append(text, raw...); len(text) > maxLine {
			return nil, lineFault(start, "", "is longer than 64 KiB")
		}
	}
	return props, flush()
}

// param returns a parameter of the property without its quotes, "" if it is
// absent. One that is there twice is a fault.
func (p property) param(name string) (string, error) {
	found, value := false, ""
	for rest := p.params; rest != ""; {
		key, after, _ := strings.Cut(rest[1:], "=")
		end, quoted := 0, false
		for ; end < len(after) && (quoted || after[end] != ';'); end++ {
			quoted = quoted != (after[end] == '"')
		}
		if strings.EqualFold(key, name) {
			if found {
				return "", p.fault(p.params, name+" must be there once")
			}
			found, value = true, strings.ReplaceAll(after[:end], `"`, "")
		}
		rest = after[end:]
	}
	return value, nil
}

// fault is a fault of the property.
func (p property) fault(value, reason string) error {
	return &located{p.line, fault(p.name, value, reason)}
}

// located is a fault with the line on which it is.
type located struct {
	line  int
	fault *calendar.FieldError
}

func (l *located) Error() string { return "line " + strconv.Itoa(l.line) + ": " + l.fault.Error() }
func (l *located) Unwrap() error { return l.fault }
