package penalty

import (
	"database/sql/driver"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/enum"
)

// Start says which instant begins an outage.
type Start uint8

// The starts. The zero value is Earliest.
const (
	Earliest Start = iota // the earlier of detection and declaration
	Detected              // detection; an outage never detected does not count
	Declared              // the customer's declaration; one never declared does not count
)

var startNames = []string{"earliest", "detected", "declared"}

// String returns the text form, such as "declared".
func (s Start) String() string { return enum.String(startNames, "start", s) }

// MarshalText implements encoding.TextMarshaler.
func (s Start) MarshalText() ([]byte, error) { return enum.Marshal(startNames, "start", s) }

// UnmarshalText implements encoding.TextUnmarshaler.
func (s *Start) UnmarshalText(b []byte) error { return enum.Parse(s, startNames, "start", b) }

// Value implements driver.Valuer.
func (s Start) Value() (driver.Value, error) { return column.Text(s.MarshalText()) }

// Scan implements sql.Scanner.
func (s *Start) Scan(src any) error { return column.Scan(s.UnmarshalText, "start", src) }

// Counting is what a part of a unit costs (D11).
type Counting uint8

// The countings. The zero value is ProRata.
const (
	ProRata Counting = iota // its share, to the nanosecond
	Begun                   // a whole unit
	Full                    // nothing
	// CalendarDays counts dates instead of units of a length: each on which something that counts was down at
	// all, be it a part of the platform, in the location of the period's start. The rate is for one date. With
	// Terms.PerOutage a date counts for each outage on it.
	CalendarDays
)

var countingNames = []string{"pro_rata", "begun", "full", "calendar_days"}

// String returns the text form, such as "pro_rata".
func (c Counting) String() string { return enum.String(countingNames, "counting", c) }

// MarshalText implements encoding.TextMarshaler.
func (c Counting) MarshalText() ([]byte, error) {
	return enum.Marshal(countingNames, "counting", c)
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (c *Counting) UnmarshalText(b []byte) error { return enum.Parse(c, countingNames, "counting", b) }

// Value implements driver.Valuer.
func (c Counting) Value() (driver.Value, error) { return column.Text(c.MarshalText()) }

// Scan implements sql.Scanner.
func (c *Counting) Scan(src any) error { return column.Scan(c.UnmarshalText, "counting", src) }

// Basis is what a rate or a credit is a share of.
type Basis uint8

// The bases. The zero value is Rent.
const (
	Rent        Basis = iota // the rent of the case: 0.05 is 5 %
	ProRataRent              // the rent of the time that is counted: 10 is ten times that, of the rent over the period (D36)
	DayRent                  // the rent over the days of the period, by their dates: 743 h are 31 (D36)
	Amount                   // nothing: the figure is an amount in the currency of the rent, 21.00
	// ServiceDays is no money: the figure is days of service that are added to the term, with two decimals, and
	// so are all amounts of an Assessment, and Terms.Minimum. The cap is a share of the days of the period.
	ServiceDays
)

var basisNames = []string{"rent", "pro_rata_rent", "day_rent", "amount", "service_days"}

// flat reports whether a rate or a credit is no share of anything.
func (b Basis) flat() bool { return b == Amount || b == ServiceDays }

// String returns the text form, such as "day_rent".
func (b Basis) String() string { return enum.String(basisNames, "basis", b) }

// MarshalText implements encoding.TextMarshaler.
func (b Basis) MarshalText() ([]byte, error) { return enum.Marshal(basisNames, "basis", b) }

// UnmarshalText implements encoding.TextUnmarshaler.
func (b *Basis) UnmarshalText(text []byte) error { return enum.Parse(b, basisNames, "basis", text) }

// Value implements driver.Valuer.
func (b Basis) Value() (driver.Value, error) { return column.Text(b.MarshalText()) }

// Scan implements sql.Scanner.
func (b *Basis) Scan(src any) error { return column.Scan(b.UnmarshalText, "basis", src) }

// Period is the span of time over which terms measure availability (D4).
type Period uint8

// The periods. The zero value is CalendarMonth.
const (
	CalendarMonth Period = iota // real seconds: March 2026 in Paris has 743 h
	ThirtyDays                  // a calendar month, always measured against 720 h, also if the service ran for part of it
	Quarter                     // three calendar months, from January, April, July or October
	Year                        // a calendar year
)

// thirtyDays is the length that ThirtyDays gives to every month.
const thirtyDays = 30 * 24 * time.Hour

var periodNames = []string{"calendar_month", "thirty_days", "quarter", "year"}

// String returns the text form, such as "calendar_month".
func (p Period) String() string { return enum.String(periodNames, "period", p) }

// MarshalText implements encoding.TextMarshaler.
func (p Period) MarshalText() ([]byte, error) { return enum.Marshal(periodNames, "period", p) }

// UnmarshalText implements encoding.TextUnmarshaler.
func (p *Period) UnmarshalText(b []byte) error { return enum.Parse(p, periodNames, "period", b) }

// Value implements driver.Valuer.
func (p Period) Value() (driver.Value, error) { return column.Text(p.MarshalText()) }

// Scan implements sql.Scanner.
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

// Interval returns the period that t falls in, as it passes in loc. For ThirtyDays it is the calendar month.
func (p Period) Interval(t time.Time, loc *time.Location) calendar.Interval {
	if loc == nil {
		loc = time.UTC
	}
	m, n := calendar.MonthOf(t.In(loc)), p.Months()
	m.Month -= (m.Month - 1) % time.Month(n)
	return calendar.Interval{Start: m.Interval(loc).Start, End: m.AddMonths(n).Interval(loc).Start}
}
