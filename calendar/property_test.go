package calendar_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
)

// events are the days about which random schedules are compared: clocks that
// jump at night and at midnight, by an hour and by half of one, for good, over a
// whole day; years described by a rule alone, and years before 1970.
var events = []struct{ zone, date string }{
	{"Europe/Paris", "2026-03-29"},
	{"Europe/Paris", "2026-10-25"},
	{"Europe/Paris", "2096-12-31"},
	{"America/Sao_Paulo", "2018-02-18"},
	{"America/Sao_Paulo", "2018-11-04"},
	{"Australia/Lord_Howe", "2026-04-05"},
	{"Australia/Lord_Howe", "2026-10-04"},
	{"Pacific/Apia", "2011-12-30"},
	{"Asia/Kathmandu", "1986-01-01"},
	{"America/Havana", "2026-03-08"},
	{"America/Havana", "2026-11-01"},
	{"Asia/Beirut", "2026-03-29"},
	{"Asia/Beirut", "2026-10-25"},
	{"UTC", "2024-12-31"},
	{"UTC", "1969-12-31"},
	{"Europe/Paris", "1945-09-16"},
}

// A scene is a random schedule about an event, compiled and modelled.
type scene struct {
	c     *calendar.Calendar
	m     *model
	day   time.Time
	spans int
}

func clock(limit calendar.Clock) *rapid.Generator[calendar.Clock] {
	return rapid.Custom(func(t *rapid.T) calendar.Clock {
		switch rapid.IntRange(0, 3).Draw(t, "grain") {
		case 0:
			return calendar.Clock(rapid.IntRange(0, int(limit)).Draw(t, "second"))
		case 1: // the hours at which clocks change
			return min(calendar.Clock(rapid.IntRange(0, 12).Draw(t, "quarter"))*900, limit)
		}
		return calendar.Clock(rapid.IntRange(0, int(limit)/900).Draw(t, "quarter")) * 900
	})
}

// spans draws spans of one day that do not overlap, in the hours from 06:00 on;
// the last may reach into the next day up to 06:00. Some days are free of that
// and use the whole day.
func spans(t *rapid.T, label string) []calendar.Span {
	night := rapid.Bool().Draw(t, label+" night")
	limit, from := calendar.Midnight24, calendar.Clock(0)
	if night {
		limit, from = calendar.Midnight24-6*3600, 6*3600
	}
	edges := map[calendar.Clock]bool{}
	var sorted []calendar.Clock
	for _, e := range rapid.SliceOfN(clock(limit), 2, 6).Draw(t, label) {
		edges[e+from] = true
	}
	for e := calendar.Clock(0); e <= calendar.Midnight24; e++ {
		if edges[e] {
			sorted = append(sorted, e)
		}
	}
	var out []calendar.Span
	for i := 0; i+1 < len(sorted); i += 2 {
		out = append(out, calendar.Span{Start: sorted[i], End: sorted[i+1]})
	}
	if last := sorted[len(sorted)-1]; night && len(sorted)%2 == 1 && last < calendar.Midnight24 {
		out = append(out, calendar.Span{Start: last, End: clock(6*3600-1).Draw(t, label+" end")})
	}
	return out
}

func drawScene(t *rapid.T) scene {
	ev := rapid.SampledFrom(events).Draw(t, "event")
	loc, err := calendar.LoadLocation(ev.zone)
	require.NoError(t, err)
	day, err := time.ParseInLocation(time.DateOnly, ev.date, time.UTC)
	require.NoError(t, err)
	s := calendar.Schedule{Zone: ev.zone, FirstYear: day.Year(), LastYear: day.Year() + 1}
	about := func(label string) calendar.Date {
		return calendar.DateOf(day.AddDate(0, 0, rapid.IntRange(-3, 3).Draw(t, label)))
	}
	night := map[bool]bool{}
	for _, days := range []calendar.Days{calendar.On(1, 3, 5), calendar.On(0, 2), calendar.On(4, 6)} {
		if open := spans(t, days.String()); len(open) > 0 && rapid.IntRange(0, 3).Draw(t, "used") > 0 {
			h := calendar.Hours{Days: days, Open: open}
			if rapid.IntRange(0, 3).Draw(t, "bounded") == 0 {
				h.From = about("from")
				h.Until = h.From.AddDays(rapid.IntRange(1, 4).Draw(t, "length"))
			}
			s.Hours = append(s.Hours, h)
			night[open[0].Start >= 6*3600] = true
		}
	}
	if len(night) == 2 { // a night may meet an early morning: leave the nights out
		for i := range s.Hours {
			for j := range s.Hours[i].Open {
				if x := &s.Hours[i].Open[j]; x.End < x.Start {
					x.End = calendar.Midnight24
				}
			}
		}
	}
	s.Exceptions = drawExceptions(t, about)
	var holidays []civil
	s.Holidays, holidays = drawHolidays(t, day.Year())
	c, err := calendar.Compile(s)
	require.NoError(t, err)
	n := 0
	for _, h := range s.Hours {
		n += len(h.Open)
	}
	return scene{c, newModel(s, loc, holidays...), day, n}
}

// instant draws an instant within a few days of the event: anywhere, or one
// nanosecond about an edge.
func (s scene) instant(t *rapid.T, label string) time.Time {
	sec := s.day.Unix() + int64(rapid.IntRange(-40*3600, 64*3600).Draw(t, label))
	nsec := rapid.SampledFrom([]int64{0, 0, 1, 5e8, 1e9 - 1}).Draw(t, label+" ns")
	if edges := s.m.near(sec); len(edges) > 0 && rapid.Bool().Draw(t, label+" at edge") {
		x := edges[rapid.IntRange(0, len(edges)-1).Draw(t, label+" edge")]
		sec = x[rapid.IntRange(0, 1).Draw(t, label+" side")]
		nsec = int64(rapid.IntRange(-1, 1).Draw(t, label+" nudge"))
	}
	out := time.Unix(sec, nsec)
	if w := s.c.Window(); out.Before(w.Start) || !out.Before(w.End) {
		out = w.Start
	}
	return out
}

func ordered(a, b time.Time) (time.Time, time.Time) {
	if b.Before(a) {
		return b, a
	}
	return a, b
}

func TestAgreesWithModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawScene(t)
		a, b := ordered(s.instant(t, "a"), s.instant(t, "b"))

		open, err := s.c.IsOpen(a)
		require.NoError(t, err)
		require.Equal(t, s.m.open(a.Unix()), open, "IsOpen(%s)", a)

		want := s.m.between(a, b, nil)
		got, err := s.c.Between(a, b)
		require.NoError(t, err)
		require.Equal(t, want, got, "Between(%s, %s)", a, b)
		back, err := s.c.Between(b, a)
		require.NoError(t, err)
		require.Equal(t, -want, back)

		intervals, err := s.c.Open(a, b)
		require.NoError(t, err)
		end := a
		first := true
		for x := range intervals {
			require.True(t, x.Start.Before(x.End))
			require.True(t, first || end.Before(x.Start), "joined where they touch")
			require.Equal(t, s.c.Location(), x.Start.Location())
			require.Zero(t, s.m.between(end, x.Start, nil))
			require.Equal(t, x.Duration(), s.m.between(x.Start, x.End, nil))
			first, end = false, x.End
		}
		require.Zero(t, s.m.between(end, b, nil))
	})
}

func TestAddAgreesWithModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawScene(t)
		from := s.instant(t, "from")
		d := time.Duration(rapid.Int64Range(1, int64(30*time.Hour)).Draw(t, "d"))
		if rapid.Bool().Draw(t, "to the edge") {
			d = s.m.between(from, from.Add(d), nil)
		}
		if to, err := s.c.Add(from, d); err == nil && to.Sub(from) < 200*time.Hour && d > 0 {
			require.Equal(t, d, s.m.between(from, to, nil), "Add(%s, %s) = %s", from, d, to)
			require.True(t, s.m.open(to.Add(-1).Unix()), "%s is not the earliest", to)
		}
		if to, err := s.c.Add(from, -d); err == nil && from.Sub(to) < 200*time.Hour && d > 0 {
			require.Equal(t, d, s.m.between(to, from, nil), "Add(%s, -%s) = %s", from, d, to)
			require.True(t, s.m.open(to.Unix()), "%s is not the latest", to)
		}
		if to, err := s.c.NextOpen(from); err == nil && to.Sub(from) < 200*time.Hour {
			require.True(t, s.m.open(to.Unix()))
			require.Zero(t, s.m.between(from, to, nil))
		}
		if to, err := s.c.PrevOpen(from); err == nil && from.Sub(to) < 200*time.Hour {
			require.True(t, s.m.open(to.Add(-1).Unix()))
			require.Zero(t, s.m.between(to, from, nil))
		}
	})
}

func drawPauses(t *rapid.T, s scene, from, to time.Time) []calendar.Pause {
	var out []calendar.Pause
	for i := range rapid.IntRange(0, 4).Draw(t, "pauses") {
		a, b := ordered(s.instant(t, "pause"), s.instant(t, "resume"))
		a, b = a.Truncate(time.Second), b.Truncate(time.Second)
		p := calendar.Pause{Start: a, End: b, Reason: string(rune('a' + i))}
		if rapid.IntRange(0, 5).Draw(t, "still open") == 0 {
			p.End = time.Time{}
		}
		out = append(out, p)
	}
	return out
}

func paused(ps []calendar.Pause) func(int64) bool {
	return func(unix int64) bool {
		for _, p := range ps {
			if p.Start.Unix() <= unix && (p.End.IsZero() || unix < p.End.Unix()) {
				return true
			}
		}
		return false
	}
}

func TestPausesAgreeWithModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawScene(t)
		a, b := ordered(s.instant(t, "a"), s.instant(t, "b"))
		pauses := drawPauses(t, s, a, b)
		want := s.m.between(a, b, paused(pauses))
		got, err := s.c.Elapsed(a, b, pauses)
		require.NoError(t, err)
		require.Equal(t, want, got, "Elapsed(%s, %s, %v)", a, b, pauses)

		// The stretches of the range add up and say what the model says.
		stretches, err := s.c.Explain(a, b, pauses)
		require.NoError(t, err)
		end := a
		var counted time.Duration
		for _, x := range stretches {
			require.True(t, end.Equal(x.Interval.Start) && x.Interval.Start.Before(x.Interval.End))
			require.Equal(t, x.Date.Interval(s.c.Location()).Intersect(x.Interval).Duration(), x.Interval.Duration())
			mid := x.Interval.Start.Unix()
			open, stopped := s.m.open(mid), paused(pauses)(mid)
			require.Equal(t, open && !stopped, x.Why == calendar.Counted, "%+v", x)
			require.Equal(t, open && stopped, x.Why == calendar.Paused, "%+v", x)
			if x.Why == calendar.Counted {
				counted += x.Interval.Duration()
			}
			end = x.Interval.End
		}
		require.True(t, end.Equal(b) || len(stretches) == 0 && a.Equal(b))
		require.Equal(t, want, counted)

		// The deadline of what elapsed is the earliest instant at which it had.
		if want > 0 {
			due, err := s.c.Due(a, want, pauses)
			require.NoError(t, err)
			require.False(t, due.After(b))
			at, err := s.c.Elapsed(a, due, pauses)
			require.NoError(t, err)
			require.Equal(t, want, at)
			before, err := s.c.Elapsed(a, due.Add(-1), pauses)
			require.NoError(t, err)
			require.Equal(t, want-1, before)
		}
	})
}

// TestLaws checks over all years what DESIGN calls the three laws.
func TestLaws(t *testing.T) {
	office, err := calendar.Compile(calendar.OfficeHours())
	require.NoError(t, err)
	always, err := calendar.Compile(calendar.AlwaysOpen("America/Havana"))
	require.NoError(t, err)
	nights := calendar.OfficeHours()
	nights.Zone = "America/Sao_Paulo"
	nights.Hours = []calendar.Hours{
		{Days: calendar.EveryDay, Open: []calendar.Span{{Start: calendar.At(20, 0), End: calendar.At(2, 30)}}, Until: calendar.MustParseDate("2005-06-01")},
		{Days: calendar.On(2, 4), Open: []calendar.Span{{Start: calendar.At(8, 0), End: calendar.At(12, 0)}, {Start: 50000, End: 50001}}, From: calendar.MustParseDate("2005-06-01")},
	}
	night, err := calendar.Compile(nights)
	require.NoError(t, err)
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SampledFrom([]*calendar.Calendar{office, always, night}).Draw(t, "calendar")
		w := c.Window()
		draw := func(label string) time.Time {
			return w.Start.Add(time.Duration(rapid.Int64Range(0, int64(w.Duration())).Draw(t, label)))
		}
		between := func(a, b time.Time) time.Duration {
			d, err := c.Between(a, b)
			require.NoError(t, err)
			return d
		}
		x, y, z := draw("x"), draw("y"), draw("z")
		require.Equal(t, between(x, y), -between(y, x))
		require.Equal(t, between(x, z), between(x, y)+between(y, z))
		d := time.Duration(rapid.Int64Range(-int64(10000*time.Hour), int64(10000*time.Hour)).Draw(t, "d"))
		to, err := c.Add(x, d)
		if err != nil {
			if d > 0 {
				require.Less(t, between(x, w.End), d)
			} else {
				require.Less(t, between(w.Start, x), -d)
			}
			return
		}
		require.Equal(t, d, between(x, to))
		require.Equal(t, d > 0, to.After(x))
		require.Equal(t, d < 0, to.Before(x))
	})
}
