package main

import (
	"cmp"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/palier-go/palier/calendar"
)

// form is how a feed gives a date or a time.
type form int

const (
	formDate     form = iota // 20261224
	formFloating             // 20261224T120000, of no zone
	formUTC                  // 20261224T120000Z
	formZoned                // 20261224T120000 with a TZID
)

// moment is a date or a time as a feed gives it.
type moment struct {
	form   form
	wall   time.Time // what a clock there shows, as if it were UTC; 00:00 of a date
	at     time.Time // the instant; of a date it is wall
	zone   *zone     // by which wall is at; nil for a date and for UTC
	exists bool      // whether wall is shown at all: it is not while clocks are put forward
	of     *property // that gives it
}

// date is the date on the wall.
func (m moment) date() calendar.Date { return calendar.DateOf(m.wall) }

// moved returns the moment at the same time of day on another date.
func (m moment) moved(to calendar.Date) (moment, error) {
	return m.with(m.wall.AddDate(0, 0, daysFrom(m.date(), to)))
}

// with returns a moment of the same form and zone.
func (m moment) with(wall time.Time) (moment, error) {
	m.wall, m.at, m.exists = wall, wall, true
	if m.zone == nil {
		return m, nil
	}
	var err error
	m.at, m.exists, err = m.zone.instant(wall)
	return m, err
}

// moment reads a property that is one date or time.
func (r *reader) moment(p property) (moment, error) {
	return r.parse(p, p.value)
}

// moments reads properties that are lists of dates or times, all of the form of the
// given one.
func (r *reader) moments(props []property, like moment) ([]moment, error) {
	var ms []moment
	for _, p := range props {
		for value := range strings.SplitSeq(p.value, ",") {
			m, err := r.parse(p, value)
			if err == nil {
				err = p.alike(m, like)
			}
			if err != nil {
				return nil, err
			}
			ms = append(ms, m)
		}
	}
	return ms, nil
}

// dated refuses a date if DTSTART is a time, and a time if it is a date.
func (p property) dated(m, start moment) error {
	switch {
	case start.form == formDate && m.form != formDate:
		return p.fault(m.text(), "must be a date, as DTSTART is")
	case start.form != formDate && m.form == formDate:
		return p.fault(m.text(), "must be a date and a time, as DTSTART is")
	}
	return nil
}

// alike refuses what may not be compared with DTSTART: besides [property.dated], a time
// of a zone and one of none.
func (p property) alike(m, start moment) error {
	if (m.form == formFloating) != (start.form == formFloating) && m.form != formDate && start.form != formDate {
		return p.fault(m.text(), "must have a zone if DTSTART has one, and none if that has none")
	}
	return p.dated(m, start)
}

// text is a moment as a feed has it, without its zone.
func (m moment) text() string {
	switch m.form {
	case formDate:
		return m.wall.Format(dateLayout)
	case formUTC:
		return m.wall.Format(instantLayout)
	}
	return m.wall.Format(timeLayout)
}

const timeLayout = "20060102T150405"

// parse reads a date or a time, one of the values of a property.
func (r *reader) parse(p property, text string) (m moment, err error) {
	kind, err := p.param("VALUE")
	if err != nil {
		return m, err
	}
	m.of = &p
	if len(text) == len(dateLayout) {
		m.exists = true
		m.wall, err = time.Parse(dateLayout, text)
		if m.at = m.wall; err != nil || !m.date().Valid() {
			return m, p.fault(text, "is not a date that exists, such as 20261224")
		}
		if !strings.EqualFold(cmp.Or(kind, "DATE"), "DATE") {
			return m, p.fault(text, "is a date, and VALUE says "+kind)
		}
		return m, nil
	}
	if !strings.EqualFold(cmp.Or(kind, "DATE-TIME"), "DATE-TIME") {
		return m, p.fault(text, "is not what VALUE says, "+kind)
	}
	m.form = formFloating
	local, utc := strings.CutSuffix(text, "Z")
	wall, err := time.Parse(timeLayout, local)
	if err != nil || len(local) != len(timeLayout) || !calendar.DateOf(wall).Valid() {
		return m, p.fault(text, "is not a date or a time, such as 20261224 or 20261224T120000")
	}
	if utc {
		m.form = formUTC
		return m.with(wall)
	}
	name, err := p.param("TZID")
	if err != nil {
		return m, err
	}
	m.zone = r.floating
	if name != "" {
		m.form = formZoned
		if m.zone, err = r.zone(name); err != nil {
			return m, &located{p.line, fault(p.name, name, err.Error())}
		}
	}
	if m, err = m.with(wall); err != nil {
		return m, p.fault(text, err.Error())
	}
	return m, nil
}

// length is how long an event takes: days of the calendar, and then time.
type length struct {
	days int
	time time.Duration
}

var durationText = regexp.MustCompile(`^\+?P(?:([0-9]{1,4})W|(?:([0-9]{1,5})D)?(?:T(?:([0-9]{1,5})H)?(?:([0-9]{1,6})M)?(?:([0-9]{1,7})S)?)?)$`)

// parseLength reads a DURATION, such as P2D, P1W or P1DT1H30M.
func parseLength(p property) (l length, err error) {
	text := strings.ToUpper(p.value)
	part := durationText.FindStringSubmatch(text)
	if part == nil || strings.HasSuffix(text, "P") || strings.HasSuffix(text, "T") {
		return l, p.fault(p.value, "must be weeks, or days, hours, minutes and seconds, such as P2D or PT1H30M")
	}
	n := func(i int) int { v, _ := strconv.Atoi(part[i]); return v } // none is 0
	l.days = 7*n(1) + n(2)
	l.time = time.Duration(n(3)*3600+n(4)*60+n(5)) * time.Second
	return l, nil
}

// shift returns by how much clocks are put forward from a moment to an instant.
func (m moment) shift(to time.Time) (time.Duration, error) {
	if m.zone == nil {
		return 0, nil
	}
	seconds, err := m.zone.offset(to)
	return time.Duration(seconds)*time.Second - m.wall.Sub(m.at), err
}

// end returns where what begins at a moment and takes so long ends: the days on
// the wall, then the time.
func (m moment) end(l length) (time.Time, error) {
	if l.days == 0 {
		return m.at.Add(l.time), nil
	}
	m, err := m.with(m.wall.AddDate(0, 0, l.days))
	return m.at.Add(l.time), err
}
