package calendar

import (
	"database/sql/driver"
	"strings"
	"time"

	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/fault"
)

// Days is a set of days of the week. Its text form is a list of days and ranges,
// from Monday on: "mon-fri", "mon,wed,sat-sun". The zero value is the empty set.
type Days uint8

// The sets of days that most hours need; On makes the others.
const (
	Weekdays Days = 1<<time.Monday | 1<<time.Tuesday | 1<<time.Wednesday | 1<<time.Thursday | 1<<time.Friday
	EveryDay Days = Weekdays | 1<<time.Saturday | 1<<time.Sunday
)

// On returns the set of the given days. What is no day of the week is left out.
func On(days ...time.Weekday) Days {
	var set Days
	for _, d := range days {
		if d >= time.Sunday && d <= time.Saturday {
			set |= 1 << d
		}
	}
	return set
}

// Has reports whether d is in the set.
func (s Days) Has(d time.Weekday) bool { return d >= 0 && d <= 6 && s&(1<<d) != 0 }

const dayNames = "sunmontuewedthufrisat"

// String returns the text form.
func (s Days) String() string { return string(s.append(nil)) }

func (s Days) append(b []byte) []byte {
	sep := ""
	for i := 0; i < 7; i++ {
		if !s.Has(mondayFirst(i)) {
			continue
		}
		first := i
		for i < 6 && s.Has(mondayFirst(i+1)) {
			i++
		}
		b = append(append(b, sep...), dayName(first)...)
		if i > first {
			b = append(append(b, "-,"[min(i-first-1, 1)^1]), dayName(i)...)
		}
		sep = ","
	}
	return b
}

// AppendText implements encoding.TextAppender.
func (s Days) AppendText(b []byte) ([]byte, error) {
	if s == 0 || s > EveryDay {
		return b, fault.New("days", uint8(s), "must name at least one day of the week")
	}
	return s.append(b), nil
}

// MarshalText implements encoding.TextMarshaler.
func (s Days) MarshalText() ([]byte, error) { return s.AppendText(nil) }

// UnmarshalText implements encoding.TextUnmarshaler.
func (s *Days) UnmarshalText(b []byte) error { return unmarshal(s, b, parseDays) }

// Value implements driver.Valuer.
func (s Days) Value() (driver.Value, error) { return column.Text(s.MarshalText()) }

// Scan implements sql.Scanner.
func (s *Days) Scan(src any) error { return column.Scan(s.UnmarshalText, "days", src) }

func parseDays(text string) (Days, error) {
	var set Days
	for part := range strings.SplitSeq(text, ",") {
		first, last, ranged := strings.Cut(part, "-")
		from, to := dayIndex(first), dayIndex(last)
		if !ranged {
			to = from
		}
		if from < 0 || to < from {
			return 0, fault.New("days", text, `must be days such as "mon-fri" or "mon,wed,sat-sun"`)
		}
		for i := from; i <= to; i++ {
			set |= 1 << mondayFirst(i)
		}
	}
	return set, nil
}

// mondayFirst returns the i-th day of a week that begins on Monday.
func mondayFirst(i int) time.Weekday { return time.Weekday((i + 1) % 7) }

func dayName(i int) string {
	at := 3 * int(mondayFirst(i))
	return dayNames[at : at+3]
}

func dayIndex(name string) int {
	for i := range 7 {
		if dayName(i) == name {
			return i
		}
	}
	return -1
}

// Span is a part of the day, half-open. An End that is not after Start lies on the next day: 22:00-06:00 is a
// night, and belongs whole to the day on which it starts. Its text form is "09:00-18:00". The zero value is
// empty and not Valid.
type Span struct {
	Start, End Clock
}

// Valid reports whether both clocks are, and the span lasts longer than nothing
// and ends within 24 h.
func (s Span) Valid() bool {
	return s.Start.Valid() && s.End.Valid() && s.Start < Midnight24 && s.Start != s.End
}

// end returns the end in seconds from the first day's 00:00.
func (s Span) end() int64 {
	if s.End < s.Start {
		return int64(s.End) + daySeconds
	}
	return int64(s.End)
}

// String returns the text form.
func (s Span) String() string { return string(s.append(nil)) }

func (s Span) append(b []byte) []byte { return s.End.append(append(s.Start.append(b), '-')) }

// AppendText implements encoding.TextAppender.
func (s Span) AppendText(b []byte) ([]byte, error) {
	if !s.Valid() {
		return b, fault.New("span", s, spanReason)
	}
	return s.append(b), nil
}

// MarshalText implements encoding.TextMarshaler.
func (s Span) MarshalText() ([]byte, error) { return s.AppendText(nil) }

// UnmarshalText implements encoding.TextUnmarshaler.
func (s *Span) UnmarshalText(b []byte) error { return unmarshal(s, b, parseSpan) }

// Value implements driver.Valuer.
func (s Span) Value() (driver.Value, error) { return column.Text(s.MarshalText()) }

// Scan implements sql.Scanner.
func (s *Span) Scan(src any) error { return column.Scan(s.UnmarshalText, "span", src) }

const spanReason = `must be two different times of day such as "09:00-18:00"`

func parseSpan(text string) (Span, error) {
	from, to, _ := strings.Cut(text, "-")
	start, err1 := ParseClock(from)
	end, err2 := ParseClock(to)
	s := Span{start, end}
	if err1 != nil || err2 != nil || !s.Valid() {
		return Span{}, fault.New("span", text, spanReason)
	}
	return s, nil
}
