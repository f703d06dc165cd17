package calendar

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/palier-go/palier/internal/civil"
)

// An exception is what the exceptions of a schedule make of a day.
type exception struct {
	open    []wallSpan
	usual   bool // the weekly hours hold
	changed bool // by any of them
	reason  string
}

// An exceptionDay is a day that exceptions change, and which of plan.made they make of it.
type exceptionDay struct {
	day  int32 // Date.number
	made uint32
}

// An exceptionRule is an Exception with its spans worked out.
type exceptionRule struct {
	*Exception
	opens, cuts []wallSpan
	until       int64 // the day up to which it is known whether it covers it
}

// addExceptions works out each day that an exception changes. All else must be
// there already.
func (p *plan) addExceptions(list []Exception) {
	m := &exceptionMaker{plan: p, soon: -forever, known: map[coverage]uint32{{}: 0}, out: make([]exceptionDay, 0, len(list))}
	p.made = []exception{{}}
	for i := range list {
		e := &list[i]
		rule := exceptionRule{Exception: e, opens: wallSpans(e.Open), cuts: wallSpans(e.Closed), until: -forever}
		if e.single() {
			m.single = append(m.single, rule)
			continue
		}
		for day := range m.on {
			m.on[day].set(len(m.repeated), e.Days == 0 || e.Days.Has(time.Weekday(day)))
		}
		m.repeated = append(m.repeated, rule)
	}
	slices.SortFunc(m.single, func(a, b exceptionRule) int { return a.Date.Compare(b.Date) })
	for n := m.next(p.from); n < forever; n = m.next(n + 1) {
		m.add(n)
	}
	p.exceptions = m.out
}

// coverers are a set of the exceptions that cover more than one date, by their index.
type coverers [(maxRepeated + 63) / 64]uint64

func (c *coverers) set(i int, in bool) {
	if c[i/64] &^= 1 << (i % 64); in {
		c[i/64] |= 1 << (i % 64)
	}
}

// An exceptionMaker works out what the exceptions make of one day after the other. What it does
// of each is little however many of them there are, for most cover the same as the day before.
type exceptionMaker struct {
	plan     *plan
	repeated []exceptionRule
	single   []exceptionRule     // those of the days that are left
	now      coverers            // those of repeated that cover the day, their Days aside
	on       [7]coverers         // by the day of the week: those whose Days it is
	soon     int64               // the day from which on now may be another
	known    map[coverage]uint32 // which of plan.made the repeated ones make of days that are alike
	recent   [7]struct {         // by the day of the week: the last of known
		coverage
		made uint32
	}
	out []exceptionDay
}

// A coverage is all that decides what repeated exceptions make of a day: what would
// be open, the weekly hours, each by its first span, and which of them cover it.
type coverage struct {
	open, weekly *wallSpan
	by           coverers
}

// next returns the first day from one on that an exception may cover.
func (m *exceptionMaker) next(n int64) int64 {
	single := forever
	if len(m.single) > 0 {
		single = m.single[0].Date.number()
	}
	for n < min(m.plan.end, single) {
		if m.turn(n); m.now != (coverers{}) {
			return n
		}
		n = m.soon
	}
	return single
}

// turn finds out which exceptions cover a day, their Days aside.
func (m *exceptionMaker) turn(n int64) {
	if n < m.soon {
		return
	}
	m.soon = forever
	for i := range m.repeated {
		e := &m.repeated[i]
		if e.until <= n {
			covers, until := e.reach(n)
			m.now.set(i, covers)
			e.until = until
		}
		m.soon = min(m.soon, e.until)
	}
}

// add adds a day, if the exceptions change it.
func (m *exceptionMaker) add(n int64) {
	m.turn(n)
	day := civil.Weekday(n)
	made := m.repeatedly(n, day)
	if len(m.single) > 0 && m.single[0].Date.number() == n {
		x := m.plan.made[made]
		if x.apply(&m.single[0], m.plan.usual(n)) {
			made = m.plan.make(x)
		}
		m.single = m.single[1:]
	}
	if m.plan.made[made].changed {
		m.out = append(m.out, exceptionDay{int32(n), made})
	}
}

// repeatedly returns which of plan.made the repeated exceptions make of a day.
func (m *exceptionMaker) repeatedly(n int64, day time.Weekday) uint32 {
	open, weekly := m.plan.day(n).open, m.plan.usual(n)
	alike := coverage{open: firstSpan(open), weekly: firstSpan(weekly)}
	for i := range alike.by {
		alike.by[i] = m.now[i] & m.on[day][i]
	}
	recent := &m.recent[day]
	if recent.coverage == alike {
		return recent.made
	}
	made, ok := m.known[alike]
	if !ok {
		x := exception{open: open}
		for i := range m.repeated {
			if alike.by[i/64]&(1<<(i%64)) != 0 {
				x.apply(&m.repeated[i], weekly)
			}
		}
		made = m.plan.make(x)
		m.known[alike] = made
	}
	recent.coverage, recent.made = alike, made
	return made
}

// make notes what exceptions make of some day.
func (p *plan) make(x exception) uint32 {
	p.made = append(p.made, x)
	return uint32(len(p.made) - 1)
}

func firstSpan(spans []wallSpan) *wallSpan {
	if len(spans) == 0 {
		return nil
	}
	return &spans[0]
}

// apply makes of a day with those weekly hours what the next exception makes of it. It is
// false if that leaves it alone.
func (x *exception) apply(e *exceptionRule, weekly []wallSpan) bool {
	if e.IfOpen && len(x.open) == 0 {
		return false
	}
	if len(e.cuts) == 0 {
		*x = exception{open: e.opens, usual: e.Usual, changed: true, reason: e.Reason}
		if e.Usual {
			x.open = weekly
		}
		return true
	}
	left := without(x.open, e.cuts)
	if slices.Equal(left, x.open) {
		return false
	}
	x.open, x.usual, x.changed = left, false, true
	x.reason = bothReasons(x.reason, e.Reason)
	return true
}

// bothReasons returns two reasons as one, which is no longer than a reason may be
// but for the sign that something is left out.
func bothReasons(a, b string) string {
	const omitted = "; …"
	switch {
	case a == "" || b == "" || a == b:
		return cmp.Or(a, b)
	case len(a)+len("; ")+len(b) <= maxText:
		return a + "; " + b
	}
	return strings.TrimSuffix(a, omitted) + omitted
}

// without returns what is left of some spans, in order, when others are cut out.
func without(open, cuts []wallSpan) []wallSpan {
	out := make([]wallSpan, 0, len(open)+len(cuts))
	for _, w := range open {
		for _, c := range cuts { // in order, as wallSpans has them
			if c.start >= w.end || c.end <= w.start {
				continue
			}
			if c.start > w.start {
				out = append(out, wallSpan{w.start, c.start})
			}
			w.start = min(c.end, w.end)
		}
		if w.start < w.end {
			out = append(out, w)
		}
	}
	return out
}
