package calendar

import (
	"cmp"
	"slices"
	"sort"
	"time"

	"github.com/palier-go/palier/internal/zone"
)

// A plan is what a Calendar knows of dates: which rule opens each, and where its
// spans lie in real time. Dates are Date.numbers.
type plan struct {
	firstYear, lastYear int
	regimes             []regime
	weeks               []week       // by the date from which they hold; the first holds always
	exceptions          []exception  // by date
	holidays            []holidayDay // by date
	names               []Holiday    // what holidays count
}

// A week is the weekly hours from one date on.
type week struct {
	from int64
	open [7][]wallSpan // by time.Weekday
}

// A wallSpan is a Span in seconds from its day's 00:00 on the wall.
type wallSpan struct{ start, end int64 }

// A dayRule is what holds on one date.
type dayRule struct {
	day       int64
	open      []wallSpan
	why       Reason // why it is closed where it is, or what opens it
	exception *exception
}

func newPlan(s Schedule, loc *time.Location) *plan {
	p := &plan{}
	p.firstYear, p.lastYear = s.years()
	p.regimes = regimes(loc, p.firstDay()*daySeconds-zone.Reach, p.endDay()*daySeconds+zone.Reach)
	p.weeks = weeksOf(s.Hours)
	p.addPublic(s.Holidays)
	return p
}

// firstDay returns the first day of the window less one, for its night can
// reach into the window.
func (p *plan) firstDay() int64 { return Date{p.firstYear, time.January, 1}.number() - 1 }

// endDay returns the first day past the window.
func (p *plan) endDay() int64 { return Date{p.lastYear + 1, time.January, 1}.number() }

// addPublic adds the public holidays. Those that are observed over New Year's Eve
// belong to a year beside.
func (p *plan) addPublic(s HolidaySet) {
	if s == (HolidaySet{}) {
		return
	}
	list := s.list()
	for i := range list {
		p.names = append(p.names, list[i].Holiday)
	}
	p.holidays = daysOf(list, p.firstYear-1, p.lastYear+1)
}

// weeksOf returns the weekly hours from each date on which some begin or end.
func weeksOf(hours []Hours) []week {
	starts := []int64{-forever}
	for _, h := range hours {
		for _, d := range []Date{h.From, h.Until} {
			if d.Valid() {
				starts = append(starts, d.number())
			}
		}
	}
	slices.Sort(starts)
	starts = slices.Compact(starts)
	weeks := make([]week, len(starts))
	for i, from := range starts {
		weeks[i].from = from
		for _, h := range hours {
			if h.From.Valid() && from < h.From.number() || h.Until.Valid() && from >= h.Until.number() {
				continue
			}
			for d := range weeks[i].open {
				if h.Days.Has(time.Weekday(d)) {
					weeks[i].open[d] = append(weeks[i].open[d], wallSpans(h.Open)...)
				}
			}
		}
		for d := range weeks[i].open {
			sortSpans(weeks[i].open[d])
		}
	}
	return weeks
}

func wallSpans(spans []Span) []wallSpan {
	var out []wallSpan
	for _, s := range spans {
		out = append(out, wallSpan{int64(s.Start), s.end()})
	}
	sortSpans(out)
	return out
}

func sortSpans(spans []wallSpan) {
	slices.SortFunc(spans, func(a, b wallSpan) int { return cmp.Compare(a.start, b.start) })
}

// weekly returns the weekly hours of a day.
func (p *plan) weekly(n int64) []wallSpan {
	w := sort.Search(len(p.weeks), func(i int) bool { return p.weeks[i].from > n }) - 1
	return p.weeks[w].open[weekday(n)]
}

// day returns the rule of a day.
func (p *plan) day(n int64) dayRule {
	rule := dayRule{day: n, open: p.weekly(n), why: ClosedHours}
	if len(rule.open) == 0 {
		rule.why = DayOff
	}
	if i, ok := slices.BinarySearchFunc(p.exceptions, n, func(e exception, n int64) int { return cmp.Compare(e.day, n) }); ok {
		rule.exception = &p.exceptions[i]
		if !rule.exception.usual {
			rule.open, rule.why = rule.exception.open, ByException
		}
		return rule
	}
	if i := p.holidayFrom(n); i < len(p.holidays) && p.holidays[i].day == n {
		rule.open, rule.why = nil, OnHoliday
	}
	return rule
}

// holidayFrom returns the index of the first holiday on day n or later.
func (p *plan) holidayFrom(n int64) int {
	return sort.Search(len(p.holidays), func(i int) bool { return p.holidays[i].day >= n })
}

// holidaysOn returns the holidays of day n.
func (p *plan) holidaysOn(n int64) []Holiday {
	var out []Holiday
	for i := p.holidayFrom(n); i < len(p.holidays) && p.holidays[i].day == n; i++ {
		out = append(out, p.names[p.holidays[i].holiday].on(n))
	}
	return out
}

// opens reports whether any span of the rule lasts in real time.
func (p *plan) opens(rule dayRule) bool {
	for _, w := range rule.open {
		if start, end := p.resolve(rule.day, w); start < end {
			return true
		}
	}
	return false
}

// resolve returns the real time, as Unix seconds, of a span on a day.
//
// A start is the first instant at which the wall clock has reached it, an end
// the last up to which it has not: both move to the end of a gap, and in a fold
// the start is the first occurrence and the end the second. 24:00 is the first
// instant of the next day, so that no day's hours reach into the next by it.
func (p *plan) resolve(day int64, w wallSpan) (start, end int64) {
	wall := day * daySeconds
	rs := p.near(wall)
	start = reached(rs, wall+w.start)
	if w.end == daySeconds {
		return start, reached(rs, wall+w.end)
	}
	return start, left(rs, wall+w.end)
}

// near returns the regimes that can show a wall time within the two days that
// begin at wall.
func (p *plan) near(wall int64) []regime {
	first := sort.Search(len(p.regimes), func(i int) bool { return p.regimes[i].from > wall-zone.Reach }) - 1
	last := first + 1
	for last < len(p.regimes) && p.regimes[last].from < wall+2*daySeconds+zone.Reach {
		last++
	}
	return p.regimes[max(first, 0):last]
}
