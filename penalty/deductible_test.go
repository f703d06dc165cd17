package penalty_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/response"
)

// firstHourFree is 5 % of the rent per hour begun, of which the first hour of each outage is free.
func firstHourFree() penalty.Terms {
	return penalty.Terms{Target: dec("1"), Rate: dec("0.05"), Counting: penalty.Begun, PerOutage: true, Deductible: time.Hour}
}

func TestDeductible(t *testing.T) {
	t.Parallel()
	proRata := firstHourFree()
	proRata.Counting = penalty.ProRata
	lengths := penalty.Terms{Target: dec("1"), PerOutage: true, Deductible: time.Hour, Lengths: []penalty.Length{{Below: time.Hour, Credit: dec("0.01")}, {From: time.Hour, Credit: dec("0.1")}}}
	target := firstHourFree()
	target.Target = dec("0.999") // 43 min 12 s
	for _, c := range []struct {
		terms   penalty.Terms
		lasted  []time.Duration
		counted time.Duration
		amount  string
	}{
		{firstHourFree(), []time.Duration{50 * time.Minute, 3*time.Hour + 10*time.Minute}, 2*time.Hour + 10*time.Minute, "15.00"},
		{firstHourFree(), []time.Duration{time.Hour - 1}, 0, "0.00"},
		{firstHourFree(), []time.Duration{time.Hour}, 0, "0.00"},
		{firstHourFree(), []time.Duration{time.Hour + 1}, 1, "5.00"},
		{firstHourFree(), []time.Duration{2 * time.Hour}, time.Hour, "5.00"},
		{firstHourFree(), []time.Duration{2*time.Hour + 1}, time.Hour + 1, "10.00"},
		{proRata, []time.Duration{90 * time.Minute, 90 * time.Minute}, time.Hour, "5.00"},
		{lengths, []time.Duration{time.Hour, time.Hour + 1, 2*time.Hour - 1, 2 * time.Hour}, 2 * time.Hour, "12.00"},
		{target, []time.Duration{43*time.Minute + 12*time.Second}, 0, "0.00"},
		{target, []time.Duration{40 * time.Minute, 61 * time.Minute}, time.Minute, "5.00"}, // of 101 min the target knows nothing free
	} {
		a := assess(t, c.terms, from(inJune(), "100.00", c.lasted...))
		assert.Equal(t, []any{c.counted, c.amount}, []any{a.Counted, a.Amount.StringFixed(2)}, c.lasted)
		roundTrip(t, a)
	}
	a := assess(t, firstHourFree(), from(inJune(), "100.00", 50*time.Minute, 3*time.Hour+10*time.Minute))
	assert.Equal(t, 4*time.Hour, a.Availability.Down, "which the availability has, free or not")
	steps := a.Trace()
	assert.Equal(t, []time.Duration{0, 50 * time.Minute, 130 * time.Minute, 190 * time.Minute}, []time.Duration{steps[5].Time, steps[5].Of, steps[6].Time, steps[6].Of})
	assert.Equal(t, []time.Duration{130 * time.Minute, 4 * time.Hour}, []time.Duration{steps[4].Time, steps[4].Of})
}

// TestDeductibleOfLateAnswers: each answer may be an hour late for nothing.
func TestDeductibleOfLateAnswers(t *testing.T) {
	t.Parallel()
	terms := firstHourFree()
	g := response.Guarantee{Within: time.Hour, Late: &terms}
	var late []response.Answer
	for _, by := range []time.Duration{time.Hour, time.Hour + 1, 3 * time.Hour} {
		r, err := g.Check(response.Incident{Declared: epoch, Answered: epoch.Add(time.Hour + by)}, nil)
		require.NoError(t, err)
		late = append(late, r)
	}
	a, err := g.Penalty(dec("100.00"), inJune(), late)
	require.NoError(t, err)
	assert.Equal(t, "15.00", a.Amount.StringFixed(2))
}

func TestDeductibleRefuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		change func(*penalty.Terms)
		faults []string
	}{
		{func(t *penalty.Terms) { t.PerOutage = false }, []string{"deductible"}},
		{func(t *penalty.Terms) { t.Excess = true }, []string{"deductible"}},
		{func(t *penalty.Terms) { t.Deductible = -1 }, []string{"deductible"}},
		{func(t *penalty.Terms) { t.Deductible = penalty.MaxPeriod + 1 }, []string{"deductible"}},
	} {
		terms := firstHourFree()
		require.NoError(t, terms.Validate())
		c.change(&terms)
		assert.Equal(t, c.faults, faults(t, terms.Validate()))
	}
	terms := firstHourFree()
	terms.Deductible = penalty.MaxPeriod
	assert.NoError(t, terms.Validate())
}
