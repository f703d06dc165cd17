package calendar_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
)

// Cases that other engines got wrong once, with right values that were worked out by hand, each with
// its neighbours a nanosecond up and down.

// Open time on Sundays, over nineteen years and over the Sunday of 25 hours: of 992 Sundays from 27
// October 2002 to 24 October 2021, 13 h each.
func TestSundays(t *testing.T) {
	day, _ := fromJSON(t, `{"zone":"Europe/Paris","hours":[{"days":"sun","open":["08:00-21:00"]}]}`)
	whole, _ := fromJSON(t, `{"zone":"Europe/Paris","hours":[{"days":"sun","open":["00:00-24:00"]}]}`)
	for _, x := range []struct {
		c        *calendar.Calendar
		from, to string
		want     time.Duration
	}{
		{day, "2002-10-27T06:00:00Z", "2021-10-30T00:00:00Z", 12896 * time.Hour},
		{day, "2002-10-27T07:00:00Z", "2021-10-24T19:00:00Z", 12896 * time.Hour},
		{day, "2002-10-27T06:59:59.999999999Z", "2021-10-24T19:00:00.000000001Z", 12896 * time.Hour},
		{day, "2002-10-27T07:00:00.000000001Z", "2021-10-24T19:00:00Z", 12896*time.Hour - 1},
		{day, "2002-10-27T07:00:00Z", "2021-10-24T18:59:59.999999999Z", 12896*time.Hour - 1},
		{whole, "2020-10-24T22:00:00Z", "2020-10-25T23:00:00Z", 25 * time.Hour},
		{whole, "2020-10-24T21:59:59.999999999Z", "2020-10-25T23:00:00.000000001Z", 25 * time.Hour},
		{whole, "2020-10-24T22:00:00.000000001Z", "2020-10-25T23:00:00Z", 25*time.Hour - 1},
		{whole, "2020-10-24T22:00:00Z", "2020-10-25T22:59:59.999999999Z", 25*time.Hour - 1},
	} {
		from, to := parse(x.from), parse(x.to)
		name := x.from + " to " + x.to
		got, err := x.c.Between(from, to)
		require.NoError(t, err)
		assert.Equal(t, x.want, got, name)
		got, err = x.c.Between(to, from)
		require.NoError(t, err)
		assert.Equal(t, -x.want, got, name)
		got, err = x.c.Elapsed(from, to, nil)
		require.NoError(t, err)
		assert.Equal(t, x.want, got, name)
		open, err := x.c.Open(from, to)
		require.NoError(t, err)
		var sum time.Duration
		for i := range open {
			sum += i.Duration()
		}
		assert.Equal(t, x.want, sum, name)
		stretches, err := x.c.Explain(from, to, nil)
		require.NoError(t, err)
		sum = 0
		for _, s := range stretches {
			if s.Why == calendar.Counted {
				sum += s.Interval.Duration()
			}
		}
		assert.Equal(t, x.want, sum, name)
		// The last nanosecond of it is over at the latest at the end.
		end, err := x.c.Add(from, x.want)
		require.NoError(t, err)
		assert.False(t, end.After(to), name)
		due, err := x.c.Due(from, x.want, nil)
		require.NoError(t, err)
		assert.True(t, end.Equal(due), name)
		start, err := x.c.Add(to, -x.want)
		require.NoError(t, err)
		assert.False(t, start.Before(from), name)
	}
}

// Mondays 09:00-02:00: a night's last closing, seen from before it, from within it and from behind it.
func TestLastClosingOfNights(t *testing.T) {
	c, _ := fromJSON(t, nightJSON)
	for _, x := range [][2]string{
		{"2019-04-16T01:59:59.999999999+02:00", "2019-04-09T02:00:00+02:00"},
		{"2019-04-16T02:00:00+02:00", "2019-04-16T02:00:00+02:00"},
		{"2019-04-16T02:00:00.000000001+02:00", "2019-04-16T02:00:00+02:00"},
		{"2019-04-22T23:30:00+02:00", "2019-04-16T02:00:00+02:00"},
		{"2019-04-23T01:00:00+02:00", "2019-04-16T02:00:00+02:00"},
		{"2019-04-23T01:59:59.999999999+02:00", "2019-04-16T02:00:00+02:00"},
		{"2019-04-23T02:00:00+02:00", "2019-04-23T02:00:00+02:00"},
		{"2019-04-23T02:00:00.000000001+02:00", "2019-04-23T02:00:00+02:00"},
		{"2019-04-23T05:00:00+02:00", "2019-04-23T02:00:00+02:00"},
	} {
		got, err := c.LastClosing(parse(x[0]))
		require.NoError(t, err)
		assert.Equal(t, x[1], got.Format(time.RFC3339Nano), x[0])
		// From that closing on the next one is that of the next Monday.
		next, err := c.NextClosing(got)
		require.NoError(t, err)
		assert.Equal(t, got.AddDate(0, 0, 7), next)
	}
}
