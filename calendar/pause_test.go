package calendar_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
)

func pause(t *testing.T, from, to string) calendar.Pause {
	t.Helper()
	p := calendar.Pause{Start: at(t, from), Reason: "waiting for the customer"}
	if to != "" {
		p.End = at(t, to)
	}
	return p
}

func TestDue(t *testing.T) {
	c := compile(t, calendar.OfficeHours())
	weekend := pause(t, "2026-07-10T17:00", "2026-07-15T10:00")
	for _, x := range []struct {
		start  string
		d      time.Duration
		pauses []calendar.Pause
		want   string
	}{
		{"2026-07-10T15:00", 8 * time.Hour, []calendar.Pause{weekend}, "2026-07-15T16:00"},
		{"2026-07-10T15:00", 8 * time.Hour, nil, "2026-07-13T14:00"},
		{"2026-07-10T15:00", 2 * time.Hour, []calendar.Pause{weekend}, "2026-07-10T17:00"},
		{"2026-07-10T15:00", 2*time.Hour + 1, []calendar.Pause{weekend}, "2026-07-15T10:00:00.000000001"},
		{"2026-07-10T17:00", 0, []calendar.Pause{weekend}, "2026-07-10T17:00"},
		{"2026-07-11T12:00", time.Hour, []calendar.Pause{weekend}, "2026-07-15T11:00"},
		{"2026-07-10T15:00", 8 * time.Hour, []calendar.Pause{pause(t, "2026-07-15T09:30", "2026-07-15T10:00"), weekend, pause(t, "2026-07-14T00:00", "2026-07-15T09:45"), weekend}, "2026-07-15T16:00"},
		{"2026-07-10T15:00", 8 * time.Hour, []calendar.Pause{weekend, pause(t, "2026-07-15T16:00", "")}, "2026-07-15T16:00"},
		{"2026-07-10T15:00", time.Hour, []calendar.Pause{pause(t, "2026-07-10T12:00", "2026-07-10T14:00")}, "2026-07-10T16:00"},
		{"2026-07-10T15:00", time.Hour, []calendar.Pause{pause(t, "1900-07-10T12:00", "1900-07-10T14:00"), pause(t, "2300-07-10T12:00", "")}, "2026-07-10T16:00"},
	} {
		got, err := c.Due(at(t, x.start), x.d, x.pauses)
		require.NoError(t, err)
		assert.True(t, at(t, x.want).Equal(got), "%s + %s: %s, want %s", x.start, x.d, got, x.want)
		assert.Equal(t, c.Location(), got.Location())
	}
}

func TestDueWhilePaused(t *testing.T) {
	c := compile(t, calendar.OfficeHours())
	start := at(t, "2026-07-10T15:00")
	var p *calendar.PausedError
	_, err := c.Due(start, 8*time.Hour, []calendar.Pause{pause(t, "2026-07-13T10:00", "")})
	require.ErrorAs(t, err, &p)
	assert.True(t, at(t, "2026-07-13T10:00").Equal(p.Since))
	assert.Equal(t, 4*time.Hour, p.Left)
	assert.Equal(t, "calendar: paused since 2026-07-13T10:00:00+02:00 with 4h0m0s left", p.Error())

	_, err = c.Due(start, 8*time.Hour, []calendar.Pause{pause(t, "2026-07-01T10:00", "")})
	require.ErrorAs(t, err, &p)
	assert.True(t, start.Equal(p.Since))
	assert.Equal(t, 8*time.Hour, p.Left)

	due, err := c.Due(start, 0, []calendar.Pause{pause(t, "2026-07-01T10:00", "")})
	require.NoError(t, err)
	assert.True(t, start.Equal(due))

	// The clock starts before the years, paused until they have begun.
	var r *calendar.RangeError
	_, err = c.Due(at(t, "1960-07-10T15:00"), time.Hour, []calendar.Pause{pause(t, "1950-07-10T15:00", "2026-07-13T10:00")})
	require.ErrorAs(t, err, &r)

	// The years end before the clock runs again.
	_, err = c.Due(start, 8*time.Hour, []calendar.Pause{pause(t, "2026-07-13T10:00", "2300-07-13T10:00")})
	require.ErrorAs(t, err, &r)
	_, err = c.Due(start, 8*time.Hour, []calendar.Pause{pause(t, "2026-07-13T10:00", "2300-07-13T10:00"), pause(t, "2301-07-13T10:00", "")})
	require.ErrorAs(t, err, &r)
	_, err = c.Due(start, 2500*100*time.Hour, []calendar.Pause{pause(t, "2300-07-13T10:00", "")})
	require.ErrorAs(t, err, &r)
}

func TestElapsed(t *testing.T) {
	c := compile(t, calendar.OfficeHours())
	from, to := at(t, "2026-07-10T15:00"), at(t, "2026-07-15T16:00")
	for _, x := range []struct {
		pauses []calendar.Pause
		want   time.Duration
	}{
		{nil, 19 * time.Hour},
		{[]calendar.Pause{pause(t, "2026-07-10T17:00", "2026-07-15T10:00")}, 8 * time.Hour},
		{[]calendar.Pause{pause(t, "2026-07-10T17:00", "")}, 2 * time.Hour},
		{[]calendar.Pause{pause(t, "2026-07-01T17:00", "")}, 0},
		{[]calendar.Pause{pause(t, "2026-07-15T16:00", "")}, 19 * time.Hour},
		{[]calendar.Pause{pause(t, "2026-07-15T15:00", ""), pause(t, "2026-07-15T14:00", "2026-07-15T15:30")}, 17 * time.Hour},
		{[]calendar.Pause{pause(t, "2026-07-15T12:00", "2026-07-15T12:00")}, 19 * time.Hour},
		{[]calendar.Pause{pause(t, "1900-07-15T12:00", "2026-07-10T16:00")}, 18 * time.Hour},
		{[]calendar.Pause{pause(t, "2026-07-15T15:00", "2300-07-15T15:00")}, 18 * time.Hour},
	} {
		got, err := c.Elapsed(from, to, x.pauses)
		require.NoError(t, err)
		assert.Equal(t, x.want, got, "%v", x.pauses)
	}
}

func TestPauseFaults(t *testing.T) {
	c := compile(t, calendar.OfficeHours())
	from, to := at(t, "2026-07-10T15:00"), at(t, "2026-07-15T16:00")
	bad := []calendar.Pause{
		{Start: from, End: to},
		{Start: to, End: from},
		{End: to},
		{Start: from, Reason: strings.Repeat("x", 201)},
	}
	blamed := []string{"pauses[1].end", "pauses[2].start", "pauses[3].reason"}
	_, err := c.Elapsed(from, to, bad)
	assert.Equal(t, blamed, fields(t, err))
	_, err = c.Due(from, time.Hour, bad)
	assert.Equal(t, blamed, fields(t, err))
	_, err = c.Explain(from, to, bad)
	assert.Equal(t, blamed, fields(t, err))
	_, err = c.Elapsed(from, to, make([]calendar.Pause, calendar.MaxEntries+1))
	assert.Equal(t, []string{"pauses"}, fields(t, err))
	most := make([]calendar.Pause, calendar.MaxEntries)
	for i := range most {
		most[i] = calendar.Pause{Start: from, End: from.Add(time.Hour), Reason: strings.Repeat("x", 200)}
	}
	passed, err := c.Elapsed(from, to, most)
	require.NoError(t, err)
	assert.Equal(t, 18*time.Hour, passed)
	_, err = c.Elapsed(to, from, nil)
	assert.Equal(t, []string{"to"}, fields(t, err))
	_, err = c.Explain(to, from, nil)
	assert.Equal(t, []string{"to"}, fields(t, err))
	_, err = c.Due(from, -1, nil)
	assert.Equal(t, []string{"d"}, fields(t, err))
}
