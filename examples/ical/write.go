package main

import (
	"fmt"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"github.com/palier-go/palier/calendar"
)

// The categories of the events of a feed. A reader of closures passes over what
// is Open: the office hours, and a holiday on which the office is open.
const (
	Open   = "OPEN"
	Closed = "CLOSED"
)

const (
	dateLayout    = "20060102"
	instantLayout = "20060102T150405Z"
	uidHost       = "@palier-go.github.com"
)

// feed is a feed as it is written.
type feed struct {
	calendar *ics.Calendar
	schedule calendar.Schedule
	compiled *calendar.Calendar
	special  map[calendar.Date]calendar.Exception
	year     int
	stamp    time.Time
}

// Feed returns a year of a schedule as an iCalendar feed: its public holidays in
// both languages, its exceptions, and its weekly hours as recurring events that
// leave out the dates on which they do not hold. The same arguments give the same
// bytes; the UID of an event depends on what it is about, not on stamp.
func Feed(s calendar.Schedule, year int, stamp time.Time) (string, error) {
	if err := plain(s); err != nil {
		return "", err
	}
	compiled, err := calendar.Compile(s)
	if err != nil {
		return "", err
	}
	special, err := exceptionsByDate(s)
	if err != nil {
		return "", err
	}
	f := &feed{ics.NewCalendar(), s, compiled, special, year, stamp}
	f.calendar.SetProductId("-//palier//ical//EN")
	f.calendar.SetVersion("2.0")
	f.calendar.SetCalscale("GREGORIAN")
	f.calendar.SetXWRCalName(fmt.Sprintf("Horaires / Office hours %d", year))
	f.calendar.SetXWRTimezone(s.Zone)
	f.calendar.AddVTimezone(timezone(s.Zone, compiled.Location(), year))
	for d := range f.dates() {
		holidays, err := compiled.Holidays(d)
		if err != nil {
			return "", err
		}
		for _, h := range holidays {
			f.holiday(h)
		}
		if e, ok := f.special[d]; ok {
			f.exception(e)
		}
	}
	for i, h := range s.Hours {
		for j, span := range h.Open {
			if err := f.hours(fmt.Sprintf("hours-%d-%d-%d", year, i+1, j+1), h, span); err != nil {
				return "", err
			}
		}
	}
	var b strings.Builder
	err = f.calendar.SerializeTo(&b, ics.WithNewLineWindows)
	return b.String(), err
}

// dates yields the dates of the year.
func (f *feed) dates() func(yield func(calendar.Date) bool) {
	return func(yield func(calendar.Date) bool) {
		for d := (calendar.Date{Year: f.year, Month: time.January, Day: 1}); d.Year == f.year; d = d.AddDays(1) {
			if !yield(d) {
				return
			}
		}
	}
}

func (f *feed) event(uid, summary, category string) *ics.VEvent {
	e := f.calendar.AddEvent(uid + uidHost)
	e.SetDtStampTime(f.stamp)
	e.SetSummary(summary)
	e.AddProperty(ics.ComponentPropertyCategories, category)
	return e
}

// allDay makes an event last the whole of a date: its end is exclusive.
func allDay(e *ics.VEvent, d calendar.Date) {
	e.SetProperty(ics.ComponentPropertyDtStart, day(d), ics.WithValue("DATE"))
	e.SetProperty(ics.ComponentPropertyDtEnd, day(d.AddDays(1)), ics.WithValue("DATE"))
	e.SetTimeTransparency(ics.TransparencyTransparent)
}

// timed makes an event last a part of a date on the wall clock.
func (f *feed) timed(e *ics.VEvent, d calendar.Date, p part) {
	e.SetProperty(ics.ComponentPropertyDtStart, wall(d, p.from), ics.WithTZID(f.schedule.Zone))
	e.SetProperty(ics.ComponentPropertyDtEnd, wall(d, p.to), ics.WithTZID(f.schedule.Zone))
}

func (f *feed) holiday(h calendar.Holiday) {
	category := Closed
	if e, ok := f.special[h.Date]; ok && (e.Usual || len(e.Open) > 0) {
		category = Open
	}
	e := f.event("holiday-"+h.Key+"-"+h.Date.String(), h.FR+" / "+h.EN, category)
	allDay(e, h.Date)
	if h.Basis != "" {
		e.SetDescription(h.Basis)
	}
}

// exception writes what an exception opens, and what it closes of the weekly hours.
func (f *feed) exception(x calendar.Exception) {
	reason := x.Reason
	if reason == "" {
		reason = "Horaires exceptionnels / Exceptional hours"
	}
	if x.Usual {
		return // the weekly hours say so
	}
	if len(x.Open) == 0 {
		allDay(f.event("closure-"+x.Date.String(), reason, Closed), x.Date)
		return
	}
	closed := weekly(f.schedule, x.Date)
	for i, p := range parts(x.Open) {
		f.timed(f.event(fmt.Sprintf("open-%s-%d", x.Date, i+1), reason, Open), x.Date, p)
		closed = without(closed, p)
	}
	for i, p := range closed {
		f.timed(f.event(fmt.Sprintf("closure-%s-%d", x.Date, i+1), reason, Closed), x.Date, p)
	}
}

// hours writes a span of the weekly hours: one event that recurs from its first
// date to its last, but for those that a holiday or an exception takes.
func (f *feed) hours(uid string, h calendar.Hours, span calendar.Span) error {
	var on, off []calendar.Date
	for d := range f.dates() {
		if !holds(h, d) {
			continue
		}
		holidays, err := f.compiled.Holidays(d)
		if err != nil {
			return err
		}
		if x, ok := f.special[d]; ok && !x.Usual || !ok && len(holidays) > 0 {
			off = append(off, d)
		} else {
			on = append(on, d)
		}
	}
	if len(on) == 0 {
		return nil
	}
	first, last := on[0], on[len(on)-1]
	e := f.event(uid, "Ouvert / Open", Open)
	f.timed(e, first, partOf(span))
	e.AddRrule("FREQ=WEEKLY;UNTIL=" + f.instant(last, int(span.Start)).UTC().Format(instantLayout) + ";BYDAY=" + byDay(h.Days))
	for _, d := range off {
		if d.Compare(first) > 0 && d.Compare(last) < 0 {
			e.AddExdate(wall(d, int(span.Start)), ics.WithTZID(f.schedule.Zone))
		}
	}
	return nil
}

func (f *feed) instant(d calendar.Date, seconds int) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, seconds, 0, f.compiled.Location())
}

func byDay(days calendar.Days) string {
	var names []string
	for _, d := range []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday} {
		if days.Has(d) {
			names = append(names, strings.ToUpper(d.String()[:2]))
		}
	}
	return strings.Join(names, ",")
}

func day(d calendar.Date) string {
	return fmt.Sprintf("%04d%02d%02d", d.Year, d.Month, d.Day)
}

// wall returns the time of day that is so many seconds after 00:00 of a date.
func wall(d calendar.Date, seconds int) string {
	d, seconds = d.AddDays(seconds/daySeconds), seconds%daySeconds
	return fmt.Sprintf("%sT%02d%02d%02d", day(d), seconds/3600, seconds/60%60, seconds%60)
}
