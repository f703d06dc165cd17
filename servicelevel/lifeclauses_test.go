package servicelevel_test

import (
	"time"

	"pgregory.net/rapid"

	"github.com/palier-go/palier/penalty"
)

// drawNewer draws what published clauses have beside a target and a rate.
func drawNewer(t *rapid.T, c *penalty.Terms) {
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
		c.Minimum, c.OverMinimum = drawShare(t, "least", "0.01", "7.45", "14.90", "149.00"), oneIn(t, 2, "over it")
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
	if oneIn(t, 4, "days of service") {
		c.Basis, c.OutageCap = penalty.ServiceDays, *dec("0")
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
