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

func (m *model) spansOf(c civil) []calendar.Span {
	date := calendar.Date{Year: c.y, Month: time.Month(c.m), Day: c.d}
	var weekly []calendar.Span
	for _, h := range m.schedule.Hours {
		if h.Days.Has(time.Date(c.y, time.Month(c.m), c.d, 12, 0, 0, 0, time.UTC).Weekday()) &&
			(h.From == calendar.Date{} || h.From.String() <= date.String()) &&
			(h.Until == calendar.Date{} || date.String() < h.Until.String()) {
			weekly = append(weekly, h.Open...)
		}
	}
	for _, e := range m.schedule.Exceptions {
		if e.Date == date && e.Usual {
			return weekly
		}
		if e.Date == date {
			return e.Open
		}
	}
	if m.holidays[c] {
		return nil
	}
	return weekly
}

func (m *model) on(c civil) [][2]int64 {
	if s, ok := m.days[c]; ok {
		return s
	}
	var out [][2]int64
	midnight := time.Date(c.y, time.Month(c.m), c.d, 0, 0, 0, 0, time.UTC).Unix()
	for _, s := range m.spansOf(c) {
		end := int64(s.End)
		if s.End < s.Start {
			end += 86400
		}
		x := [2]int64{m.first(midnight + int64(s.Start)), 0}
		if end == 86400 {
			x[1] = m.first(midnight + 86400)
		} else {
			x[1] = m.last(midnight + end)
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
