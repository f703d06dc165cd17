package calendar_test

import (
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
)

// The model answers by brute force what Calendar answers by tables. It shares no
// code with it: it knows the wall clock only by asking the time package what an
// instant reads, and finds where a wall time begins or ends by trying instants.
type model struct {
	loc      *time.Location
	schedule calendar.Schedule
	holidays map[civil]bool
	days     map[civil][][2]int64 // the real spans of a date, once worked out
	around   map[int64][][2]int64 // those of the dates about a day in UTC
}

type civil struct{ y, m, d int }

func newModel(s calendar.Schedule, loc *time.Location, holidays ...civil) *model {
	m := &model{loc: loc, schedule: s, holidays: map[civil]bool{}, days: map[civil][][2]int64{}, around: map[int64][][2]int64{}}
	for _, h := range holidays {
		m.holidays[h] = true
	}
	return m
}

// wall is what a clock in the zone reads at a Unix second, as seconds of a clock
// that never changes.
func (m *model) wall(unix int64) int64 {
	_, offset := time.Unix(unix, 0).In(m.loc).Zone()
	return unix + int64(offset)
}

const modelReach = 15 * 3600 // no zone of the tests is further from UTC

// first is the first second at which the clock reads w or later. In the zones of
// the tests clocks change on whole minutes of UTC, so that the seconds of one
// minute read as they follow each other.
func (m *model) first(w int64) int64 {
	minute := (w - modelReach) / 60 * 60
	for m.wall(minute+59) < w {
		minute += 60
	}
	for m.wall(minute) < w {
		minute++
	}
	return minute
}

// last is the second behind the last one at which the clock reads less than w.
func (m *model) last(w int64) int64 {
	minute := (w + modelReach) / 60 * 60
	for m.wall(minute) >= w {
		minute -= 60
	}
	second := minute + 59
	for m.wall(second) >= w {
		second--
	}
	return second + 1
}

func (m *model) weekly(c civil) [][2]int64 {
	date := calendar.Date{Year: c.y, Month: time.Month(c.m), Day: c.d}
	var weekly []calendar.Span
	for _, h := range m.schedule.Hours {
		if h.Days.Has(c.utc().Weekday()) &&
			(h.From == calendar.Date{} || h.From.String() <= date.String()) &&
			(h.Until == calendar.Date{} || date.String() < h.Until.String()) {
			weekly = append(weekly, h.Open...)
		}
	}
	return walls(weekly)
}

func (c civil) utc() time.Time { return time.Date(c.y, time.Month(c.m), c.d, 0, 0, 0, 0, time.UTC) }

// walls returns spans in seconds of the wall clock from their day's 00:00.
func walls(spans []calendar.Span) [][2]int64 {
	var out [][2]int64
	for _, s := range spans {
		end := int64(s.End)
		if s.End < s.Start {
			end += 86400
		}
		out = append(out, [2]int64{int64(s.Start), end})
	}
	return out
}

func (m *model) spansOf(c civil) [][2]int64 {
	spans := m.weekly(c)
	if m.holidays[c] {
		spans = nil
	}
	for _, alone := range []bool{false, true} {
		for _, e := range m.schedule.Exceptions {
			if many := e.Yearly || e.Weeks > 0 || e.Until.Valid(); many == alone || !concerns(e, c) || e.IfOpen && len(spans) == 0 {
				continue
			}
			switch {
			case len(e.Closed) > 0:
				spans = cutSecondBySecond(spans, walls(e.Closed))
			case e.Usual:
				spans = m.weekly(c)
			default:
				spans = walls(e.Open)
			}
		}
	}
	return spans
}

// concerns lists the dates of an exception one by one up to that date.
func concerns(e calendar.Exception, c civil) bool {
	begin := civil{e.Date.Year, int(e.Date.Month), e.Date.Day}.utc()
	is := func(t time.Time) bool { return t.Equal(c.utc()) && (e.Days == 0 || e.Days.Has(t.Weekday())) }
	switch {
	case e.Yearly && !e.Until.Valid():
		for y := e.Date.Year; y <= c.y; y++ {
			if t := time.Date(y, e.Date.Month, e.Date.Day, 0, 0, 0, 0, time.UTC); t.Day() == e.Date.Day && is(t) {
				return true
			}
		}
		return false
	case e.Yearly:
		for y := 0; e.Date.Year+y <= c.y; y++ {
			end := time.Date(e.Until.Year+y, e.Until.Month, e.Until.Day, 0, 0, 0, 0, time.UTC)
			for t := time.Date(e.Date.Year+y, e.Date.Month, e.Date.Day, 0, 0, 0, 0, time.UTC); t.Before(end); t = t.AddDate(0, 0, 1) {
				if is(t) {
					return true
				}
			}
		}
		return false
	case !e.Until.Valid() && e.Weeks == 0:
		return is(begin)
	}
	monday := 0 // Mondays passed since that of the first date's week
	for t := begin; !t.After(c.utc()); t = t.AddDate(0, 0, 1) {
		if t.Weekday() == time.Monday && !t.Equal(begin) {
			monday++
		}
		if e.Until.Valid() && !t.Before(civil{e.Until.Year, int(e.Until.Month), e.Until.Day}.utc()) {
			return false
		}
		if is(t) {
			return e.Weeks == 0 || monday%e.Weeks == 0
		}
	}
	return false
}

// cutSecondBySecond marks what is open and rubs out what is closed.
func cutSecondBySecond(open, closed [][2]int64) [][2]int64 {
	marks := make([]bool, 2*86400+1)
	for _, x := range open {
		for s := x[0]; s < x[1]; s++ {
			marks[s] = true
		}
	}
	for _, x := range closed {
		for s := x[0]; s < x[1]; s++ {
			marks[s] = false
		}
	}
	var out [][2]int64
	for s := range int64(2 * 86400) {
		edge := slices.ContainsFunc(open, func(x [2]int64) bool { return x[0] == s }) // two that touch stay two
		if marks[s] && (s == 0 || !marks[s-1] || edge) {
			out = append(out, [2]int64{s, s + 1})
		} else if marks[s] {
			out[len(out)-1][1] = s + 1
		}
	}
	return out
}

func (m *model) on(c civil) [][2]int64 {
	if s, ok := m.days[c]; ok {
		return s
	}
	var out [][2]int64
	midnight := c.utc().Unix()
	for _, s := range m.spansOf(c) {
		x := [2]int64{m.first(midnight + s[0]), 0}
		if s[1] == 86400 {
			x[1] = m.first(midnight + 86400)
		} else {
			x[1] = m.last(midnight + s[1])
		}
		out = append(out, x)
	}
	m.days[c] = out
	return out
}

// near returns the spans of the dates about a second.
func (m *model) near(unix int64) [][2]int64 {
	day := (unix + 1e6*86400) / 86400
	if out, ok := m.around[day]; ok {
		return out
	}
	var out [][2]int64
	t := time.Unix(unix, 0).UTC()
	for d := -3; d <= 3; d++ {
		x := t.AddDate(0, 0, d)
		out = append(out, m.on(civil{x.Year(), int(x.Month()), x.Day()})...)
	}
	m.around[day] = out
	return out
}

func (m *model) open(unix int64) bool {
	return slices.ContainsFunc(m.near(unix), func(x [2]int64) bool { return x[0] <= unix && unix < x[1] })
}

// between adds up the open time from a to b, a ≤ b: a minute at a time, and a
// second at a time in a minute that has an edge. Seconds that satisfy skip, if
// it is set, do not count.
func (m *model) between(a, b time.Time, skip func(unix int64) bool) time.Duration {
	var sum time.Duration
	step := func(from, to int64) {
		if m.open(from) && (skip == nil || !skip(from)) {
			start, end := time.Unix(from, 0), time.Unix(to, 0)
			if start.Before(a) {
				start = a
			}
			if end.After(b) {
				end = b
			}
			sum += max(0, end.Sub(start))
		}
	}
	for minute := a.Unix() - (a.Unix()%60+60)%60; minute <= b.Unix(); minute += 60 {
		edge := skip != nil || slices.ContainsFunc(m.near(minute), func(x [2]int64) bool {
			return x[0] > minute && x[0] < minute+60 || x[1] > minute && x[1] < minute+60
		})
		if !edge {
			step(minute, minute+60)
			continue
		}
		for s := minute; s < minute+60; s++ {
			step(s, s+1)
		}
	}
	return sum
}
