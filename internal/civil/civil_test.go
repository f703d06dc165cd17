package civil

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// TestDays compares with what package time makes of the start of a day in UTC.
func TestDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(-719162, 2932896).Draw(t, "days") // the years 1 to 9999
		at := time.Unix(n*86400, 0).UTC()
		year, month, day := Date(n)
		wantYear, wantMonth, wantDay := at.Date()
		require.Equal(t, wantYear, year)
		require.Equal(t, wantMonth, month)
		require.Equal(t, wantDay, day)
		require.Equal(t, n, Number(year, month, day))
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
