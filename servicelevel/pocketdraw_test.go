package servicelevel_test

import (
	"fmt"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/clauses"
	"github.com/palier-go/palier/servicelevel"
)

// drawShare draws a decimal of some hundredths or finer.
func drawShare(t *rapid.T, label string, shares ...string) decimal.Decimal {
	return decimal.RequireFromString(rapid.SampledFrom(shares).Draw(t, label))
}

// drawClause draws a clause of availability, with amounts in a currency.
func drawClause(t *rapid.T, currency modelCurrency) *penalty.Terms {
	c := &penalty.Terms{
		Target:            drawShare(t, "target", "0.999", "0.999", "0.9995", "0.99", "0.9999", "0.95", "1", "0.998765432"),
		Period:            penalty.Period(max(0, rapid.IntRange(-4, 3).Draw(t, "period"))),
		From:              penalty.Start(max(0, rapid.IntRange(-3, 2).Draw(t, "from"))),
		MinOutage:         rapid.SampledFrom([]time.Duration{0, 0, time.Minute, 3*time.Minute + 1}).Draw(t, "least outage"),
		Grain:             rapid.SampledFrom([]time.Duration{0, 0, 0, time.Minute, 5 * time.Minute, 1500 * time.Millisecond}).Draw(t, "grain"),
		MaintenanceBudget: rapid.SampledFrom([]time.Duration{0, 0, 30 * time.Minute, 2 * time.Hour}).Draw(t, "maintenance budget"),

		Figure:      drawShare(t, "figure", "0", "0", "0", "0.01", "0.001", "0.0001", "0.00001", "0.00000001"),
		AddUp:       oneIn(t, 3, "add up"),
		WholePeriod: oneIn(t, 4, "whole period"),
		Shrink:      oneIn(t, 3, "shrink"),
		Basis:       penalty.Basis(rapid.IntRange(0, 4).Draw(t, "basis")),
		PerOutage:   oneIn(t, 2, "per outage"),
		Excess:      oneIn(t, 3, "excess"),
		Uncapped:    oneIn(t, 3, "uncapped"),

		RentInService: oneIn(t, 3, "rent in service"),

		Rounding: penalty.Rounding(rapid.IntRange(0, 1).Draw(t, "rounding")),
		Stated:   penalty.Decisions(rapid.SampledFrom([]int{0, 0, 1 << 9, 1<<9 | 1<<10 | 1<<21, 1<<4 | 1<<12 | 1<<16}).Draw(t, "stated")),
		Rules: rapid.SampledFrom([]penalty.Rules{
			{}, {}, {Target: "CGV 5.2", Rate: "CGV 5.3"}, {Target: "§ 4", Rate: "§ 4"}, {Rate: "99.9 %"}, {Target: "SLA-1"},
		}).Draw(t, "rules"),
	}
	c.Fixed = c.Grain > 0 && oneIn(t, 2, "fixed")
	c.AtTarget = c.Target.Cmp(decimal.New(1, 0)) < 0 && oneIn(t, 3, "at the target")
	kind := rapid.IntRange(0, 4).Draw(t, "kind")
	if kind > 1 && c.Basis == penalty.ProRataRent {
		c.Basis = penalty.Rent
	}
	switch kind {
	case 2:
		c.PerOutage, c.Excess, c.Bands = false, false, drawBands(t, currency, c)
	case 4:
		c.PerOutage, c.Excess, c.Numbers = false, false, drawNumbers(t, currency, c.Basis)
	case 3:
		c.Lengths = drawLengths(t, currency, c.Basis)
	default:
		c.Rate = drawCredit(t, currency, c.Basis, "rate")
		if oneIn(t, 3, "lump") {
			c.Lump, c.LumpAtLeast = drawCredit(t, currency, c.Basis, "lump"), oneIn(t, 2, "at least")
		}
		c.Counting = penalty.Counting(rapid.IntRange(0, 3).Draw(t, "counting"))
		if c.Counting == penalty.CalendarDays {
			c.Excess, c.Grain, c.Fixed = false, 0, false
			if c.Basis == penalty.ProRataRent {
				c.Basis, c.Rate, c.Lump = penalty.Rent, *dec("0.05"), decimal.Decimal{}
				c.LumpAtLeast = false
			}
		} else if c.Basis != penalty.ProRataRent || c.Counting != penalty.ProRata {
			c.Unit = rapid.SampledFrom([]time.Duration{0, 0, time.Minute, 10 * time.Minute, 15 * time.Minute, 30 * time.Minute, 7 * time.Second, 90 * time.Second, 24 * time.Hour, 100 * time.Millisecond * 15}).Draw(t, "unit")
		}
	}
	if !c.Uncapped {
		c.Cap = drawShare(t, "cap", "0", "0", "0.1", "0.3", "0.075", "1", "2")
		switch c.CapYear = oneIn(t, 4, "cap of the year"); rapid.IntRange(0, 5).Draw(t, "cap of charges") {
		case 0:
			c.CapOf, c.CapMonths = penalty.CapOfCharges, rapid.IntRange(1, 3).Draw(t, "cap months")
		case 1:
			c.CapOf, c.CapDays = penalty.CapOfCharges, rapid.IntRange(1, 40).Draw(t, "cap days")
		}
	}
	if !c.Uncapped && !c.CapYear && c.Basis != penalty.ServiceDays && oneIn(t, 4, "cap of the last months") {
		c.CapLastMonths = c.Period.Months() * rapid.IntRange(2, 5).Draw(t, "last months")
	}
	if oneIn(t, 4, "minimum") {
		least := rapid.SampledFrom([]int64{1, 1_00, 7_45, 149_00, 300_00}).Draw(t, "minimum")
		c.Minimum, c.OverMinimum = *currency.unlessDays(c).amount(least), oneIn(t, 2, "over the minimum")
	}
	if oneIn(t, 3, "is to be claimed") {
		c.ClaimWithin = penalty.ClaimTime{
			Months: rapid.IntRange(0, 2).Draw(t, "months"), Days: rapid.IntRange(0, 45).Draw(t, "days"), MonthEnd: oneIn(t, 2, "month end"),
		}
		c.ClaimFrom = drawClaimFrom(t, c)
	}
	if c.PerOutage {
		if !c.Excess && c.Counting != penalty.CalendarDays {
			c.Deductible = rapid.SampledFrom([]time.Duration{0, 0, time.Hour, 90 * time.Second}).Draw(t, "deductible")
		}
		c.OutageCap = drawShare(t, "outage cap", "0", "0.05", "0.1", "0.333", "1.5")
	}
	if c.Basis == penalty.ServiceDays {
		c.OutageCap, c.RentInService, c.CapYear = decimal.Decimal{}, false, false
		c.CapOf, c.CapMonths, c.CapDays = penalty.CapOfRent, 0, 0
	}
	return c
}

// drawCredit draws a rate or a credit, more of it with each call for later ones.
func drawCredit(t *rapid.T, currency modelCurrency, basis penalty.Basis, label string) decimal.Decimal {
	switch basis {
	case penalty.Amount, penalty.ServiceDays:
		return *currency.unlessDays(&penalty.Terms{Basis: basis}).amount(rapid.SampledFrom([]int64{1, 21, 300, 1050, 2100, 123456}).Draw(t, label))
	case penalty.ProRataRent:
		return drawShare(t, label, "1", "10", "2.5", "0.33")
	case penalty.DayRent:
		return drawShare(t, label, "1", "0.5", "2", "0.0333")
	default:
		return drawShare(t, label, "0.05", "0.1", "0.01", "0.005", "0.033333333", "0.25", "1.5")
	}
}

func drawBands(t *rapid.T, currency modelCurrency, c *penalty.Terms) (list []penalty.Band) {
	credit := drawCredit(t, currency, c.Basis, "credit")
	below, through := c.Target, c.AtTarget
	for _, from := range []string{"0.9985", "0.99", "0.97125", "0.9"} {
		if d := *dec(from); d.Cmp(below) < 0 && oneIn(t, 2, "band") {
			list = append(list, penalty.Band{From: d, Below: below, Through: through, Credit: credit})
			through = oneIn(t, 3, "through")
			below, credit = d, credit.Add(drawCredit(t, currency, c.Basis, "more"))
		}
	}
	return append(list, penalty.Band{Below: below, Through: through, Credit: credit})
}

func drawNumbers(t *rapid.T, currency modelCurrency, basis penalty.Basis) (list []penalty.Number) {
	from, credit := 0, drawCredit(t, currency, basis, "credit")
	for _, below := range []int{1, 2, 3, 6} {
		if oneIn(t, 2, "number") {
			list = append(list, penalty.Number{From: from, Below: below, Credit: credit})
			from, credit = below, credit.Add(drawCredit(t, currency, basis, "more"))
		}
	}
	return append(list, penalty.Number{From: from, Credit: credit})
}

func drawLengths(t *rapid.T, currency modelCurrency, basis penalty.Basis) (list []penalty.Length) {
	var credit decimal.Decimal
	if oneIn(t, 2, "the shortest costs too") {
		credit = drawCredit(t, currency, basis, "credit")
	}
	var from time.Duration
	for _, below := range []time.Duration{10 * time.Minute, time.Hour, 4*time.Hour + 30*time.Second, 24 * time.Hour} {
		if oneIn(t, 2, "length") {
			list = append(list, penalty.Length{From: from, Below: below, Credit: credit})
			from, credit = below, credit.Add(drawCredit(t, currency, basis, "more"))
		}
	}
	return append(list, penalty.Length{From: from, Credit: credit})
}

// drawRent draws a rent: some that are given, any, or nearly the most that an amount can be.
func (c modelCurrency) drawRent(t *rapid.T, given ...int64) *decimal.Decimal {
	most := int64(900_000_000_000)
	if c == "JPY" {
		most = 9_000_000_000
	}
	return c.amount(rapid.OneOf(rapid.SampledFrom(append(given, 0, most)), rapid.Int64Range(0, 300_000)).Draw(t, "rent"))
}

// drawSaid draws a contract with a clause in a currency, and what happened under it.
func drawSaid(t *rapid.T, currency modelCurrency) (servicelevel.Contract, servicelevel.Activity) {
	ct := contract("nuxit", servicelevel.Business, "2026-01-01")
	ct.Rent = currency.drawRent(t, 14900, 10000, 1010, 123456)
	ct.Options.ProRata = true
	ct.Options.PriceReduction = oneIn(t, 4, "price reduction")
	if !oneIn(t, 6, "the levels' own clauses") {
		ct.Options.Penalty = drawClause(t, currency)
		ct.Options.PenaltyBesides = drawClauses(t, currency, ct.Options.Penalty)
	}
	if oneIn(t, 4, "starts in the month") {
		ct.Start = day(rapid.SampledFrom([]string{"2026-03-29", "2026-04-16", "2026-05-07", "2026-05-31"}).Draw(t, "start"))
	}
	if oneIn(t, 4, "ends") {
		ct.End = day(rapid.SampledFrom([]string{"2026-06-01", "2026-06-05", "2026-06-20", "2026-07-01"}).Draw(t, "end"))
	}
	if oneIn(t, 3, "several levels") {
		ct.Quote = currency.quote()
		for i, on := range []string{"2026-05-11", "2026-06-02", "2026-06-04", "2026-06-20"} {
			if d := day(on); ct.Start.Compare(d) < 0 && (!ct.End.Valid() || d.Compare(ct.End) < 0) && oneIn(t, 2, "change") {
				l := []servicelevel.Level{servicelevel.Pro, servicelevel.Business, servicelevel.CriticalBusiness}
				ct.Changes = append(ct.Changes, servicelevel.Change{On: d, Level: l[(i+rapid.IntRange(0, 2).Draw(t, "level"))%3]})
			}
		}
	}
	act := drawDowntimes(t)
	for i := range rapid.IntRange(0, 3).Draw(t, "claims") {
		act.Claims = append(act.Claims, drawClaim(t, fmt.Sprint("C", i)))
	}
	return ct, act
}

// drawClauses draws clauses that go beside one, mostly none.
func drawClauses(t *rapid.T, currency modelCurrency, first *penalty.Terms) *clauses.Besides {
	if !oneIn(t, 3, "several clauses") {
		return nil
	}
	j := &clauses.Besides{By: clauses.Combination(rapid.IntRange(0, 1).Draw(t, "combination"))}
	for range rapid.IntRange(1, 3).Draw(t, "others") {
		c := drawClause(t, currency)
		if c.Period, c.CapLastMonths = first.Period, 0; (c.Basis == penalty.ServiceDays) == (first.Basis == penalty.ServiceDays) {
			j.Others = append(j.Others, *c)
		}
	}
	if len(j.Others) == 0 {
		return nil
	}
	if first.Basis != penalty.ServiceDays && oneIn(t, 2, "cap of all") {
		j.Cap = drawShare(t, "most", "0.05", "0.1", "0.333", "1")
	}
	return j
}

// drawClaim draws a claim for one of the months, mostly about the end of a month.
func drawClaim(t *rapid.T, id string) servicelevel.Claim {
	at := rapid.SampledFrom([]time.Time{wall("2026-05-31 23:00"), wall("2026-06-15 10:00"), wall("2026-07-01 00:00"), wall("2026-07-31 00:00"), wall("2026-10-25 02:30")}).Draw(t, "claimed")
	c := servicelevel.Claim{ID: id, At: at.Add(rapid.SampledFrom([]time.Duration{-1, 0, 1, time.Hour, 24*time.Hour - time.Second}).Draw(t, "after"))}
	c.Month = calendar.MonthOf(c.At).AddMonths(-rapid.IntRange(0, 3).Draw(t, "before"))
	if oneIn(t, 4, "known late") {
		c.Recorded = c.At.Add(time.Duration(rapid.IntRange(0, 40*24).Draw(t, "hours")) * time.Hour)
	}
	if oneIn(t, 5, "withdrawn") {
		c.Withdrawn = later(c.At, c.Recorded).Add(time.Duration(rapid.IntRange(0, 40*24).Draw(t, "hours on")) * time.Hour)
	}
	return c
}

// drawDowntimes draws outages and exclusions of March to June 2026, some known in June only.
func drawDowntimes(t *rapid.T) (act servicelevel.Activity) {
	months := []time.Time{wall("2026-03-28 20:00"), wall("2026-04-30 20:00"), wall("2026-05-10 08:00"), wall("2026-05-31 22:00"), wall("2026-06-01 00:00"), wall("2026-06-03 08:00"), wall("2026-06-30 21:00")}
	length := func() time.Duration {
		if oneIn(t, 4, "fine") {
			return time.Duration(rapid.Int64Range(1, int64(10*time.Hour)).Draw(t, "ns"))
		}
		return time.Duration(rapid.OneOf(rapid.IntRange(1, 200), rapid.IntRange(1, 20_000), rapid.IntRange(1, 300_000)).Draw(t, "s")) * time.Second
	}
	at := rapid.SampledFrom(months).Draw(t, "first")
	for i := range rapid.IntRange(1, 5).Draw(t, "outages") {
		o := penalty.Outage{Start: at.Add(time.Duration(rapid.IntRange(0, 7200).Draw(t, "after")) * time.Second)}
		o.End = o.Start.Add(length())
		switch rapid.IntRange(0, 5).Draw(t, "next") {
		case 0:
			at = rapid.SampledFrom(months).Draw(t, "elsewhere")
		case 1:
			at = o.Start
		case 2:
			at = o.End
		default:
			at = o.End.Add(time.Duration(rapid.IntRange(1, 100_000).Draw(t, "quiet")) * time.Second)
		}
		switch rapid.IntRange(0, 9).Draw(t, "variety") {
		case 0:
			o.Share = *dec(rapid.SampledFrom([]string{"0.5", "0.25", "0.3333", "1"}).Draw(t, "share"))
		case 1:
			o.Declared = o.Start.Add(time.Duration(rapid.IntRange(-100, 100).Draw(t, "declared")) * time.Second)
			o.End = later(o.End, o.Declared)
		case 2:
			o.Excluded = rapid.SampledFrom([]penalty.Reason{penalty.Maintenance, penalty.ForceMajeure}).Draw(t, "why")
		case 3:
			o.ID, o.End = fmt.Sprint("O", i), time.Time{}
		}
		if oneIn(t, 3, "known late") {
			o.Recorded = later(o.Start, wall("2026-06-15 09:00"))
		}
		act.Outages = append(act.Outages, o)
	}
	for range rapid.IntRange(0, 3).Draw(t, "exclusions") {
		from := rapid.SampledFrom(months).Draw(t, "excluded")
		if n := len(act.Outages); n > 0 {
			from = act.Outages[rapid.IntRange(0, n-1).Draw(t, "of outage")].Start
		}
		x := penalty.Exclusion{Start: from.Add(time.Duration(rapid.IntRange(-3600, 7200).Draw(t, "at")) * time.Second), Reason: penalty.Maintenance}
		x.End = x.Start.Add(length())
		if oneIn(t, 3, "known late") {
			x.Recorded = later(x.Start, wall("2026-06-15 09:00"))
		}
		act.Exclusions = append(act.Exclusions, x)
	}
	return act
}

// drawStatements returns the statements of some months, and what June comes to by what is known
// in it. Months before the contract, and those that cost more than an amount can be, have none.
func drawStatements(t *rapid.T) []servicelevel.Statement {
	_, list := drawSaidStatements(t)
	return list
}

// drawSaidStatements is drawStatements with the contract.
func drawSaidStatements(t *rapid.T) (ct servicelevel.Contract, list []servicelevel.Statement) {
	currency := drawCurrency(t)
	ct, act := drawSaid(t, currency)
	cat := editionsIn(currency)
	add := func(s servicelevel.Statement, err error) {
		if err == nil {
			s.Explain()
			list = append(list, s)
		}
	}
	for _, m := range []string{"2026-03", "2026-05", "2026-06", "2026-07", "2026-10", "2026-12"} {
		add(cat.Statement(ct, act, month(m)))
	}
	add(cat.Preview(ct, act, wall("2026-06-03 09:00").Add(time.Duration(rapid.IntRange(0, 25*86400).Draw(t, "as of"))*time.Second)))
	return ct, list
}
