// Package cycle says which days the months of a contract have: those of the calendar, or from a day of
// each calendar month up to the one before it in the next.
package cycle

import (
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/zone"
)

// Cycle says on which day the months of a contract begin, as the days after the first of a calendar
// month: 0 to 27. A month has the name of the calendar month that it begins in: with 14, May goes from
// 15 May to 14 June. It has as many days as that, since none is too short to have the day.
type Cycle int

// MaxDay is the last day on which months can begin: each month has it.
const MaxDay = 28

// Of returns the cycle of months that begin on a day of the calendar's; of 0 and 1 it is the
// calendar's own.
func Of(monthDay int) Cycle { return Cycle(max(1, min(monthDay, MaxDay)) - 1) }

// MonthDay returns the day on which months begin, of calendar months 0.
func (c Cycle) MonthDay() int {
	if c == 0 {
		return 0
	}
	return int(c) + 1
}

// Check refuses a day that not every month has.
func Check(l *fault.List, field string, day int) {
	l.Check(day >= 0 && day <= MaxDay, field, day, "must lie from 1 to 28, or be absent for calendar months")
}

// Of returns the month that a day lies in.
func (c Cycle) Of(d calendar.Date) calendar.Month {
	if d.Day <= int(c) {
		return d.MonthOf().AddMonths(-1)
	}
	return d.MonthOf()
}

// First returns the first day of a month.
func (c Cycle) First(m calendar.Month) calendar.Date {
	return calendar.Date{Year: m.Year, Month: m.Month, Day: 1 + int(c)}
}

// Past returns the day after the last one of a month.
func (c Cycle) Past(m calendar.Month) calendar.Date { return c.First(m.AddMonths(1)) }

// Last returns the last day of a month.
func (c Cycle) Last(m calendar.Month) calendar.Date {
	if c == 0 {
		return m.Last()
	}
	next := m.AddMonths(1)
	return calendar.Date{Year: next.Year, Month: next.Month, Day: int(c)}
}

// Days returns the first and the last day of a month.
func (c Cycle) Days(m calendar.Month) (first, last calendar.Date) { return c.First(m), c.Last(m) }

// Interval returns a month as it passes in a zone.
func (c Cycle) Interval(m calendar.Month, loc *time.Location) calendar.Interval {
	if c == 0 {
		return m.Interval(loc)
	}
	return calendar.Interval{Start: c.First(m).Interval(loc).Start, End: c.Past(m).Interval(loc).Start}
}

// Began is that a month began at an instant.
func (c Cycle) Began(m calendar.Month, at time.Time) zone.Begun {
	day := c.First(m)
	return zone.Begun{Day: zone.DayOf(day.Year, day.Month, day.Day), At: at.UnixNano()}
}

// Near reports whether a month may begin at an instant, in whatever zone.
func (c Cycle) Near(at time.Time, m calendar.Month) bool {
	start := c.Interval(m, time.UTC).Start
	return at.Sub(start).Abs() < zone.Reach*time.Second
}
