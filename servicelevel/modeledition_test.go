package servicelevel_test

import (
	"math/big"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/plans"
)

// modelEdition is an edition as its pages state it. The last of its plans is the quote of
// quote().
type modelEdition struct {
	plans [5]modelPlan
	block time.Duration
	packs map[time.Duration]int64 // units of its currency
	lasts map[time.Duration]credit.Validity
	vat   string // the rate before those with a date
	gifts bool   // are drawn on before what was paid for
}

var modelQuote = modelPlan{
	fee: 125000, allowance: 5 * time.Hour, within: 15 * time.Minute, anytime: true, monitored: true,
	target: big.NewRat(9999, 10000), rate: big.NewRat(1, 10), block: 15 * time.Minute,
}

// modelQuoteThen is what dearerQuote() says.
var modelQuoteThen = modelPlan{
	fee: 137500, allowance: 4 * time.Hour, within: 20 * time.Minute, anytime: true, monitored: true,
	target: big.NewRat(999, 1000), rate: big.NewRat(1, 10), block: 20 * time.Minute, minimum: 50 * time.Minute,
	shared: plans.SharesHours,
}

var modelPlans = [5]modelPlan{
	{},
	{fee: 1500},
	{fee: 4500, allowance: 90 * time.Minute, within: 4 * time.Hour, anytime: true},
	{
		fee: 9000, allowance: 90 * time.Minute, within: 45 * time.Minute, anytime: true, monitored: true,
		target: big.NewRat(999, 1000), rate: big.NewRat(5, 100),
	},
	modelQuote,
}

// modelEditions are the two pages; "dearer", which is NUXIT's with other prices alone; and
// "other", in which next to nothing is as before; "years", in which hours and fees are of several months; and "limits",
// whose amounts are one unit, or as many as a month of them may have. Amounts are as many units of any currency.
var modelEditions = map[string]modelEdition{
	"nuxit": {modelPlans, 30 * time.Minute, map[time.Duration]int64{
		3 * time.Hour: 16900, 5 * time.Hour: 23900, 10 * time.Hour: 39900, 20 * time.Hour: 69900,
	}, nil, "0.2", false},
	"magic": {modelPlans, time.Hour, nil, nil, "0.2", false},
	"dearer": {
		[5]modelPlan{
			{},
			{fee: 1545},
			{fee: 4635, allowance: 90 * time.Minute, within: 4 * time.Hour, anytime: true},
			{
				fee: 9270, allowance: 90 * time.Minute, within: 45 * time.Minute, anytime: true, monitored: true,
				target: big.NewRat(999, 1000), rate: big.NewRat(5, 100),
			},
			modelQuote,
		},
		30 * time.Minute,
		map[time.Duration]int64{3 * time.Hour: 17407, 5 * time.Hour: 24617, 10 * time.Hour: 41097, 20 * time.Hour: 71997},
		nil,
		"0.2", false,
	},
	"years": {
		[5]modelPlan{
			{fee: 990, together: 12, price: 9990},
			{fee: 1545, yearly: 80 * time.Minute},
			{fee: 4635, together: 2, within: 4 * time.Hour, anytime: true, yearly: 5 * time.Hour, calendarYear: true},
			{
				fee: 9270, together: 4, price: 35_555, allowance: 30 * time.Minute, yearly: 3 * time.Hour, within: 45 * time.Minute, anytime: true, monitored: true,
				target: big.NewRat(999, 1000), rate: big.NewRat(5, 100),
			},
			modelQuote,
		},
		30 * time.Minute,
		map[time.Duration]int64{3 * time.Hour: 17407, 5 * time.Hour: 24617, 10 * time.Hour: 41097, 20 * time.Hour: 71997},
		map[time.Duration]credit.Validity{5 * time.Hour: {Months: 12}},
		"0.2", false,
	},
	"limits": {
		[5]modelPlan{
			{fee: 1},
			{fee: 3, together: 12, price: 5},
			{fee: 833_333, together: 12, allowance: 90 * time.Minute, within: 4 * time.Hour, anytime: true},
			{
				fee: 9_999_999, together: 3, price: 10_000_000, allowance: 90 * time.Minute, within: 45 * time.Minute, anytime: true, monitored: true,
				target: big.NewRat(999, 1000), rate: big.NewRat(5, 100),
			},
			modelQuote,
		},
		30 * time.Minute,
		map[time.Duration]int64{3 * time.Hour: 9_999_997, 5 * time.Hour: 9_999_998, 10 * time.Hour: 9_999_999, 20 * time.Hour: 10_000_000},
		nil,
		"0.2", false,
	},
	"other": {
		[5]modelPlan{
			{fee: 490, minimum: 35 * time.Minute, weighs: 1},
			{fee: 1999, allowance: 20 * time.Minute, shared: plans.SharesHours},
			{fee: 4999, allowance: 2 * time.Hour, within: 2 * time.Hour, anytime: true, shared: plans.SharesAllowance, weighs: 2},
			{
				fee: 9999, allowance: 3 * time.Hour, within: 30 * time.Minute, anytime: true, monitored: true, shared: plans.SharesHours, weighs: 3,
				most: 5 * time.Hour, months: 2,
				target: big.NewRat(9995, 10000), rate: big.NewRat(7, 100),
			},
			modelQuote,
		},
		20 * time.Minute,
		map[time.Duration]int64{3 * time.Hour: 15000, 5 * time.Hour: 22000, 10 * time.Hour: 40000, 20 * time.Hour: 75000},
		map[time.Duration]credit.Validity{
			3 * time.Hour: {Days: 59}, 5 * time.Hour: {Months: 1}, 10 * time.Hour: {Months: 1, Days: 2, Through: credit.ThroughMonth},
			20 * time.Hour: {Through: credit.ThroughYear},
		},
		"0.055", true,
	},
}

// editionOf returns NUXIT's edition with the figures of one of the model's.
func editionOf(id string) plans.Edition {
	of, e := modelEditions[id], plans.NUXIT()
	e.ID, e.VATRate, e.Drawing = id, decimal.RequireFromString(of.vat), credit.BoughtFirst
	if of.gifts {
		e.Drawing = credit.GiftsFirst
	}
	for i := range e.Plans {
		p := &e.Plans[i]
		if p.Fee.OnQuote {
			continue
		}
		now := of.plans[numberOf(p.Level)]
		p.Fee.Months, p.Fee.Price = now.together, *cents(now.price)
		p.Fee.Monthly, p.Work.Block, p.Allowance.Monthly = *cents(now.fee), of.block, now.allowance
		p.Work.Minimum, p.Work.Shared, p.Work.Factors = now.minimum, now.shared, otherFactors(now.weighs)
		p.Allowance.Yearly, p.Allowance.CalendarYear = now.yearly, now.calendarYear
		if now.most > 0 {
			p.Allowance.Carry = &credit.CarryOver{Most: now.most, Months: now.months}
		}
		var packs []credit.Pack
		for hours, price := range of.packs {
			packs = append(packs, credit.Pack{Time: hours, Price: *cents(price), Validity: of.lasts[hours]})
		}
		slices.SortFunc(packs, func(x, y credit.Pack) int { return int(x.Time/time.Hour) - int(y.Time/time.Hour) })
		p.Prices.Tariff.Packs = packs
		if p.Guarantee != nil {
			p.Guarantee.Terms.Within = now.within
		}
		if p.Availability != nil {
			p.Availability.Terms.Target = decimal.RequireFromString(now.target.FloatString(4))
			p.Availability.Terms.Rate = decimal.RequireFromString(now.rate.FloatString(2))
		}
	}
	return e
}

// testEditions are those of the two pages, and those that lives change to.
var testEditions = inEachCurrency(func(c modelCurrency) (list []plans.Edition) {
	for _, e := range []plans.Edition{plans.NUXIT(), plans.Magic(), editionOf("dearer"), editionOf("other"), editionOf("years"), editionOf("limits")} {
		list = append(list, c.edition(e))
	}
	return list
})

func compiled(e plans.Edition) *servicelevel.Catalogue {
	c, err := servicelevel.Compile(e)
	if err != nil {
		panic(err)
	}
	return c
}

// withOthers returns a catalogue with those of testEditions that it does not have.
func withOthers(currency modelCurrency, c *servicelevel.Catalogue) *servicelevel.Catalogue {
	var others []*servicelevel.Catalogue
	for _, e := range testEditions(currency) {
		if e.ID != c.Edition().ID {
			others = append(others, compiled(e))
		}
	}
	all, err := c.With(others...)
	if err != nil {
		panic(err)
	}
	return all
}

// allEditions is the catalogue of all of them in euros, and editionsIn that of a currency.
func allEditions() *servicelevel.Catalogue { return editionsIn("") }

var editionsIn = inEachCurrency(func(c modelCurrency) *servicelevel.Catalogue {
	return withOthers(c, compiled(c.edition(plans.NUXIT())))
})

// unpriced reports whether an edition of the contract states no prices for hours.
func (l *life) unpriced() bool {
	return l.ct.Edition == "magic" || slices.ContainsFunc(l.ct.Changes, func(ch servicelevel.Change) bool { return ch.Edition == "magic" })
}
