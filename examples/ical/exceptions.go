package main

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/palier-go/palier/calendar"
)

// maxClosedDays bounds the days of all closures together, which may overlap.
const maxClosedDays = 10 * calendar.MaxEntries

// Exceptions returns the exceptions of a schedule together with those that
// closures ask for. A closure of whole dates closes each of them; one of a part of
// a day leaves the rest of what would be open, and is no exception where nothing
// is. Where several meet on a date, the reasons of all are kept.
func Exceptions(s calendar.Schedule, closures []Closure) ([]calendar.Exception, error) {
	if err := plain(s); err != nil {
		return nil, err
	}
	compiled, err := calendar.Compile(s)
	if err != nil {
		return nil, err
	}
	byDate, err := exceptionsByDate(s)
	if err != nil {
		return nil, err
	}
	x := &exceptions{s, compiled, byDate}
	days := 0
	for _, c := range closures {
		if days += daysFrom(c.First, c.Until); days > maxClosedDays {
			return nil, eventFault(c.Line, c.UID, fault("DTSTART", c.First.String(), "makes more than 100000 days of closures"))
		}
		if c.First.Compare(calendar.DateOf(compiled.Window().Start)) < 0 ||
			c.Until.Compare(calendar.DateOf(compiled.Window().End)) > 0 {
			return nil, eventFault(c.Line, c.UID, fault("DTSTART", c.First.String(), "is not in the years of the schedule"))
		}
		if err := x.close(c); err != nil {
			return nil, eventFault(c.Line, c.UID, err)
		}
		if len(x.byDate) > calendar.MaxEntries {
			return nil, eventFault(c.Line, c.UID, fault("DTSTART", c.First.String(), "makes more than 10000 exceptions"))
		}
	}
	return slices.SortedFunc(maps.Values(x.byDate), func(a, b calendar.Exception) int { return a.Date.Compare(b.Date) }), nil
}

// exceptions are those of a schedule while closures are added to them.
type exceptions struct {
	schedule calendar.Schedule
	compiled *calendar.Calendar
	byDate   map[calendar.Date]calendar.Exception
}

func (x *exceptions) close(c Closure) error {
	if c.AllDay {
		for d := c.First; d.Compare(c.Until) < 0; d = d.AddDays(1) {
			x.set(d, nil, c.Reason)
		}
		return nil
	}
	// A night that starts on the eve may reach into the closure.
	for d := c.First.AddDays(-1); d.Compare(c.Until) < 0; d = d.AddDays(1) {
		usual, err := x.hours(d)
		if err != nil {
			return err
		}
		cut := part{daysFrom(d, c.First)*daySeconds + int(c.Start), (daysFrom(d, c.Until)-1)*daySeconds + int(c.End)}
		left := without(usual, cut)
		if slices.Equal(left, usual) {
			continue
		}
		var open []calendar.Span
		for _, p := range left {
			span, ok := p.span()
			if !ok {
				return fault("DTEND", "", "leaves hours after midnight of "+d.String()+" that no exception can state")
			}
			open = append(open, span)
		}
		x.set(d, open, c.Reason)
	}
	return nil
}

// hours returns what is open on a date before a closure.
func (x *exceptions) hours(d calendar.Date) ([]part, error) {
	if e, ok := x.byDate[d]; ok && !e.Usual {
		return parts(e.Open), nil
	} else if ok {
		return weekly(x.schedule, d), nil
	}
	if d.Compare(calendar.DateOf(x.compiled.Window().Start)) < 0 {
		return nil, nil // the eve of the first date that the schedule covers
	}
	holidays, err := x.compiled.Holidays(d)
	if err != nil || len(holidays) > 0 {
		return nil, err
	}
	return weekly(x.schedule, d), nil
}

func (x *exceptions) set(d calendar.Date, open []calendar.Span, reason string) {
	before := x.byDate[d].Reason
	if before != "" && reason != "" && !slices.Contains(strings.Split(before, "; "), reason) {
		reason = shorten(before+"; "+reason, maxReason)
	} else if before != "" {
		reason = before
	}
	x.byDate[d] = calendar.Exception{Date: d, Open: open, Reason: reason}
}

// daysFrom counts the days from one date to another.
func daysFrom(from, to calendar.Date) int {
	days := func(d calendar.Date) int64 {
		return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Unix() / daySeconds
	}
	return int(days(to) - days(from))
}
