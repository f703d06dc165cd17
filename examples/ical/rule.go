package main

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/palier-go/palier/calendar"
)

// frequency is how often a rule's periods begin.
type frequency int

const (
	everyDay frequency = iota
	everyWeek
	everyMonth
	everyYear
)

// rule is an RRULE that is understood. The dates of a period, which are the days, weeks,
// months or years of which each interval-th counts, follow from the lists.
type rule struct {
	property
	freq      frequency
	start     calendar.Date // of DTSTART: what the lists do not say is as on it
	interval  int
	count     int // 0 if it does not end by number
	months    []int
	monthDays []int // from the end if negative
	weekdays  []weekdayOf
	positions []int // that count of a period's dates, from the end if negative
	weekStart time.Weekday
	// UNTIL. What begins at sure or before is within it, what begins after maybe is
	// not; between them a feed has left it open, as by a date where there are times.
	ends        bool
	sure, maybe time.Time
}

// weekdayOf is a weekday: the n-th of a month or year, from the end if n is negative, or
// each if it is 0.
type weekdayOf struct {
	n   int
	day time.Weekday
}

const (
	maxInterval = 9999
	maxCount    = 999999999
	maxWeekdays = 100 // in BYDAY
)

// rule reads an RRULE of what begins at a moment.
func (r *reader) rule(p property, start moment) (*rule, error) {
	u := &rule{property: p, freq: -1, start: start.date(), interval: 1, weekStart: time.Monday}
	seen := map[string]bool{}
	for part := range strings.SplitSeq(strings.TrimSuffix(strings.ToUpper(p.value), ";"), ";") {
		name, value, _ := strings.Cut(part, "=")
		if seen[name] {
			return nil, p.fault(p.value, name+" must be there once")
		}
		seen[name] = true
		if err := u.part(r, name, value, start); err != nil {
			return nil, err
		}
	}
	return u, u.check()
}

// part reads one part of a rule.
func (u *rule) part(r *reader, name, value string, start moment) (err error) {
	ok := true
	switch name {
	case "FREQ":
		u.freq = frequency(slices.Index([]string{"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}, value))
		ok = u.freq >= 0
	case "INTERVAL":
		u.interval, ok = number(value, 1, maxInterval)
	case "COUNT":
		u.count, ok = number(value, 1, maxCount)
	case "UNTIL":
		return u.until(r, value, start)
	case "BYMONTH":
		u.months, ok = numbers(value, 1, 12)
		ok = ok && u.months[0] > 0
	case "BYMONTHDAY":
		u.monthDays, ok = numbers(value, 1, 31)
	case "BYSETPOS":
		u.positions, ok = numbers(value, 1, 366)
	case "BYDAY":
		u.weekdays, ok = weekdays(value)
	case "WKST":
		u.weekStart, ok = weekday(value)
	default:
		return u.fault(u.value, name+" is not understood")
	}
	if !ok {
		return u.fault(u.value, name+" is not understood as "+strconv.Quote(shorten(value, 40)))
	}
	return nil
}

// check refuses what the standard forbids or leaves open, and what calendars read
// each in its own way.
func (u *rule) check() error {
	numbered := slices.ContainsFunc(u.weekdays, func(w weekdayOf) bool { return w.n != 0 })
	listed := len(u.months)+len(u.monthDays)+len(u.weekdays) > 0
	reason := ""
	switch {
	case u.freq < 0:
		reason = "must have a FREQ"
	case u.count > 0 && u.ends:
		reason = "must not have both COUNT and UNTIL"
	case numbered && u.freq < everyMonth:
		reason = "must have a number with BYDAY only if FREQ is MONTHLY or YEARLY"
	case numbered && len(u.monthDays) > 0:
		reason = "leaves open what the number with BYDAY counts, for it has BYMONTHDAY"
	case u.freq == everyWeek && len(u.monthDays) > 0:
		reason = "must not have BYMONTHDAY if FREQ is WEEKLY"
	case u.freq == everyYear && len(u.monthDays) > 0 && len(u.months) == 0:
		reason = "leaves open the months of BYMONTHDAY, for it has no BYMONTH"
	case len(u.positions) > 0 && !listed:
		reason = "must have BYSETPOS only with another list"
	case len(u.positions) > 0 && u.freq < everyMonth:
		reason = "leaves open what BYSETPOS counts in the first week, or has no need of it"
	default:
		return nil
	}
	return u.fault(u.value, reason)
}

// Offsets from UTC are from 12 hours behind it to 14 hours ahead.
const (
	mostBehind = 12 * time.Hour
	mostAhead  = 14 * time.Hour
)

// until reads UNTIL, which should be of the form of DTSTART, or in UTC where that has
// a zone.
func (u *rule) until(r *reader, value string, start moment) error {
	p := u.property
	p.params = "" // VALUE and TZID are not said of it
	m, err := r.parse(p, value)
	if err != nil {
		return u.fault(u.value, "UNTIL is not a date or a time, such as 20261224 or 20261224T120000Z")
	}
	u.ends = true
	switch {
	case start.form == formDate && m.form == formUTC:
		u.sure, u.maybe = m.wall.Add(-mostBehind), m.wall.Add(mostAhead)
	case start.form == formDate:
		u.sure, u.maybe = m.wall, m.wall
	case m.form == formDate: // its beginning or its end
		return u.between(start, m.wall, m.wall.AddDate(0, 0, 1).Add(-time.Second))
	case m.form == formUTC || start.form == formFloating:
		u.sure, u.maybe = m.at, m.at
	case start.form == formUTC: // of a zone that is not said
		u.sure, u.maybe = m.wall.Add(-mostAhead), m.wall.Add(mostBehind)
	default: // on the wall of DTSTART, or UTC
		if err := u.between(start, m.wall, m.wall); err != nil {
			return err
		}
		if u.sure.After(m.wall) {
			u.sure = m.wall
		} else {
			u.maybe = m.wall
		}
	}
	return nil
}

// between has a rule end between two times on the wall of its start.
func (u *rule) between(start moment, sure, maybe time.Time) error {
	from, err := start.with(sure)
	if err != nil {
		return u.fault(u.value, "UNTIL "+err.Error())
	}
	to, err := start.with(maybe)
	if err != nil {
		return u.fault(u.value, "UNTIL "+err.Error())
	}
	u.sure, u.maybe = from.at, to.at
	return nil
}

// number reads a number from least to most.
func number(text string, least, most int) (int, bool) {
	n, err := strconv.Atoi(text)
	return n, err == nil && n >= least && n <= most
}

// numbers reads a list of numbers whose size, with or without a sign, is from least to
// most, and sorts it.
func numbers(text string, least, most int) ([]int, bool) {
	var ns []int
	for part := range strings.SplitSeq(text, ",") {
		n, ok := number(part, -most, most)
		if !ok || max(n, -n) < least {
			return nil, false
		}
		ns = append(ns, n)
	}
	slices.Sort(ns)
	return slices.Compact(ns), true
}

func weekday(text string) (time.Weekday, bool) {
	i := slices.Index([]string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"}, text)
	return time.Weekday(i), i >= 0
}

var weekdayText = regexp.MustCompile(`^([+-]?[0-9]{1,2})?([A-Z]{2})$`)

// weekdays reads BYDAY, such as MO,TU or 1MO,-1FR.
func weekdays(text string) ([]weekdayOf, bool) {
	var ws []weekdayOf
	for part := range strings.SplitSeq(text, ",") {
		m := weekdayText.FindStringSubmatch(part)
		if m == nil {
			return nil, false
		}
		day, ok := weekday(m[2])
		n := 0
		if m[1] != "" {
			n, _ = strconv.Atoi(m[1])
			ok = ok && n != 0 && max(n, -n) <= 53
		}
		if !ok || len(ws) == maxWeekdays {
			return nil, false
		}
		if w := (weekdayOf{n, day}); !slices.Contains(ws, w) {
			ws = append(ws, w)
		}
	}
	return ws, true
}
