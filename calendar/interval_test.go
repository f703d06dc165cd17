package calendar_test

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
)

func TestInterval(t *testing.T) {
	a, b := at(t, "2026-05-01T00:00:00Z"), at(t, "2026-05-02T00:00:00Z")
	i := calendar.Interval{Start: a, End: b}
	assert.Equal(t, 24*time.Hour, i.Duration())
	assert.True(t, i.Contains(a))
	assert.True(t, i.Contains(b.Add(-1)))
	assert.False(t, i.Contains(b))
	assert.False(t, i.Contains(a.Add(-1)))
	back := calendar.Interval{Start: b, End: a}
	assert.True(t, back.Empty())
	assert.Zero(t, back.Duration())
	assert.False(t, back.Contains(a))
	assert.True(t, calendar.Interval{}.Empty())
	require.NoError(t, i.Validate())
	require.NoError(t, calendar.Interval{Start: a, End: a}.Validate())
	assert.Equal(t, []string{"end"}, fields(t, back.Validate()))
	ages := calendar.Interval{Start: time.Unix(math.MinInt64/4, 0), End: time.Unix(math.MaxInt64/4, 0)}
	assert.Equal(t, time.Duration(math.MaxInt64), ages.Duration())
	assert.Equal(t, calendar.Interval{}, i.Intersect(calendar.Interval{Start: b, End: b.Add(1)}))
	assert.Equal(t, i, i.Intersect(ages))
}

// TestIntervalSets compares the operations on slices with sets of small numbers.
func TestIntervalSets(t *testing.T) {
	const size = 40
	moment := func(n int) time.Time { return time.Unix(0, int64(n)).UTC() }
	draw := func(t *rapid.T, label string) ([]calendar.Interval, [size]bool) {
		var xs []calendar.Interval
		var set [size]bool
		for range rapid.IntRange(0, 6).Draw(t, label) {
			from, to := rapid.IntRange(0, size-1).Draw(t, label), rapid.IntRange(0, size-1).Draw(t, label)
			xs = append(xs, calendar.Interval{Start: moment(from), End: moment(to)})
			for n := from; n < to; n++ {
				set[n] = true
			}
		}
		return xs, set
	}
	// check wants exactly the set, in the shortest form.
	check := func(t *rapid.T, got []calendar.Interval, want func(n int) bool) {
		var expected []calendar.Interval
		for n := range size {
			if want(n) && (n == 0 || !want(n-1)) {
				expected = append(expected, calendar.Interval{Start: moment(n)})
			}
			if want(n) && (n == size-1 || !want(n+1)) {
				expected[len(expected)-1].End = moment(n + 1)
			}
		}
		require.Equal(t, len(expected), len(got))
		for i := range expected {
			require.Equal(t, expected[i], got[i])
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		xs, x := draw(t, "xs")
		ys, y := draw(t, "ys")
		was := append([]calendar.Interval(nil), xs...)
		check(t, calendar.Union(xs), func(n int) bool { return x[n] })
		check(t, calendar.Subtract(xs, ys), func(n int) bool { return x[n] && !y[n] })
		from, to := rapid.IntRange(0, size).Draw(t, "from"), rapid.IntRange(0, size).Draw(t, "to")
		bounds := calendar.Interval{Start: moment(from), End: moment(to)}
		check(t, calendar.Clip(xs, bounds), func(n int) bool { return x[n] && from <= n && n < to })
		var total time.Duration
		for _, in := range x {
			if in {
				total++
			}
		}
		require.Equal(t, total, calendar.Total(xs))
		require.Equal(t, was, xs)
	})
	assert.Nil(t, calendar.Union(nil))
	assert.Nil(t, calendar.Union([]calendar.Interval{{}}))
	// Union must not cut time that another interval still covers, nor reach
	// beyond 292 years.
	var ages []calendar.Interval
	for i := range 3 {
		ages = append(ages, calendar.Interval{Start: time.Date(1000*i+1, 1, 1, 0, 0, 0, 0, time.UTC), End: time.Date(1000*i+280, 1, 1, 0, 0, 0, 0, time.UTC)})
	}
	assert.Equal(t, time.Duration(math.MaxInt64), calendar.Total(ages))
}

func TestMonthAndDateIntervals(t *testing.T) {
	for _, x := range []struct {
		zone, day  string
		start, end string
	}{
		{"Europe/Paris", "2026-03-29", "2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00"},
		{"Europe/Paris", "2026-10-25", "2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00"},
		{"America/Sao_Paulo", "2018-11-04", "2018-11-04T01:00:00-02:00", "2018-11-05T00:00:00-02:00"},
		{"America/Sao_Paulo", "2018-02-17", "2018-02-17T00:00:00-02:00", "2018-02-18T00:00:00-03:00"},
		{"America/Havana", "2026-11-01", "2026-11-01T00:00:00-04:00", "2026-11-02T00:00:00-05:00"},
		{"America/Havana", "2026-03-08", "2026-03-08T01:00:00-04:00", "2026-03-09T00:00:00-04:00"},
		{"Asia/Beirut", "2026-03-29", "2026-03-29T01:00:00+03:00", "2026-03-30T00:00:00+03:00"},
		{"Pacific/Apia", "2011-12-29", "2011-12-29T00:00:00-10:00", "2011-12-31T00:00:00+14:00"},
		{"Pacific/Apia", "2011-12-30", "2011-12-31T00:00:00+14:00", "2011-12-31T00:00:00+14:00"},
		{"Asia/Kathmandu", "1986-01-01", "1986-01-01T00:15:00+05:45", "1986-01-02T00:00:00+05:45"},
		{"UTC", "2024-12-31", "2024-12-31T00:00:00Z", "2025-01-01T00:00:00Z"},
		{"Europe/Paris", "2096-12-31", "2096-12-31T00:00:00+01:00", "2097-01-01T00:00:00+01:00"},
	} {
		loc, err := calendar.LoadLocation(x.zone)
		require.NoError(t, err)
		i := calendar.MustParseDate(x.day).Interval(loc)
		assert.Equal(t, x.start, i.Start.Format(time.RFC3339), x)
		assert.Equal(t, x.end, i.End.Format(time.RFC3339), x)
	}
	assert.Equal(t, 743*time.Hour, calendar.MustParseMonth("2026-03").Interval(paris(t)).Duration())
	assert.Equal(t, 745*time.Hour, calendar.MustParseMonth("2026-10").Interval(paris(t)).Duration())
	assert.Equal(t, 744*time.Hour, calendar.MustParseMonth("2026-12").Interval(nil).Duration())
}

// TestIntervalsOfNonsense checks that a date that does not exist, however far
// off, neither panics nor hangs.
func TestIntervalsOfNonsense(t *testing.T) {
	for _, far := range []int64{math.MinInt64, -1 << 40, -1, 0, 10000, 1 << 33, 292277026596, 1 << 40, 1 << 55, math.MaxInt64} {
		year := int(far) // another one where an int has 32 bits
		for _, month := range []time.Month{math.MinInt, -1, 0, 1, 13, math.MaxInt} {
			for _, day := range []int{math.MinInt, -1, 0, 1, 32, math.MaxInt} {
				d := calendar.Date{Year: year, Month: month, Day: day}
				_ = d.Interval(paris(t))
				_, _, _, _ = d.String(), d.AddDays(math.MaxInt), d.Weekday(), d.Compare(calendar.Date{})
			}
			m := calendar.Month{Year: year, Month: month}
			_ = m.Interval(paris(t))
			_, _, _ = m.Days(), m.AddMonths(math.MinInt), m.Valid()
		}
	}
}
