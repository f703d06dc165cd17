package main

import (
	"bytes"
	"regexp"
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

// contentLine is a property with the number of the line on which it starts.
type contentLine struct {
	text   string
	number int
}

// unfold splits a feed into properties: a line that starts with a space or a tab
// goes on where the one before it ended. Lines end in CRLF or in LF.
func unfold(data []byte) ([]contentLine, error) {
	var lines []contentLine
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
		lines = append(lines, contentLine{line, start})
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
	return lines, flush()
}

// checkNesting makes sure that the properties are one whole VCALENDAR, and returns
// the line of each of its events.
func checkNesting(lines []contentLine) (events []int, err error) {
	var open []string
	for i, line := range lines {
		name, value, _ := strings.Cut(line.text, ":")
		name, value = strings.ToUpper(name), strings.ToUpper(value)
		switch {
		case len(open) == 0 && (i > 0 || name != "BEGIN" || value != "VCALENDAR"):
			return nil, lineFault(line.number, line.text, "is not in a VCALENDAR, of which a feed has one")
		case strings.HasPrefix(name, "BEGIN;") || strings.HasPrefix(name, "END;"):
			return nil, lineFault(line.number, line.text, "must not have parameters")
		case name == "BEGIN":
			if len(open) == maxDepth {
				return nil, lineFault(line.number, line.text, "is more than 4 components deep")
			}
			if len(open) == 1 && value == "VEVENT" {
				events = append(events, line.number)
			}
			open = append(open, value)
		case name == "END":
			if value != open[len(open)-1] {
				return nil, lineFault(line.number, line.text, "must end "+open[len(open)-1])
			}
			open = open[:len(open)-1]
		}
	}
	switch {
	case len(lines) == 0:
		return nil, &calendar.FieldError{Field: "feed", Reason: "is empty"}
	case len(open) > 0:
		return nil, lineFault(lines[len(lines)-1].number, "", "is the last line, and "+open[len(open)-1]+" has not ended")
	case len(events) > MaxEvents:
		return nil, &calendar.FieldError{Field: "feed", Reason: "must have at most 10000 events"}
	}
	return events, nil
}
