package compare_test

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/compare"
	"github.com/palier-go/palier/servicelevel/internal/kit"
	"github.com/palier-go/palier/servicelevel/plans"
)

func TestCompareKnowsNoPricesWhereNoneAreStated(t *testing.T) {
	t.Parallel()
	ct := proContract()
	ct.Edition, ct.Rent = "magic", dec("149")
	act := workOn("T1", deskClock(10, 0), 90*time.Minute)
	c, err := compare.Levels(servicelevel.Magic(), ct, act, compareMay, compareMay)
	require.NoError(t, err)
	require.Len(t, c.Levels, 4)

	standard := compared(t, c, servicelevel.Standard)
	assert.Equal(t, 2*time.Hour, standard.Hours, "blocks of an hour")
	assert.Nil(t, standard.Packs)
	assert.Nil(t, standard.Cost)
	assert.True(t, standard.Fees.IsZero())

	pro := compared(t, c, servicelevel.Pro)
	assert.Equal(t, 90*time.Minute, pro.FromAllowance)
	assert.Equal(t, 30*time.Minute, pro.Hours, "one block is split")
	assert.Nil(t, pro.Cost)

	c, err = compare.Levels(servicelevel.Magic(), ct, workOn("T1", deskClock(10, 0), time.Hour), compareMay, compareMay)
	require.NoError(t, err)
	assert.Nil(t, compared(t, c, servicelevel.Standard).Cost)
	pro = compared(t, c, servicelevel.Pro)
	require.NotNil(t, pro.Cost, "none to buy")
	assert.Equal(t, "45.00", pro.Cost.StringFixed(2))
	require.NotNil(t, pro.Packs)
	assert.Empty(t, pro.Packs.Lines)
}

func TestCompareOwesNothingItCannotKnow(t *testing.T) {
	t.Parallel()
	act := servicelevel.Activity{Outages: []penalty.Outage{outage("2026-05-16T22:00:00+02:00", "2026-05-16T23:30:00+02:00")}}
	for _, reduction := range []bool{false, true} {
		ct := proContract()
		ct.Options.PriceReduction = reduction
		c, err := compare.Levels(servicelevel.NUXIT(), ct, act, compareMay, compareMay)
		require.NoError(t, err)
		business := compared(t, c, servicelevel.Business)
		assert.Nil(t, business.Owed, "no rent")
		assert.Equal(t, []calendar.Month{compareMay}, business.Missed)
		pro := compared(t, c, servicelevel.Pro)
		require.NotNil(t, pro.Owed)
		assert.True(t, pro.Owed.IsZero())
		assert.Empty(t, pro.Missed)

		ct.Rent = dec("149")
		c, err = compare.Levels(servicelevel.NUXIT(), ct, act, compareMay, compareMay)
		require.NoError(t, err)
		business = compared(t, c, servicelevel.Business)
		require.NotNil(t, business.Owed)
		assert.Equal(t, "11.18", business.Owed.StringFixed(2))
		assert.Equal(t, "90.00", business.Cost.StringFixed(2), "what is owed is not taken off")
	}

	// 744 s in May are exactly 99.9 % short of a whole: 2 678.4 s are met.
	for _, c := range []struct {
		down   time.Duration
		missed bool
	}{{2678400 * time.Millisecond, false}, {2678400*time.Millisecond + 1, true}, {2678400*time.Millisecond - 1, false}} {
		start := deskClock(3, 0)
		act.Outages = []penalty.Outage{{Start: start, End: start.Add(c.down)}}
		got, err := compare.Levels(servicelevel.NUXIT(), proContract(), act, compareMay, compareMay)
		require.NoError(t, err)
		assert.Equal(t, c.missed, len(compared(t, got, servicelevel.Business).Missed) == 1, c.down)
	}

	ct := proContract()
	ct.Options.Late = &penalty.Terms{Target: decimal.New(1, 0), PerOutage: true, Lengths: []penalty.Length{{Credit: decimal.New(5, -2)}}}
	late := servicelevel.Activity{Requests: []servicelevel.Request{{Ticket: "T1", Kind: servicelevel.Incident, At: deskClock(10, 0)}}}
	c, err := compare.Levels(servicelevel.NUXIT(), ct, late, compareMay, compareMay)
	require.NoError(t, err)
	assert.Nil(t, compared(t, c, servicelevel.Pro).Owed)
	assert.NotNil(t, compared(t, c, servicelevel.Serenity).Owed, "guarantees nothing")
	assert.Equal(t, []string{"T1"}, compared(t, c, servicelevel.Pro).Late)
	ct.Rent = dec("100")
	c, err = compare.Levels(servicelevel.NUXIT(), ct, late, compareMay, compareMay)
	require.NoError(t, err)
	assert.Equal(t, "5.00", compared(t, c, servicelevel.Pro).Owed.StringFixed(2))
}

func TestCompareGuaranteesToTheNanosecond(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, time.May, 16, 20, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		after         time.Duration
		pro, business response.Attainment
	}{
		{45 * time.Minute, response.Attainment{InTime: 1}, response.Attainment{InTime: 1}},
		{45*time.Minute + 1, response.Attainment{InTime: 1}, response.Attainment{Late: 1}},
		{4 * time.Hour, response.Attainment{InTime: 1}, response.Attainment{Late: 1}},
		{4*time.Hour + 1, response.Attainment{Late: 1}, response.Attainment{Late: 1}},
	} {
		act := workOn("T1", at, time.Hour)
		act.Requests[0].Kind = servicelevel.Incident
		act.Interventions[0].Start = at.Add(c.after)
		act.Interventions[0].End = at.Add(6 * time.Hour)
		got, err := compare.Levels(servicelevel.NUXIT(), proContract(), act, compareMay, compareMay)
		require.NoError(t, err)
		assert.Equal(t, c.pro, compared(t, got, servicelevel.Pro).Guarantees, c.after)
		assert.Equal(t, c.business, compared(t, got, servicelevel.Business).Guarantees, c.after)
		assert.Zero(t, compared(t, got, servicelevel.Serenity).Guarantees)
		standard := compared(t, got, servicelevel.Standard)
		assert.Equal(t, 6*time.Hour-c.after, standard.Outside, "a Saturday night")
		assert.Equal(t, []compare.LaterRequest{{
			Ticket: "T1", Earliest: time.Date(2026, time.May, 18, 9, 0, 0, 0, servicelevel.NUXIT().Location()), First: time.Date(2026, time.May, 16, 22, 0, 0, 0, servicelevel.NUXIT().Location()), By: 35 * time.Hour,
		}}, standard.Later)
	}
}

func TestCompareRefusals(t *testing.T) {
	t.Parallel()
	act := workOn("T1", deskClock(10, 0), time.Hour)
	act.Requests[0].Channel, act.Requests[0].Kind = servicelevel.ByMonitoring, servicelevel.Incident
	act.Requests = append(act.Requests,
		servicelevel.Request{Ticket: "T3", Channel: servicelevel.ByMail, At: deskClock(9, 0)},
		servicelevel.Request{Ticket: "T0", Channel: servicelevel.ByTelephone, At: deskClock(9, 0)},
		servicelevel.Request{Ticket: "T9", Channel: servicelevel.ByTelephone, At: compareJune.Interval(servicelevel.NUXIT().Location()).Start},
		servicelevel.Request{Ticket: "T8", Channel: servicelevel.ByTelephone, At: compareJune.Interval(servicelevel.NUXIT().Location()).Start.Add(-1)})
	before, err := json.Marshal(act)
	require.NoError(t, err)
	c, err := compare.Levels(servicelevel.NUXIT(), proContract(), act, compareMay, compareMay)
	require.NoError(t, err)
	after, err := json.Marshal(act)
	require.NoError(t, err)
	assert.Equal(t, string(before), string(after))

	desk := []string{"S27", "S29", "S30"}
	standard := compared(t, c, servicelevel.Standard)
	assert.Equal(t, []compare.RefusedRequest{
		{Ticket: "T0", Channel: servicelevel.ByTelephone, Rules: []string{"S28"}},
		{Ticket: "T3", Channel: servicelevel.ByMail, Rules: desk},
		{Ticket: "T1", Channel: servicelevel.ByMonitoring, Worked: time.Hour, Rules: desk},
		{Ticket: "T8", Channel: servicelevel.ByTelephone, Rules: []string{"S28"}},
	}, standard.Refused)
	assert.Zero(t, standard.Charged)
	assert.Zero(t, compared(t, c, servicelevel.Pro).Guarantees)
	business := compared(t, c, servicelevel.Business)
	assert.Len(t, business.Refused, 3)
	assert.Equal(t, time.Hour, business.Charged)
	assert.Equal(t, response.Attainment{InTime: 1}, business.Guarantees)
}

// Facts count when they happened, packs in stock not at all.
func TestCompareLateFactsAndStock(t *testing.T) {
	t.Parallel()
	act := workOn("T1", deskClock(10, 0), 4*time.Hour)
	plain, err := compare.Levels(servicelevel.NUXIT(), proContract(), act, compareMay, compareMay)
	require.NoError(t, err)
	act.Interventions[0].Recorded = deskClock(10, 0).AddDate(0, 3, 0)
	act.Purchases = []servicelevel.Purchase{{ID: "P1", At: deskClock(8, 0), Time: 7 * time.Hour, Gift: true}}
	act.Outages = []penalty.Outage{{Start: deskClock(1, 0), End: deskClock(1, 30), Recorded: deskClock(1, 0).AddDate(0, 3, 0)}}
	ct := proContract()
	ct.Options.Overdraft = time.Hour
	late, err := compare.Levels(servicelevel.NUXIT(), ct, act, compareMay, compareMay)
	require.NoError(t, err)
	standard := compared(t, plain, servicelevel.Standard)
	assert.Equal(t, 4*time.Hour, standard.Hours)
	assert.Equal(t, "D1, D3, D4, D5", decisionsOf(standard.Assumptions), "hours are bought, not overdrawn (D8)")
	assert.Equal(t, compared(t, plain, servicelevel.Standard), compared(t, late, servicelevel.Standard))
	later, err := compare.Levels(servicelevel.NUXIT(), ct, act, calendar.MustParseMonth("2026-08"), calendar.MustParseMonth("2026-08"))
	require.NoError(t, err)
	assert.Zero(t, compared(t, later, servicelevel.Standard).Charged)
}

func TestCompareEligibility(t *testing.T) {
	t.Parallel()
	ct := proContract()
	c, err := compare.Levels(servicelevel.NUXIT(), ct, servicelevel.Activity{}, compareMay, compareMay)
	require.NoError(t, err)
	assert.Nil(t, compared(t, c, servicelevel.Pro).Verdict)

	paris := servicelevel.NUXIT().Location()
	ct.Server = plans.Server{Ordered: time.Date(2014, time.June, 20, 0, 0, 0, 0, paris).Add(-1), InService: true}
	c, err = compare.Levels(servicelevel.NUXIT(), ct, servicelevel.Activity{}, compareMay, compareMay)
	require.NoError(t, err)
	want := []plans.Verdict{plans.Eligible, plans.Refused, plans.Refused, plans.ContactUs}
	for i, l := range c.Levels {
		require.NotNil(t, l.Verdict)
		assert.Equal(t, want[i], *l.Verdict, l.Level)
	}
	assert.Equal(t, []string{"S47", "D20"}, c.Levels[2].Unmet[0].Rules)
	c.Levels[2].Unmet[0].Rules[0] = "mine"
	plan := planIn(t, servicelevel.NUXIT(), servicelevel.Pro)
	assert.Equal(t, "S47", plan.Conditions[0].Rules[0])

	ct.Server.Ordered = ct.Server.Ordered.Add(1)
	c, err = compare.Levels(servicelevel.NUXIT(), ct, servicelevel.Activity{}, compareMay, compareMay)
	require.NoError(t, err)
	assert.Equal(t, plans.Eligible, *c.Levels[2].Verdict)
}

// TestCompareUntilTheEnd: what a contract's end would have sold is to be bought as the rest is.
func TestCompareUntilTheEnd(t *testing.T) {
	t.Parallel()
	ct := ending(proContract(), "2026-05-21")
	for _, u := range []servicelevel.Uncovered{servicelevel.UncoveredByPlan, servicelevel.UncoveredPacks} {
		ct.Options.Uncovered = u
		c, err := compare.Levels(servicelevel.NUXIT(), ct, workOn("T1", deskClock(10, 0), 2*time.Hour), compareMay, compareJune)
		require.NoError(t, err)
		assert.Equal(t, 30*time.Minute, compared(t, c, servicelevel.Pro).Hours)
		assert.Equal(t, 2*time.Hour, compared(t, c, servicelevel.Standard).Hours)
		assert.False(t, rests(compared(t, c, servicelevel.Standard).Assumptions, "D29"))
	}
}

func TestCompareALevelOnQuote(t *testing.T) {
	t.Parallel()
	ct := proContract()
	quote := planIn(t, servicelevel.NUXIT(), servicelevel.Business)
	quote.Level = servicelevel.CriticalBusiness
	quote.Fee.Monthly = decimal.New(25050, -2)
	quote.Allowance.Monthly = 10 * time.Hour
	ct.Quote = &quote
	c, err := compare.Levels(servicelevel.NUXIT(), ct, workOn("T1", deskClock(10, 0), 10*time.Hour+1), compareMay, compareJune)
	require.NoError(t, err)
	require.Len(t, c.Levels, 5)
	critical := c.Levels[4]
	assert.Equal(t, servicelevel.CriticalBusiness, critical.Level)
	assert.Equal(t, 10*time.Hour, critical.FromAllowance)
	assert.Equal(t, 30*time.Minute, critical.Hours)
	assert.Equal(t, "670.00", critical.Cost.StringFixed(2))
	require.NotNil(t, critical.Owed, "nothing was missed")
	assert.True(t, critical.Owed.IsZero())

	quote.Prices = &plans.Prices{} // sells nothing
	c, err = compare.Levels(servicelevel.NUXIT(), ct, workOn("T1", deskClock(10, 0), 10*time.Hour+1), compareMay, compareJune)
	require.NoError(t, err)
	assert.Nil(t, c.Levels[4].Packs)
	assert.Nil(t, c.Levels[4].Cost)
}

func TestCompareRefusesBadInput(t *testing.T) {
	t.Parallel()
	nuxit := servicelevel.NUXIT()
	jan := calendar.MustParseMonth("2026-01")
	for _, c := range []struct {
		from, to calendar.Month
		want     string
	}{
		{jan, jan.AddMonths(119), ""},
		{jan, jan.AddMonths(120), "to"},
		{jan.AddMonths(-1), jan, "from"},
		{jan, jan.AddMonths(-1), "to"},
		{calendar.Month{}, jan, "from"},
		{jan, calendar.Month{}, "to"},
	} {
		_, err := compare.Levels(nuxit, proContract(), servicelevel.Activity{}, c.from, c.to)
		if c.want == "" {
			require.NoError(t, err)
			continue
		}
		var fe *servicelevel.FieldError
		require.ErrorAs(t, err, &fe)
		assert.Equal(t, c.want, fe.Field)
	}
	ct := proContract()
	ct.ID, ct.Level = "", "" // the level is not looked at
	_, err := compare.Levels(nuxit, ct, servicelevel.Activity{Purchases: make([]servicelevel.Purchase, 1)}, calendar.Month{}, jan)
	for _, field := range []string{"contract.id", "activity.purchases[0].id", "from"} {
		assert.ErrorContains(t, err, field)
	}
	assert.NotContains(t, err.Error(), "level")
	ct = proContract()
	ct.Edition = "magic"
	_, err = compare.Levels(nuxit, ct, servicelevel.Activity{}, jan, jan)
	assert.ErrorContains(t, err, "contract.edition")

	// Paths are those of the activity that was given, though some of it is refused.
	act := workOn("T1", deskClock(10, 0), time.Hour)
	act.Requests[0].Channel = servicelevel.ByTelephone
	early := workOn("T2", deskClock(10, 0).AddDate(-1, 0, 0), time.Hour)
	act.Requests = append(act.Requests, early.Requests...)
	act.Interventions = append(act.Interventions, early.Interventions...)
	_, err = compare.Levels(nuxit, proContract(), act, jan, jan)
	assert.ErrorContains(t, err, "activity.interventions[1].start")

	long := workOn("T1", deskClock(10, 0), 16*time.Hour)
	for i := range 416 { // of as many people
		in := long.Interventions[0]
		in.ID, in.End = fmt.Sprint("S", i), in.Start.Add(servicelevel.MaxSession)
		long.Interventions = append(long.Interventions, in)
	}
	_, err = compare.Levels(nuxit, proContract(), long, compareMay, compareMay)
	require.NoError(t, err)
	more := workOn("T2", deskClock(10, 0), 1)
	long.Requests = append(long.Requests, more.Requests...)
	long.Interventions = append(long.Interventions, more.Interventions...)
	_, err = compare.Levels(nuxit, proContract(), long, compareMay, compareMay)
	var short *credit.ShortfallError
	require.ErrorAs(t, err, &short)
}

func TestComparisonJSON(t *testing.T) {
	t.Parallel()
	ct := proContract()
	ct.Server = plans.Server{Ordered: deskClock(0, 0), InService: true}
	act := workOn("T1", deskClock(10, 0), 4*time.Hour)
	c, err := compare.Levels(servicelevel.NUXIT(), ct, act, compareMay, compareJune)
	require.NoError(t, err)
	b, err := json.Marshal(c)
	require.NoError(t, err)
	var back compare.Comparison
	require.NoError(t, json.Unmarshal(b, &back))
	again, err := json.Marshal(back)
	require.NoError(t, err)
	assert.Equal(t, string(b), string(again))
	tight, err := compare.Levels(servicelevel.NUXIT(), ct, workOn("T1", deskClock(10, 0), 3*time.Hour), compareMay, compareMay)
	require.NoError(t, err)
	standard := compared(t, tight, servicelevel.Standard)
	assert.Equal(t, standard.Hours, standard.Packs.Time)
	assert.NoError(t, tight.Validate())
	for _, x := range []struct{ old, new, field string }{
		{`"to":"2026-06"`, `"to":"2026-04"`, "to"},
		{`"from":"2026-05"`, `"from":"0000-05"`, "from"},
		{`"charged":"PT4H"`, `"charged":"PT3H"`, "levels[0].charged"},
		{`"cost":"239.00"`, `"cost":"239.01"`, "levels[0].cost"},
		{`"cost":"239.00",`, ``, "levels[0].cost"},
		{`"time":"PT5H","price":"239.00"}`, `"time":"PT3H","price":"239.00"}`, "levels[0].packs.time"},
		{`"in_time":0`, `"in_time":-1`, "levels[0].guarantees"},
		{`"palier/1"`, `"palier/2"`, "schema"},
		{`"level":"standard"`, `"level":"Gold"`, "levels[0].level"},
	} {
		bad := strings.Replace(string(b), x.old, x.new, 1)
		if x.field == "levels[0].packs.time" {
			bad = strings.Replace(string(b), `}],"time":"PT5H"`, `}],"time":"PT3H"`, 1)
		}
		require.NotEqual(t, string(b), bad, x.old)
		err := new(compare.Comparison).UnmarshalJSON([]byte(bad))
		require.Error(t, err, x.new)
		assert.Contains(t, err.Error(), x.field)
	}
}

// TestSumsOfAComparison: parts that do not add up are refused, and waits that their instants do not have.
func TestSumsOfAComparison(t *testing.T) {
	t.Parallel()
	ct := proContract()
	ct.Rent = dec("149.00")
	act := servicelevel.Activity{Requests: []servicelevel.Request{incident("T1", "2026-05-16 22:00")}, Outages: []penalty.Outage{down("2026-05-12 10:00", "2026-05-12 12:00")}}
	good, err := compare.Levels(servicelevel.NUXIT(), ct, act, compareMay, compareJune)
	require.NoError(t, err)
	require.NoError(t, good.Validate())
	assert.Equal(t, []compare.FeePart{{Months: 2, Price: *dec("90.00"), Amount: *dec("180.00")}}, kit.ReadAgain(t, compared(t, good, servicelevel.Business)).FeeParts)
	assert.Equal(t, "[{2026-05 14.9}]", fmt.Sprint(compared(t, good, servicelevel.Business).OwedMonths))
	for want, change := range map[string]func(standard, business *compare.LevelCost){
		`levels[3].fees: must be the sum of fee_parts`:                              func(_, b *compare.LevelCost) { b.FeeParts = nil },
		`levels[3].fee_parts[0]: must be of whole months, or of days of one`:        func(_, b *compare.LevelCost) { b.FeeParts[0].Days = 1 },
		`levels[3].owed: must be the sum of owed_months`:                            func(_, b *compare.LevelCost) { b.OwedMonths = nil },
		`levels[0].later[0].by: must be the time from first to earliest (got "PT0S`: func(s, _ *compare.LevelCost) { s.Later[0].By = 0 },
	} {
		c := kit.ReadAgain(t, good)
		change(&c.Levels[0], &c.Levels[3])
		assert.ErrorContains(t, c.Validate(), want)
	}
}

// TestComparisonOfAnyAmounts: amounts that nobody can write down are refused in a moment, beside a sum of
// nothing too.
func TestComparisonOfAnyAmounts(t *testing.T) {
	t.Parallel()
	for _, d := range []decimal.Decimal{decimal.New(7, math.MaxInt32), decimal.New(-7, math.MinInt32), decimal.New(1, -4)} {
		c := compare.Comparison{
			From: month("2026-05"), To: month("2026-05"),
			Levels: []compare.LevelCost{{Fees: d, Cost: &d, Packs: &credit.Offer{Price: d}, Owed: &d}},
		}
		var fields []string
		for _, f := range servicelevel.Faults(c.Validate()) {
			fields = append(fields, f.Field)
		}
		assert.Equal(t, []string{"levels[0].cost", "levels[0].packs.price", "levels[0].fees", "levels[0].owed"}, fields)
	}
}

// TestFaultsHaveTheCallersPlaces: what a level leaves out, and what is of other contracts or was withdrawn, moves no
// fact of which a statement says something.
func TestFaultsHaveTheCallersPlaces(t *testing.T) {
	t.Parallel()
	act := servicelevel.Activity{
		Requests: []servicelevel.Request{
			{Ticket: "other", At: deskClock(9, 0), For: "C-2"},
			{Ticket: "called", At: deskClock(9, 30), Channel: servicelevel.ByTelephone},
			{Ticket: "T1", At: deskClock(10, 0)},
		},
		Interventions: []servicelevel.Intervention{
			{Ticket: "other", Start: deskClock(10, 0), End: deskClock(11, 0)},
			{Ticket: "T1", Start: deskClock(10, 0), End: deskClock(11, 0), Withdrawn: deskClock(12, 0)},
			{Ticket: "called", Start: deskClock(10, 0), End: deskClock(11, 0)},
			{Ticket: "T1", Start: wall("2026-07-01 00:00"), End: wall("2026-07-01 01:00")},
		},
	}
	ct := ending(proContract(), "2026-06-01")
	_, err := compare.Levels(servicelevel.NUXIT(), ct, act, compareMay, compareMay)
	require.ErrorContains(t, err, "activity.interventions[3].start")
	ct.End = day("2026-08-01")
	act.Interventions[3].ChargedTo = ct.ID
	_, err = compare.Levels(servicelevel.NUXIT(), ct, act, compareMay, month("2026-07"))
	require.ErrorContains(t, err, "activity.interventions[3].charged_to")
}

// TestCompareCitesNothingOfWhatIsLeftOut: work that a level refuses is in none of its figures, so that no decision
// on work is either.
func TestCompareCitesNothingOfWhatIsLeftOut(t *testing.T) {
	t.Parallel()
	act := workOn("T1", deskClock(10, 0), time.Hour)
	act.Requests[0].Channel = servicelevel.ByTelephone
	c, err := compare.Levels(servicelevel.NUXIT(), proContract(), act, compareMay, compareMay)
	require.NoError(t, err)
	pro := compared(t, c, servicelevel.Pro)
	assert.Equal(t, time.Hour, pro.Refused[0].Worked)
	for _, id := range []string{"D1", "D2", "D5"} {
		assert.False(t, rests(pro.Assumptions, id), id)
	}
}
