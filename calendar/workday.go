package calendar

import (
	"strconv"
	"time"

	"github.com/palier-go/palier/internal/fault"
)

// IsWorkingDay reports whether d is a working day. A date that the zone skipped is none. One that does not
// exist has a *FieldError.
func (c *Calendar) IsWorkingDay(d Date) (bool, error) {
	day, err := c.day("date", d, 0)
	if err != nil {
		return false, err
	}
	return c.work.has(day), nil
}

// AddWorkingDays returns the n-th working day after d; with n < 0 it is the -n-th before d, and with n = 0 it
// is d itself, whether or not it is one.
func (c *Calendar) AddWorkingDays(d Date, n int) (Date, error) {
	day, err := c.day("date", d, 0)
	if err != nil {
		return Date{}, err
	}
	if n == 0 {
		return d, nil
	}
	found, ok := c.work.step(day, n)
	if !ok {
		return Date{}, c.dateError(d, n)
	}
	return c.dateOf(found), nil
}

// WorkingDaysBetween returns the number of working days from one date to another, from included and until
// not. It is negative if until is before from. Until may be the day after the compiled years.
func (c *Calendar) WorkingDaysBetween(from, until Date) (int, error) {
	a, err := c.day("from", from, 1)
	if err != nil {
		return 0, err
	}
	b, err := c.day("until", until, 1)
	if err != nil {
		return 0, err
	}
	return c.work.before(b) - c.work.before(a), nil
}

// NextWorkingDay returns the earliest working day from d on: d itself if it is one.
func (c *Calendar) NextWorkingDay(d Date) (Date, error) {
	day, err := c.day("date", d, 0)
	if err != nil {
		return Date{}, err
	}
	n := c.work.before(day)
	if n >= c.work.size {
		return Date{}, c.dateError(d, 0)
	}
	return c.dateOf(c.work.at(n)), nil
}

// PrevWorkingDay returns the latest working day up to d: d itself if it is one.
func (c *Calendar) PrevWorkingDay(d Date) (Date, error) {
	day, err := c.day("date", d, 0)
	if err != nil {
		return Date{}, err
	}
	n := c.work.before(day + 1)
	if n == 0 {
		return Date{}, c.dateError(d, 0)
	}
	return c.dateOf(c.work.at(n - 1)), nil
}

// WorkingDay returns the n-th working day of a month: 1 is the first, -1 the last. A *FieldError of n says if
// it has not so many.
func (c *Calendar) WorkingDay(m Month, n int) (Date, error) {
	first, err := c.day("month", m.First(), 0)
	if err != nil {
		return Date{}, err
	}
	before := c.work.before(first)
	size := c.work.before(first+m.Days()) - before
	switch {
	case n > 0 && n <= size:
		return c.dateOf(c.work.at(before + n - 1)), nil
	case n < 0 && n >= -size:
		return c.dateOf(c.work.at(before + size + n)), nil
	}
	return Date{}, fault.New("n", n, "must be one of the "+strconv.Itoa(size)+" working days of "+m.String()+", from 1 on or from -1 back")
}

// WorkingDays returns the working days of a month in order.
func (c *Calendar) WorkingDays(m Month) ([]Date, error) {
	first, err := c.day("month", m.First(), 0)
	if err != nil {
		return nil, err
	}
	var out []Date
	for i := range m.Days() {
		if c.work.has(first + i) {
			out = append(out, Date{m.Year, m.Month, i + 1})
		}
	}
	return out, nil
}

// CloseOfBusiness returns the instant at which the n-th working day after the date of t, in the calendar's
// zone, closes: "within five working days, by the close" is n = 5. With n = 0 it is the date of t, or the
// next working day if it is none; that may have closed before t. With n < 0 it is the -n-th before.
//
// A working day closes when the last of the spans that start on it ends, a night thus on the next date.
func (c *Calendar) CloseOfBusiness(t time.Time, n int) (time.Time, error) {
	sec := t.Unix()
	if c == nil || sec < c.lo || sec >= c.hi {
		return time.Time{}, c.rangeError(t, 0)
	}
	regime := c.plan.table.at(c.plan.regimes, sec)
	day := int(c.plan.dateIn(regime, sec) - c.first)
	from, step := day, n
	if n == 0 {
		from, step = day-1, 1
	}
	if found, ok := c.work.step(from, step); ok {
		if end := c.closes(c.first+int64(found), regime); end <= c.hi {
			return c.instant(end, 0), nil
		}
	}
	return time.Time{}, c.outside(RangeError{Instant: t, Days: n})
}

// closes returns the second at which a working day closes. It is quick if the i-th regime is that of the day.
func (c *Calendar) closes(n int64, i int) int64 {
	if len(c.plan.layers) == 0 {
		return c.plan.closes(n, i)
	}
	wall := (n + 1) * daySeconds
	if !c.plan.calmly(i, wall) {
		return c.closed(c.plan.begins(n + 1))
	}
	return c.closed(wall - c.plan.regimes[i].offset)
}

// closed returns the second at which the last open time before another one ends, or the other one if
// that is in it. There must be some.
func (c *Calendar) closed(sec int64) int64 {
	day := (sec - 1 - c.lo) / daySeconds
	for before := uint32(sec - c.lo - day*daySeconds); ; day, before = day-1, daySeconds {
		p := &c.patterns[c.days[day]&(1<<patternBits-1)]
		for i := p.upto; i > p.more; i-- {
			if x := c.spans[i-1]; x.start < before {
				return c.lo + day*daySeconds + int64(min(x.end, before))
			}
		}
		if p.first.start < min(p.first.end, before) {
			return c.lo + day*daySeconds + int64(min(p.first.end, before))
		}
	}
}

// step returns the n-th day of the set after a day, or before it if n < 0.
func (s *dayset) step(day, n int) (int, bool) {
	if n > 0 {
		from := s.before(day + 1)
		if n > s.size-from {
			return 0, false
		}
		return s.at(from + n - 1), true
	}
	from := s.before(day)
	if n < -from {
		return 0, false
	}
	return s.at(from + n), true
}

// day returns which day of the set of working days a date is, and refuses one that does not exist or
// is not in the compiled years and the days past them that are asked for too.
func (c *Calendar) day(field string, d Date, past int64) (int, error) {
	if !d.Valid() {
		return 0, fault.New(field, d, "is not a date that exists")
	}
	if c != nil {
		if day := d.number() - c.first; day > 0 && day < c.work.limit+past {
			return int(day), nil
		}
	}
	return 0, c.dateError(d, 0)
}

func (c *Calendar) dateOf(day int) Date { return dateOfNumber(c.first + int64(day)) }

func (c *Calendar) dateError(d Date, days int) error {
	return c.outside(RangeError{Instant: firstInstant(d, c.Location()), Days: days})
}
