package zone_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/zone"
)

func date(day int32) string {
	y, m, d := zone.Date(day)
	return calendar.Date{Year: y, Month: m, Day: d}.String()
}

// A change at midnight can make two days of one: what was before it is not taken
// for what is at its second.
func TestDayAtAMidnightThatComesTwice(t *testing.T) {
	t.Parallel()
	loc, err := calendar.LoadLocation("America/Sao_Paulo")
	require.NoError(t, err)
	var c zone.Clock
	c.Use(loc)
	back := time.Date(2018, time.February, 18, 2, 0, 0, 0, time.UTC)
	for _, after := range []time.Duration{-time.Second, 0, time.Second, time.Hour - 1} {
		require.Equal(t, "2018-02-17", date(c.Day(back.Add(after).UnixNano())), after)
	}
	require.Equal(t, "2018-02-18", date(c.Day(back.Add(time.Hour).UnixNano())))
}

// TestTwice: in the hour before the clocks are put back and in the one after it, and at no other
// second of a year, be it asked for in whatever order.
func TestTwice(t *testing.T) {
	t.Parallel()
	for name, changes := range map[string][][2]int64{
		"Europe/Paris":        {{time.Date(2024, time.October, 27, 1, 0, 0, 0, time.UTC).Unix(), 3600}},
		"Australia/Lord_Howe": {{time.Date(2024, time.April, 6, 15, 0, 0, 0, time.UTC).Unix(), 1800}},
		"Indian/Reunion":      nil,
	} {
		loc, err := calendar.LoadLocation(name)
		require.NoError(t, err)
		rapid.Check(t, func(t *rapid.T) {
			var c zone.Clock
			c.Use(loc)
			for range rapid.IntRange(1, 20).Draw(t, "questions") {
				second := time.Date(2024, time.January, 1, 0, 0, 0, 0, time.UTC).Unix() + rapid.Int64Range(0, 366*86400-1).Draw(t, "second")
				for _, x := range changes {
					if rapid.Bool().Draw(t, "near") {
						second = x[0] + rapid.SampledFrom([]int64{-x[1] - 1, -x[1], -1, 0, x[1] - 1, x[1]}).Draw(t, "about")
					}
				}
				from, until, twice := c.Twice(second)
				once, past := c.Once(second)
				var want [2]int64
				for _, x := range changes {
					if second >= x[0]-x[1] && second < x[0]+x[1] {
						want = [2]int64{x[0] - x[1], x[0] + x[1]}
					}
				}
				require.Equal(t, want, [2]int64{from, until}, second)
				require.Equal(t, twice, want != [2]int64{})
				require.Equal(t, !twice, second >= once && second < past, "%d is not in [%d, %d)", second, once, past)
			}
		})
	}
}

// Where the clocks go back over a midnight that has passed, the day that had begun goes on.
func TestDayThatHadBegunGoesOn(t *testing.T) {
	t.Parallel()
	loc, err := calendar.LoadLocation("America/St_Johns")
	require.NoError(t, err)
	var c zone.Clock
	c.Use(loc)
	midnight := time.Date(2009, time.November, 1, 2, 30, 0, 0, time.UTC)
	for after, want := range map[time.Duration]string{
		-1: "2009-10-31", 0: "2009-11-01", time.Minute: "2009-11-01", 30 * time.Minute: "2009-11-01", 2 * time.Hour: "2009-11-01",
	} {
		require.Equal(t, want, date(c.Day(midnight.Add(after).UnixNano())), after)
	}
}

// What a clock remembers never changes an answer, in whatever order it is asked.
func TestClockShowsWhatTheZoneShows(t *testing.T) {
	t.Parallel()
	var zones []*time.Location
	for _, name := range []string{"Europe/Paris", "America/Sao_Paulo", "Africa/Casablanca", "Australia/Lord_Howe", "America/Ciudad_Juarez", "UTC"} {
		if loc, err := calendar.LoadLocation(name); err == nil {
			zones = append(zones, loc)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		var c zone.Clock
		for range 50 {
			loc := rapid.SampledFrom(zones).Draw(t, "zone")
			c.Use(loc)
			require.Equal(t, loc, c.Location())
			year := rapid.IntRange(1965, 2089).Draw(t, "year")
			at := time.Date(year, time.December, 31, 0, 0, 0, 0, time.UTC)
			if rapid.Bool().Draw(t, "within") {
				at = at.Add(-time.Duration(rapid.Int64Range(0, int64(366*24*time.Hour)).Draw(t, "before")))
			}
			at = at.Add(time.Duration(rapid.Int64Range(-1, 86400).Draw(t, "second")) * time.Second)
			for i := range 3 {
				at := at.Add(time.Duration(i-1) * 12 * time.Hour)
				_, offset := at.In(loc).Zone()
				require.Equal(t, offset, c.Offset(at))
				y, m, d := zone.Date(c.Day(at.UnixNano()))
				day := calendar.Date{Year: y, Month: m, Day: d}
				require.True(t, day.Interval(loc).Contains(at), "%s is not on %s", at.In(loc), day)
				require.Equal(t, c.Day(at.UnixNano()), zone.DayOf(y, m, d))
			}
		}
	})
}
