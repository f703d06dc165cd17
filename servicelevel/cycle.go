package servicelevel

import (
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
)

// cycle says on which day the months of a contract begin, as the days after the first of a calendar
// month: 0 to 27. A month has the name of the calendar month that it begins in: with 14, May goes from
// 15 May to 14 June. It has as many days as that, since none is too short to have the day.
type cycle int

// maxMonthDay is the last day on which months can begin: each month has it.
const maxMonthDay = 28

// cycleOf returns the cycle of months that begin on a day of the calendar's; of 0 and 1 it is the
// calendar's own.
func cycleOf(monthDay int) cycle { return cycle(max(1, min(monthDay, maxMonthDay)) - 1) }

// monthDay returns the day on which months begin, of calendar months 0.
func (c cycle) monthDay() int {
	if c == 0 {
		return 0
	}
	return int(c) + 1
}

// checkMonthDay refuses a day that not every month has.
func checkMonthDay(l *fault.List, field string, day int) {
	l.Check(day >= 0 && day <= maxMonthDay, field, day, "must lie from 1 to 28, or be absent for calendar months")
}

// of returns the month that a day lies in.
func (c cycle) of(d calendar.Date) calendar.Month {
	if d.Day <= int(c) {
		return d.MonthOf().AddMonths(-1)
	}
	return d.MonthOf()
}

// first returns the first day of a month.
func (c cycle) first(m calendar.Month) calendar.Date {
	return calendar.Date{Year: m.Year, Month: m.Month, Day: 1 + int(c)}
}

// past returns the day after the last one of a month.
func (c cycle) past(m calendar.Month) calendar.Date { return c.first(m.AddMonths(1)) }

// last returns the last day of a month.
func (c cycle) last(m calendar.Month) calendar.Date {
	if c == 0 {
		return m.Last()
	}
	next := m.AddMonths(1)
	return calendar.Date{Year: next.Year, Month: next.Month, Day: int(c)}
}

// days returns the first and the last day of a month.
func (c cycle) days(m calendar.Month) (first, last calendar.Date) { return c.first(m), c.last(m) }

// interval returns a month as it passes in a zone.
func (c cycle) interval(m calendar.Month, loc *time.Location) calendar.Interval {
	if c == 0 {
		return m.Interval(loc)
	}
	return calendar.Interval{Start: c.first(m).Interval(loc).Start, End: c.past(m).Interval(loc).Start}
}
