package penalty_test

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
)

func drawDecimal(t *rapid.T, name string, lo, hi int64, exp int32) decimal.Decimal {
	return decimal.New(rapid.Int64Range(lo, hi).Draw(t, name), exp)
}

func drawTerms(t *rapid.T) penalty.Terms {
	terms := penalty.Terms{
		Target:            drawDecimal(t, "target", 900, 1000, -3),
		Period:            rapid.SampledFrom([]penalty.Period{penalty.CalendarMonth, penalty.CalendarMonth, penalty.ThirtyDays}).Draw(t, "period"),
		From:              rapid.SampledFrom([]penalty.Start{penalty.Earliest, penalty.Earliest, penalty.Detected, penalty.Declared}).Draw(t, "from"),
		MinOutage:         rapid.SampledFrom([]time.Duration{0, 0, 60 * time.Second, 60*time.Second + 1}).Draw(t, "min"),
		Grain:             rapid.SampledFrom([]time.Duration{0, 0, 0, 60 * time.Second, 90 * time.Second, 1100 * time.Millisecond}).Draw(t, "grain"),
		MaintenanceBudget: rapid.SampledFrom([]time.Duration{0, 0, time.Second, 60 * time.Second, 400 * time.Second}).Draw(t, "maintenance budget"),

		Figure:      rapid.SampledFrom([]decimal.Decimal{{}, {}, {}, dec("0.01"), dec("0.001"), dec("0.0001"), dec("0.00000001")}).Draw(t, "figure"),
		AddUp:       rapid.Bool().Draw(t, "add up"),
		WholePeriod: rapid.Bool().Draw(t, "whole"),
		Shrink:      rapid.Bool().Draw(t, "shrink"),
		Basis:       rapid.SampledFrom([]penalty.Basis{penalty.Rent, penalty.Rent, penalty.ProRataRent, penalty.DayRent, penalty.Amount, penalty.ServiceDays}).Draw(t, "basis"),
		PerOutage:   rapid.Bool().Draw(t, "per outage"),

		RentInService: rapid.Bool().Draw(t, "rent in service"),
		Excess:        rapid.Bool().Draw(t, "excess"),
		Uncapped:      rapid.Bool().Draw(t, "uncapped"),
		Rounding:      rapid.SampledFrom([]penalty.Rounding{penalty.HalfAway, penalty.HalfEven}).Draw(t, "rounding"),
	}
	if terms.Period == penalty.ThirtyDays { // against 30 days of so short a period nothing would be missed
		terms.Target = drawDecimal(t, "high target", 999_000, 1_000_000, -6)
	}
	if terms.Grain%time.Second == 0 && terms.Grain > 0 && rapid.Bool().Draw(t, "fixed") {
		terms.Fixed, terms.Grain = true, time.Duration(rapid.SampledFrom([]int{1, 7, 60, 90}).Draw(t, "interval"))*time.Second
	}
	terms.AtTarget = terms.Target.LessThan(dec("1")) && rapid.Bool().Draw(t, "at the target")
	switch kind := rapid.IntRange(0, 6).Draw(t, "kind"); {
	case kind == 4:
		terms.PerOutage, terms.Excess = false, false
		if terms.Basis == penalty.ProRataRent {
			terms.Basis = penalty.Rent
		}
		middle := terms.Target.Sub(decimal.New(rapid.Int64Range(1, 899).Draw(t, "middle"), -3))
		terms.Bands = []penalty.Band{
			{From: middle, Below: terms.Target, Through: terms.AtTarget, Credit: dec("0.1")},
			{Below: middle, Through: rapid.Bool().Draw(t, "through"), Credit: dec("0.3")},
		}
	case kind == 6:
		terms.PerOutage, terms.Excess = false, false
		if terms.Basis == penalty.ProRataRent {
			terms.Basis = penalty.Rent
		}
		middle := rapid.IntRange(1, 4).Draw(t, "some")
		terms.Numbers = []penalty.Number{{Below: middle, Credit: dec("0.03")}, {From: middle, Below: middle + 1, Credit: dec("0.09")}, {From: middle + 1, Credit: dec("0.2")}}
	case kind == 5:
		if terms.Basis == penalty.ProRataRent {
			terms.Basis = penalty.Rent
		}
		middle := time.Duration(rapid.IntRange(1, 900).Draw(t, "middle")) * time.Second
		terms.Lengths = []penalty.Length{{Below: middle, Credit: dec("0.07")}, {From: middle, Credit: dec("0.11")}}
	default:
		terms.Rate = drawDecimal(t, "rate", 1, 300, -2)
		if rapid.IntRange(0, 2).Draw(t, "has a lump") == 0 {
			terms.Lump, terms.LumpAtLeast = drawDecimal(t, "lump", 1, 50, -2), rapid.Bool().Draw(t, "at least")
		}
		terms.Counting = penalty.Counting(rapid.IntRange(0, 3).Draw(t, "counting"))
		if terms.Counting == penalty.CalendarDays {
			terms.Excess, terms.Grain, terms.Fixed = false, 0, false
			if terms.Basis == penalty.ProRataRent {
				terms.Basis = penalty.DayRent
			}
		} else if terms.Basis != penalty.ProRataRent || terms.Counting != penalty.ProRata {
			terms.Unit = time.Duration(rapid.IntRange(0, 700).Draw(t, "unit")) * time.Second
		}
	}
	if !terms.Uncapped {
		terms.Cap = drawDecimal(t, "cap", 0, 200, -2)
		if rapid.IntRange(0, 3).Draw(t, "cap of the last months") == 0 {
			terms.CapLastMonths = 2 + rapid.IntRange(0, 12).Draw(t, "last months")
		}
		switch terms.CapYear = rapid.IntRange(0, 3).Draw(t, "cap of the year") == 0; rapid.IntRange(0, 5).Draw(t, "cap of charges") {
		case 0:
			terms.CapOf = penalty.CapOfCharges
		case 1:
			terms.CapOf, terms.CapMonths = penalty.CapOfCharges, 12
		case 2:
			terms.CapOf, terms.CapDays = penalty.CapOfCharges, 30
		}
	}
	terms.CapYear = terms.CapYear && terms.CapLastMonths == 0
	if rapid.IntRange(0, 3).Draw(t, "has a minimum") == 0 {
		terms.Minimum, terms.OverMinimum = drawDecimal(t, "minimum", 1, 20_000, -2), rapid.Bool().Draw(t, "over the minimum")
	}
	if rapid.IntRange(0, 3).Draw(t, "is to be claimed") == 0 {
		terms.ClaimWithin = penalty.ClaimTime{
			Months: rapid.IntRange(0, 2).Draw(t, "months"), Days: rapid.IntRange(0, 35).Draw(t, "days"), MonthEnd: rapid.Bool().Draw(t, "month end"),
		}
		if terms.ClaimWithin != (penalty.ClaimTime{}) {
			terms.ClaimFrom = penalty.ClaimStart(rapid.IntRange(0, 2).Draw(t, "claim from"))
		}
	}
	if terms.PerOutage {
		if !terms.Excess && terms.Counting != penalty.CalendarDays {
			terms.Deductible = rapid.SampledFrom([]time.Duration{0, 0, time.Minute, 61 * time.Second, time.Hour}).Draw(t, "deductible")
		}
		terms.OutageCap = drawDecimal(t, "outage cap", 0, 40, -2)
	}
	if terms.Basis == penalty.ServiceDays {
		terms.OutageCap, terms.RentInService, terms.CapYear = decimal.Decimal{}, false, false
		terms.CapLastMonths = 0
		terms.CapOf, terms.CapMonths, terms.CapDays = penalty.CapOfRent, 0, 0
	}
	return terms
}

// inMinor makes as many units of a currency of what was drawn in cents.
func inMinor(m penalty.Minor, terms *penalty.Terms, c *penalty.Case) {
	terms.Minor = m
	amounts := []*decimal.Decimal{&c.Rent, &c.Charges, &c.Owed}
	if terms.Basis != penalty.ServiceDays {
		amounts = append(amounts, &terms.Minimum)
	}
	if terms.Basis == penalty.Amount {
		amounts = append(amounts, &terms.Rate, &terms.Lump)
		for i := range terms.Bands {
			amounts = append(amounts, &terms.Bands[i].Credit)
		}
		for i := range terms.Lengths {
			amounts = append(amounts, &terms.Lengths[i].Credit)
		}
		for i := range terms.Numbers {
			amounts = append(amounts, &terms.Numbers[i].Credit)
		}
	}
	by := int32(2)
	if m == penalty.Thousandths {
		by = -1
	}
	for _, d := range amounts {
		*d = d.Shift(by)
	}
}

func drawCase(t *rapid.T) penalty.Case {
	n := rapid.IntRange(1000, 3000).Draw(t, "period")
	c := penalty.Case{Rent: drawDecimal(t, "rent", 0, 50_000, -2), Period: calendar.Interval{Start: second(0), End: second(n)}}
	if rapid.Bool().Draw(t, "something was charged") {
		c.Charges = drawDecimal(t, "charges", 0, 50_000, -2)
	}
	if rapid.Bool().Draw(t, "something is owed") {
		c.Owed = drawDecimal(t, "owed", 0, 30_000, -2)
	}
	if rapid.Bool().Draw(t, "partial") {
		from := rapid.IntRange(0, n-1).Draw(t, "from")
		c.Service = calendar.Interval{Start: second(from), End: second(rapid.IntRange(from+1, n).Draw(t, "to"))}
	}
	if rapid.Bool().Draw(t, "breaks") {
		drawBreaks(t, &c)
	}
	if rapid.Bool().Draw(t, "as of") {
		c.AsOf = second(rapid.IntRange(0, n+margin).Draw(t, "as of second"))
	}
	for range rapid.IntRange(0, 2).Draw(t, "claims") {
		at := rapid.OneOf(rapid.IntRange(0, n), rapid.IntRange(n, n+100*86400), rapid.Map(rapid.IntRange(0, 100), func(days int) int { return days * 86400 })).Draw(t, "claim")
		c.Claims = append(c.Claims, second(max(0, at+rapid.IntRange(-1, 1).Draw(t, "beside"))))
	}
	spot := rapid.IntRange(-margin, n-1)
	length := rapid.OneOf(rapid.IntRange(1, 100), rapid.IntRange(1, 800))
	for range rapid.IntRange(0, 6).Draw(t, "outages") {
		from := spot.Draw(t, "start")
		to := max(1, from+length.Draw(t, "length"))
		o := penalty.Outage{Start: second(from), End: second(to)}
		switch rapid.IntRange(0, 9).Draw(t, "variety") {
		case 0, 6:
			o.Share = drawDecimal(t, "share", 1, 10_000, -4)
		case 1:
			o.Declared = second(from + rapid.IntRange(-5, 20).Draw(t, "declared"))
		case 2:
			o.Declared, o.Start = o.Start, time.Time{}
		case 3:
			o.Excluded = rapid.SampledFrom([]penalty.Reason{penalty.Maintenance, penalty.Customer}).Draw(t, "why")
		case 4:
			if !c.AsOf.IsZero() {
				o.End = time.Time{}
			}
		}
		c.Outages = append(c.Outages, o)
	}
	if len(c.Outages) > 0 && rapid.IntRange(0, 3).Draw(t, "claims beside an outage") == 0 {
		o := rapid.SampledFrom(c.Outages).Draw(t, "claimed outage")
		begun, _ := start(o, penalty.Earliest)
		for _, at := range []time.Time{begun, o.End} {
			days := rapid.IntRange(0, 35).Draw(t, "claimed after")
			at = at.AddDate(0, 0, days).Add(time.Duration(rapid.IntRange(-1, 1).Draw(t, "beside it")) * time.Second)
			if index(at) >= 0 && at.Year() > 1 {
				c.Claims = append(c.Claims, at)
			}
		}
	}
	for range rapid.IntRange(0, 3).Draw(t, "exclusions") {
		from := rapid.OneOf(spot, rapid.IntRange(n-1, n+margin)).Draw(t, "start")
		to := from + length.Draw(t, "length")
		c.Exclusions = append(c.Exclusions, penalty.Exclusion{Start: second(from), End: second(to), Reason: rapid.SampledFrom([]penalty.Reason{penalty.Maintenance, penalty.Maintenance, penalty.ForceMajeure}).Draw(t, "reason")})
	}
	if ended := !slices.ContainsFunc(c.Outages, func(o penalty.Outage) bool { return o.End.IsZero() }); ended && rapid.Bool().Draw(t, "known later") {
		c.AsOf = second(n + max(0, lastClaim(c)-n+rapid.IntRange(-100, 40*86400).Draw(t, "by")))
	}
	return c
}

// lastClaim is the second of the last claim.
func lastClaim(c penalty.Case) (last int) {
	for _, at := range c.Claims {
		last = max(last, index(at))
	}
	return last
}

// drawBreaks leaves at least one second of the service.
func drawBreaks(t *rapid.T, c *penalty.Case) {
	from, to := 0, index(c.Period.End)
	if !c.Service.Empty() {
		from, to = index(c.Service.Start), index(c.Service.End)
	}
	from += rapid.IntRange(0, 1).Draw(t, "first second runs")
	if to--; to-from < 2 {
		return
	}
	for range rapid.IntRange(1, 3).Draw(t, "breaks") {
		start := rapid.IntRange(from, to-1).Draw(t, "break")
		end := min(to, start+rapid.IntRange(1, 900).Draw(t, "length"))
		c.Breaks = append(c.Breaks, calendar.Interval{Start: second(start), End: second(end)})
	}
}
