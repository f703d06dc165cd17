package penalty

import (
	"database/sql/driver"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/enum"
)

// Period is the span of time over which terms measure availability (D4).
type Period uint8

// The periods. The zero value is CalendarMonth.
const (
	CalendarMonth Period = iota // real seconds: March 2026 in Paris has 743 h
	ThirtyDays                  // a calendar month, always measured against 720 h, also where the service ran for part of it
	Quarter                     // three calendar months, from January, April, July or October
	Year                        // a calendar year
)

// thirtyDays is the length that ThirtyDays gives to every month.
const thirtyDays = 30 * 24 * time.Hour

var periodNames = []string{"calendar_month", "thirty_days", "quarter", "year"}

// String returns the name that the JSON form uses, such as "calendar_month".
func (p Period) String() string { return enum.String(periodNames, "period", p) }

// MarshalText implements encoding.TextMarshaler with the name that String gives.
func (p Period) MarshalText() ([]byte, error) { return enum.Marshal(periodNames, "period", p) }

// UnmarshalText implements encoding.TextUnmarshaler; unknown names are refused.
func (p *Period) UnmarshalText(b []byte) error { return enum.Parse(p, periodNames, "period", b) }

// Value implements driver.Valuer with the text form; it refuses an unknown value.
func (p Period) Value() (driver.Value, error) { return column.Text(p.MarshalText()) }

// Scan implements sql.Scanner. It reads the text form and refuses all else, NULL too.
func (p *Period) Scan(src any) error { return column.Scan(p.UnmarshalText, "period", src) }

// Months returns how many calendar months a period is of: 1, 3 or 12.
func (p Period) Months() int {
	switch p {
	case Quarter:
		return 3
	case Year:
		return 12
	default:
		return 1
	}
}

// Interval returns the period that t falls in, as it passes in loc, for
// Case.Period. For ThirtyDays it is the calendar month, in which the outages are
// gathered.
func (p Period) Interval(t time.Time, loc *time.Location) calendar.Interval {
	if loc == nil {
		loc = time.UTC
	}
	m, n := calendar.MonthOf(t.In(loc)), p.Months()
	m.Month -= (m.Month - 1) % time.Month(n)
	return calendar.Interval{Start: m.Interval(loc).Start, End: m.AddMonths(n).Interval(loc).Start}
}
