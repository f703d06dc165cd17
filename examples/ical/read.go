package main

import (
	"cmp"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/emersion/go-ical"

	"github.com/palier-go/palier/calendar"
)

const (
	maxClosureDays = 366 // that one event closes
	maxFaults      = 20  // that are reported of one feed
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

// ReadClosures reads the events of an iCalendar feed as closures. Times without a
// zone of their own are of the given one, and all are converted to it. Events of
// the category OPEN and cancelled ones are passed over. Faults are *FieldError
// values that name the line and the UID of the event.
func ReadClosures(r io.Reader, zone *time.Location) ([]Closure, error) {
	data, err := readAll(r)
	if err != nil {
		return nil, err
	}
	lines, err := unfold(data)
	if err != nil {
		return nil, err
	}
	numbers, err := checkNesting(lines)
	if err != nil {
		return nil, err
	}
	// The decoder panics on some of what unfold refuses, so it gets checked lines.
	var b strings.Builder
	for _, line := range lines {
		b.WriteString(line.text + "\r\n")
	}
	feed, err := ical.NewDecoder(strings.NewReader(b.String())).Decode()
	if err != nil {
		return nil, err
	}
	if m := feed.Props.Get(ical.PropMethod); m != nil && !strings.EqualFold(m.Value, "PUBLISH") {
		return nil, &calendar.FieldError{Field: "METHOD", Value: m.Value, Reason: "must be PUBLISH or absent"}
	}
	var closures []Closure
	var faults []error
	for i, e := range feed.Events() {
		c, closes, err := readEvent(e, zone)
		if err != nil {
			faults = append(faults, eventFault(numbers[i], c.UID, err))
		} else if closes {
			c.Line = numbers[i]
			closures = append(closures, c)
		}
		if len(faults) == maxFaults {
			break
		}
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	return closures, nil
}

// readEvent reads an event, and reports whether it closes anything. On an error
// the closure has its UID.
func readEvent(e ical.Event, zone *time.Location) (c Closure, closes bool, err error) {
	c.UID = text(e.Props.Get(ical.PropUID), 80)
	c.Reason = text(e.Props.Get(ical.PropSummary), maxReason)
	for _, p := range e.Props.Values(ical.PropCategories) {
		for category := range strings.SplitSeq(p.Value, ",") {
			if strings.EqualFold(category, Open) {
				return c, false, nil
			}
		}
	}
	if p := e.Props.Get(ical.PropStatus); p != nil && strings.EqualFold(p.Value, "CANCELLED") {
		return c, false, nil
	}
	for _, name := range []string{ical.PropRecurrenceRule, ical.PropRecurrenceDates, ical.PropRecurrenceID} {
		if p := e.Props.Get(name); p != nil {
			return c, false, fault(name, p.Value, "is not understood: give each closure as an event of its own")
		}
	}
	var props [3]*ical.Prop
	for i, name := range []string{ical.PropDateTimeStart, ical.PropDateTimeEnd, ical.PropDuration} {
		if len(e.Props.Values(name)) > 1 {
			return c, false, fault(name, "", "must be there once")
		}
		props[i] = e.Props.Get(name)
	}
	start, end, duration := props[0], props[1], props[2]
	switch {
	case start == nil:
		return c, false, fault("DTSTART", "", "is missing")
	case end != nil && duration != nil:
		return c, false, fault("DURATION", duration.Value, "must not be set together with DTEND")
	}
	if len(start.Value) == len(dateLayout) {
		err = c.readDates(start, end, duration)
	} else {
		err = c.readTimes(start, end, duration, zone)
	}
	return c, err == nil, err
}

var dayDuration = regexp.MustCompile(`^\+?P([0-9]{1,4})([DW])$`)

// readDates reads whole dates. No end, and an end on the date of the start, which
// some feeds have though it is exclusive, are both one day.
func (c *Closure) readDates(start, end, duration *ical.Prop) (err error) {
	c.AllDay = true
	if c.First, err = readDate(start); err != nil {
		return err
	}
	c.Until = c.First.AddDays(1)
	switch {
	case end != nil:
		last, err := readDate(end)
		if err != nil {
			return err
		}
		if last.Compare(c.First) < 0 {
			return fault("DTEND", end.Value, "is before DTSTART")
		}
		if last.Compare(c.First) > 0 {
			c.Until = last
		}
	case duration != nil:
		m := dayDuration.FindStringSubmatch(strings.ToUpper(duration.Value))
		if m == nil {
			return fault("DURATION", duration.Value, "must be whole days or weeks, such as P2D")
		}
		n, _ := strconv.Atoi(m[1])
		if m[2] == "W" {
			n *= 7
		}
		c.Until = c.First.AddDays(max(n, 1))
	}
	return c.checkLength()
}

var timeDuration = regexp.MustCompile(`^\+?PT([0-9]{1,4}H)?([0-9]{1,5}M)?([0-9]{1,6}S)?$`)

// readTimes reads a closure from one time of day to another.
func (c *Closure) readTimes(start, end, duration *ical.Prop, zone *time.Location) error {
	from, err := readTime(start, zone)
	if err != nil {
		return err
	}
	to, name := from, "DTEND"
	switch {
	case end != nil:
		if to, err = readTime(end, zone); err != nil {
			return err
		}
	case duration != nil:
		name = "DURATION"
		var d time.Duration
		if timeDuration.MatchString(strings.ToUpper(duration.Value)) {
			d, err = duration.Duration()
		}
		if err != nil || d == 0 {
			return fault(name, duration.Value, "must be hours, minutes and seconds, such as PT1H30M")
		}
		to = from.Add(d).In(zone)
	}
	if !to.After(from) {
		return fault(name, "", "must be there and after DTSTART, where that has a time of day")
	}
	c.First, c.Start = calendar.DateOf(from), clockOf(from)
	last := calendar.DateOf(to)
	c.Until, c.End = last.AddDays(1), clockOf(to)
	if c.End == 0 {
		c.Until, c.End = last, calendar.Midnight24
	}
	if c.Until == c.First.AddDays(1) && c.End <= c.Start {
		return fault(name, "", "is not after DTSTART on the wall clock, which is put back between them")
	}
	return c.checkLength()
}

func (c *Closure) checkLength() error {
	if !c.First.Valid() || !c.Until.Valid() || c.First.AddDays(maxClosureDays).Compare(c.Until) < 0 {
		return fault("DTEND", c.Until.String(), "is more than 366 days after DTSTART")
	}
	return nil
}

func clockOf(t time.Time) calendar.Clock {
	return calendar.Clock(t.Hour()*3600 + t.Minute()*60 + t.Second())
}

func readDate(p *ical.Prop) (calendar.Date, error) {
	t, err := time.Parse(dateLayout, p.Value)
	d := calendar.DateOf(t)
	if err != nil || !d.Valid() {
		return calendar.Date{}, fault(p.Name, p.Value, "is not a date that exists, such as 20261224")
	}
	if v := p.Params.Get(ical.ParamValue); !strings.EqualFold(cmp.Or(v, "DATE"), "DATE") {
		return calendar.Date{}, fault(p.Name, p.Value, "is a date, and VALUE says "+v)
	}
	return d, nil
}

func readTime(p *ical.Prop, zone *time.Location) (time.Time, error) {
	if v := p.Params.Get(ical.ParamValue); !strings.EqualFold(cmp.Or(v, "DATE-TIME"), "DATE-TIME") {
		return time.Time{}, fault(p.Name, p.Value, "is not what VALUE says, "+v)
	}
	in, layout := zone, "20060102T150405"
	if strings.HasSuffix(p.Value, "Z") {
		in, layout = time.UTC, instantLayout
	} else if name := p.Params.Get(ical.PropTimezoneID); name != "" {
		var err error
		if in, err = calendar.LoadLocation(name); err != nil {
			return time.Time{}, fault(p.Name, name, "TZID must be an IANA zone name")
		}
	}
	t, err := time.ParseInLocation(layout, p.Value, in)
	if err != nil || len(p.Value) != len(layout) || !calendar.DateOf(t).Valid() {
		return time.Time{}, fault(p.Name, p.Value, "is not a date or a time, such as 20261224 or 20261224T120000")
	}
	return t.In(zone), nil
}

// text returns a property's text on one line, cut to so many bytes. What is not
// escaped as it should be is taken as it stands.
func text(p *ical.Prop, most int) string {
	if p == nil {
		return ""
	}
	s := p.Value
	if list, err := p.TextList(); err == nil {
		s = strings.Join(list, ",")
	}
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsControl(r) || unicode.IsSpace(r) }), " ")
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

// eventFault says in which event a fault is.
func eventFault(line int, uid string, err error) error {
	var f *calendar.FieldError
	if !errors.As(err, &f) {
		return err
	}
	where := "line " + strconv.Itoa(line) + ": event " + cmp.Or(uid, "without a UID")
	return &calendar.FieldError{Field: where + ": " + f.Field, Value: f.Value, Reason: f.Reason, Err: f.Err}
}
