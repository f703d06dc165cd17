package credit

import (
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/wire"
)

// Terms is how an account counts. Only Blocks must be given; every other field
// is a decision whose zero value is the default. A journal is folded under the
// terms it was written with.
type Terms struct {
	// Blocks is the indivisible unit (S19) and what is rounded to it (D1).
	Blocks Blocks `json:"blocks"`
	// Zone is the IANA name of the zone whose months count (D3, D4). Empty means
	// Europe/Paris.
	Zone string `json:"zone,omitzero"`
	// MonthDay is the day on which a month of allowance begins (D4), from 1 to 31;
	// in a shorter month it is the last day. 0 means the calendar month. A month
	// is named after the one it begins in.
	MonthDay int `json:"month_day,omitzero"`
	// Paying is the month whose allowance pays (D5).
	Paying Paying `json:"paying,omitzero"`
	// Remainder is what becomes of an allowance smaller than a block (D6).
	Remainder Remainder `json:"remainder,omitzero"`
	// Tariff, where given, is what a *ShortfallError offers packs from (D8).
	Tariff Tariff `json:"tariff,omitzero"`
}

// Validate reports all faults of t, save a zone that this machine does not know.
func (t Terms) Validate() error {
	var faults fault.List
	faults.In("blocks", t.Blocks.Validate())
	if t.MonthDay < 0 || t.MonthDay > 31 {
		faults.Add("month_day", t.MonthDay, "must lie from 0 to 31")
	}
	if t.Paying > SplitAtMidnight {
		faults.Add("paying", t.Paying, "is not a known choice")
	}
	if t.Remainder > LoseRemainder {
		faults.Add("remainder", t.Remainder, "is not a known choice")
	}
	if len(t.Zone) > MaxID {
		faults.Add("zone", t.Zone, "must be the IANA name of a zone")
	}
	faults.In("tariff", t.Tariff.Validate())
	return faults.Err()
}

// MarshalJSON implements json.Marshaler.
func (t Terms) MarshalJSON() ([]byte, error) { return wire.Append(nil, t) }

// UnmarshalJSON implements json.Unmarshaler. It refuses what Validate refuses.
func (t *Terms) UnmarshalJSON(b []byte) error { return wire.Decode(b, t) }

// location loads the zone.
func (t Terms) location() (*time.Location, error) {
	name := t.Zone
	if name == "" {
		name = "Europe/Paris"
	}
	loc, err := calendar.LoadLocation(name)
	if err != nil {
		return nil, fault.In("", err)
	}
	return loc, nil
}

// months counts months of allowance: 12·year + month, from 0 for January of year 0.
type months struct {
	loc *time.Location
	day int
}

func (m months) of(nanos int64) int32 {
	n, _ := m.date(nanos)
	return n
}

// date returns the month of an instant and, for calendar months, its day.
func (m months) date(nanos int64) (n int32, day int) {
	y, month, day := time.Unix(0, nanos).In(m.loc).Date()
	n = int32(y*12 + int(month) - 1) // years of four digits
	if day < m.day && day < monthOf(n).Days() {
		n--
	}
	return n, day
}

// first returns the date on which a month begins.
func (m months) first(n int32) calendar.Date {
	d := monthOf(n).First()
	d.Day = max(1, min(m.day, monthOf(n).Days()))
	return d
}

// start returns the first instant of a month.
func (m months) start(n int32) int64 { return m.first(n).Interval(m.loc).Start.UnixNano() }

// next returns the first instant behind another one at which the month may be
// another: where the next one begins by the clocks as they are set, or where they
// are changed. They can go back into the month before, so that to look for the
// first instant of the next month is not enough.
func (m months) next(nanos int64) int64 {
	t := time.Unix(0, nanos).In(m.loc)
	n, _ := m.date(nanos)
	_, offset := t.Zone()
	next := m.first(n+1).Interval(time.UTC).Start.UnixNano() - int64(offset)*int64(time.Second)
	if _, change := t.ZoneBounds(); change.After(t) {
		next = min(next, change.UnixNano())
	}
	return next
}

// recent is a month found before and instants that are surely in it: entries
// mostly follow each other within a month.
type recent struct {
	from, to int64
	month    int32
}

// of is months.of with a look at what was found before. It stays two days off
// both ends of the month, more than any zone ever moved its clocks by.
func (c *recent) of(m months, nanos int64) int32 {
	if c.from <= nanos && nanos < c.to {
		return c.month
	}
	n, day := m.date(nanos)
	if m.day <= 1 {
		const margin = 2
		days := int64(24 * time.Hour)
		c.from, c.to = nanos-int64(day-margin-1)*days, nanos+int64(28-day-margin)*days
		c.month = n
	}
	return n
}

func numberOf(m calendar.Month) int32 {
	return int32(m.Year*12 + int(m.Month) - 1) // a valid month has a year of four digits
}

func monthOf(n int32) calendar.Month {
	return calendar.Month{Year: int(n) / 12, Month: time.Month(n%12 + 1)}
}
