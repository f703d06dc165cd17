package penalty_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/penalty"
)

// TestBandOfAnAvailability: the band that is said of an availability is the one whose credit a case of
// that downtime is given, and there is none if it is given nothing.
func TestBandOfAnAvailability(t *testing.T) {
	t.Parallel()
	terms := penalty.Terms{Target: dec("0.999"), Bands: []penalty.Band{
		{From: dec("0.995"), Below: dec("0.999"), Credit: dec("0.1")},
		{From: dec("0.99"), Below: dec("0.995"), Through: true, Credit: dec("0.2")},
		{Below: dec("0.99"), Credit: dec("0.5")},
	}}
	rapid.Check(t, func(t *rapid.T) {
		terms := terms
		terms.AtTarget = rapid.Bool().Draw(t, "at target")
		terms.Bands[0].Through = terms.AtTarget
		c := penalty.Case{Rent: dec("100.00"), Period: inJune()}
		down := rapid.SampledFrom([]time.Duration{0, 2592 * time.Second, 3 * time.Hour, 12960 * time.Second, 25920 * time.Second, 30 * time.Hour}).Draw(t, "down")
		down = max(0, down+time.Duration(rapid.IntRange(-1, 1).Draw(t, "more")))
		c.Outages = []penalty.Outage{{Start: c.Period.Start, End: c.Period.Start.Add(down)}}
		a, err := penalty.Assess(terms, c)
		require.NoError(t, err)
		band, ok := terms.Band(a.Availability)
		assert.Equal(t, a.Missed, ok)
		assert.Equal(t, a.Amount.String(), band.Credit.Shift(2).String())
	})
	_, ok := (&penalty.Terms{Target: dec("0.999"), Rate: dec("0.05")}).Band(penalty.Availability{Down: 1, Total: 1})
	assert.False(t, ok, "it has no bands")
}
