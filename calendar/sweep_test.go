package calendar_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
)

// TestEveryInterval asks about every edge of 200 years, a nanosecond and half a
// second beside it too: days of one span and of two, and nights. In UTC, the
// intervals that it compares with are plain dates and hours.
func TestEveryInterval(t *testing.T) {
	s := calendar.Schedule{Zone: "UTC", FirstYear: 1950, LastYear: 2149}
	add(&s, calendar.On(1, 2, 3, 4), "09:00-12:00", "14:00-18:00")
	add(&s, calendar.On(time.Friday), "08:00-16:00")
	add(&s, calendar.On(time.Saturday), "22:00-02:00")
	c := compile(t, s)
	first, end := time.Date(1950, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2150, 1, 1, 0, 0, 0, 0, time.UTC)
	require.Equal(t, calendar.Interval{Start: first, End: end}, c.Window())

	hours := [7][][2]int{time.Friday: {{8, 16}}, time.Saturday: {{22, 26}}}
	for _, d := range []time.Weekday{1, 2, 3, 4} {
		hours[d] = [][2]int{{9, 12}, {14, 18}}
	}
	var want []calendar.Interval
	var total time.Duration
	for day := first.AddDate(0, 0, -1); day.Before(end); day = day.AddDate(0, 0, 1) {
		for _, h := range hours[day.Weekday()] {
			x := calendar.Interval{Start: day.Add(time.Duration(h[0]) * time.Hour), End: day.Add(time.Duration(h[1]) * time.Hour)}
			x = x.Intersect(calendar.Interval{Start: first, End: end})
			want = append(want, x)
			total += x.Duration()
		}
	}
	open, err := c.Open(first, end)
	require.NoError(t, err)
	require.True(t, slices.Equal(want, slices.Collect(open)))

	instant := func(name string, from, want time.Time) func(time.Time, error) {
		return func(got time.Time, err error) {
			if err != nil || !got.Equal(want) {
				t.Fatalf("%s from %s: %s, %v, want %s", name, from, got, err, want)
			}
		}
	}
	check := func(at, next, prev time.Time, passed time.Duration) {
		t.Helper()
		instant("NextOpen", at, next)(c.NextOpen(at))
		instant("PrevOpen", at, prev)(c.PrevOpen(at))
		if got, err := c.Between(first, at); err != nil || got != passed {
			t.Fatalf("Between to %s: %s, %v, want %s", at, got, err, passed)
		}
		if got, err := c.IsOpen(at); err != nil || got != at.Equal(next) {
			t.Fatalf("IsOpen(%s): %v, %v", at, got, err)
		}
		instant("Add", first, prev)(c.Add(first, passed))
		instant("Add", end, next)(c.Add(end, passed-total))
	}
	const half = time.Second / 2
	passed := want[0].Duration()
	for i, x := range want[1:] {
		before, last := want[i].End, x.Duration()
		check(before.Add(half), x.Start, before, passed)
		check(x.Start.Add(-1), x.Start, before, passed)
		check(x.Start, x.Start, before, passed)
		for _, d := range []time.Duration{1, half, last / 2, last - 1} {
			check(x.Start.Add(d), x.Start.Add(d), x.Start.Add(d), passed+d)
		}
		passed += last
	}
	require.Equal(t, total, passed)
}

// TestWindowOfASkippedDay checks years that end with a day that fell out of time:
// Kiritimati went over the date line after 30 December 1994.
func TestWindowOfASkippedDay(t *testing.T) {
	s := calendar.AlwaysOpen("Pacific/Kiritimati")
	s.FirstYear, s.LastYear = 1994, 1994
	w := compile(t, s).Window()
	require.Equal(t, "1994-01-01T00:00:00-10:00", w.Start.Format(time.RFC3339))
	require.Equal(t, "1995-01-01T00:00:00+14:00", w.End.Format(time.RFC3339))
	require.Equal(t, 364*24*time.Hour, w.Duration())
	s.FirstYear, s.LastYear = 1995, 1995
	require.Equal(t, w.End, compile(t, s).Window().Start)
}

// TestEndsOfTheWindow asks for what lies just beyond the first and the last open
// time of the years.
func TestEndsOfTheWindow(t *testing.T) {
	s := calendar.Schedule{Zone: "UTC", FirstYear: 2026, LastYear: 2026}
	add(&s, calendar.EveryDay, "08:00-12:00")
	for _, x := range []struct {
		c           *calendar.Calendar
		first, last string // the open time, from one to the other
	}{
		{compile(t, s), "2026-01-01T08:00:00Z", "2026-12-31T12:00:00Z"},
		{compile(t, calendar.Schedule{Zone: "UTC", FirstYear: 2026, LastYear: 2026, Hours: calendar.AlwaysOpen("").Hours}), "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"},
	} {
		w := x.c.Window()
		var r *calendar.RangeError
		for _, at := range []time.Time{w.Start, at(t, x.first)} {
			next, err := x.c.NextOpen(at)
			require.NoError(t, err)
			require.Equal(t, x.first, next.Format(time.RFC3339Nano))
			_, err = x.c.PrevOpen(at)
			require.ErrorAs(t, err, &r, "%s", at)
		}
		for _, at := range []time.Time{w.End, at(t, x.last)} {
			prev, err := x.c.PrevOpen(at)
			require.NoError(t, err)
			require.Equal(t, x.last, prev.Format(time.RFC3339Nano))
			_, err = x.c.NextOpen(at)
			require.ErrorAs(t, err, &r, "%s", at)
		}
		prev, err := x.c.PrevOpen(at(t, x.first).Add(1))
		require.NoError(t, err)
		require.Equal(t, at(t, x.first).Add(1), prev)
		next, err := x.c.NextOpen(at(t, x.last).Add(-1))
		require.NoError(t, err)
		require.Equal(t, at(t, x.last).Add(-1), next)
	}
}

// TestNightInAGap checks a day on which a span of every night is no time at all.
func TestNightInAGap(t *testing.T) {
	s := calendar.Schedule{Zone: "Europe/Paris", FirstYear: 2026, LastYear: 2026}
	add(&s, calendar.EveryDay, "02:15-02:45")
	c := compile(t, s)
	next, err := c.NextOpen(at(t, "2026-03-29T00:00"))
	require.NoError(t, err)
	require.Equal(t, "2026-03-30T02:15:00+02:00", next.Format(time.RFC3339))
	prev, err := c.PrevOpen(at(t, "2026-03-30T00:00"))
	require.NoError(t, err)
	require.Equal(t, "2026-03-28T02:45:00+01:00", prev.Format(time.RFC3339))
}

// TestShorterDays: days that open like those before and close earlier are days of
// their own.
func TestShorterDays(t *testing.T) {
	morning := calendar.Span{Start: calendar.At(9, 0), End: calendar.At(12, 0)}
	afternoon := calendar.Span{Start: calendar.At(14, 0), End: calendar.At(18, 0)}
	june := calendar.MustParseDate("2026-06-01")
	c, err := calendar.Compile(calendar.Schedule{
		Zone: "UTC", FirstYear: 2026, LastYear: 2026,
		Hours: []calendar.Hours{
			{Days: calendar.Weekdays, Open: []calendar.Span{morning, afternoon}, Until: june},
			{Days: calendar.Weekdays, Open: []calendar.Span{morning}, From: june},
		},
	})
	require.NoError(t, err)
	for day, want := range map[string]time.Duration{"2026-05-25": 7 * time.Hour, "2026-06-01": 3 * time.Hour, "2026-06-08": 3 * time.Hour} {
		passed := calendar.MustParseDate(day).Interval(time.UTC)
		got, err := c.Between(passed.Start, passed.End)
		require.NoError(t, err)
		assert.Equal(t, want, got, day)
		open, err := c.IsOpen(passed.Start.Add(15 * time.Hour))
		require.NoError(t, err)
		assert.Equal(t, want > 3*time.Hour, open, day)
	}
}
