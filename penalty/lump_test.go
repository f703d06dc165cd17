package penalty_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/palier-go/palier/penalty"
)

// TestLump: a lump sum beside a rate, or the greater of both.
func TestLump(t *testing.T) {
	t.Parallel()
	euros := penalty.Terms{Target: dec("0.999"), Rate: dec("10.00"), Basis: penalty.Amount, Lump: dec("25.00"), Uncapped: true} // 43 min 12 s
	atLeast, share, days, capped := euros, euros, euros, euros
	atLeast.LumpAtLeast = true
	share.Basis, share.Rate, share.Lump = penalty.Rent, dec("0.05"), dec("0.1")
	days.Basis, days.Rate, days.Lump = penalty.DayRent, dec("1"), dec("3")
	capped.Uncapped, capped.Cap, capped.PerOutage, capped.OutageCap = false, dec("0.5"), true, dec("0.2") // of 100.00
	least := capped
	least.LumpAtLeast = true
	excess := euros
	excess.AtTarget, excess.Excess = true, true
	const allowed = 43*time.Minute + 12*time.Second
	for _, c := range []struct {
		terms          penalty.Terms
		lasted         []time.Duration
		amount, before string
		step           string // what the lump sum makes of it
	}{
		{euros, []time.Duration{allowed}, "0.00", "0.00", ""},
		{euros, []time.Duration{allowed + 1}, "32.20", "32.20", "32.20"},
		{euros, []time.Duration{150 * time.Minute}, "50.00", "50.00", "50.00"},
		{atLeast, []time.Duration{150*time.Minute - 4*time.Second}, "25.00", "25.00", "25.00"}, // of 24.99
		{atLeast, []time.Duration{150 * time.Minute}, "25.00", "25.00", ""},
		{atLeast, []time.Duration{150*time.Minute + 4*time.Second}, "25.01", "25.01", ""},
		{share, []time.Duration{2 * time.Hour}, "20.00", "20.00", "20.00"},
		{days, []time.Duration{2 * time.Hour}, "16.67", "16.67", "16.67"}, // five days of 3.33…
		{capped, []time.Duration{3 * time.Hour, time.Hour}, "50.00", "65.00", "55.00"},
		{capped, []time.Duration{3 * time.Hour, 30 * time.Minute}, "50.00", "60.00", "50.00"},
		{least, []time.Duration{3 * time.Hour, 30 * time.Minute}, "25.00", "35.00", ""},
		{least, []time.Duration{3 * time.Hour, 29 * time.Minute}, "25.00", "34.83", "25.00"}, // 24.83 under its cap
		{excess, []time.Duration{allowed}, "25.00", "25.00", "25.00"},
	} {
		a := assess(t, c.terms, from(inJune(), "100.00", c.lasted...))
		assert.Equal(t, []string{c.amount, c.before}, []string{a.Amount.StringFixed(2), a.BeforeCap.StringFixed(2)}, c)
		assert.NoError(t, a.Validate())
		roundTrip(t, a)
		step := ""
		for _, s := range a.Trace() {
			if s.Kind == penalty.StepLump {
				step = s.Amount.StringFixed(2)
				assert.Equal(t, map[bool]string{false: "added", true: "at_least"}[c.terms.LumpAtLeast], s.Choice)
			}
		}
		assert.Equal(t, c.step, step, c)
	}
	steps := assess(t, capped, from(inJune(), "100.00", 3*time.Hour, time.Hour)).Trace()
	last := steps[len(steps)-4:]
	assert.Equal(t, []penalty.StepKind{penalty.StepAmount, penalty.StepOutageCap, penalty.StepLump, penalty.StepCap}, []penalty.StepKind{last[0].Kind, last[1].Kind, last[2].Kind, last[3].Kind})
	assert.Equal(t, []string{"40", "0", "55", "50"}, []string{last[0].Amount.String(), last[1].Amount.String(), last[2].Amount.String(), last[3].Amount.String()})
}

// TestLumpBehindTheCapOfAnOutage: what is owed stands at the last step only.
func TestLumpBehindTheCapOfAnOutage(t *testing.T) {
	t.Parallel()
	terms := penalty.Terms{Target: dec("1"), Rate: dec("0.05"), Lump: dec("0.1"), PerOutage: true, OutageCap: dec("0.2"), Uncapped: true}
	steps := assess(t, terms, from(inJune(), "100.00", 5*time.Hour)).Trace()
	last := steps[len(steps)-3:]
	assert.Equal(t, []penalty.StepKind{penalty.StepAmount, penalty.StepOutageCap, penalty.StepLump}, []penalty.StepKind{last[0].Kind, last[1].Kind, last[2].Kind})
	assert.Equal(t, []string{"25", "0", "30"}, []string{last[0].Amount.String(), last[1].Amount.String(), last[2].Amount.String()})
}

// TestLumpIsRoundedWithTheRest: half a cent of each are a cent.
func TestLumpIsRoundedWithTheRest(t *testing.T) {
	t.Parallel()
	terms := penalty.Terms{Target: dec("1"), Rate: dec("0.005"), Lump: dec("0.005"), Rounding: penalty.HalfEven}
	assert.Equal(t, "0.01", assess(t, terms, from(inJune(), "1.00", time.Hour)).Amount.StringFixed(2))
	terms.Lump = dec("0")
	assert.Equal(t, "0.00", assess(t, terms, from(inJune(), "1.00", time.Hour)).Amount.StringFixed(2))
}

func TestLumpRefuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		change func(*penalty.Terms)
		field  string
	}{
		{func(t *penalty.Terms) { t.Lump = dec("-0.1") }, "lump"},
		{func(t *penalty.Terms) { t.Lump = dec("1000.1") }, "lump"},
		{func(t *penalty.Terms) { t.Rate, t.Lump, t.Basis = dec("1.00"), dec("0.001"), penalty.Amount }, "lump"},
		{func(t *penalty.Terms) { t.LumpAtLeast = true }, "lump_at_least"},
	} {
		terms := plain()
		c.change(&terms)
		assert.Equal(t, []string{c.field}, faults(t, terms.Validate()))
	}
	bands := atOrBelow()
	bands.Lump = dec("0.1")
	assert.Equal(t, []string{"lump"}, faults(t, bands.Validate()))
	terms := plain()
	terms.Lump = dec("1000")
	assert.NoError(t, terms.Validate())
}
