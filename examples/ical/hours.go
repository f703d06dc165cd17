package main

import (
	"slices"
	"strconv"

	"github.com/palier-go/palier/calendar"
)

const daySeconds = 24 * 3600

// part is a half-open part of a date's hours, in seconds on the wall clock since
// its 00:00. A night ends after 24 hours.
type part struct{ from, to int }

func partOf(s calendar.Span) part {
	p := part{int(s.Start), int(s.End)}
	if p.to <= p.from {
		p.to += daySeconds
	}
	return p
}

// span is the opposite of partOf. It fails where the part starts after midnight,
// which no rule of that date can say.
func (p part) span() (calendar.Span, bool) {
	end := p.to
	if end > daySeconds {
		end -= daySeconds
	}
	s := calendar.Span{Start: calendar.Clock(p.from), End: calendar.Clock(end)}
	return s, p.from < daySeconds && s.Valid()
}

func parts(spans []calendar.Span) []part {
	var ps []part
	for _, s := range spans {
		ps = append(ps, partOf(s))
	}
	return ps
}

// without returns what is left of ps outside cut.
func without(ps []part, cut part) []part {
	var left []part
	for _, p := range ps {
		if before := (part{p.from, min(p.to, cut.from)}); before.from < before.to {
			left = append(left, before)
		}
		if after := (part{max(p.from, cut.to), p.to}); after.from < after.to {
			left = append(left, after)
		}
	}
	return left
}

// holds reports whether an entry of hours is in effect on a date.
func holds(h calendar.Hours, d calendar.Date) bool {
	return h.Days.Has(d.Weekday()) &&
		(h.From == calendar.Date{} || d.Compare(h.From) >= 0) &&
		(h.Until == calendar.Date{} || d.Compare(h.Until) < 0)
}

// weekly returns the weekly hours of a date, whatever else holds on it.
func weekly(s calendar.Schedule, d calendar.Date) []part {
	var ps []part
	for _, h := range s.Hours {
		if holds(h, d) {
			ps = append(ps, parts(h.Open)...)
		}
	}
	slices.SortFunc(ps, func(a, b part) int { return a.from - b.from })
	return ps
}

// plain refuses a schedule with layers: a feed has one zone, and would tell of the schedule's own hours alone.
func plain(s calendar.Schedule) error {
	if n := len(s.Layers); n > 0 {
		return fault("layers", strconv.Itoa(n), "cannot be told by a feed")
	}
	return nil
}

// exceptionsByDate returns a schedule's exceptions by their date. It refuses those
// that cover more than a date or say what is left of a day, for which it has no events.
func exceptionsByDate(s calendar.Schedule) (map[calendar.Date]calendar.Exception, error) {
	byDate := make(map[calendar.Date]calendar.Exception, len(s.Exceptions))
	for _, e := range s.Exceptions {
		if e.Yearly || e.Weeks > 0 || e.Until.Valid() || e.IfOpen || len(e.Closed) > 0 {
			return nil, fault("exceptions", e.Date.String(), "covers more than a date or a part of one: write its dates one by one, with open")
		}
		byDate[e.Date] = e
	}
	return byDate, nil
}
