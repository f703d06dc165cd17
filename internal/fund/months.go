package fund

import (
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/zone"
)

// months counts months of allowance: 12·year + month, from 0 for January of year 0. A
// month begins on a day of its own (D4). It remembers the last month that it found.
type months struct {
	day         int // on which they begin, 0 and 1 are the same
	month       int32
	from, until int32 // the days of that month
}

func (m *months) use(day int) {
	if m.day != day {
		*m = months{day: day}
	}
}

// Of returns the month of a day.
func (m *months) Of(day int32) int32 {
	if day >= m.from && day < m.until {
		return m.month
	}
	y, month, d := zone.Date(day)
	n := int32(y*12 + int(month) - 1) // years of four digits
	if d < m.day && day < m.first(n) {
		n--
	}
	m.days(n)
	return n
}

// days returns the first day of a month, and that of the next one.
func (m *months) days(n int32) (from, until int32) {
	if m.month != n || m.until == 0 {
		m.month, m.from, m.until = n, m.first(n), m.first(n+1)
	}
	return m.from, m.until
}

// first returns the day on which a month begins.
func (m *months) first(n int32) int32 {
	month := MonthOf(n)
	return zone.DayOf(month.Year, month.Month, max(1, min(m.day, month.Days())))
}

// Start returns the first instant of a month.
func (m *months) Start(n int32, clock *zone.Clock) int64 { return clock.Start(m.first(n)) }

// NumberOf returns the number of a month: 12·year + month, from 0 for January of year 0.
func NumberOf(m calendar.Month) int32 {
	return int32(m.Year*12 + int(m.Month) - 1) // a valid month has a year of four digits
}

// MonthOf returns the month of a number.
func MonthOf(n int32) calendar.Month {
	return calendar.Month{Year: int(n) / 12, Month: time.Month(n%12 + 1)}
}

// DayOf returns the number of a date: days since 1970.
func DayOf(d calendar.Date) int32 { return zone.DayOf(d.Year, d.Month, d.Day) }

// DateOf returns the date of a number.
func DateOf(day int32) calendar.Date {
	y, m, d := zone.Date(day)
	return calendar.Date{Year: y, Month: m, Day: d}
}
