package servicelevel_test

import (
	"time"

	"pgregory.net/rapid"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/clauses"
)

// drawBesides draws clauses beside one, of the same period, mostly none.
func drawBesides(t *rapid.T, currency modelCurrency, first *penalty.Terms) *clauses.Besides {
	if !oneIn(t, 3, "several clauses") {
		return nil
	}
	j := &clauses.Besides{By: clauses.Combination(rapid.IntRange(0, 1).Draw(t, "combination"))}
	for range rapid.IntRange(1, 2).Draw(t, "others") {
		c := penalty.Terms{
			Target: drawShare(t, "target", "0.999", "0.99", "1"), Rate: drawShare(t, "rate", "0.05", "0.01"), Period: first.Period,
			Uncapped: oneIn(t, 3, "uncapped"), Rounding: penalty.Rounding(rapid.IntRange(0, 1).Draw(t, "rounding")),
			Counting: penalty.Counting(rapid.IntRange(0, 2).Draw(t, "counting")), ClaimWithin: drawDeadline(t),
			MinOutage: rapid.SampledFrom([]time.Duration{0, 0, 45 * time.Minute}).Draw(t, "least outage"),
		}
		c.ClaimFrom = drawClaimFrom(t, &c)
		if first.Basis == penalty.ServiceDays {
			c.Basis, c.Rate = penalty.ServiceDays, *dec("0.5")
		} else if oneIn(t, 4, "amounts") {
			drawFlat(t, currency, &c)
		}
		if c.Basis != penalty.ServiceDays && !c.Uncapped {
			c.CapYear = oneIn(t, 3, "cap of the year")
		}
		j.Others = append(j.Others, c)
	}
	if first.Basis != penalty.ServiceDays && oneIn(t, 2, "cap of all") {
		j.Cap = drawShare(t, "most", "0.05", "0.1", "0.333")
	}
	return j
}

// drawClaimFrom draws from when on a clause has outages be claimed, if anything is to be.
func drawClaimFrom(t *rapid.T, c *penalty.Terms) penalty.ClaimStart {
	if c.ClaimWithin == (penalty.ClaimTime{}) {
		return penalty.PeriodEnd
	}
	return penalty.ClaimStart(rapid.IntRange(0, 2).Draw(t, "claim from"))
}
