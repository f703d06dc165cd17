package calendar

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// What an exception says of a day holds up to the day that it names, and it is asked anew a few times a year at most:
// so compiling looks at no exception on every day.
func TestReach(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first := MustParseDate("2023-12-15").AddDays(rapid.IntRange(0, 120).Draw(t, "first"))
		e, perYear := Exception{Date: first}, 0
		switch rapid.IntRange(0, 3).Draw(t, "kind") {
		case 0:
			e.Until = first.AddDays(rapid.IntRange(1, 900).Draw(t, "days"))
		case 1:
			e.Yearly, perYear = true, 3
		case 2:
			e.Yearly, perYear = true, 2
			e.Until = first.AddDays(rapid.SampledFrom([]int{1, 2, 31, 60, 300, 364, 365}).Draw(t, "days"))
		case 3:
			e.Weeks = rapid.IntRange(1, 52).Draw(t, "weeks")
			if perYear = 0; e.Weeks > 1 {
				perYear = 2*53/e.Weeks + 2
			}
			if rapid.Bool().Draw(t, "ends") {
				e.Until = first.AddDays(rapid.IntRange(1, 900).Draw(t, "days"))
			}
		}
		asked, start, end := 0, MustParseDate("2022-01-01").number(), MustParseDate("2042-01-01").number()
		for n := start; n < end; asked++ {
			covers, until := e.reach(n)
			require.Greater(t, until, n)
			for ; n < min(until, end); n++ {
				again, _ := e.reach(n)
				require.Equal(t, covers, again, "%s", dateOfNumber(n))
			}
		}
		require.LessOrEqual(t, asked, 3+20*perYear)
	})
}

// Days that are alike share what exceptions make of them, whatever the number of years.
func TestExceptionsAreShared(t *testing.T) {
	s := AlwaysOpen("UTC")
	s.Exceptions = []Exception{
		{Date: MustParseDate("1970-01-05"), Weeks: 2, Closed: []Span{{At(12, 0), At(13, 0)}}},
		{Date: MustParseDate("1970-12-24"), Until: MustParseDate("1971-01-02"), Yearly: true, Open: []Span{{At(9, 0), At(12, 0)}}},
		{Date: MustParseDate("1970-01-01"), Weeks: 1, Days: On(time.Sunday)},
		{Date: MustParseDate("2026-05-02"), Open: []Span{{At(9, 0), At(10, 0)}}}, // a Saturday that the others leave as it is
	}
	c, err := Compile(s)
	require.NoError(t, err)
	require.Greater(t, len(c.plan.exceptions), 130*365/2)
	require.LessOrEqual(t, len(c.plan.made), 1+2*2*2*7+1)
}
