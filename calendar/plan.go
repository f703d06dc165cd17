package calendar

import (
	"cmp"
	"slices"
	"sort"
	"time"

	"github.com/palier-go/palier/internal/civil"
	"github.com/palier-go/palier/internal/holidays"
	"github.com/palier-go/palier/internal/zone"
)

// A plan is what a Calendar knows of dates: which rule opens each, and where its
// spans lie in real time. Dates are Date.numbers.
type plan struct {
	from, end  int64 // the days that it knows, [from, end)
	regimes    []regime
	table      regimeTable
	weeks      []week // by the date from which they hold; the first holds always
	exceptions []exceptionDay
	made       []exception    // what exceptions make of days; many are alike
	holidays   []holidays.Day // by date
	names      []Holiday      // what holidays count
	layers     []layer
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

// zoneDays is more than the dates of two zones are apart.
const zoneDays = 3

// newPlan returns the plan of a schedule without its exceptions and layers, for the days of its years, the last
// day before them, whose night can reach into them, and some more days about these.
func newPlan(s Schedule, loc *time.Location, more int64) *plan {
	first, last := s.years()
	p := &plan{from: Date{first, time.January, 1}.number() - 1 - more, end: Date{last + 1, time.January, 1}.number() + more}
	from, until := p.from*daySeconds-zone.Reach, p.end*daySeconds+zone.Reach
	p.regimes = regimes(loc, from, until)
	p.table = newRegimeTable(p.regimes, from, until)
	p.weeks = weeksOf(s.Hours)
	p.addPublic(s.Holidays)
	return p
}

// addPublic adds the public holidays. Those that are observed over New Year's Eve
// belong to a year beside.
func (p *plan) addPublic(s HolidaySet) {
	if s == (HolidaySet{}) {
		return
	}
	list := s.list()
	for i := range list {
		p.names = append(p.names, named(&list[i].Holiday))
	}
	p.holidays = holidays.Days(list, dateOfNumber(p.from).Year, dateOfNumber(p.end).Year)
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

// day returns the rule of a day.
func (p *plan) day(n int64) dayRule {
	rule := dayRule{day: n, open: p.usual(n), why: ClosedHours}
	if len(rule.open) == 0 {
		rule.why = DayOff
	}
	if rule.exception = p.exceptionOn(n); rule.exception != nil {
		if !rule.exception.usual {
			rule.open, rule.why = rule.exception.open, ByException
		}
		return rule
	}
	if i := p.holidayFrom(n); i < len(p.holidays) && p.holidays[i].Number == n {
		rule.open, rule.why = nil, OnHoliday
	}
	return rule
}

// usual returns the weekly hours of a day.
func (p *plan) usual(n int64) []wallSpan {
	w := len(p.weeks) - 1
	if w > 0 {
		w = sort.Search(len(p.weeks), func(i int) bool { return p.weeks[i].from > n }) - 1
	}
	return p.weeks[w].open[civil.Weekday(n)]
}

// exceptionOn returns the exception of a day, or nil.
func (p *plan) exceptionOn(n int64) *exception {
	i := sort.Search(len(p.exceptions), func(i int) bool { return int64(p.exceptions[i].day) >= n })
	if i < len(p.exceptions) && int64(p.exceptions[i].day) == n {
		return &p.made[p.exceptions[i].made]
	}
	return nil
}

// holidayFrom returns the index of the first holiday on day n or later.
func (p *plan) holidayFrom(n int64) int {
	return sort.Search(len(p.holidays), func(i int) bool { return p.holidays[i].Number >= n })
}

// holidaysOn returns the holidays of day n.
func (p *plan) holidaysOn(n int64) []Holiday {
	var out []Holiday
	for i := p.holidayFrom(n); i < len(p.holidays) && p.holidays[i].Number == n; i++ {
		out = append(out, p.names[p.holidays[i].Holiday].on(n))
	}
	return out
}

// dateAt returns the day on which a Unix second lies: the last one whose first instant has come.
func (p *plan) dateAt(sec int64) int64 { return p.dateIn(p.table.at(p.regimes, sec), sec) }

// dateIn is dateAt of a second of a regime.
func (p *plan) dateIn(i int, sec int64) int64 {
	regime := p.regimes[i]
	wall := sec + regime.offset
	n := wall / daySeconds
	if n*daySeconds > wall {
		n--
	}
	if sec-regime.from < zone.Reach { // a clock that has been put back may show the day before
		for p.begins(n+1) <= sec {
			n++
		}
	}
	return n
}

// begins returns the first instant of a day.
func (p *plan) begins(n int64) int64 { return reached(p.near(n*daySeconds), n*daySeconds) }

// calmly reports whether a regime, and no other, shows all that may be open on a day.
func (p *plan) calmly(i int, wall int64) bool {
	return p.regimes[i].from <= wall-zone.Reach && wall < p.calm(i)
}

// closes returns the second at which the last of the spans of a working day ends that last in real time. It is
// quick if the i-th regime is that of the day.
func (p *plan) closes(n int64, i int) int64 {
	open := p.usual(n)
	if len(p.exceptions) > 0 {
		if e := p.exceptionOn(n); e != nil {
			open = e.open
		}
	}
	if wall := n * daySeconds; p.calmly(i, wall) && len(open) > 0 {
		return wall + open[len(open)-1].end - p.regimes[i].offset
	}
	last := -forever
	for _, w := range open { // not in the order of their ends, if the date ends before its evening comes again
		if start, end := p.resolve(n, w); start < end {
			last = max(last, end)
		}
	}
	return last
}

// opens reports whether any of the spans of a day lasts in real time.
func (p *plan) opens(day int64, open []wallSpan) bool {
	return slices.ContainsFunc(open, func(w wallSpan) bool {
		start, end := p.resolve(day, w)
		return start < end
	})
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
	first := p.table.at(p.regimes, wall-zone.Reach)
	last := first + 1
	for last < len(p.regimes) && p.regimes[last].from < wall+2*daySeconds+zone.Reach {
		last++
	}
	return p.regimes[first:last]
}
