package main

import (
	"strings"
	"time"

	"github.com/palier-go/palier/calendar"
)

// event is a VEVENT.
type event struct {
	line        int
	uid, reason string
	passed      bool     // it closes nothing: it is OPEN, cancelled or an instant
	cancelled   bool     // and says that nothing takes place
	replaces    *moment  // RECURRENCE-ID: the time of a recurring event in whose place it is
	replaced    property // RECURRENCE-ID
	sequence    string   // SEQUENCE: which version of the event it is
	start       moment
	length      length
	byEnd       bool          // length is from DTSTART to DTEND, which are times
	shift       time.Duration // by which clocks are put forward between them
	rule        *rule
	more, fewer []moment // RDATE and EXDATE
}

// event reads an event. On an error it has its line and UID.
func (r *reader) event(c *component) (e *event, err error) {
	e = &event{line: c.line, sequence: "0"}
	if all := c.all("SUMMARY"); len(all) > 0 { // there may be one in each language
		e.reason = text(all[0].value, maxReason)
	}
	for _, field := range []struct {
		name string
		to   *string
	}{{"UID", &e.uid}, {"SEQUENCE", &e.sequence}} {
		if p, err := c.one(field.name); err != nil {
			return e, err
		} else if p != nil {
			*field.to = p.value
		}
	}
	if err := e.status(c); err != nil {
		return e, err
	}
	if e.passed && len(c.all("RECURRENCE-ID")) == 0 {
		return e, nil
	}
	if err := r.replaces(e, c); err != nil || e.passed {
		return e, err
	}
	if err := r.times(e, c); err != nil || e.passed {
		return e, err
	}
	return e, r.recurrence(e, c)
}

// status reads whether an event closes anything. TRANSP does not say so: it is about the time
// of whoever keeps the calendar, and holidays are TRANSPARENT in most feeds.
func (e *event) status(c *component) error {
	for _, p := range c.all("CATEGORIES") {
		for _, category := range texts(p.value) {
			e.passed = e.passed || strings.EqualFold(strings.TrimSpace(category), Open)
		}
	}
	p, err := c.one("STATUS")
	if p == nil || err != nil {
		return err
	}
	switch strings.ToUpper(p.value) {
	case "CONFIRMED", "TENTATIVE":
	case "CANCELLED":
		e.passed, e.cancelled = true, true
	default:
		return p.fault(p.value, "must be CONFIRMED, TENTATIVE or CANCELLED")
	}
	return nil
}

// replaces reads RECURRENCE-ID.
func (r *reader) replaces(e *event, c *component) error {
	p, err := c.one("RECURRENCE-ID")
	if p == nil || err != nil {
		return err
	}
	if span, err := p.param("RANGE"); err != nil {
		return err
	} else if span != "" {
		return p.fault(span, "RANGE is not understood: give each of the later events as one of its own")
	}
	if e.uid == "" {
		return p.fault(p.value, "must have a UID with it")
	}
	m, err := r.moment(*p)
	e.replaces = &m
	return err
}

// times reads DTSTART and how long an event takes.
func (r *reader) times(e *event, c *component) error {
	var props [3]*property
	for i, name := range []string{"DTSTART", "DTEND", "DURATION"} {
		var err error
		if props[i], err = c.one(name); err != nil {
			return err
		}
	}
	start, end, duration := props[0], props[1], props[2]
	if start == nil {
		return fault("DTSTART", "", "is missing")
	}
	if end != nil && duration != nil {
		return duration.fault(duration.value, "must not be set together with DTEND")
	}
	var err error
	if e.start, err = r.moment(*start); err != nil {
		return err
	}
	switch {
	case duration != nil:
		err = e.lasts(*duration)
	case end != nil:
		err = r.ends(e, *end)
	case e.start.form == formDate:
		e.length.days = 1
	case e.start.wall.Equal(e.start.wall.Truncate(24 * time.Hour)):
		err = start.fault(start.value, "must have a DTEND at 00:00: it may stand for the day or for an instant")
	default:
		e.passed = true // an instant (RFC 5545, section 3.6.1)
	}
	return err
}

// lasts reads DURATION. None is a day if DTSTART is a date.
func (e *event) lasts(p property) (err error) {
	if e.length, err = parseLength(p); err != nil {
		return err
	}
	switch {
	case e.start.form == formDate && e.length.time != 0:
		return p.fault(p.value, "must be whole days or weeks, as DTSTART is a date")
	case e.start.form == formDate:
		e.length.days = max(e.length.days, 1)
	case e.length == length{}:
		return p.fault(p.value, "must be more than nothing")
	}
	if e.length.days+int(e.length.time/(24*time.Hour)) > maxClosureDays {
		return p.fault(p.value, "is more than 366 days")
	}
	return nil
}

// ends reads DTEND. One on the date of DTSTART, which some feeds have though it is
// exclusive, is a day.
func (r *reader) ends(e *event, p property) error {
	end, err := r.moment(p)
	if err == nil {
		err = p.dated(end, e.start)
	}
	if err != nil {
		return err
	}
	if end.at.After(e.start.at.AddDate(0, 0, maxClosureDays)) {
		return p.fault(p.value, "is more than 366 days after DTSTART")
	}
	if e.start.form == formDate {
		if end.at.Before(e.start.at) {
			return p.fault(p.value, "is before DTSTART")
		}
		e.length.days = max(1, daysFrom(e.start.date(), end.date()))
		return nil
	}
	if e.length.time = end.at.Sub(e.start.at); e.length.time <= 0 {
		return p.fault(p.value, "must be after DTSTART, where that has a time of day")
	}
	e.byEnd = true
	if e.shift, err = e.start.shift(end.at); err != nil {
		return p.fault(p.value, err.Error())
	}
	return nil
}

// recurrence reads RRULE, RDATE and EXDATE.
func (r *reader) recurrence(e *event, c *component) error {
	for _, p := range c.all("EXRULE") {
		return p.fault(p.value, "is not understood: the standard has it no longer")
	}
	p, err := c.one("RRULE")
	if err != nil {
		return err
	}
	more, fewer := c.all("RDATE"), c.all("EXDATE")
	if e.replaces != nil {
		if p != nil {
			more = append(more, *p)
		}
		for _, p := range more {
			return p.fault(p.value, "must not be there with RECURRENCE-ID")
		}
	}
	if p != nil {
		if e.rule, err = r.rule(*p, e.start); err != nil {
			return err
		}
		has, err := e.rule.has(e.start)
		if err != nil {
			return err
		}
		if !has {
			return p.fault(p.value, "must have DTSTART as its first time: what it means else is not defined")
		}
	}
	if e.more, err = r.moments(more, e.start); err != nil {
		return err
	}
	e.fewer, err = r.moments(fewer, e.start)
	return err
}

// closure makes a closure of an event that begins at a moment.
func (r *reader) closure(e *event, start moment) (c Closure, err error) {
	c = Closure{UID: text(e.uid, maxUID), Line: e.line, Reason: e.reason}
	if start.form == formDate {
		c.AllDay, c.First, c.Until = true, start.date(), start.date().AddDays(e.length.days)
	} else if err := r.clock(&c, e, start); err != nil {
		return c, err
	}
	if !c.First.Valid() || !c.Until.Valid() {
		return c, fault("DTEND", c.Until.String(), "is not in the years 1 to 9999")
	}
	return c, nil
}

// clock sets the time that a closure takes of the days.
func (r *reader) clock(c *Closure, e *event, start moment) error {
	end, err := start.end(e.length)
	if err != nil {
		return fault("DURATION", "", err.Error())
	}
	// By the standard (RFC 5545, section 3.8.5.3) DTEND has each time last as long, but programs
	// have each end at the same time of day.
	if shift, err := start.shift(end); err != nil {
		return fault("DTSTART", start.text(), err.Error())
	} else if e.byEnd && shift != e.shift {
		return fault("DTEND", start.text(), "is another time by the length of the event than by the clock, which is changed during this one or the first")
	}
	from, to := start.at.In(r.location), end.In(r.location)
	for i, t := range []time.Time{from, to} {
		if twice(t) {
			return fault([]string{"DTSTART", "DTEND"}[i], t.Format(timeLayout), "is shown twice by clocks in "+r.location.String()+", so that no hours can tell which is meant")
		}
	}
	c.First, c.Start = calendar.DateOf(from), clockOf(from)
	c.Until, c.End = calendar.DateOf(to).AddDays(1), clockOf(to)
	if c.End == 0 {
		c.Until, c.End = c.Until.AddDays(-1), calendar.Midnight24
	}
	return nil
}

// twice reports whether clocks where an instant is show its time at another one too.
func twice(t time.Time) bool {
	_, offset := t.Zone()
	for _, near := range []time.Duration{-24 * time.Hour, 24 * time.Hour} {
		_, other := t.Add(near).Zone()
		again := t.Add(time.Duration(offset-other) * time.Second)
		if _, shown := again.Zone(); shown == other && other != offset {
			return true
		}
	}
	return false
}

func clockOf(t time.Time) calendar.Clock {
	return calendar.Clock(t.Hour()*3600 + t.Minute()*60 + t.Second())
}
