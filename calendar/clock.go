package calendar

import (
	"database/sql/driver"
	"time"

	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/fault"
)

// Clock is a time of day on the wall, in whole seconds since 00:00, from 00:00
// to 24:00 inclusive. Its text form is "18:00", or "18:00:30" if it has
// seconds. The zero value is 00:00.
type Clock int32

// Midnight24 is 24:00, the end of a day.
const Midnight24 Clock = 24 * 3600

// At returns the time of day hour:minute. It is for constants: what lies outside 00:00 to 24:00 is not Valid.
func At(hour, minute int) Clock { return Clock(hour*3600 + minute*60) }

// ParseClock reads "18:00", "18:00:30" or "24:00".
func ParseClock(s string) (Clock, error) {
	if s == "24:00" || s == "24:00:00" {
		return Midnight24, nil
	}
	layout := "15:04"
	if len(s) > len(layout) {
		layout = time.TimeOnly
	}
	t, err := time.Parse(layout, s)
	if err != nil || len(s) != len(layout) {
		return 0, fault.New("clock", s, `must be a time of day from "00:00" to "24:00"`)
	}
	return Clock(t.Hour()*3600 + t.Minute()*60 + t.Second()), nil
}

// Valid reports whether c lies from 00:00 to 24:00.
func (c Clock) Valid() bool { return c >= 0 && c <= Midnight24 }

// String returns the text form, "18:00".
func (c Clock) String() string { return string(c.append(nil)) }

func (c Clock) append(b []byte) []byte {
	b = appendPadded(b, int(c/3600), 2)
	b = appendPadded(append(b, ':'), int(c/60%60), 2)
	if c%60 != 0 {
		b = appendPadded(append(b, ':'), int(c%60), 2)
	}
	return b
}

// AppendText implements encoding.TextAppender.
func (c Clock) AppendText(b []byte) ([]byte, error) {
	if !c.Valid() {
		return b, fault.New("clock", c, "must lie from 00:00 to 24:00")
	}
	return c.append(b), nil
}

// MarshalText implements encoding.TextMarshaler.
func (c Clock) MarshalText() ([]byte, error) { return c.AppendText(nil) }

// UnmarshalText implements encoding.TextUnmarshaler.
func (c *Clock) UnmarshalText(b []byte) error { return unmarshal(c, b, ParseClock) }

// Value implements driver.Valuer.
func (c Clock) Value() (driver.Value, error) { return column.Text(c.MarshalText()) }

// Scan implements sql.Scanner.
func (c *Clock) Scan(src any) error { return column.Scan(c.UnmarshalText, "clock", src) }
