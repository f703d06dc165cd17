package calendar

import (
	"sort"
	"time"
)

// NextClosing returns the earliest instant after t at which open time ends. The end of the compiled years is
// none.
func (c *Calendar) NextClosing(t time.Time) (time.Time, error) {
	open, ok := c.measure(t)
	if !ok || open >= c.total {
		return time.Time{}, c.rangeError(t, 0)
	}
	sec, _ := c.find(open) // t's own second if it is open
	if sec = c.closing(sec); sec >= c.hi {
		return time.Time{}, c.rangeError(t, 0)
	}
	return c.instant(sec, 0), nil
}

// LastClosing returns the latest instant up to t at which open time ended: t itself if it is a closing. The
// end of the compiled years is none.
func (c *Calendar) LastClosing(t time.Time) (time.Time, error) {
	open, ok := c.measure(t)
	if !ok || open == 0 {
		return time.Time{}, c.rangeError(t, 0)
	}
	sec, _ := c.find(open - 1)
	end := c.closing(sec)
	if end < c.hi && end <= t.Unix() {
		return c.instant(end, 0), nil
	}
	start, _ := c.measure(c.instant(c.opening(sec), 0))
	if start == 0 {
		return time.Time{}, c.rangeError(t, 0)
	}
	return c.behind(start - 1), nil
}

// NextChange returns the earliest instant after from, up to and with until, at which open time begins or
// ends; IsOpen tells which. It reports false if there is none. The ends of the compiled years are none.
func (c *Calendar) NextChange(from, until time.Time) (time.Time, bool, error) {
	open, ok := c.measure(from)
	if !ok {
		return time.Time{}, false, c.rangeError(from, 0)
	}
	if _, ok := c.measure(until); !ok {
		return time.Time{}, false, c.rangeError(until, 0)
	}
	if open >= c.total || !until.After(from) {
		return time.Time{}, false, nil
	}
	sec, _ := c.find(open)
	if sec <= from.Unix() {
		sec = c.closing(sec)
	}
	at := c.instant(sec, 0)
	if sec >= c.hi || at.After(until) {
		return time.Time{}, false, nil
	}
	return at, true, nil
}

// opening returns the Unix second at which the open time around sec, which is
// open, begins.
func (c *Calendar) opening(sec int64) int64 {
	day := int((sec - c.lo) / daySeconds)
	s := uint32(sec - c.lo - int64(day)*daySeconds)
	p := &c.patterns[c.days[day]&(1<<patternBits-1)]
	x := p.first
	for i := p.more; s >= x.end && i < p.upto; i++ {
		x = c.spans[i]
	}
	if x.start > 0 {
		return c.lo + int64(day)*daySeconds + int64(x.start)
	}
	upto := c.days[day] >> patternBits
	whole := sort.Search(day, func(i int) bool { // the days from it to this one are open throughout
		return upto-c.days[i]>>patternBits == uint64(day-i)*daySeconds
	})
	start := c.lo + int64(whole)*daySeconds
	if whole == 0 {
		return start
	}
	p = &c.patterns[c.days[whole-1]&(1<<patternBits-1)]
	last := p.first
	if p.more < p.upto {
		last = c.spans[p.upto-1]
	}
	if last.end == daySeconds {
		return start - daySeconds + int64(last.start)
	}
	return start
}
