package calendar

import (
	"cmp"
	"database/sql/driver"
	"time"

	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/fault"
)

// Month is a month of the Gregorian calendar, of no zone (D4). Its text form is "2026-05". The zero value is
// no month.
type Month struct {
	Year  int
	Month time.Month
}

// MonthOf returns the month that t falls in, in t's own location.
func MonthOf(t time.Time) Month {
	y, m, _ := t.Date()
	return Month{y, m}
}

// ParseMonth reads "2026-05".
func ParseMonth(s string) (m Month, err error) {
	err = m.UnmarshalText([]byte(s))
	return m, err
}

// MustParseMonth is ParseMonth for constants; it panics if ParseMonth fails.
func MustParseMonth(s string) Month { return must(ParseMonth(s)) }

// Valid reports whether m exists and lies in the years 1 to 9999.
func (m Month) Valid() bool { return m.First().Valid() }

// String returns the text form, "2026-05".
func (m Month) String() string { return string(m.append(nil)) }

func (m Month) append(b []byte) []byte {
	b = appendPadded(b, m.Year, 4)
	return appendPadded(append(b, '-'), int(m.Month), 2)
}

// First returns the first day of the month.
func (m Month) First() Date { return Date{m.Year, m.Month, 1} }

// Last returns the last day of the month.
func (m Month) Last() Date { return Date{m.Year, m.Month, m.Days()} }

// Days returns how many days the month has.
func (m Month) Days() int { return daysIn(m.Year, m.Month) }

// AddMonths returns the month n months later, or earlier if n is negative.
func (m Month) AddMonths(n int) Month {
	if next := m.Month + time.Month(n); next >= time.January && next <= time.December {
		return Month{m.Year, next}
	}
	const year = 12
	months := m.Year*year + int(m.Month-time.January) + n
	ofYear := (months%year + year) % year
	return Month{(months - ofYear) / year, time.January + time.Month(ofYear)}
}

// Compare returns -1 if m is before n, 0 if they are one month, else +1.
func (m Month) Compare(n Month) int {
	if m.Year != n.Year {
		return cmp.Compare(m.Year, n.Year)
	}
	return cmp.Compare(m.Month, n.Month)
}

// Interval returns the month as it passes in loc: from its first instant to the
// first instant of the next month. March 2026 in Europe/Paris lasts 743 h.
func (m Month) Interval(loc *time.Location) Interval {
	return Interval{firstInstant(m.First(), loc), firstInstant(m.AddMonths(1).First(), loc)}
}

// IsZero reports whether m is the zero Month: the tags omitzero (JSON) and omitempty (YAML) leave it out.
func (m Month) IsZero() bool { return m == Month{} }

// AppendText implements encoding.TextAppender.
func (m Month) AppendText(b []byte) ([]byte, error) {
	if m.IsZero() {
		return b, fault.New("month", nil, unset)
	}
	if !m.Valid() {
		return b, fault.New("month", m, "is not a month that exists")
	}
	return m.append(b), nil
}

// MarshalText implements encoding.TextMarshaler.
func (m Month) MarshalText() ([]byte, error) { return m.AppendText(nil) }

// UnmarshalText implements encoding.TextUnmarshaler.
func (m *Month) UnmarshalText(b []byte) error {
	if len(b) == len("2026-05") && b[4] == '-' {
		if read := (Month{number(b[:4]), time.Month(number(b[5:]))}); read.Valid() {
			*m = read
			return nil
		}
	}
	return fault.New("month", string(b), `must be a month such as "2026-05"`)
}

// Value implements driver.Valuer.
func (m Month) Value() (driver.Value, error) { return column.Text(m.MarshalText()) }

// Scan implements sql.Scanner.
func (m *Month) Scan(src any) error { return column.Scan(m.UnmarshalText, "month", src) }
