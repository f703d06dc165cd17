package main

import (
	"cmp"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/palier-go/palier/calendar"
)

const (
	maxClosureDays = 366 // that one event closes
	maxFaults      = 20  // that are reported of one feed
	maxUID         = 80  // bytes of a UID, as it is shown
	maxReason      = 200 // bytes of a reason, as in a calendar.Exception
)

// Closure is an event of a feed: whole dates from First to before Until, or the
// wall-clock time from Start on First to End on the date before Until.
type Closure struct {
	UID          string
	Line         int // on which the event begins
	First, Until calendar.Date
	AllDay       bool
	Start, End   calendar.Clock // where not AllDay
	Reason       string
}

// ReadClosures reads the events of an iCalendar feed as closures, of which it returns
// those that meet the dates from a first to before another, in the order of the events, each's by
// date. Times without a zone of their own are of the given one, and all are converted to it.
// Events of the category OPEN and cancelled ones are passed over. Faults are
// *FieldError values that name the line and the UID of the event, wherever in time it is.
func ReadClosures(rd io.Reader, location *time.Location, from, until calendar.Date) ([]Closure, error) {
	data, err := readAll(rd)
	if err != nil {
		return nil, err
	}
	props, err := unfold(data)
	if err != nil {
		return nil, err
	}
	feed, err := parse(props)
	if err != nil {
		return nil, err
	}
	if m, err := feed.one("METHOD"); err != nil {
		return nil, err
	} else if m != nil && !strings.EqualFold(m.value, "PUBLISH") {
		return nil, m.fault(m.value, "must be PUBLISH or absent")
	}
	r := &reader{
		location: location, floating: &zone{database: location}, from: from, until: until,
		timezones: map[string][]*component{}, zones: map[string]*zone{},
	}
	for _, c := range feed.parts {
		if c.name != "VTIMEZONE" {
			continue
		}
		id, err := c.one("TZID")
		if err != nil {
			return nil, err
		}
		if id != nil {
			r.timezones[id.value] = append(r.timezones[id.value], c)
			if name := escapes.Replace(id.value); name != id.value { // a text, as the parameter that names it is not
				r.timezones[name] = append(r.timezones[name], c)
			}
		}
	}
	return r.closures(feed)
}

// texts returns the values of a list of texts, between which stand commas that are not escaped.
func texts(value string) (list []string) {
	from, escaped := 0, false
	for i, c := range value {
		if c == ',' && !escaped {
			list, from = append(list, escapes.Replace(value[from:i])), i+1
		}
		escaped = c == '\\' && !escaped
	}
	return append(list, escapes.Replace(value[from:]))
}

var escapes = strings.NewReplacer(`\\`, `\`, `\,`, ",", `\;`, ";", `\n`, "\n", `\N`, "\n")

// text returns a text on one line, cut to so many bytes. What is not escaped as it
// should be is taken as it stands.
func text(value string, most int) string {
	s := strings.Join(strings.FieldsFunc(escapes.Replace(value), func(r rune) bool { return unicode.IsControl(r) || unicode.IsSpace(r) }), " ")
	return shorten(s, most)
}

// shorten cuts a text to so many bytes, between two characters.
func shorten(s string, most int) string {
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "")
}

func fault(field, value, reason string) *calendar.FieldError {
	return &calendar.FieldError{Field: field, Value: shorten(value, 80), Reason: reason}
}

func lineFault(number int, value, reason string) error {
	return fault("line "+strconv.Itoa(number), value, reason)
}

// eventFault says in which event a fault is, and on which line, that of the event where
// it has none.
func eventFault(line int, uid string, err error) error {
	var f *calendar.FieldError
	if !errors.As(err, &f) {
		return err
	}
	var l *located
	if errors.As(err, &l) {
		line = l.line
	}
	where := "line " + strconv.Itoa(line) + ": event " + cmp.Or(text(uid, maxUID), "without a UID")
	return &calendar.FieldError{Field: where + ": " + f.Field, Value: f.Value, Reason: f.Reason, Err: f.Err}
}
