package calendar_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
)

func TestExplain(t *testing.T) {
	s := calendar.OfficeHours()
	s.Exceptions = []calendar.Exception{
		{Date: date("2026-07-13"), Reason: "bridge"},
		{Date: date("2026-07-16"), Open: open("10:00-12:00"), Reason: "half staff"},
		{Date: date("2026-07-18"), Usual: true, Reason: "no change"},
	}
	c := compile(t, s)
	got, err := c.Explain(at(t, "2026-07-10T15:00"), at(t, "2026-07-18T00:00:00.5"), []calendar.Pause{
		{Start: at(t, "2026-07-17T10:00"), End: at(t, "2026-07-17T11:00"), Reason: "waiting"},
		{Start: at(t, "2026-07-17T10:30"), End: at(t, "2026-07-17T12:00"), Reason: "still waiting"},
		{Start: at(t, "2026-07-17T16:00"), Reason: "waiting again"},
	})
	require.NoError(t, err)
	var text []string
	for _, x := range got {
		line := x.Interval.Start.Format("02T15:04 ") + x.Interval.Duration().String() + " " + x.Why.String()
		for _, h := range x.Holidays {
			line += " " + h.Key
		}
		if x.Note != "" {
			line += " (" + x.Note + ")"
		}
		text = append(text, line)
		assert.Equal(t, x.Interval.Start.Day(), x.Date.Day)
	}
	assert.Equal(t, []string{
		"10T15:00 3h0m0s counted",
		"10T18:00 6h0m0s closed_hours",
		"11T00:00 24h0m0s day_off",
		"12T00:00 24h0m0s day_off",
		"13T00:00 24h0m0s by_exception (bridge)",
		"14T00:00 24h0m0s on_holiday national_day",
		"15T00:00 9h0m0s closed_hours",
		"15T09:00 9h0m0s counted",
		"15T18:00 6h0m0s closed_hours",
		"16T00:00 10h0m0s by_exception (half staff)",
		"16T10:00 2h0m0s counted (half staff)",
		"16T12:00 12h0m0s by_exception (half staff)",
		"17T00:00 9h0m0s closed_hours",
		"17T09:00 1h0m0s counted",
		"17T10:00 1h0m0s paused (waiting)",
		"17T11:00 1h0m0s paused (still waiting)",
		"17T12:00 4h0m0s counted",
		"17T16:00 2h0m0s paused (waiting again)",
		"17T18:00 6h0m0s closed_hours",
		"18T00:00 500ms day_off (no change)",
	}, text)
	none, err := c.Explain(at(t, "2026-07-10T15:00"), at(t, "2026-07-10T15:00"), nil)
	require.NoError(t, err)
	assert.Empty(t, none)
}

// TestExplainNight checks a night that ends on a holiday, and one across the
// change of clocks.
func TestExplainNight(t *testing.T) {
	s := calendar.OfficeHours()
	s.Hours = []calendar.Hours{{Days: calendar.EveryDay, Open: open("22:00-04:00")}}
	c := compile(t, s)
	got, err := c.Explain(at(t, "2026-12-24T22:00"), at(t, "2026-12-25T12:00"), nil)
	require.NoError(t, err)
	require.Len(t, got, 3)
	assert.Equal(t, calendar.Counted, got[0].Why)
	assert.Empty(t, got[0].Holidays)
	assert.Equal(t, calendar.Counted, got[1].Why)
	assert.Equal(t, 4*time.Hour, got[1].Interval.Duration())
	assert.Equal(t, "christmas", got[1].Holidays[0].Key)
	assert.Equal(t, calendar.OnHoliday, got[2].Why)

	got, err = c.Explain(at(t, "2026-10-24T22:00"), at(t, "2026-10-25T04:00"), nil)
	require.NoError(t, err)
	require.Len(t, got, 2)
	assert.Equal(t, 5*time.Hour, got[1].Interval.Duration())
}

func TestReasonText(t *testing.T) {
	assert.Equal(t, "reason(7)", calendar.Reason(7).String())
	_, err := calendar.Reason(7).MarshalText()
	assert.Equal(t, []string{"reason"}, fields(t, err))
	r := calendar.Paused
	assert.Equal(t, []string{"reason"}, fields(t, r.UnmarshalText([]byte("Paused"))))
	assert.Equal(t, calendar.Paused, r)
}
