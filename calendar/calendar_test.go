package calendar_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
)

func compile(t testing.TB, s calendar.Schedule) *calendar.Calendar {
	t.Helper()
	c, err := calendar.Compile(s)
	require.NoError(t, err)
	return c
}

func instant(t testing.TB, s string) time.Time {
	t.Helper()
	if x, err := time.Parse(time.RFC3339Nano, s); err == nil {
		return x
	}
	loc, err := calendar.LoadLocation("Europe/Paris")
	require.NoError(t, err)
	x, err := time.ParseInLocation("2006-01-02T15:04:05", s+":00"[:max(0, 3*(1-len(s)/19))], loc)
	require.NoError(t, err)
	return x
}

func TestWorkedAdditions(t *testing.T) {
	c := compile(t, calendar.OfficeHours())
	for _, x := range []struct {
		from string
		add  time.Duration
		want string
	}{
		{"2026-10-23T16:00", 4 * time.Hour, "2026-10-26T11:00:00+01:00"},
		{"2026-03-27T16:00", 4 * time.Hour, "2026-03-30T11:00:00+02:00"},
		{"2026-04-30T16:00", 4 * time.Hour, "2026-05-04T11:00:00+02:00"},
		{"2026-05-13T15:00", 20 * time.Hour, "2026-05-18T17:00:00+02:00"},
		{"2026-10-01T09:00", 9 * time.Hour, "2026-10-01T18:00:00+02:00"},
		{"2026-10-01T18:00", 4 * time.Hour, "2026-10-02T13:00:00+02:00"},
		{"2026-12-24T23:30:00Z", 45 * time.Minute, "2026-12-28T09:45:00+01:00"},
	} {
		got, err := c.Add(instant(t, x.from), x.add)
		require.NoError(t, err)
		assert.Equal(t, x.want, got.Format(time.RFC3339Nano), "%s + %s", x.from, x.add)
	}
}

func TestHoursOfYears(t *testing.T) {
	c := compile(t, calendar.OfficeHours())
	for year, want := range map[int]int{2024: 2268, 2025: 2259, 2026: 2268, 2027: 2286, 2028: 2259} {
		from := calendar.Date{Year: year, Month: 1, Day: 1}.Interval(c.Location()).Start
		to := calendar.Date{Year: year + 1, Month: 1, Day: 1}.Interval(c.Location()).Start
		got, err := c.Between(from, to)
		require.NoError(t, err)
		assert.Equal(t, time.Duration(want)*time.Hour, got, year)
	}
}
