package penalty_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/palier-go/palier/penalty"
)

// TestMinimum: bands of 10, 30 and 100 %, of which nothing is owed unless it is over an amount, or
// at least that.
func TestMinimum(t *testing.T) {
	t.Parallel()
	terms := penalty.Terms{Target: dec("0.995"), Minimum: dec("1.00"), OverMinimum: true, Bands: []penalty.Band{
		{From: dec("0.99"), Below: dec("0.995"), Credit: dec("0.1")},
		{From: dec("0.95"), Below: dec("0.99"), Credit: dec("0.3")},
		{Below: dec("0.95"), Credit: dec("1")},
	}}
	atLeast := terms
	atLeast.OverMinimum = false
	for _, c := range []struct {
		terms                  penalty.Terms
		rent, amount, withheld string
	}{
		{terms, "9.00", "0.00", "0.90"},
		{terms, "20.00", "2.00", "0.00"},
		{terms, "9.94", "0.00", "0.99"},
		{terms, "9.99", "0.00", "1.00"},  // 0.999, of which a customer is credited 1.00
		{terms, "10.00", "0.00", "1.00"}, // not over it
		{terms, "10.04", "0.00", "1.00"},
		{terms, "10.05", "1.01", "0.00"},
		{atLeast, "9.94", "0.00", "0.99"},
		{atLeast, "9.95", "1.00", "0.00"},
		{atLeast, "10.00", "1.00", "0.00"},
		{terms, "0.00", "0.00", "0.00"},
	} {
		a := assess(t, c.terms, from(inJune(), c.rent, 4*time.Hour))
		assert.Equal(t, []string{c.amount, c.withheld}, []string{a.Amount.StringFixed(2), a.Withheld.StringFixed(2)}, c.rent)
		assert.NoError(t, a.Validate())
		roundTrip(t, a)
		last := a.Trace()[len(a.Trace())-1]
		assert.Equal(t, c.withheld != "0.00", last.Kind == penalty.StepMinimum)
		if last.Kind == penalty.StepMinimum {
			assert.True(t, last.Share.Equal(dec("1.00")) && last.Amount.IsZero())
			assert.Equal(t, map[bool]string{true: "over", false: "at_least"}[c.terms.OverMinimum], last.Choice)
		}
	}
}

// TestMinimumAfterCaps: it is what the caps leave that must come to the minimum.
func TestMinimumAfterCaps(t *testing.T) {
	t.Parallel()
	terms := penalty.Terms{Target: dec("1"), Rate: dec("0.05"), PerOutage: true, OutageCap: dec("0.1"), Cap: dec("0.15"), Minimum: dec("16.00")}
	a := assess(t, terms, from(inJune(), "100.00", 3*time.Hour, 3*time.Hour))
	assert.Equal(t, []string{"0", "15", "30"}, []string{a.Amount.String(), a.Withheld.String(), a.BeforeCap.String()})
	steps := a.Trace()
	assert.Equal(t, []penalty.StepKind{penalty.StepOutageCap, penalty.StepCap, penalty.StepMinimum}, []penalty.StepKind{steps[9].Kind, steps[10].Kind, steps[11].Kind})
	assert.True(t, steps[10].Amount.Equal(dec("15.00")))
	terms.Uncapped, terms.Cap = true, dec("0")
	a = assess(t, terms, from(inJune(), "100.00", 3*time.Hour, 3*time.Hour))
	assert.Equal(t, "20.00", a.Amount.StringFixed(2))
	terms.Minimum = dec("20.01")
	steps = assess(t, terms, from(inJune(), "100.00", 3*time.Hour, 3*time.Hour)).Trace()
	assert.True(t, steps[9].Amount.Equal(dec("20.00")))
}

func TestMinimumRefuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		change func(*penalty.Terms)
		field  string
	}{
		{func(t *penalty.Terms) { t.Minimum = dec("-0.01") }, "minimum"},
		{func(t *penalty.Terms) { t.Minimum = dec("0.001") }, "minimum"},
		{func(t *penalty.Terms) { t.Minimum = dec("10000000000.01") }, "minimum"},
		{func(t *penalty.Terms) { t.OverMinimum = true }, "over_minimum"},
	} {
		terms := plain()
		c.change(&terms)
		assert.Equal(t, []string{c.field}, faults(t, terms.Validate()))
	}
	terms := plain()
	terms.Minimum = dec("10000000000.00")
	assert.NoError(t, terms.Validate())

	a := assess(t, plain(), down(t, "2026-05", 4*time.Hour))
	for _, withheld := range []string{"-0.01", "0.01", "0.001"} {
		a.Withheld = dec(withheld)
		assert.Equal(t, []string{"withheld"}, faults(t, a.Validate()), withheld)
	}
	a.Amount, a.Withheld = dec("0"), a.BeforeCap
	assert.NoError(t, a.Validate())
	a.Withheld = a.BeforeCap.Add(dec("0.01"))
	assert.Equal(t, []string{"withheld"}, faults(t, a.Validate()))
}
