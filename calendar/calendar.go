package calendar

import (
	"fmt"
	"iter"
	"sort"
	"time"
)

// Calendar answers questions about a Schedule, each in constant time however long the range, without
// allocating. It is immutable and safe for concurrent use. Make one with Compile; the zero Calendar and nil
// cover no time at all.
//
// It covers the years of its schedule, in its zone. A question about another instant or date, or one whose
// answer would lie beyond, is answered by a *RangeError. Instants that it returns are in its own zone.
type Calendar struct {
	loc      *time.Location
	lo, hi   int64     // Unix seconds of the covered time, [lo, hi)
	past     int64     // hi + 1, but 0 in the zero Calendar
	total    int64     // the open nanoseconds of the covered time
	days     []uint64  // per day: open seconds before it << patternBits | pattern
	patterns []pattern // how a day can be open
	spans    []part    // all but the first span of each pattern
	inverse  []uint32  // per 1<<shift open seconds: the day in which they begin
	shift    uint
	first    int64  // the Date.number from which work counts, the last before the compiled years
	work     dayset // the working days
	plan     *plan
}

// A day of a Calendar is 24 hours, the first of them from lo on, whatever the
// clocks do. Its word holds the open seconds of up to 200 years before it (33
// bits) and the number of a pattern.
const patternBits = 24

// A part is an open part of a day in seconds of that day.
type part struct{ start, end uint32 }

// A pattern is how a day is open: its first part, and where the others are.
// The pattern 0 is closed all day.
type pattern struct {
	first      part
	more, upto uint32 // spans[more:upto]
}

// RangeError reports a question whose answer is not in the years of a Calendar.
type RangeError struct {
	Instant time.Time     // the instant asked about, or from which the search began
	Sought  time.Duration // the open time that Add or Due was to find; 0 for other questions
	Days    int           // the working days that were to be counted from Instant; 0 for other questions
	Window  Interval      // the time that the calendar covers
	Open    time.Duration // the open time in Window: with 0 it is never open
}

// Error implements error.
func (e *RangeError) Error() string {
	what := "leads out of"
	switch {
	case !e.Window.Contains(e.Instant):
		what = "is not in"
	case e.Open == 0:
		what = "finds nothing open in"
	}
	sought := ""
	if e.Sought != 0 {
		sought = " with " + e.Sought.String() + " of open time"
	}
	if e.Days != 0 {
		sought = fmt.Sprintf(" with %d working days", e.Days)
	}
	return fmt.Sprintf("calendar: %s%s %s the compiled years, %s to %s", e.Instant.Format(time.RFC3339Nano), sought,
		what, e.Window.Start.Format(time.RFC3339), e.Window.End.Format(time.RFC3339))
}

// Location returns the zone of the schedule; UTC for the zero Calendar.
func (c *Calendar) Location() *time.Location {
	if c == nil || c.loc == nil {
		return time.UTC
	}
	return c.loc
}

// Window returns the time that the calendar covers. Questions about intervals
// may reach to its end.
func (c *Calendar) Window() Interval {
	if c == nil || c.plan == nil {
		return Interval{}
	}
	return Interval{c.instant(c.lo, 0), c.instant(c.hi, 0)}
}

// IsOpen reports whether t lies in open time. The end of a span does not.
func (c *Calendar) IsOpen(t time.Time) (bool, error) {
	sec := t.Unix()
	if c == nil || sec < c.lo || sec >= c.hi {
		return false, c.rangeError(t, 0)
	}
	rel := uint64(sec - c.lo)
	day := rel / daySeconds
	s := uint32(rel - day*daySeconds)
	p := &c.patterns[c.days[day]&(1<<patternBits-1)]
	if p.more == p.upto || s < p.first.end { // without a branch that instants decide, in the usual case
		return s-p.first.start < p.first.end-p.first.start, nil
	}
	for _, x := range c.spans[p.more:p.upto] {
		if s < x.end {
			return s >= x.start, nil
		}
	}
	return false, nil
}

// Between returns the open time from one instant to another, as real elapsed
// time (D3). It is negative if to is before from.
func (c *Calendar) Between(from, to time.Time) (time.Duration, error) {
	a, ok := c.measure(from)
	if !ok {
		return 0, c.rangeError(from, 0)
	}
	b, ok := c.measure(to)
	if !ok {
		return 0, c.rangeError(to, 0)
	}
	return time.Duration(b - a), nil
}

// Add returns the instant by which d of open time has passed since t: with d > 0 the earliest such instant
// from t on, with d < 0 the latest up to t from which -d of open time passes until t, and with d = 0 t
// itself. So 9 h from the opening of a day of 9 h is its closing, not the next opening.
func (c *Calendar) Add(t time.Time, d time.Duration) (time.Time, error) {
	from, ok := c.measure(t)
	if !ok {
		return time.Time{}, c.rangeError(t, d)
	}
	switch {
	case d > 0 && int64(d) <= c.total-from:
		return c.behind(from + int64(d) - 1), nil
	case d < 0 && -from <= int64(d):
		return c.instant(c.find(from + int64(d))), nil
	case d == 0:
		return c.instant(t.Unix(), int64(t.Nanosecond())), nil
	}
	return time.Time{}, c.rangeError(t, d)
}

// NextOpen returns the earliest instant from t on that is open: t itself if
// it is.
func (c *Calendar) NextOpen(t time.Time) (time.Time, error) {
	if sec := t.Unix(); c != nil && sec >= c.lo && sec < c.hi {
		rel := uint64(sec - c.lo)
		day := rel / daySeconds
		s := uint32(rel - day*daySeconds)
		// Mostly, it is open or opens for the first time that day.
		if first := c.patterns[c.days[day]&(1<<patternBits-1)].first; s < first.start {
			return c.instant(sec+int64(first.start-s), 0), nil
		} else if s < first.end {
			return c.instant(sec, int64(t.Nanosecond())), nil
		}
	}
	from, ok := c.measure(t)
	if !ok || from >= c.total {
		return time.Time{}, c.rangeError(t, 0)
	}
	return c.instant(c.find(from)), nil
}

// PrevOpen returns the latest instant up to t before which it was open: t itself if open time reaches up to
// it, else the end of the last open span before t. As the end of a span, it may itself be closed.
func (c *Calendar) PrevOpen(t time.Time) (time.Time, error) {
	from, ok := c.measure(t)
	if !ok || from == 0 {
		return time.Time{}, c.rangeError(t, 0)
	}
	return c.behind(from - 1), nil
}

// measure returns the open nanoseconds from the start of the window to t. It is
// false if t is outside the window.
func (c *Calendar) measure(t time.Time) (int64, bool) {
	sec := t.Unix()
	if c == nil || sec < c.lo || sec >= c.past || sec == c.hi && t.Nanosecond() != 0 {
		return 0, false
	}
	rel := uint64(sec - c.lo)
	day := rel / daySeconds
	s := uint32(rel - day*daySeconds)
	word := c.days[day]
	open := int64(word >> patternBits)
	p := &c.patterns[word&(1<<patternBits-1)]
	nsec := int64(t.Nanosecond())
	if p.more == p.upto || s < p.first.end { // without a branch that instants decide, in the usual case
		if s-p.first.start >= p.first.end-p.first.start {
			nsec = 0
		}
		open += int64(min(max(s, p.first.start), p.first.end) - p.first.start)
		return open*1e9 + nsec, true
	}
	open += int64(p.first.end - p.first.start)
	for _, x := range c.spans[p.more:p.upto] {
		if s < x.start {
			break
		}
		if s < x.end {
			return (open+int64(s-x.start))*1e9 + nsec, true
		}
		open += int64(x.end - x.start)
	}
	return open * 1e9, true
}

// find returns the instant, as Unix seconds and nanoseconds, at which the open
// nanosecond number open begins; it must be one of the window's.
func (c *Calendar) find(open int64) (sec, nsec int64) {
	n := uint64(open) / 1e9
	nsec = open - int64(n)*1e9
	day, last := int(c.inverse[n>>c.shift]), int(c.inverse[n>>c.shift+1])
	if last-day > 8 { // a long closed or sparse stretch
		day += sort.Search(last-day, func(i int) bool { return c.days[day+i+1]>>patternBits > n })
	}
	for c.days[day+1]>>patternBits <= n {
		day++
	}
	word := c.days[day]
	left := uint32(n - word>>patternBits)
	p := &c.patterns[word&(1<<patternBits-1)]
	x := p.first
	for i := p.more; left >= x.end-x.start; i++ {
		left -= x.end - x.start
		x = c.spans[i]
	}
	return c.lo + int64(day)*daySeconds + int64(x.start+left), nsec
}

// behind returns the instant at which the open nanosecond number open has passed.
func (c *Calendar) behind(open int64) time.Time {
	sec, nsec := c.find(open)
	return c.instant(sec, nsec+1)
}

func (c *Calendar) instant(sec, nsec int64) time.Time { return time.Unix(sec, nsec).In(c.loc) }

func (c *Calendar) rangeError(t time.Time, sought time.Duration) error {
	return c.outside(RangeError{Instant: t, Sought: sought})
}

// outside completes the error of a question.
func (c *Calendar) outside(e RangeError) error {
	e.Instant, e.Window = e.Instant.Round(0), c.Window()
	if c != nil {
		e.Open = time.Duration(c.total)
	}
	return &e
}

// Holidays returns the holidays of a date, all of them if several coincide, and nil if there are none; those
// of the schedule itself, not of its layers.
func (c *Calendar) Holidays(d Date) ([]Holiday, error) {
	day, err := c.day("date", d, 0)
	if err != nil {
		return nil, err
	}
	return c.plan.holidaysOn(c.first + int64(day)), nil
}

// Open returns the open intervals of [from, to), in order and joined if they touch, cut to the range. There
// are none if to is not after from.
func (c *Calendar) Open(from, to time.Time) (iter.Seq[Interval], error) {
	a, ok := c.measure(from)
	if !ok {
		return nil, c.rangeError(from, 0)
	}
	b, ok := c.measure(to)
	if !ok {
		return nil, c.rangeError(to, 0)
	}
	return func(yield func(Interval) bool) {
		for at := a; at < b; {
			start := c.instant(c.find(at))
			end := c.instant(c.closing(start.Unix()), 0)
			if end.After(to) {
				end = c.instant(to.Unix(), int64(to.Nanosecond()))
			}
			if !yield(Interval{start, end}) {
				return
			}
			at += int64(end.Sub(start))
		}
	}, nil
}

// closing returns the Unix second at which the open time around sec ends.
func (c *Calendar) closing(sec int64) int64 {
	day := (sec - c.lo) / daySeconds
	s := uint32(sec - c.lo - day*daySeconds)
	for {
		p := &c.patterns[c.days[day]&(1<<patternBits-1)]
		x := p.first
		for i := p.more; s >= x.end && i < p.upto; i++ {
			x = c.spans[i]
		}
		if s < x.start { // the day before closed at its very end
			return c.lo + day*daySeconds
		}
		if x.end < daySeconds {
			return c.lo + day*daySeconds + int64(x.end)
		}
		day, s = c.partly(day+1), 0
	}
}

// partly returns the first day from day on that is not open throughout.
func (c *Calendar) partly(day int64) int64 {
	open := c.days[day] >> patternBits
	return day + int64(sort.Search(len(c.days)-1-int(day), func(i int) bool {
		return c.days[int(day)+i+1]>>patternBits-open < uint64(i+1)*daySeconds
	}))
}
