package calendar

import (
	"strconv"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/wire"
)

const (
	maxRepeated = 100 // exceptions of a schedule that cover more than one date; maxSpans is what all of them cut out
	maxWeeks    = 52
)

// Exception is what holds on some dates instead of holidays and weekly hours. A
// night that started the day before is not cut short. These are a day of closing
// for stock-taking, three weeks of holidays, Christmas Eve of every year until noon
// if it is a day of work at all, and every other Saturday in the morning:
//
//	{"date": "2026-06-30", "reason": "stock-taking"}
//	{"date": "2026-08-03", "until": "2026-08-24", "reason": "summer"}
//	{"date": "2026-12-24", "yearly": true, "closed": ["12:00-24:00"], "reason": "Christmas Eve"}
//	{"date": "2026-01-03", "weeks": 2, "days": "sat", "open": ["09:00-12:00"]}
//
// With none of Open, Closed and Usual it is closed all day; with more than one of
// them it is refused.
type Exception struct {
	// Date is the date that it covers, or the first of several.
	Date Date `json:"date"`
	// Until is the first date that it no longer covers. Zero is Date alone, and
	// with Weeks without end.
	Until Date `json:"until,omitzero"`
	// Yearly repeats it every year from Date's on: the same date or, with Until,
	// the same part of the year, which may lead over New Year's Eve. A year without
	// 29 February does without it; a part that begins or ends there does so on 1
	// March.
	Yearly bool `json:"yearly,omitzero"`
	// Weeks makes it cover Date's week, which like each begins on Monday, and every
	// so many weeks from then on: 1 is each week, 2 every other, and three teams in
	// turn are three exceptions of 3 weeks that begin a week after each other.
	// Nothing before Date is covered. Zero is no such rhythm.
	Weeks int `json:"weeks,omitzero" wire:"zero: no rhythm"`
	// Days leaves only these days of the week of what it would cover. Zero is all.
	Days Days `json:"days,omitzero"`
	// IfOpen leaves alone what would be closed all day without it: hours for
	// Christmas Eve do not open a Sunday.
	IfOpen bool `json:"if_open,omitzero"`

	Open   []Span `json:"open,omitzero"`   // other hours
	Closed []Span `json:"closed,omitzero"` // parts cut out of the hours that start on the date; 22:00-06:00 also of a night
	Usual  bool   `json:"usual,omitzero"`  // the weekly hours, though it be a holiday
	Reason string `json:"reason,omitzero"` // for Explain
}

// Covers reports whether e is about a date that exists, of a valid e.
func (e Exception) Covers(d Date) bool {
	return d.Valid() && e.covers(d, d.number())
}

// single reports whether e names one date.
func (e *Exception) single() bool { return e.Until.IsZero() && !e.Yearly && e.Weeks == 0 }

// covers is Covers of a date and its number.
func (e *Exception) covers(d Date, n int64) bool {
	if e.Days != 0 && !e.Days.Has(weekday(n)) {
		return false
	}
	switch {
	case e.Yearly && e.Until.IsZero():
		return d.Year >= e.Date.Year && d.Month == e.Date.Month && d.Day == e.Date.Day
	case e.Yearly:
		years := d.Year - e.Date.Year
		return e.coversAfter(years, n) || e.coversAfter(years-1, n) // it may have begun the year before
	case e.single():
		return d == e.Date
	}
	first := e.Date.number()
	if n < first || !e.Until.IsZero() && n >= e.Until.number() {
		return false
	}
	return e.Weeks == 0 || (weekOf(n)-weekOf(first))%int64(e.Weeks) == 0
}

// coversAfter reports whether the part of the year covers n that many years later.
func (e *Exception) coversAfter(years int, n int64) bool {
	return years >= 0 &&
		n >= normal(e.Date.Year+years, e.Date.Month, e.Date.Day) &&
		n < normal(e.Until.Year+years, e.Until.Month, e.Until.Day)
}

// weekOf returns the number of the week of a Date.number, from Monday to Sunday.
func weekOf(n int64) int64 {
	monday := n - int64(weekday(n)+6)%7
	return (monday - mondayOf1970) / 7
}

const mondayOf1970 = -3 // 29 December 1969; exact, as any two Mondays are whole weeks apart

func (s Schedule) checkExceptions(l *fault.List) {
	seen := make(map[Date]int, len(s.Exceptions))
	repeated, cuts := 0, 0
	for i := range s.Exceptions {
		e, at := &s.Exceptions[i], fault.Index("exceptions", i)
		e.check(l, at)
		if !e.single() {
			repeated++
			cuts += len(e.Closed)
			continue
		}
		if j, ok := seen[e.Date]; ok {
			l.Add(at+".date", e.Date, "has an exception already, exceptions["+strconv.Itoa(j)+"]")
		}
		seen[e.Date] = i
	}
	l.Check(repeated <= maxRepeated, "exceptions", repeated, "must have at most 100 that cover more than one date")
	l.Check(cuts <= maxSpans, "exceptions", cuts, "must have at most 24 closed parts in those that cover more than one date")
}

func (e *Exception) check(l *fault.List, at string) {
	l.Check(e.Date.Valid(), at+".date", e.Date, "is not a date that exists")
	l.Check(e.Until.IsZero() || e.Until.Valid(), at+".until", e.Until, "is not a date that exists")
	if e.Date.Valid() && e.Until.Valid() {
		l.Check(e.Date.Compare(e.Until) < 0, at+".until", e.Until, "must be after the date, "+e.Date.String())
		year := normal(e.Date.Year+1, e.Date.Month, e.Date.Day)
		l.Check(!e.Yearly || e.Until.number() <= year, at+".until", e.Until, "must be at most a year after the date if it is yearly")
	}
	l.Check(e.Weeks >= 0 && e.Weeks <= maxWeeks, at+".weeks", e.Weeks, "must be from 1 to 52")
	l.Check(e.Weeks == 0 || !e.Yearly, at+".weeks", e.Weeks, "must not be set together with yearly")
	l.Check(e.Days <= EveryDay, at+".days", uint8(e.Days), "must name days of the week")
	l.Check(e.Days == 0 || !e.single(), at+".days", e.Days, "must not be set for a single date")
	l.Check(!e.Usual || len(e.Open) == 0, at+".usual", e.Usual, "must not be set together with open")
	l.Check(!e.Usual || len(e.Closed) == 0, at+".usual", e.Usual, "must not be set together with closed")
	l.Check(!e.Usual || !e.IfOpen, at+".usual", e.Usual, "must not be set together with if_open")
	l.Check(len(e.Open) == 0 || len(e.Closed) == 0, at+".closed", len(e.Closed), "must not be set together with open")
	checkText(l, at+".reason", e.Reason)
	for _, x := range [...]struct {
		name  string
		spans []Span
	}{{at + ".open", e.Open}, {at + ".closed", e.Closed}} {
		checkSpans(l, x.name, x.spans)
		if a, b, ok := overlapping(x.spans, x.spans, 0, true); ok {
			l.Add(fault.Index(x.name, a), x.spans[a], "overlaps "+x.name[len(at)+1:]+"["+strconv.Itoa(b)+"], "+x.spans[b].String())
		}
	}
}

// MarshalJSON implements json.Marshaler.
func (e Exception) MarshalJSON() ([]byte, error) { return wire.Append(nil, &e) }

// UnmarshalJSON implements json.Unmarshaler.
func (e *Exception) UnmarshalJSON(b []byte) error { return wire.Decode(b, e) }
