package calendar

import (
	"cmp"
	"database/sql/driver"
	"time"

	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/fault"
)

// Years that a Date or a Month may have: those that its text form can write.
const (
	minYear = 1
	maxYear = 9999
)

// Date is a civil date of the Gregorian calendar, of no zone. Its text form is "2026-05-14". The zero value
// is no date.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf returns the date that t falls on in t's own location.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// ParseDate reads "2026-05-14". It refuses a date that does not exist.
func ParseDate(s string) (d Date, err error) {
	err = d.UnmarshalText([]byte(s))
	return d, err
}

// MustParseDate is ParseDate for constants; it panics if ParseDate fails.
func MustParseDate(s string) Date { return must(ParseDate(s)) }

// Valid reports whether d exists and lies in the years 1 to 9999.
func (d Date) Valid() bool {
	return d.Year >= minYear && d.Year <= maxYear &&
		d.Month >= time.January && d.Month <= time.December &&
		d.Day >= 1 && (d.Day <= 28 || d.Day <= daysIn(d.Year, d.Month)) // what most dates are is seen at once
}

// String returns the text form, "2026-05-14".
func (d Date) String() string { return string(d.append(nil)) }

func (d Date) append(b []byte) []byte {
	b = appendPadded(b, d.Year, 4)
	b = appendPadded(append(b, '-'), int(d.Month), 2)
	return appendPadded(append(b, '-'), d.Day, 2)
}

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// AddDays returns the date n days later, or earlier if n is negative.
func (d Date) AddDays(n int) Date { return DateOf(d.utc().AddDate(0, 0, n)) }

// AddMonths returns that day of the month n months later, or earlier if n is negative, or the last day of a
// month that is shorter: a month after 31 January is the last of February.
func (d Date) AddMonths(n int) Date {
	m := d.MonthOf().AddMonths(n)
	return Date{m.Year, m.Month, min(d.Day, m.Days())}
}

// MonthOf returns the month that d is in.
func (d Date) MonthOf() Month { return Month{d.Year, d.Month} }

// Compare returns -1 if d is before e, 0 if they are one date, else +1.
func (d Date) Compare(e Date) int {
	switch {
	case d.Year != e.Year:
		return cmp.Compare(d.Year, e.Year)
	case d.Month != e.Month:
		return cmp.Compare(d.Month, e.Month)
	}
	return cmp.Compare(d.Day, e.Day)
}

// Interval returns the day as it passes in loc: from its first instant to the first instant of the next day.
// It lasts 23 or 25 hours when the clocks change, and is empty if the zone skipped the day.
func (d Date) Interval(loc *time.Location) Interval {
	return Interval{firstInstant(d, loc), firstInstant(d.AddDays(1), loc)}
}

// IsZero reports whether d is the zero Date: the tags omitzero (JSON) and omitempty (YAML) leave it out.
func (d Date) IsZero() bool { return d == Date{} }

// AppendText implements encoding.TextAppender.
func (d Date) AppendText(b []byte) ([]byte, error) {
	if d.IsZero() {
		return b, fault.New("date", nil, unset)
	}
	if !d.Valid() {
		return b, fault.New("date", d, "is not a date that exists")
	}
	return d.append(b), nil
}

// MarshalText implements encoding.TextMarshaler.
func (d Date) MarshalText() ([]byte, error) { return d.AppendText(nil) }

// UnmarshalText implements encoding.TextUnmarshaler.
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == len("2026-05-14") && b[4] == '-' && b[7] == '-' {
		if read := (Date{number(b[:4]), time.Month(number(b[5:7])), number(b[8:])}); read.Valid() {
			*d = read
			return nil
		}
	}
	return fault.New("date", string(b), `must be a date that exists, such as "2026-05-14"`)
}

// Value implements driver.Valuer.
func (d Date) Value() (driver.Value, error) { return column.Text(d.MarshalText()) }

// Scan implements sql.Scanner. It reads the text form, and of a time.Time at midnight of its own location, as
// most drivers return a column of dates, the date. It refuses any other time of day.
func (d *Date) Scan(src any) error {
	t, ok := src.(time.Time)
	if !ok {
		return column.Scan(d.UnmarshalText, "date", src)
	}
	read := DateOf(t)
	if t.Hour() != 0 || t.Minute() != 0 || t.Second() != 0 || t.Nanosecond() != 0 || !read.Valid() {
		return fault.New("date", t, "must stand in its column as a date of the years 1 to 9999, without a time of day")
	}
	*d = read
	return nil
}

func (d Date) utc() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// daysIn returns how many days a month has: but for February 31 and 30 in turn, and anew from August on.
func daysIn(year int, month time.Month) int {
	if month != time.February {
		return 30 + int(month+month>>3)&1
	}
	if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
		return 29
	}
	return 28
}
