// Package zone tells what the clocks of a time zone show, for the packages that
// ask it of many instants one after the other.
package zone

import (
	"time"

	"github.com/palier-go/palier/internal/civil"
)

// Clock tells the time of one zone. It remembers the last two offsets that it found
// and how long they hold: the instants of one contract lie close together, on one
// side or the other of a change. That is what time.Location does for the present
// year alone; a look that is remembered takes 3 ns in place of some 30.
//
// Use sets the zone. A Clock is not safe for concurrent use.
type Clock struct {
	loc          *time.Location
	last, before stretch
	begun        []Begun
}

// Begun is a day that began at an instant, in Unix nanoseconds, as was decided under other
// rules of the zone than it has now.
type Begun struct {
	Day int32
	At  int64
}

// stretch is a time with one offset: [from, until) in seconds since 1970.
type stretch struct {
	from, until int64
	offset      int64 // in seconds
	begun       int64 // the last day that had begun before from
	back, ahead fold  // the change before it and the one after it, if the clocks are put back
}

// fold is a change by which the clocks are put back: when, and by how many seconds.
type fold struct{ at, by int64 }

func (s *stretch) has(second int64) bool { return second >= s.from && second < s.until }

// Use makes c tell the time of a zone, by its rules alone.
func (c *Clock) Use(loc *time.Location) {
	c.begun = nil // copies of c may have it
	if c.loc != loc {
		*c = Clock{loc: loc}
	}
}

// Begin tells c, until the next Use, that a day began at an instant: the days before it have
// ended by then, and it goes on until the next one begins. Days are told in their order; one
// that is not after those before changes nothing.
func (c *Clock) Begin(b Begun) {
	if n := len(c.begun); n == 0 || b.Day > c.begun[n-1].Day && b.At > c.begun[n-1].At {
		c.begun = append(c.begun, b)
	}
}

// Begun returns what c was told of the days that began.
func (c *Clock) Begun() []Begun { return c.begun }

// clip returns the day of an instant that has another by the rules.
func (c *Clock) clip(nanos int64, day int32) int32 {
	for _, b := range c.begun {
		if nanos >= b.At {
			day = max(day, b.Day)
		} else {
			day = min(day, b.Day-1)
		}
	}
	return day
}

// Start returns the first instant of a day, in Unix nanoseconds: its midnight, or what comes
// in the place of it.
func (c *Clock) Start(day int32) int64 {
	at := Start(int64(day), c.loc) * 1e9
	for _, b := range c.begun {
		switch {
		case day == b.Day:
			return b.At
		case day > b.Day:
			at = max(at, b.At)
		default:
			at = min(at, b.At)
		}
	}
	return at
}

// Location returns the zone, nil before Use.
func (c *Clock) Location() *time.Location { return c.loc }

// Day returns the day that passes at an instant in Unix nanoseconds: the number of
// days from 1 January 1970 to the date that the clocks show. If they go back over
// midnight, the day that had begun goes on, so that each day is one interval, as
// calendar.Date.Interval has it.
func (c *Clock) Day(nanos int64) int32 {
	second := floor(nanos, 1e9)
	s := c.at(second)
	day := int32(max(floor(second+s.offset, daySeconds), s.begun)) // of the years that nanoseconds reach
	if len(c.begun) > 0 {
		day = c.clip(nanos, day)
	}
	return day
}

// Offset returns how many seconds the clocks are ahead of UTC at an instant.
func (c *Clock) Offset(t time.Time) int { return int(c.at(t.Unix()).offset) }

// Once returns a time around a second since 1970, from one up to another, in which the clocks show
// nothing twice. It may be empty.
func (c *Clock) Once(second int64) (from, until int64) {
	s := c.at(second)
	from, until = s.from, s.until
	if s.back.by > 0 {
		from = max(from, s.back.at+s.back.by)
	}
	if s.ahead.by > 0 {
		until = min(until, s.ahead.at-s.ahead.by)
	}
	return from, until
}

// Twice returns the time around a change of the clocks, from one second since 1970 up to
// another, in which they show everything twice, if a second lies in one.
func (c *Clock) Twice(second int64) (from, until int64, ok bool) {
	s := c.at(second)
	switch {
	case s.back.by > 0 && second < s.back.at+s.back.by:
		return s.back.at - s.back.by, s.back.at + s.back.by, true
	case s.ahead.by > 0 && second >= s.ahead.at-s.ahead.by:
		return s.ahead.at - s.ahead.by, s.ahead.at + s.ahead.by, true
	}
	return 0, 0, false
}

func (c *Clock) at(second int64) *stretch {
	if !c.last.has(second) {
		c.last, c.before = c.before, c.last
		if !c.last.has(second) {
			c.last = look(second, c.loc)
		}
	}
	return &c.last
}

// around is how far a clock looks for the changes before and after an instant: more than a
// year, in which most zones that have changes have two of them.
const around = 400 * daySeconds

// look finds the offset at an instant, and how long it holds: up to the changes before and
// after it, as far as it looks.
func look(second int64, loc *time.Location) stretch {
	s := stretch{from: second - around, until: Next(second, second+around, loc), begun: -1 << 40}
	for {
		next := Next(s.from, second+1, loc)
		if next > second {
			break
		}
		before := Offset(next-1, loc)
		s.from, s.begun = next, max(s.begun, floor(next-1+before, daySeconds))
		s.back = fold{next, before - Offset(next, loc)}
	}
	if s.offset = Offset(second, loc); s.until < second+around {
		s.ahead = fold{s.until, s.offset - Offset(s.until, loc)}
	}
	return s
}

// floor returns a/b rounded down; b is positive.
func floor(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// Date returns the date of a day, as package civil numbers them.
func Date(day int32) (year int, month time.Month, dayOfMonth int) {
	return civil.Date(int64(day))
}

// DayOf returns the day of a date that exists.
func DayOf(year int, month time.Month, dayOfMonth int) int32 {
	return int32(civil.Number(year, month, dayOfMonth)) // of a year of four digits
}
