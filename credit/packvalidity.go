package credit

import (
	"database/sql/driver"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/enum"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/wire"
)

// Validity is how long hours last, counted from the day on which they are there. The zero value is for ever
// (S20).
//
// That day does not count, and the last one is whole. Twelve months from 10 June 2026 last through 10 June
// 2027, and one month from 31 January through the last day of February. Thirty days from 10 June last through
// 10 July. Hours that last through the year are there through 31 December, whenever they are bought; twelve
// months through the month from 10 June 2026 last through 30 June 2027.
type Validity struct {
	Months int `json:"months,omitzero"` // at most 600
	Days   int `json:"days,omitzero"`   // on top of the months; at most 18 300
	// Through has hours last to the end of the month or year in which Months and Days end.
	Through Through `json:"through,omitzero"`
}

// Through is to the end of what hours last.
type Through uint8

// The ends. The zero value is the day itself.
const (
	ThroughDay   Through = iota
	ThroughMonth         // the last day of that calendar month
	ThroughYear          // 31 December
)

var throughs = []string{"day", "month", "year"}

// IsZero reports whether hours never end.
func (v Validity) IsZero() bool { return v == Validity{} }

// Last returns the last day on which hours are there that are so from a day on. It is the zero Date if they
// never end, or if either is no day that exists.
func (v Validity) Last(day calendar.Date) calendar.Date {
	if v.IsZero() || v.Validate() != nil || !day.Valid() {
		return calendar.Date{}
	}
	last := day.AddMonths(v.Months).AddDays(v.Days)
	switch v.Through {
	case ThroughMonth:
		last = last.MonthOf().Last()
	case ThroughYear:
		last.Month, last.Day = time.December, 31
	}
	if !last.Valid() {
		return calendar.Date{}
	}
	return last
}

// Until returns when what is left of hours is lost that are there from an instant on: the end of the last day
// in a zone. It is the zero Time if they never end.
func (v Validity) Until(at time.Time, loc *time.Location) time.Time {
	last := v.Last(calendar.DateOf(at.In(loc)))
	if last.IsZero() {
		return time.Time{}
	}
	return last.Interval(loc).End
}

// Validate reports all faults of v.
func (v Validity) Validate() error {
	var l fault.List
	if v.Months < 0 || v.Months > 600 {
		l.Add("months", v.Months, "must lie from 0 to 600")
	}
	if v.Days < 0 || v.Days > 18_300 {
		l.Add("days", v.Days, "must lie from 0 to 18300")
	}
	enum.Check(&l, "through", throughs, v.Through)
	return l.Err()
}

// MarshalJSON implements json.Marshaler.
func (v Validity) MarshalJSON() ([]byte, error) { return wire.Append(nil, &v) }

// UnmarshalJSON implements json.Unmarshaler.
func (v *Validity) UnmarshalJSON(b []byte) error { return wire.Decode(b, v) }

// String returns the text form: "day", "month" or "year".
func (t Through) String() string { return enum.String(throughs, "through", t) }

// MarshalText implements encoding.TextMarshaler.
func (t Through) MarshalText() ([]byte, error) { return enum.Marshal(throughs, "through", t) }

// UnmarshalText implements encoding.TextUnmarshaler.
func (t *Through) UnmarshalText(b []byte) error { return enum.Parse(t, throughs, "through", b) }

// Value implements driver.Valuer.
func (t Through) Value() (driver.Value, error) { return column.Text(t.MarshalText()) }

// Scan implements sql.Scanner.
func (t *Through) Scan(src any) error { return column.Scan(t.UnmarshalText, "through", src) }
