package wall_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel/internal/wall"
)

// A change at midnight can make two days of one: what was before it is not taken
// for what is at its second.
func TestWallAtAMidnightThatComesTwice(t *testing.T) {
	t.Parallel()
	zone, err := calendar.LoadLocation("America/Sao_Paulo")
	require.NoError(t, err)
	var w wall.Clock
	w.Show(zone, 0)
	back := time.Date(2018, time.February, 18, 2, 0, 0, 0, time.UTC)
	for _, after := range []time.Duration{-time.Second, 0, time.Second, time.Hour - time.Second} {
		require.Equal(t, "2018-02-17", w.Date(back.Add(after).UnixNano()).String(), after)
	}
	require.Equal(t, "2018-02-18", w.Date(back.Add(time.Hour).UnixNano()).String())
}

// What a wall remembers never changes an answer, in whatever order it is asked.
func TestWallShowsWhatTheZoneShows(t *testing.T) {
	t.Parallel()
	var zones []*time.Location
	for _, name := range []string{"Europe/Paris", "America/Sao_Paulo", "Africa/Casablanca", "Australia/Lord_Howe", "UTC"} {
		if zone, err := calendar.LoadLocation(name); err == nil {
			zones = append(zones, zone)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		var w wall.Clock
		for range 50 {
			zone := rapid.SampledFrom(zones).Draw(t, "zone")
			w.Show(zone, 0)
			year := rapid.IntRange(1990, 2089).Draw(t, "year")
			at := time.Date(year, time.December, 31, 0, 0, 0, 0, time.UTC)
			if rapid.Bool().Draw(t, "within") {
				at = at.Add(-time.Duration(rapid.Int64Range(0, int64(366*24*time.Hour)).Draw(t, "before")))
			}
			at = at.Add(time.Duration(rapid.Int64Range(-1, 86400).Draw(t, "second")) * time.Second)
			for i := range 3 {
				at := at.Add(time.Duration(i-1) * 12 * time.Hour)
				want := at.In(zone)
				require.Equal(t, calendar.DateOf(want), w.Date(at.UnixNano()))
				require.Equal(t, calendar.MonthOf(want).Interval(zone), w.Period(calendar.MonthOf(want)))
			}
		}
	})
}
