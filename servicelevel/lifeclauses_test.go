package servicelevel_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
)

// drawFlat has a clause state amounts instead of shares of the rent.
func drawFlat(t *rapid.T, currency modelCurrency, c *penalty.Terms) {
	c.Basis = penalty.Amount
	for i := range c.Numbers {
		c.Numbers[i].Credit = *currency.amount([]int64{1, 7_45, 149_00}[i])
	}
	if len(c.Numbers) == 0 {
		c.Rate = currency.drawCredit(t, "amount")
	}
	if c.Lump.IsPositive() {
		c.Lump = currency.drawCredit(t, "lump sum")
	}
}

// drawNewer draws what published clauses have beside a target and a rate.
func drawNewer(t *rapid.T, currency modelCurrency, c *penalty.Terms) {
	if oneIn(t, 2, "plain") {
		return
	}
	c.Grain = rapid.SampledFrom([]time.Duration{0, time.Minute, 7 * time.Minute, time.Hour}).Draw(t, "grain")
	c.Fixed = c.Grain > 0 && oneIn(t, 2, "fixed")
	c.MaintenanceBudget = rapid.SampledFrom([]time.Duration{0, time.Minute, 2 * time.Hour, 30 * time.Hour}).Draw(t, "budget")
	c.AtTarget, c.AddUp = oneIn(t, 3, "at the target"), oneIn(t, 3, "add up")
	if !c.Excess && oneIn(t, 3, "figure") {
		c.Figure = drawShare(t, "place", "0.01", "0.001", "0.0001", "0.000001")
	}
	if c.PerOutage = oneIn(t, 2, "per outage"); c.PerOutage {
		c.OutageCap = drawShare(t, "outage cap", "0", "0.1", "0.05")
		if !c.Excess && oneIn(t, 2, "free") {
			c.Deductible = rapid.SampledFrom([]time.Duration{time.Nanosecond, 30 * time.Minute, 2 * time.Hour}).Draw(t, "deductible")
		}
	}
	if oneIn(t, 3, "minimum") {
		c.Minimum, c.OverMinimum = *currency.drawAmount(t, "least", 20_000, 1, 7_45, 14_90, 149_00), oneIn(t, 2, "over it")
	}
	if oneIn(t, 3, "lump") {
		c.Lump, c.LumpAtLeast = drawShare(t, "lump sum", "0.1", "0.333", "1"), oneIn(t, 2, "at least")
	}
	if oneIn(t, 4, "calendar days") {
		c.Counting, c.Excess, c.Grain, c.Fixed, c.Deductible = penalty.CalendarDays, false, 0, false, 0
	}
	if oneIn(t, 4, "numbers") {
		c.Rate, c.Counting, c.PerOutage, c.Excess = *dec("0"), penalty.ProRata, false, false
		c.OutageCap, c.Deductible, c.Lump, c.LumpAtLeast = *dec("0"), 0, *dec("0"), false
		c.Numbers = []penalty.Number{{Below: 2, Credit: *dec("0.05")}, {From: 2, Below: 3, Credit: *dec("0.1")}, {From: 3, Credit: *dec("0.25")}}
	}
	if oneIn(t, 4, "amounts") {
		drawFlat(t, currency, c)
	} else if oneIn(t, 4, "days of service") {
		c.Basis, c.OutageCap = penalty.ServiceDays, *dec("0")
		c.Minimum = *cents(currency.units(c.Minimum))
		switch c.Cap = *dec("0"); {
		case c.Rate.IsPositive():
			c.Rate, c.Lump = *dec("1.5"), *dec("0")
			c.LumpAtLeast = false
		}
		if !c.Uncapped {
			c.Cap = drawShare(t, "cap of days", "0", "0.05", "0.125")
		}
		return
	}
	if c.Uncapped {
		return
	}
	c.Cap, c.CapYear = drawShare(t, "cap", "0", "0.3", "0.075", "2"), oneIn(t, 3, "cap of the year")
	if !c.CapYear && oneIn(t, 3, "cap of the last months") {
		months := map[penalty.Period]int{penalty.CalendarMonth: 1, penalty.ThirtyDays: 1, penalty.Quarter: 3, penalty.Year: 12}[c.Period]
		c.CapLastMonths = months * rapid.IntRange(2, 4).Draw(t, "last months")
	}
	switch rapid.IntRange(0, 3).Draw(t, "charges") {
	case 0:
		c.CapOf, c.CapMonths = penalty.CapOfCharges, rapid.IntRange(1, 4).Draw(t, "cap months")
	case 1:
		c.CapOf, c.CapDays = penalty.CapOfCharges, rapid.IntRange(1, 70).Draw(t, "cap days")
	}
}

// TestLifeUnderClauses: lives at a level that promises availability, under a clause of each currency, with
// outages in most months.
func TestLifeUnderClauses(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		currency := drawCurrency(t)
		l := drawLifeIn(t, currency, false, func(ct *servicelevel.Contract) {
			ct.Level, ct.Quote, ct.Changes = servicelevel.Business, nil, nil
			ct.Options.Penalty, ct.Options.PenaltyBesides = drawTerms(t, currency)
		})
		var outages []servicelevel.Fact
		for i := range rapid.IntRange(2, 8).Draw(t, "more outages") {
			outages = append(outages, l.drawOutage(t, l.model(), fmt.Sprint("M", i), outages))
		}
		l.possible()
		r := rapid.SampledFrom(l.roads()).Draw(t, "road")
		requireModel(t, l, r.take(atRandom(t), l))
	})
}
