package calendar

import (
	"strconv"
	"time"

	"github.com/palier-go/palier/internal/civil"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/wire"
)

const (
	maxRepeated = 100 // exceptions of a schedule that cover more than one date; maxSpans is what all of them cut out
	maxCuts     = 100 // what those of a schedule and its layers cut out
	maxWeeks    = 52
)

// Exception is what holds on some dates instead of holidays and weekly hours. A night that started the day
// before is not cut short. These are a day of closing for stock-taking, three weeks of holidays, Christmas
// Eve of every year until noon if it is a day of work at all, and every other Saturday in the morning:
//
//	{"date": "2026-06-30", "reason": "stock-taking"}
//	{"date": "2026-08-03", "until": "2026-08-24", "reason": "summer"}
//	{"date": "2026-12-24", "yearly": true, "closed": ["12:00-24:00"], "reason": "Christmas Eve"}
//	{"date": "2026-01-03", "weeks": 2, "days": "sat", "open": ["09:00-12:00"]}
//
// With none of Open, Closed and Usual it is closed all day; more than one of them are refused.
type Exception struct {
	// Date is the date that it covers, or the first of several.
	Date Date `json:"date"`
	// Until is the first date that it no longer covers. Zero is Date alone, and with Weeks without end.
	Until Date `json:"until,omitzero"`
	// Yearly repeats it every year from Date's on: the same date or, with Until, the same part of the year,
	// which may lead over New Year's Eve. A year without 29 February leaves that date out; a part that begins or
	// ends there does so on 1 March.
	Yearly bool `json:"yearly,omitzero"`
	// Weeks makes it cover Date's week, from Monday on, and every so many weeks after it: 1 is each week, 2
	// every other. Nothing before Date is covered. Zero is no such rhythm.
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

// single reports whether e names one date.
func (e *Exception) single() bool { return e.Until.IsZero() && !e.Yearly && e.Weeks == 0 }

// reach reports whether e covers a day, its Days aside, and up to which later day that is known
// to hold for all days.
func (e *Exception) reach(n int64) (covers bool, until int64) {
	first, end := e.Date.number(), forever
	switch {
	case n < first:
		return false, first
	case e.Yearly:
		return e.reachInYear(n)
	case e.single():
		end = first + 1
	case !e.Until.IsZero():
		end = e.Until.number()
	}
	if n >= end {
		return false, forever
	}
	if e.Weeks <= 1 {
		return true, end
	}
	weeks := int64(e.Weeks)
	into := (weekOf(n) - weekOf(first)) % weeks
	next := into + 1 // in which it may be otherwise
	if into > 0 {
		next = weeks
	}
	return into == 0, min(end, mondayOf1970+7*(weekOf(n)-into+next))
}

// reachInYear is reach of a yearly exception from its Date on.
func (e *Exception) reachInYear(n int64) (covers bool, until int64) {
	year := dateOfNumber(n).Year
	if e.Until.IsZero() {
		if on := (Date{year, e.Date.Month, e.Date.Day}); on.Valid() && n <= on.number() {
			return n == on.number(), max(on.number(), n+1)
		}
		return false, Date{year + 1, time.January, 1}.number()
	}
	for years := year - e.Date.Year; years >= max(0, year-e.Date.Year-1); years-- { // it may have begun the year before
		if start, end := e.part(years); n >= start && n < end {
			return true, end
		}
	}
	start, _ := e.part(year - e.Date.Year)
	if start <= n {
		start, _ = e.part(year - e.Date.Year + 1)
	}
	return false, start
}

// part returns the part of the year that a yearly exception covers so many years later.
func (e *Exception) part(years int) (start, end int64) {
	return civil.Normal(e.Date.Year+years, e.Date.Month, e.Date.Day), civil.Normal(e.Until.Year+years, e.Until.Month, e.Until.Day)
}

// weekOf returns the number of the week of a Date.number, from Monday to Sunday.
func weekOf(n int64) int64 {
	monday := n - int64(civil.Weekday(n)+6)%7
	return (monday - mondayOf1970) / 7
}

const mondayOf1970 = -3 // 29 December 1969; exact, as any two Mondays are whole weeks apart

func (s Schedule) checkExceptions(l *fault.List) {
	seen := make(map[Date]int, len(s.Exceptions))
	repeated := 0
	for i := range s.Exceptions {
		e, at := &s.Exceptions[i], fault.Index("exceptions", i)
		e.check(l, at)
		if !e.single() {
			repeated++
			continue
		}
		if j, ok := seen[e.Date]; ok {
			l.Add(at+".date", e.Date, "has an exception already, exceptions["+strconv.Itoa(j)+"]")
		}
		seen[e.Date] = i
	}
	l.Check(repeated <= maxRepeated, "exceptions", repeated, "must have at most 100 that cover more than one date")
	cuts := s.cuts()
	l.Check(cuts <= maxSpans, "exceptions", cuts, "must have at most 24 closed parts in those that cover more than one date")
}

// cuts counts the closed parts of the exceptions that cover more than one date.
func (s Schedule) cuts() (n int) {
	for i := range s.Exceptions {
		if !s.Exceptions[i].single() {
			n += len(s.Exceptions[i].Closed)
		}
	}
	return n
}

func (e *Exception) check(l *fault.List, at string) {
	l.Check(e.Date.Valid(), at+".date", e.Date, "is not a date that exists")
	l.Check(e.Until.IsZero() || e.Until.Valid(), at+".until", e.Until, "is not a date that exists")
	if e.Date.Valid() && e.Until.Valid() {
		l.Check(e.Date.Compare(e.Until) < 0, at+".until", e.Until, "must be after the date, "+e.Date.String())
		year := civil.Normal(e.Date.Year+1, e.Date.Month, e.Date.Day)
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
