package compare_test

import (
	"encoding/json"
	"fmt"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/compare"
	"github.com/palier-go/palier/servicelevel/internal/kit"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/plans"
)

// selling returns NUXIT's plans in blocks of ten minutes whose level Standard sells hours in a way.
func selling(t require.TestingT, prices plans.Prices, how plans.Uncovered, changes ...func(*plans.Plan)) *servicelevel.Catalogue {
	e := plans.NUXIT()
	p := e.Plan(servicelevel.Standard)
	p.Prices, p.Work.Uncovered, p.Work.Block = &prices, how, 10*time.Minute
	for _, change := range changes {
		change(p)
	}
	c, err := servicelevel.Compile(e)
	require.NoError(t, err)
	return c
}

// hourly are prices by the hour alone.
func hourly(price string) plans.Prices { return plans.Prices{Hour: dec(price)} }

// worked is one ticket a session: "2026-01-12" and how long from 10:00 on.
func worked(sessions ...any) (act servicelevel.Activity) {
	for i := 0; i < len(sessions); i += 2 {
		one := workOn(fmt.Sprint("T", i/2), wall(sessions[i].(string)+" 10:00"), sessions[i+1].(time.Duration))
		act.Requests = append(act.Requests, one.Requests...)
		act.Interventions = append(act.Interventions, one.Interventions...)
	}
	return act
}

// standardOf compares months and returns what the level Standard comes to, in words and read again.
func standardOf(t require.TestingT, c *servicelevel.Catalogue, ct servicelevel.Contract, act servicelevel.Activity, from, to string) compare.LevelCost {
	got, err := compare.Levels(c, ct, act, month(from), month(to))
	require.NoError(t, err)
	require.NoError(t, got.Validate())
	kit.RoundTrip(t, got)
	got.Explain()
	return compared(t, got, servicelevel.Standard)
}

// TestCompareByTheHour: work beyond the credit that is billed by the hour comes to what statements bill for it.
func TestCompareByTheHour(t *testing.T) {
	t.Parallel()
	const h, m = time.Hour, time.Minute
	work := worked("2026-05-11", 5*h+40*m)
	packs := func(hour string) plans.Prices {
		p := plans.Prices{Tariff: credit.Tariff{Packs: []credit.Pack{{Time: h, Price: *dec("60.00")}}}}
		if hour != "" {
			p.Hour = dec(hour)
		}
		return p
	}
	for name, x := range map[string]struct {
		prices  plans.Prices
		how     plans.Uncovered
		options servicelevel.Options
		act     servicelevel.Activity
		cost    string
		says    string
	}{
		"by the plan": {
			hourly("95.00"), plans.UncoveredHours,
			servicelevel.Options{},
			work, "538.33",
			"5 h 40 min to buy: 5 h 40 min at €95.00 an hour (€538.33) by the statement for May 2026 = €538.33 (D29, D21); in all €538.33 excl. VAT",
		},
		"each month is rounded once": {
			hourly("0.01"), plans.UncoveredHours,
			servicelevel.Options{},
			worked("2026-05-11", 30*m, "2026-06-08", 30*m), "0.02",
			"1 h to buy: 30 min at €0.01 an hour (€0.01) by the statement for May 2026 + 30 min at €0.01 an hour (€0.01) by the statement for June 2026 = €0.02 (D29, D21)",
		},
		"to even": {
			hourly("0.01"), plans.UncoveredHours,
			servicelevel.Options{Rounding: penalty.HalfEven},
			worked("2026-05-11", 30*m, "2026-06-08", 90*m), "0.02",
			"30 min at €0.01 an hour (€0.00, half cents to even) by the statement for May 2026 + 1 h 30 min at €0.01 an hour (€0.02, half cents to even) by the statement for June 2026 = €0.02 (D29, D21)",
		},
		"at the contract's price": {hourly("95.00"), plans.UncoveredHours, servicelevel.Options{HourPrice: dec("90.00")}, work, "510.00", "5 h 40 min at €90.00 an hour (€510.00)"},
		"by the contract": {
			packs(""), plans.UncoveredRefused, servicelevel.Options{Uncovered: servicelevel.UncoveredHours, HourPrice: dec("30.00")}, work, "170.00", "at €30.00 an hour",
		},
		"the contract sells packs": {packs("95.00"), plans.UncoveredHours, servicelevel.Options{Uncovered: servicelevel.UncoveredPacks}, work, "360.00", "6 × 1 h at €60.00 = €360.00; in all"},
		"packs beside a price":     {packs("95.00"), plans.UncoveredRefused, servicelevel.Options{}, work, "360.00", "6 × 1 h at €60.00 = €360.00; in all"},
		"no packs, but a price":    {hourly("95.00"), plans.UncoveredRefused, servicelevel.Options{}, work, "538.33", "at €95.00 an hour"},
		"no price":                 {packs(""), plans.UncoveredRefused, servicelevel.Options{Uncovered: servicelevel.UncoveredHours}, work, "", "5 h 40 min to buy, at a price that is not stated"},
		"nothing to buy":           {hourly("95.00"), plans.UncoveredHours, servicelevel.Options{}, servicelevel.Activity{}, "0.00", "fees €0.00 excl. VAT; in all €0.00 excl. VAT"},
	} {
		ct := proContract()
		ct.Options = x.options
		got := standardOf(t, selling(t, x.prices, x.how), ct, x.act, "2026-05", "2026-06")
		assert.Contains(t, got.Explained.EN, x.says, name)
		if assert.Equal(t, x.cost == "", got.Cost == nil, name); got.Cost != nil {
			assert.Equal(t, x.cost, got.Cost.StringFixed(2), name)
		}
		assert.Equal(t, len(got.HourMonths) > 0, rests(got.Assumptions, "D29"), name)
	}
	got := standardOf(t, selling(t, hourly("95.00"), plans.UncoveredHours), proContract(), work, "2026-05", "2026-05")
	carried := selling(t, hourly("95.00"), plans.UncoveredHours, func(p *plans.Plan) {
		p.Allowance.Monthly, p.Allowance.Carry = h, &credit.CarryOver{Most: 5 * h}
	})
	later := standardOf(t, carried, proContract(), worked("2026-01-12", 2*h), "2026-01", "2026-12")
	assert.Contains(t, later.Explained.EN, "1 h from the allowances, 1 h to buy: 1 h at €95.00 an hour (€95.00) by the statement for January 2026", "no allowance of a later month pays")
	assert.Contains(t, got.Explained.FR, "5 h 40 min à acheter : 5 h 40 min à 95,00 € l'heure (538,33 €) au relevé de mai 2026 = 538,33 € (D29, D21) ; en tout 538,33 € HT")
	assert.Equal(t, `[{2026-05 5h40m0s 95 half_away 538.33}]`, strings.ReplaceAll(fmt.Sprint(got.HourMonths), "half away", "half_away"))
}

// hourPack is a pack of one hour for 60 €.
func hourPack(v credit.Validity) plans.Prices {
	return plans.Prices{Tariff: credit.Tariff{Packs: []credit.Pack{{Time: time.Hour, Price: *dec("60.00"), Validity: v}}}}
}

// TestCompareAllowancesThatGoOn: what an allowance brings to a month has not paid for the work of an earlier one.
func TestCompareAllowancesThatGoOn(t *testing.T) {
	t.Parallel()
	const h = time.Hour
	for name, change := range map[string]func(a *plans.Allowance){
		"carried over": func(a *plans.Allowance) { a.Monthly, a.Carry = h, &credit.CarryOver{Most: 5 * h} },
		"of a year":    func(a *plans.Allowance) { a.Yearly, a.CalendarYear = h, true },
	} {
		c := selling(t, hourPack(credit.Validity{}), plans.UncoveredRefused, func(p *plans.Plan) { change(&p.Allowance) })
		got := standardOf(t, c, proContract(), worked("2026-01-12", 3*h), "2026-01", "2027-03")
		assert.Equal(t, []time.Duration{3 * h, h, 2 * h}, []time.Duration{got.Charged, got.FromAllowance, got.Hours}, name)
		assert.Contains(t, got.Explained.EN, "1 h from the allowances, 2 h to buy: 2 × 1 h at €60.00 = €120.00", name)
		got = standardOf(t, c, proContract(), worked("2026-03-09", 3*h), "2026-01", "2026-03")
		assert.Equal(t, map[string]time.Duration{"carried over": 0, "of a year": 2 * h}[name], got.Hours, name)
	}
}

// TestComparePacksThatLapse: a pack pays for its month and for later ones through whose last day it lasts.
func TestComparePacksThatLapse(t *testing.T) {
	t.Parallel()
	const m = 20 * time.Minute
	three := credit.Validity{Months: 3}
	for name, x := range map[string]struct {
		lasts credit.Validity
		act   servicelevel.Activity
		cost  string
		says  string
	}{
		"for ever": {credit.Validity{}, worked("2026-01-12", m, "2026-12-07", m), "60.00", "40 min to buy: 1 × 1 h at €60.00 = €60.00; in all"},
		"lapsed": {
			three, worked("2026-01-12", m, "2026-12-07", m), "120.00",
			"40 min to buy: 1 × 1 h at €60.00 by the statement for January 2026 + 1 × 1 h at €60.00 by the statement for December 2026 = €120.00 (D29); in all",
		},
		"the last month": {three, worked("2026-01-12", m, "2026-04-13", 2*m), "60.00", "= €60.00 (D29); 40 min of it from packs of earlier months that still last; in all"},
		"too much":       {three, worked("2026-01-12", m, "2026-04-13", 2*m, "2026-04-14", 10*time.Minute), "120.00", "= €120.00 (D29); 40 min of it"},
		"a month late":   {three, worked("2026-01-12", m, "2026-05-11", m), "120.00", "= €120.00 (D29); in all"},
		"a day short":    {credit.Validity{Days: 58}, worked("2026-01-12", m, "2026-03-10", m), "120.00", "= €120.00 (D29); in all"},
		"to the day":     {credit.Validity{Days: 59}, worked("2026-01-12", m, "2026-03-10", m), "60.00", "20 min of it"},
		"a day more":     {credit.Validity{Days: 60}, worked("2026-01-12", m, "2026-03-10", m), "60.00", "20 min of it"},
	} {
		got := standardOf(t, selling(t, hourPack(x.lasts), plans.UncoveredRefused), proContract(), x.act, "2026-01", "2026-12")
		assert.Equal(t, x.cost, got.Cost.StringFixed(2), name)
		assert.Contains(t, got.Explained.EN, x.says, name)
		assert.Equal(t, x.lasts != credit.Validity{}, rests(got.Assumptions, "D29"), name)
	}
	got := standardOf(t, selling(t, hourPack(three), plans.UncoveredRefused), proContract(), worked("2026-01-12", m, "2026-04-13", m), "2026-01", "2026-12")
	assert.Contains(t, got.Explained.FR, "40 min à acheter : 1 × 1 h à 60,00 € au relevé de janvier 2026 = 60,00 € (D29) ; dont 20 min sur des packs de mois précédents encore valables ; en tout 60,00 € HT")
}

// drawWorked draws up to 14 sessions of a year, ten minutes to two hours each.
func drawWorked(t *rapid.T) (servicelevel.Activity, [13]int) {
	var sessions []any
	var tens [13]int // of each month
	for range rapid.IntRange(0, 14).Draw(t, "sessions") {
		month, n := rapid.IntRange(1, 12).Draw(t, "month"), rapid.IntRange(1, 12).Draw(t, "tens of minutes")
		tens[month] += n
		sessions = append(sessions, fmt.Sprintf("2026-%02d-%02d", month, rapid.IntRange(1, 28).Draw(t, "day")), time.Duration(n)*10*time.Minute)
	}
	return worked(sessions...), tens
}

// TestCompareLapsesAsOnPaper: packs by a list of ten-minute pieces, each with its own last day.
func TestCompareLapsesAsOnPaper(t *testing.T) {
	t.Parallel()
	type kind struct{ tens, euros, months int } // 0 months: for ever
	rapid.Check(t, func(t *rapid.T) {
		var kinds []kind
		var packs []credit.Pack
		for i := range rapid.IntRange(1, 3).Draw(t, "packs") {
			k := kind{[]int{3, 7, 18}[i], rapid.IntRange(1, 40).Draw(t, "price"), rapid.SampledFrom([]int{1, 3, 5, 0}).Draw(t, "months")}
			kinds = append(kinds, k)
			v := credit.Validity{Months: k.months}
			if k.months > 0 {
				v.Through = credit.ThroughMonth
			}
			packs = append(packs, credit.Pack{Time: time.Duration(k.tens) * 10 * time.Minute, Price: *dec(fmt.Sprint(k.euros)), Validity: v})
		}
		lapse := false
		for _, k := range kinds {
			lapse = lapse || k.months > 0
		}
		act, tens := drawWorked(t)
		got := standardOf(t, selling(t, plans.Prices{Tariff: credit.Tariff{Packs: packs}}, plans.UncoveredRefused), proContract(), act, "2026-01", "2026-12")
		if !lapse {
			require.Nil(t, got.PackMonths)
			return
		}
		price, lasts := 0, [100]int{} // how many pieces last through a month; 99 is for ever
		for month := 1; month <= 12; month++ {
			need := tens[month]
			for m := month; m < 100; m++ { // what ends first pays first
				for need > 0 && lasts[m] > 0 {
					need, lasts[m] = need-1, lasts[m]-1
				}
			}
			if need == 0 {
				continue
			}
			best := [5]int{1 << 30} // euros, pieces, packs; least first
			var chosen [3]int
			most := func(i int) int {
				if i >= len(kinds) {
					return 0
				}
				return (need + kinds[i].tens - 1) / kinds[i].tens
			}
			for a := 0; a <= most(0); a++ {
				for b := 0; b <= most(1); b++ {
					for c := 0; c <= most(2); c++ {
						n := [3]int{a, b, c}
						var sum [5]int
						for i, k := range kinds {
							sum[0] += n[i] * k.euros
							sum[1] += n[i] * k.tens
							sum[2] += n[i]
						}
						if sum[1] >= need && (sum[0] < best[0] || sum[0] == best[0] && (sum[1] < best[1] || sum[1] == best[1] && sum[2] < best[2])) {
							best, chosen = sum, n
						}
					}
				}
			}
			price += best[0]
			for i, k := range kinds {
				until := 99
				if k.months > 0 {
					until = month + k.months
				}
				lasts[until] += chosen[i] * k.tens
			}
			for m := month; m < 100; m++ {
				for need > 0 && lasts[m] > 0 {
					need, lasts[m] = need-1, lasts[m]-1
				}
			}
		}
		require.Equal(t, int64(price), got.Packs.Price.IntPart())
		require.Equal(t, int64(price), got.Cost.IntPart())
	})
}

// TestCompareSellsAsStatements: what months bill by the hour, and sell as packs that lapse at the end of a month, is what
// the statements of a contract bill and sell of which work without credit is sold so.
func TestCompareSellsAsStatements(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		act, _ := drawWorked(t)
		ct := proContract()
		ct.Level = servicelevel.Standard
		ct.Options.SplitMonths, ct.Options.EachSession = rapid.Bool().Draw(t, "split"), rapid.Bool().Draw(t, "each session")
		ct.Options.Rounding = rapid.SampledFrom([]penalty.Rounding{penalty.HalfAway, penalty.HalfEven}).Draw(t, "rounding")
		prices := hourPack(credit.Validity{Months: rapid.IntRange(1, 4).Draw(t, "lasts"), Through: credit.ThroughMonth})
		prices.Hour = dec(fmt.Sprintf("%d.%02d", rapid.IntRange(0, 99).Draw(t, "price"), rapid.IntRange(1, 99).Draw(t, "cents")))
		how := rapid.SampledFrom([]plans.Uncovered{plans.UncoveredHours, plans.UncoveredPacks}).Draw(t, "how")
		first := month("2026-01")
		c := selling(t, prices, how, func(p *plans.Plan) {
			if how == plans.UncoveredHours { // else packs and what goes on of an allowance pay in the order of their ends
				p.Allowance.Monthly = time.Duration(rapid.IntRange(0, 12).Draw(t, "allowance")) * 10 * time.Minute
				p.Allowance.Carry = &credit.CarryOver{Most: 3 * time.Hour, Months: rapid.IntRange(0, 3).Draw(t, "goes on")}
				first = first.AddMonths(rapid.IntRange(0, 6).Draw(t, "first"))
			}
		})
		got := standardOf(t, c, ct, act, first.String(), "2026-12")
		var want, have []string
		add := func(list *[]string, m calendar.Month, d time.Duration, amount *big.Rat) {
			*list = append(*list, fmt.Sprint(m, " ", d, " ", amount.FloatString(2)))
		}
		for m := first; m.Year == 2026; m = m.AddMonths(1) {
			s, err := c.Statement(ct, act, m)
			require.NoError(t, err)
			hours, price := time.Duration(0), new(big.Rat)
			for _, line := range s.Invoice.Lines {
				if line.Kind == invoice.HoursLine || line.Kind == invoice.PackLine {
					hours += line.Time
					price.Add(price, line.Amount.Rat())
				}
			}
			if hours > 0 {
				add(&want, m, hours, price)
			}
		}
		for _, h := range got.HourMonths {
			add(&have, h.Month, h.Time, h.Amount.Rat())
		}
		for _, p := range got.PackMonths {
			if p.Hours > 0 {
				add(&have, p.Month, p.Packs.Time, p.Packs.Price.Rat())
			}
		}
		require.Equal(t, want, have)
	})
}

// TestWhatIsBoughtAddsUp: hours and packs of months that do not add up are refused.
func TestWhatIsBoughtAddsUp(t *testing.T) {
	t.Parallel()
	const m = 20 * time.Minute
	lapsing, err := compare.Levels(selling(t, hourPack(credit.Validity{Months: 3}), plans.UncoveredRefused), proContract(), worked("2026-01-12", m, "2026-02-09", m), month("2026-01"), month("2026-12"))
	require.NoError(t, err)
	billed, err := compare.Levels(selling(t, hourly("95.00"), plans.UncoveredHours), proContract(), worked("2026-01-12", m), month("2026-01"), month("2026-12"))
	require.NoError(t, err)
	for want, change := range map[string]func(lapsing, billed *compare.LevelCost){
		"levels[0].hour_months[0].time: must be above 0":            func(_, b *compare.LevelCost) { b.HourMonths[0].Time = m + 1 },
		"levels[0].cost: must be the fees, the packs and what":      func(_, b *compare.LevelCost) { b.HourMonths[0].Amount = *dec("31.66") },
		"levels[0].packs.time: must cover the hours":                func(_, b *compare.LevelCost) { b.HourMonths[0].Time = m - 1 },
		"levels[0].hour_months: must be absent":                     func(_, b *compare.LevelCost) { b.Cost, b.Packs = nil, nil },
		"levels[0].pack_months: must be absent":                     func(l, _ *compare.LevelCost) { l.Cost, l.Packs = nil, nil },
		"levels[0].pack_months: must pay for all hours":             func(l, _ *compare.LevelCost) { l.PackMonths[1].Earlier-- },
		"levels[0].pack_months[1].earlier: must not be below 0":     func(l, _ *compare.LevelCost) { l.PackMonths[1].Earlier++ },
		"levels[0].pack_months[0].hours: must not be below 0":       func(l, _ *compare.LevelCost) { l.PackMonths[0].Hours = 2*m + 1 },
		"levels[0].pack_months[0].packs.time: must cover the hours": func(l, _ *compare.LevelCost) { l.PackMonths[0].Packs.Time = m - 1 },
		"levels[0].packs: must be the sum of pack_months":           func(l, _ *compare.LevelCost) { l.PackMonths[0].Packs.Time++ },
		"levels[0].pack_months[1].packs.price: must have":           func(l, _ *compare.LevelCost) { l.PackMonths[1].Packs.Price = *dec("0.001") },
	} {
		l, b := kit.ReadAgain(t, lapsing), kit.ReadAgain(t, billed)
		change(&l.Levels[0], &b.Levels[0])
		err := l.Validate()
		if err == nil {
			err = b.Validate()
		}
		assert.ErrorContains(t, err, want)
	}
}

// TestCompareOwesNothingIfAllWasKept: without a rent nothing depends on it if no promise was missed.
func TestCompareOwesNothingIfAllWasKept(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		down    time.Duration
		depends bool
	}{{0, false}, {2678400 * time.Millisecond, false}, {2678400*time.Millisecond + 1, true}} {
		var act servicelevel.Activity
		if x.down > 0 {
			act.Outages = []penalty.Outage{{Start: deskClock(3, 0), End: deskClock(3, 0).Add(x.down)}}
		}
		c, err := compare.Levels(servicelevel.NUXIT(), proContract(), act, compareMay, compareMay)
		require.NoError(t, err)
		c.Explain()
		business := compared(t, c, servicelevel.Business)
		assert.Equal(t, x.depends, business.Owed == nil, x.down)
		assert.Equal(t, x.depends, strings.Contains(business.Explained.EN, "depends on a rent"), x.down)
		assert.Equal(t, x.depends, rests(business.Assumptions, "D17"), x.down)
	}
}

// TestComparePacksPayInTheOrderOfTheirEnds: of packs that are bought together those that end first pay first, so that what
// is left lasts longest.
func TestComparePacksPayInTheOrderOfTheirEnds(t *testing.T) {
	t.Parallel()
	prices := plans.Prices{Tariff: credit.Tariff{Packs: []credit.Pack{
		{Time: 2 * time.Hour, Price: *dec("100.00")}, {Time: time.Hour, Price: *dec("70.00"), Validity: credit.Validity{Months: 1}},
	}}}
	act := worked("2026-01-12", 160*time.Minute, "2026-06-08", 20*time.Minute, "2026-07-13", time.Hour)
	got := standardOf(t, selling(t, prices, plans.UncoveredRefused), proContract(), act, "2026-01", "2026-12")
	assert.Equal(t, "240.00", got.Cost.StringFixed(2))
	assert.Equal(t, []int64{1, 2}, []int64{got.Packs.Lines[0].Count, got.Packs.Lines[1].Count}, "each once, longest first")
	assert.Contains(t, got.Explained.EN, "1 × 2 h at €100.00 by the statement for January 2026 + 1 × 1 h at €70.00 by the statement for January 2026 + 1 × 1 h at €70.00 by the statement for July 2026 = €240.00 (D29); 20 min of it from packs of earlier months that still last")
}

// TestCompareHoursAndThenPacks: an edition that bills by the hour and one with packs each pay for their own months.
func TestCompareHoursAndThenPacks(t *testing.T) {
	t.Parallel()
	next := plans.NUXIT()
	next.ID = "next"
	next.Plan(servicelevel.Standard).Prices = &plans.Prices{Hour: dec("95.00")}
	next.Plan(servicelevel.Standard).Work.Uncovered = plans.UncoveredHours
	other, err := servicelevel.Compile(next)
	require.NoError(t, err)
	c, err := selling(t, hourPack(credit.Validity{}), plans.UncoveredRefused).With(other)
	require.NoError(t, err)
	ct := proContract()
	ct.Changes = []servicelevel.Change{{On: day("2026-03-01"), Level: servicelevel.Pro, Edition: "next"}}
	got := standardOf(t, c, ct, worked("2026-01-12", 2*time.Hour, "2026-05-11", time.Hour), "2026-01", "2026-12")
	assert.Contains(t, got.Explained.EN, "3 h to buy: 1 h at €95.00 an hour (€95.00) by the statement for May 2026 + 2 × 1 h at €60.00 by the statement for January 2026 = €215.00 (D29, D21); in all €215.00 excl. VAT")
}

// TestCompareMissedQuota: a quota that is missed depends on the rent, one that is kept does not.
func TestCompareMissedQuota(t *testing.T) {
	t.Parallel()
	e := plans.NUXIT()
	p := e.Plan(servicelevel.Standard)
	p.Targets = new(plans.Targets)
	require.NoError(t, json.Unmarshal([]byte(`{"terms": {"priorities": [{"goals": [{"kind": "response", "within": "PT1H"}]}],
		"quotas": [{"kind": "response", "target": "0.9", "bands": [{"below": "0.9", "credit": "0.05"}]}]}}`), p.Targets))
	c, err := servicelevel.Compile(e)
	require.NoError(t, err)
	for wait, depends := range map[time.Duration]bool{time.Hour: false, time.Hour + 1: true} {
		act := workOn("T1", deskClock(10, 0), time.Hour)
		act.Interventions[0].Start = deskClock(10, 0).Add(wait)
		act.Interventions[0].End = deskClock(12, 0)
		assert.Equal(t, depends, standardOf(t, c, proContract(), act, "2026-05", "2026-05").Owed == nil, wait)
	}
}

// TestCompareByTheHourOfAnyPriority: a priority that a level does not know is no fault at it, if it bills by the hour neither.
func TestCompareByTheHourOfAnyPriority(t *testing.T) {
	t.Parallel()
	c := selling(t, hourly("95.00"), plans.UncoveredHours, func(p *plans.Plan) {
		p.Targets = &plans.Targets{Terms: response.Targets{Priorities: []response.Priority{{Name: "P1"}}}}
	})
	act := worked("2026-05-11", time.Hour)
	act.Requests[0].Priority = "P9"
	act.Requests[0].Notes = []servicelevel.TicketNote{{ID: "N1", Kind: servicelevel.Prioritized, At: wall("2026-05-11 10:30"), Priority: "P8"}}
	assert.Equal(t, "95.00", standardOf(t, c, proContract(), act, "2026-05", "2026-05").Cost.StringFixed(2))
	assert.Equal(t, "P9", act.Requests[0].Priority)
}
