package cycle_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/servicelevel/internal/cycle"
)

// TestMonths goes over the days of five years one by one: a month begins on its day and on no other.
func TestMonths(t *testing.T) {
	t.Parallel()
	for monthDay := range cycle.MaxDay + 1 {
		c := cycle.Of(monthDay)
		begins := max(1, monthDay)
		m := calendar.MustParseMonth("2026-12")
		if begins > 1 {
			m = m.AddMonths(-1)
		}
		first := calendar.Date{}
		for d := calendar.MustParseDate("2026-12-01"); d.Year < 2032; d = d.AddDays(1) {
			if d.Day == begins {
				if first.Valid() {
					require.Equal(t, d, c.Past(m))
					require.Equal(t, d.AddDays(-1), c.Last(m))
				}
				m, first = d.MonthOf(), d
				from, last := c.Days(m)
				require.Equal(t, []calendar.Date{d, c.Last(m)}, []calendar.Date{from, last})
			}
			require.Equal(t, m, c.Of(d), "%v from the %d", d, begins)
			if first.Valid() {
				require.Equal(t, first, c.First(m))
			}
		}
	}
}

func TestMonthDay(t *testing.T) {
	t.Parallel()
	for day, want := range map[int]int{-1: 0, 0: 0, 1: 0, 2: 2, 28: 28, 29: 28} {
		assert.Equal(t, want, cycle.Of(day).MonthDay())
	}
	for day, bad := range map[int]bool{-1: true, 0: false, 28: false, 29: true} {
		var l fault.List
		cycle.Check(&l, "month_day", day)
		assert.Equal(t, bad, l.Err() != nil, day)
	}
}

// TestInterval: a month passes from the midnight of its first day to that of the next one's, also when a clock
// change makes it an hour longer or shorter.
func TestInterval(t *testing.T) {
	t.Parallel()
	paris, err := calendar.LoadLocation("Europe/Paris")
	require.NoError(t, err)
	rapid.Check(t, func(t *rapid.T) {
		c := cycle.Of(rapid.IntRange(0, 28).Draw(t, "day"))
		m := calendar.MustParseMonth("2015-01").AddMonths(rapid.IntRange(0, 120).Draw(t, "month"))
		at := c.Interval(m, paris)
		for _, x := range []struct {
			at time.Time
			on calendar.Date
		}{{at.Start, c.First(m)}, {at.End, c.Past(m)}} {
			y, month, d := x.at.In(paris).Date()
			require.Equal(t, x.on, calendar.Date{Year: y, Month: month, Day: d})
			h, minute, s := x.at.In(paris).Clock()
			require.Equal(t, []int{0, 0, 0}, []int{h, minute, s})
		}
		require.Equal(t, at.End, c.Interval(m.AddMonths(1), paris).Start)
		require.True(t, c.Near(at.Start, m))
		require.False(t, c.Near(at.Start.AddDate(0, 0, 3), m))
		began := c.Began(m, at.Start)
		require.Equal(t, at.Start.UnixNano(), began.At)
		require.Equal(t, int(c.First(m).Interval(time.UTC).Start.Unix()/86_400), int(began.Day))
	})
}
