package penalty_test

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
)

func TestReadingsOfSampleB(t *testing.T) {
	// 9 000 s of May, 2 678.4 s allowed. Least: what exceeds them, 6 321.6 s, is one
	// full hour. Greatest: three hours begun.
	least, greatest, err := penalty.Readings(plain(), sampleB(t, "90.00"))
	require.NoError(t, err)
	assert.Equal(t, "4.50", least.Amount.StringFixed(2))
	assert.Equal(t, []penalty.Assumption{{Rule: "D10", Choice: "excess"}, {Rule: "D11", Choice: "full"}, {Rule: "D12", Choice: "1"}}, least.Choices)
	assert.Equal(t, "13.50", greatest.Amount.StringFixed(2))
	assert.Equal(t, []penalty.Assumption{{Rule: "D10", Choice: "all"}, {Rule: "D11", Choice: "begun"}, {Rule: "D12", Choice: "1"}}, greatest.Choices)
	assert.True(t, assess(t, greatest.Terms, sampleB(t, "90.00")).Amount.Equal(greatest.Amount))
	roundTrip(t, least)

	terms := plain()
	terms.Stated = penalty.D10 | penalty.D11 | penalty.D12
	least, greatest, err = penalty.Readings(terms, sampleB(t, "90.00"))
	require.NoError(t, err)
	assert.Equal(t, "11.25", least.Amount.StringFixed(2))
	assert.Equal(t, greatest, least)
	assert.Empty(t, least.Choices)

	_, _, err = penalty.Readings(penalty.Terms{}, sampleB(t, "90.00"))
	assert.Equal(t, []string{"terms.target", "terms.rate"}, faults(t, err))
	huge := penalty.Terms{Target: dec("1"), Rate: dec("9999999999.99"), Basis: penalty.Amount}
	_, _, err = penalty.Readings(huge, sampleB(t, "90.00"))
	assert.Equal(t, []string{"amount"}, faults(t, err), "without a cap it is beyond any amount")
}

func TestReadingsOfTheCapTheMonthAndTheService(t *testing.T) {
	c := down(t, "2026-01", 21*time.Hour)
	least, greatest, err := penalty.Readings(plain(), c)
	require.NoError(t, err)
	assert.Equal(t, "94.50", greatest.Amount.StringFixed(2))
	assert.Contains(t, greatest.Choices, penalty.Assumption{Rule: "D12", Choice: "none"})
	assert.Equal(t, "90.00", least.Amount.StringFixed(2))

	// 40 minutes are within the 44.64 of a whole January, not of its first half.
	c = down(t, "2026-01", 40*time.Minute)
	c.Service = c.Period
	c.Service.End = c.Period.Start.Add(15 * 24 * time.Hour)
	terms := plain()
	terms.Stated = penalty.D10 | penalty.D11 | penalty.D12
	least, greatest, err = penalty.Readings(terms, c)
	require.NoError(t, err)
	assert.Equal(t, "0.00", least.Amount.StringFixed(2))
	assert.Equal(t, []penalty.Assumption{{Rule: "D16", Choice: "whole_period"}}, least.Choices)
	assert.Equal(t, "3.00", greatest.Amount.StringFixed(2))
	assert.Equal(t, []penalty.Assumption{{Rule: "D16", Choice: "in_service"}}, greatest.Choices)

	// The same where the service broke off for half of the month.
	c.Service, c.Breaks = calendar.Interval{}, []calendar.Interval{{Start: c.Period.Start.Add(15 * 24 * time.Hour), End: c.Period.End}}
	least, greatest, err = penalty.Readings(terms, c)
	require.NoError(t, err)
	assert.Equal(t, []penalty.Assumption{{Rule: "D16", Choice: "whole_period"}}, least.Choices)
	assert.Equal(t, "3.00", greatest.Amount.StringFixed(2))

	// The same where half of the month is excluded.
	c.Service, c.Breaks = c.Period, nil
	c.Exclusions = []penalty.Exclusion{{Start: c.Period.Start.Add(15 * 24 * time.Hour), End: c.Period.End, Reason: penalty.Maintenance}}
	least, greatest, err = penalty.Readings(terms, c)
	require.NoError(t, err)
	assert.Equal(t, "0.00", least.Amount.StringFixed(2))
	assert.Equal(t, []penalty.Assumption{{Rule: "D14", Choice: "period_stays"}}, least.Choices)
	assert.Equal(t, "3.00", greatest.Amount.StringFixed(2))
	assert.Equal(t, []penalty.Assumption{{Rule: "D14", Choice: "period_shrinks"}}, greatest.Choices)
}

// TestReadingsModel tries every combination by itself.
func TestReadingsModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		terms, c := drawTerms(t), drawCase(t)
		for _, d := range []penalty.Decisions{penalty.D10, penalty.D11, penalty.D12, penalty.D14, penalty.D16} {
			if rapid.Bool().Draw(t, d.String()) {
				terms.Stated |= d
			}
		}
		settled := terms.Stated
		if terms.Counting == penalty.CalendarDays { // dates are no unit that could be read otherwise
			settled |= penalty.D10 | penalty.D11
		}
		var all []penalty.Terms
		booleans := []bool{false, true}
		for _, excess := range booleans {
			for _, each := range booleans {
				for counting := range penalty.Counting(3) {
					for _, none := range booleans {
						for _, shrink := range booleans {
							for _, whole := range booleans {
								v := terms
								if !settled.Has(penalty.D10) && len(terms.Bands) == 0 {
									v.Excess = excess
								}
								if !settled.Has(penalty.D11) && len(terms.Bands) == 0 {
									if len(terms.Lengths) == 0 {
										v.Counting = counting
									}
									if terms.OutageCap.IsZero() {
										v.PerOutage = each
									}
								}
								if !settled.Has(penalty.D12) && none != terms.Uncapped {
									v.Uncapped, v.Cap = none, decimal.Decimal{}
									v.CapOf, v.CapMonths, v.CapDays, v.CapYear, v.CapLastMonths = 0, 0, 0, false, 0
								}
								if !settled.Has(penalty.D14) {
									v.Shrink = shrink
								}
								if !settled.Has(penalty.D16) {
									v.WholePeriod = whole
								}
								if v.Validate() == nil {
									all = append(all, v)
								}
							}
						}
					}
				}
			}
		}
		least, greatest, err := penalty.Readings(terms, c)
		if err != nil {
			t.Fatal(err)
		}
		lo, hi := mustAssess(t, terms, c).Amount, mustAssess(t, terms, c).Amount
		for _, v := range all {
			amount := mustAssess(t, v, c).Amount
			lo, hi = decimal.Min(lo, amount), decimal.Max(hi, amount)
		}
		if !least.Amount.Equal(lo) || !greatest.Amount.Equal(hi) {
			t.Fatalf("%s to %s, the model has %s to %s", least.Amount, greatest.Amount, lo, hi)
		}
		for _, r := range []penalty.Reading{least, greatest} {
			if got := mustAssess(t, r.Terms, c).Amount; !got.Equal(r.Amount) {
				t.Fatalf("%s is not what its terms give, %s", r.Amount, got)
			}
		}
	})
}
