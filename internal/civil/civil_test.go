package civil

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// TestDays compares with what package time makes of the start of a day in UTC.
func TestDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.OneOf(
			rapid.Int64Range(-719162, 2932896),             // the years 1 to 9999
			rapid.Int64Range(-720000, -718000),             // about the year 0
			rapid.Int64Range(math.MinInt32, math.MaxInt32), // of six million years before and after
		).Draw(t, "days")
		at := time.Unix(n*86400, 0).UTC()
		year, month, day := Date(n)
		wantYear, wantMonth, wantDay := at.Date()
		require.Equal(t, wantYear, year)
		require.Equal(t, wantMonth, month)
		require.Equal(t, wantDay, day)
		require.Equal(t, n, Number(year, month, day))
		require.Equal(t, n, Number(year, month, 1)+int64(day)-1)
		require.Equal(t, n, Normal(year, month-12, day+365+leap(year-1, year, month)))
		require.Equal(t, at.Weekday(), Weekday(n))
	})
}

// leap returns how many leap days lie between a date of the year before and the same of a year.
func leap(before, year int, month time.Month) int {
	feb29 := func(y int) int { return time.Date(y, time.March, 0, 0, 0, 0, 0, time.UTC).Day() - 28 }
	if month > time.February {
		return feb29(year)
	}
	return feb29(before)
}

// TestNth finds days of the week on, after and before a Thursday.
func TestNth(t *testing.T) {
	thursday := Number(1970, time.January, 1)
	require.Equal(t, thursday, Nth(thursday, time.Thursday, 1))
	require.Equal(t, thursday, Nth(thursday, time.Thursday, -1))
	require.Equal(t, thursday+1, Nth(thursday, time.Friday, 1))
	require.Equal(t, thursday-6, Nth(thursday, time.Friday, -1))
	require.Equal(t, thursday+20, Nth(thursday, time.Wednesday, 3))
}

// TestDaysInARow: every day follows the one before it, about the years in which a rule or a sign changes.
func TestDaysInARow(t *testing.T) {
	t.Parallel()
	for _, around := range []int{-400, -100, -4, -1, 0, 1, 4, 100, 400, 1600, 1900, 1970, 2000, 9999, 10_000} {
		at := time.Date(around-1, time.January, 1, 0, 0, 0, 0, time.UTC)
		for n := Number(around-1, time.January, 1); at.Year() < around+2; n, at = n+1, at.AddDate(0, 0, 1) {
			year, month, day := Date(n)
			require.Equal(t, [3]int{at.Year(), int(at.Month()), at.Day()}, [3]int{year, int(month), day})
			require.Equal(t, n, Number(year, month, day))
			require.Equal(t, at.Weekday(), Weekday(n))
		}
	}
}
