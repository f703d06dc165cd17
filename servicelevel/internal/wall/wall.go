// Package wall tells the time of one contract: which date and which of its months passes at an instant, when
// they begin, and on which rules of a zone that rests. What it was asked is at hand when it is asked again.
package wall

import (
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/zone"
	"github.com/palier-go/palier/servicelevel/internal/cycle"
)

// Clock tells what the clocks of a contract's zone show, and which of its months passes. The zero value tells
// nothing before it is told which zone to show. It must not be used by two goroutines at a time.
type Clock struct {
	zone.Clock
	cycle.Cycle
	days   [64]dated   // some that were asked about, by their number
	months [32]passing // the same of months, by the rules of the zone
	ruled  [4]ruled
}

// dated is a day and its date.
type dated struct {
	day  int32
	date calendar.Date
}

// passing is a month as it passes.
type passing struct {
	month  calendar.Month
	passes calendar.Interval
}

// Show makes w tell the time of a zone, by the months of a cycle.
func (w *Clock) Show(loc *time.Location, months cycle.Cycle) {
	if w.Location() != loc || w.Cycle != months {
		*w = Clock{Cycle: months}
	}
	w.Use(loc)
}

// Date returns the date that passes at an instant in Unix nanoseconds.
func (w *Clock) Date(at int64) calendar.Date {
	day := w.Day(at)
	d := &w.days[uint32(day)%uint32(len(w.days))]
	if d.day != day || d.date.Day == 0 {
		y, m, dayOfMonth := zone.Date(day)
		*d = dated{day, calendar.Date{Year: y, Month: m, Day: dayOfMonth}}
	}
	return d.date
}

// Month returns the month that passes at an instant in Unix nanoseconds.
func (w *Clock) Month(at int64) calendar.Month { return w.Of(w.Date(at)) }

// DayStart returns when a day begins.
func (w *Clock) DayStart(d calendar.Date) time.Time {
	return time.Unix(0, w.Start(zone.DayOf(d.Year, d.Month, d.Day))).In(w.Location())
}

// Period returns a month as it passes, or passed when it was closed.
func (w *Clock) Period(m calendar.Month) calendar.Interval {
	if len(w.Begun()) > 0 {
		return calendar.Interval{Start: w.DayStart(w.First(m)), End: w.DayStart(w.Past(m))}
	}
	return w.ByRules(m)
}

// ByRules returns a month as it passes by the rules of the zone. The months of contracts that
// are looked at one after the other are mostly the same few.
func (w *Clock) ByRules(m calendar.Month) calendar.Interval {
	p := &w.months[uint(m.Year*12+int(m.Month))%uint(len(w.months))] // of a month that exists
	if p.month != m {
		*p = passing{m, w.Cycle.Interval(m, w.Location())}
	}
	return p.passes
}
