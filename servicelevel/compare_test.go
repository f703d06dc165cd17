package servicelevel_test

import (
	"encoding/json"
	"fmt"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
)

var compareMay, compareJune = calendar.MustParseMonth("2026-05"), calendar.MustParseMonth("2026-06")

// compared returns what a comparison says of one level.
func compared(t require.TestingT, c servicelevel.Comparison, l servicelevel.Level) servicelevel.LevelCost {
	for _, x := range c.Levels {
		if x.Level == l {
			return x
		}
	}
	require.Fail(t, "not compared", "%v", l)
	return servicelevel.LevelCost{}
}

// workOn is one ticket with one session of work.
func workOn(ticket string, start time.Time, d time.Duration) servicelevel.Activity {
	return servicelevel.Activity{
		Requests:      []servicelevel.Request{{Ticket: ticket, At: start}},
		Interventions: []servicelevel.Intervention{{Ticket: ticket, Start: start, End: start.Add(d)}},
	}
}

func TestCompareKnowsNoPricesWhereNoneAreStated(t *testing.T) {
	t.Parallel()
	ct := proContract()
	ct.Edition, ct.Rent = "magic", dec("149")
	act := workOn("T1", deskClock(10, 0), 90*time.Minute)
	c, err := servicelevel.Magic().Compare(ct, act, compareMay, compareMay)
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

	c, err = servicelevel.Magic().Compare(ct, workOn("T1", deskClock(10, 0), time.Hour), compareMay, compareMay)
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
		c, err := servicelevel.NUXIT().Compare(ct, act, compareMay, compareMay)
		require.NoError(t, err)
		business := compared(t, c, servicelevel.Business)
		assert.Nil(t, business.Owed, "no rent")
		assert.Equal(t, []calendar.Month{compareMay}, business.Missed)
		pro := compared(t, c, servicelevel.Pro)
		require.NotNil(t, pro.Owed)
		assert.True(t, pro.Owed.IsZero())
		assert.Empty(t, pro.Missed)

		ct.Rent = dec("149")
		c, err = servicelevel.NUXIT().Compare(ct, act, compareMay, compareMay)
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
		got, err := servicelevel.NUXIT().Compare(proContract(), act, compareMay, compareMay)
		require.NoError(t, err)
		assert.Equal(t, c.missed, len(compared(t, got, servicelevel.Business).Missed) == 1, c.down)
	}

	ct := proContract()
	ct.Options.Late = &penalty.Terms{Target: decimal.New(1, 0), PerOutage: true, Lengths: []penalty.Length{{Credit: decimal.New(5, -2)}}}
	late := servicelevel.Activity{Requests: []servicelevel.Request{{Ticket: "T1", Kind: servicelevel.Incident, At: deskClock(10, 0)}}}
	c, err := servicelevel.NUXIT().Compare(ct, late, compareMay, compareMay)
	require.NoError(t, err)
	assert.Nil(t, compared(t, c, servicelevel.Pro).Owed)
	assert.NotNil(t, compared(t, c, servicelevel.Serenity).Owed, "guarantees nothing")
	assert.Equal(t, []string{"T1"}, compared(t, c, servicelevel.Pro).Late)
	ct.Rent = dec("100")
	c, err = servicelevel.NUXIT().Compare(ct, late, compareMay, compareMay)
	require.NoError(t, err)
	assert.Equal(t, "5.00", compared(t, c, servicelevel.Pro).Owed.StringFixed(2))
}

func TestCompareGuaranteesToTheNanosecond(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, time.May, 16, 20, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		after         time.Duration
		pro, business penalty.Attainment
	}{
		{45 * time.Minute, penalty.Attainment{InTime: 1}, penalty.Attainment{InTime: 1}},
		{45*time.Minute + 1, penalty.Attainment{InTime: 1}, penalty.Attainment{Late: 1}},
		{4 * time.Hour, penalty.Attainment{InTime: 1}, penalty.Attainment{Late: 1}},
		{4*time.Hour + 1, penalty.Attainment{Late: 1}, penalty.Attainment{Late: 1}},
	} {
		act := workOn("T1", at, time.Hour)
		act.Requests[0].Kind = servicelevel.Incident
		act.Interventions[0].Start = at.Add(c.after)
		act.Interventions[0].End = at.Add(6 * time.Hour)
		got, err := servicelevel.NUXIT().Compare(proContract(), act, compareMay, compareMay)
		require.NoError(t, err)
		assert.Equal(t, c.pro, compared(t, got, servicelevel.Pro).Guarantees, c.after)
		assert.Equal(t, c.business, compared(t, got, servicelevel.Business).Guarantees, c.after)
		assert.Zero(t, compared(t, got, servicelevel.Serenity).Guarantees)
		standard := compared(t, got, servicelevel.Standard)
		assert.Equal(t, 6*time.Hour-c.after, standard.Outside, "a Saturday night")
		assert.Equal(t, []servicelevel.LaterRequest{{
			Ticket: "T1", Earliest: time.Date(2026, time.May, 18, 9, 0, 0, 0, servicelevel.NUXIT().Location()), By: 35 * time.Hour,
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
	c, err := servicelevel.NUXIT().Compare(proContract(), act, compareMay, compareMay)
	require.NoError(t, err)
	after, err := json.Marshal(act)
	require.NoError(t, err)
	assert.Equal(t, string(before), string(after))

	desk := []string{"S27", "S29", "S30"}
	standard := compared(t, c, servicelevel.Standard)
	assert.Equal(t, []servicelevel.RefusedRequest{
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
	assert.Equal(t, penalty.Attainment{InTime: 1}, business.Guarantees)
}

// Facts count when they happened, packs in stock not at all.
func TestCompareLateFactsAndStock(t *testing.T) {
	t.Parallel()
	act := workOn("T1", deskClock(10, 0), 4*time.Hour)
	plain, err := servicelevel.NUXIT().Compare(proContract(), act, compareMay, compareMay)
	require.NoError(t, err)
	act.Interventions[0].Recorded = deskClock(10, 0).AddDate(0, 3, 0)
	act.Purchases = []servicelevel.Purchase{{ID: "P1", At: deskClock(8, 0), Time: 7 * time.Hour, Gift: true}}
	act.Outages = []penalty.Outage{{Start: deskClock(1, 0), End: deskClock(1, 30), Recorded: deskClock(1, 0).AddDate(0, 3, 0)}}
	ct := proContract()
	ct.Options.Overdraft = time.Hour
	late, err := servicelevel.NUXIT().Compare(ct, act, compareMay, compareMay)
	require.NoError(t, err)
	standard := compared(t, plain, servicelevel.Standard)
	assert.Equal(t, 4*time.Hour, standard.Hours)
	assert.Equal(t, []string{"D1", "D3", "D4", "D5"}, standard.Assumptions, "hours are bought, not overdrawn (D8)")
	assert.Equal(t, compared(t, plain, servicelevel.Standard), compared(t, late, servicelevel.Standard))
	later, err := servicelevel.NUXIT().Compare(ct, act, calendar.MustParseMonth("2026-08"), calendar.MustParseMonth("2026-08"))
	require.NoError(t, err)
	assert.Zero(t, compared(t, later, servicelevel.Standard).Charged)
}

func TestCompareEligibility(t *testing.T) {
	t.Parallel()
	ct := proContract()
	c, err := servicelevel.NUXIT().Compare(ct, servicelevel.Activity{}, compareMay, compareMay)
	require.NoError(t, err)
	assert.Nil(t, compared(t, c, servicelevel.Pro).Verdict)

	paris := servicelevel.NUXIT().Location()
	ct.Server = servicelevel.Server{Ordered: time.Date(2014, time.June, 20, 0, 0, 0, 0, paris).Add(-1), InService: true}
	c, err = servicelevel.NUXIT().Compare(ct, servicelevel.Activity{}, compareMay, compareMay)
	require.NoError(t, err)
	want := []servicelevel.Verdict{servicelevel.Eligible, servicelevel.Refused, servicelevel.Refused, servicelevel.ContactUs}
	for i, l := range c.Levels {
		require.NotNil(t, l.Verdict)
		assert.Equal(t, want[i], *l.Verdict, l.Level)
	}
	assert.Equal(t, []string{"S47", "D20"}, c.Levels[2].Unmet[0].Rules)
	c.Levels[2].Unmet[0].Rules[0] = "mine"
	plan := planIn(t, servicelevel.NUXIT(), servicelevel.Pro)
	assert.Equal(t, "S47", plan.Conditions[0].Rules[0])

	ct.Server.Ordered = ct.Server.Ordered.Add(1)
	c, err = servicelevel.NUXIT().Compare(ct, servicelevel.Activity{}, compareMay, compareMay)
	require.NoError(t, err)
	assert.Equal(t, servicelevel.Eligible, *c.Levels[2].Verdict)
}

func TestCompareALevelOnQuote(t *testing.T) {
	t.Parallel()
	ct := proContract()
	quote := planIn(t, servicelevel.NUXIT(), servicelevel.Business)
	quote.Level = servicelevel.CriticalBusiness
	quote.Fee.Monthly = decimal.New(25050, -2)
	quote.Allowance.Monthly = 10 * time.Hour
	ct.Quote = &quote
	c, err := servicelevel.NUXIT().Compare(ct, workOn("T1", deskClock(10, 0), 10*time.Hour+1), compareMay, compareJune)
	require.NoError(t, err)
	require.Len(t, c.Levels, 5)
	critical := c.Levels[4]
	assert.Equal(t, servicelevel.CriticalBusiness, critical.Level)
	assert.Equal(t, 10*time.Hour, critical.FromAllowance)
	assert.Equal(t, 30*time.Minute, critical.Hours)
	assert.Equal(t, "670.00", critical.Cost.StringFixed(2))
	assert.Nil(t, critical.Owed)

	quote.Prices = &servicelevel.Prices{} // sells nothing
	_, err = servicelevel.NUXIT().Compare(ct, workOn("T1", deskClock(10, 0), 10*time.Hour+1), compareMay, compareJune)
	assert.ErrorContains(t, err, "plans[critical_business].prices.tariff")
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
		_, err := nuxit.Compare(proContract(), servicelevel.Activity{}, c.from, c.to)
		if c.want == "" {
			require.NoError(t, err)
			continue
		}
		var fe *servicelevel.FieldError
		require.ErrorAs(t, err, &fe)
		assert.Equal(t, c.want, fe.Field)
	}
	ct := proContract()
	ct.ID, ct.Level = "", 77 // the level is not looked at
	_, err := nuxit.Compare(ct, servicelevel.Activity{Purchases: make([]servicelevel.Purchase, 1)}, calendar.Month{}, jan)
	for _, field := range []string{"contract.id", "activity.purchases[0].id", "from"} {
		assert.ErrorContains(t, err, field)
	}
	assert.NotContains(t, err.Error(), "level")
	ct = proContract()
	ct.Edition = "magic"
	_, err = nuxit.Compare(ct, servicelevel.Activity{}, jan, jan)
	assert.ErrorContains(t, err, "contract.edition")

	// Paths are those of the activity that was given, though some of it is refused.
	act := workOn("T1", deskClock(10, 0), time.Hour)
	act.Requests[0].Channel = servicelevel.ByTelephone
	early := workOn("T2", deskClock(10, 0).AddDate(-1, 0, 0), time.Hour)
	act.Requests = append(act.Requests, early.Requests...)
	act.Interventions = append(act.Interventions, early.Interventions...)
	_, err = nuxit.Compare(proContract(), act, jan, jan)
	assert.ErrorContains(t, err, "activity.interventions[1].start")

	long := workOn("T1", deskClock(10, 0), servicelevel.MaxPeriod)
	_, err = nuxit.Compare(proContract(), long, compareMay, compareMay)
	require.NoError(t, err)
	more := workOn("T2", deskClock(10, 0), 1)
	long.Requests = append(long.Requests, more.Requests...)
	long.Interventions = append(long.Interventions, more.Interventions...)
	_, err = nuxit.Compare(proContract(), long, compareMay, compareMay)
	var short *credit.ShortfallError
	require.ErrorAs(t, err, &short)
}

func TestComparisonJSON(t *testing.T) {
	t.Parallel()
	ct := proContract()
	ct.Server = servicelevel.Server{Ordered: deskClock(0, 0), InService: true}
	act := workOn("T1", deskClock(10, 0), 4*time.Hour)
	c, err := servicelevel.NUXIT().Compare(ct, act, compareMay, compareJune)
	require.NoError(t, err)
	b, err := json.Marshal(c)
	require.NoError(t, err)
	var back servicelevel.Comparison
	require.NoError(t, json.Unmarshal(b, &back))
	again, err := json.Marshal(back)
	require.NoError(t, err)
	assert.Equal(t, string(b), string(again))
	for _, x := range []struct{ old, new, field string }{
		{`"to":"2026-06"`, `"to":"2026-04"`, "to"},
		{`"from":"2026-05"`, `"from":"0000-05"`, "from"},
		{`"charged":"PT4H"`, `"charged":"PT3H"`, "levels[0].charged"},
		{`"cost":"239.00"`, `"cost":"239.01"`, "levels[0].cost"},
		{`"cost":"239.00",`, ``, "levels[0].cost"},
		{`"time":"PT5H","price":"239.00"}`, `"time":"PT3H","price":"239.00"}`, "levels[0].packs.time"},
		{`"in_time":0`, `"in_time":-1`, "levels[0].guarantees"},
		{`"palier/1"`, `"palier/2"`, "schema"},
		{`"level":"standard"`, `"level":"gold"`, "levels[0].level"},
	} {
		bad := strings.Replace(string(b), x.old, x.new, 1)
		if x.field == "levels[0].packs.time" {
			bad = strings.Replace(string(b), `}],"time":"PT5H"`, `}],"time":"PT3H"`, 1)
		}
		require.NotEqual(t, string(b), bad, x.old)
		err := new(servicelevel.Comparison).UnmarshalJSON([]byte(bad))
		require.Error(t, err, x.new)
		assert.Contains(t, err.Error(), x.field)
	}
}

// paperLevel is a level as the pages state it, for work that is counted on paper.
type paperLevel struct {
	fee       int // euros
	allowance int // minutes
	within    int // minutes to begin with an incident; 0: best effort
	promised  bool
}

var paperLevels = [...]paperLevel{{}, {fee: 15}, {fee: 45, allowance: 90, within: 240}, {fee: 90, allowance: 90, within: 45, promised: true}}

// paperOpen reports whether a minute after the start of May 2026 in Paris lies in
// office hours; May begins on a Friday, and has four holidays.
func paperOpen(minute int) bool {
	day, of := minute/1440, minute%1440
	switch day { // 1, 8, 14 and 25 May
	case 0, 7, 13, 24:
		return false
	}
	weekday := (day + 4) % 7 // Monday is 0
	return weekday < 5 && of >= 9*60 && of < 18*60
}

// paperPrice is the least that packs covering some minutes cost, in euros.
func paperPrice(minutes int) int {
	if minutes == 0 {
		return 0
	}
	least := 1 << 30
	for a := 0; a <= 5; a++ {
		for b := 0; b <= 9; b++ {
			for c := 0; c <= 18; c++ {
				for d := 0; d <= 30; d++ {
					if 60*(20*a+10*b+5*c+3*d) >= minutes {
						least = min(least, 699*a+399*b+239*c+169*d)
						break
					}
				}
			}
		}
	}
	return least
}

// paperWork is a request and its sessions, in minutes after the start of May.
type paperWork struct {
	asked    int
	incident bool
	channel  servicelevel.Channel
	sessions [][2]int // start, length
}

// Comparisons are what paper, minutes and fractions of integers come to.
func TestCompareAgainstPaper(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, time.April, 30, 22, 0, 0, 0, time.UTC)
	at := func(minute int) time.Time { return start.Add(time.Duration(minute) * time.Minute) }
	const june = 31 * 1440
	rapid.Check(t, func(t *rapid.T) {
		var works []paperWork
		var act servicelevel.Activity
		for i := range rapid.IntRange(0, 6).Draw(t, "tickets") {
			w := paperWork{
				asked:    rapid.IntRange(0, june+10*1440).Draw(t, "asked"),
				incident: rapid.Bool().Draw(t, "incident"),
				channel:  rapid.SampledFrom([]servicelevel.Channel{0, 0, 0, 1, 2, 3}).Draw(t, "channel"),
			}
			r := servicelevel.Request{Ticket: fmt.Sprint("T", i), At: at(w.asked), Channel: w.channel}
			if w.incident {
				r.Kind = servicelevel.Incident
			}
			act.Requests = append(act.Requests, r)
			from := w.asked
			for range rapid.IntRange(0, 3).Draw(t, "sessions") {
				from += rapid.SampledFrom([]int{0, 1, 44, 45, 46, 240, 241, 3000}).Draw(t, "gap")
				length := rapid.IntRange(1, 200).Draw(t, "length")
				w.sessions = append(w.sessions, [2]int{from, length})
				act.Interventions = append(act.Interventions, servicelevel.Intervention{
					Ticket: r.Ticket, Start: at(from), End: at(from + length),
				})
				from += length
			}
			works = append(works, w)
		}
		rent := rapid.IntRange(1, 50000).Draw(t, "rent") // cents
		down := 0
		for day := range rapid.IntRange(0, 3).Draw(t, "outages") {
			seconds := rapid.IntRange(1, 2000).Draw(t, "down")
			down += seconds
			o := penalty.Outage{Start: at(day * 2000), End: at(day * 2000).Add(time.Duration(seconds) * time.Second)}
			if rapid.Bool().Draw(t, "known late") {
				o.Recorded = at(3 * june)
			}
			act.Outages = append(act.Outages, o)
		}
		act.Requests = rapid.Permutation(act.Requests).Draw(t, "requests")
		act.Interventions = rapid.Permutation(act.Interventions).Draw(t, "interventions")
		ct := proContract()
		ct.Rent = cents(int64(rent))
		got, err := servicelevel.NUXIT().Compare(ct, act, compareMay, compareMay)
		require.NoError(t, err)

		// Sessions in the order in which they begin, the month of each paying.
		type piece struct{ start, work, length int }
		var pieces []piece
		for i, w := range works {
			for _, s := range w.sessions {
				pieces = append(pieces, piece{s[0], i, s[1]})
			}
		}
		for level, p := range paperLevels {
			takes := func(w paperWork) bool {
				return w.channel == servicelevel.ByTicket || level == 3 && w.channel == servicelevel.ByMonitoring
			}
			var charged, outside, refused, inTime, late, later int
			worked := make([]int, len(works))
			order := append([]piece(nil), pieces...)
			for i := range order { // by start, then ticket
				for j := i + 1; j < len(order); j++ {
					if order[j].start < order[i].start || order[j].start == order[i].start && order[j].work < order[i].work {
						order[i], order[j] = order[j], order[i]
					}
				}
			}
			for _, s := range order {
				if s.start >= june || !takes(works[s.work]) {
					continue
				}
				before := paperBlocks(worked[s.work])
				worked[s.work] += s.length
				charged += paperBlocks(worked[s.work]) - before
				if !works[s.work].incident || level < 2 {
					for m := s.start; m < s.start+s.length; m++ {
						if !paperOpen(m) || m >= june { // nothing is open in the first night of June
							outside++
						}
					}
				}
			}
			for _, w := range works {
				if w.asked >= june {
					continue
				}
				if !takes(w) {
					refused++
					continue
				}
				if w.incident && level < 2 && !paperOpen(w.asked) {
					later++
				}
				if p.within == 0 || !w.incident {
					continue
				}
				first := 1 << 30
				for _, s := range w.sessions {
					first = min(first, s[0])
				}
				switch due := w.asked + p.within; {
				case first < june && first <= due:
					inTime++
				case first > due && due < june:
					late++
				}
			}
			l := compared(t, got, servicelevel.Level(level))
			hours := max(0, charged-p.allowance)
			require.Equal(t, time.Duration(charged)*time.Minute, l.Charged, "charged %d", level)
			require.Equal(t, time.Duration(hours)*time.Minute, l.Hours, "hours %d", level)
			require.Equal(t, time.Duration(outside)*time.Minute, l.Outside, "outside %d", level)
			require.Equal(t, int64(p.fee+paperPrice(hours)), l.Cost.IntPart(), "cost %d", level)
			require.Len(t, l.Refused, refused)
			require.Len(t, l.Later, later, "later %d", level)
			require.Equal(t, penalty.Attainment{InTime: inTime, Late: late}, l.Guarantees, "guarantees %d", level)
			require.Len(t, l.Late, late)

			owed, missed := int64(0), down*1000 > 744*3600
			if p.promised && missed {
				exact := big.NewRat(int64(rent)*5*int64(down), 100*3600)
				twice := new(big.Int).Mul(exact.Num(), big.NewInt(2))
				twice.Add(twice, exact.Denom())
				owed = min(int64(rent), twice.Div(twice, new(big.Int).Mul(exact.Denom(), big.NewInt(2))).Int64())
			}
			require.Equal(t, owed, l.Owed.Shift(2).IntPart(), "owed %d", level)
			require.Equal(t, p.promised && missed, len(l.Missed) == 1)
		}

		act.Requests = rapid.Permutation(act.Requests).Draw(t, "requests again")
		act.Outages = rapid.Permutation(act.Outages).Draw(t, "outages again")
		again, err := servicelevel.NUXIT().Compare(ct, act, compareMay, compareMay)
		require.NoError(t, err)
		require.Equal(t, got, again)
	})
}

// A year is the sum of its months, save for the packs, which are bought for the
// year at once and cost no more.
func TestCompareAYear(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var act servicelevel.Activity
		for i := range rapid.IntRange(0, 20).Draw(t, "tickets") {
			one := workOn(fmt.Sprint("T", i), time.Date(2026, time.January, 5, 10, 0, 0, 0, time.UTC).
				AddDate(0, 0, rapid.IntRange(0, 350).Draw(t, "day")), time.Duration(rapid.IntRange(1, 300).Draw(t, "minutes"))*time.Minute)
			act.Requests = append(act.Requests, one.Requests...)
			act.Interventions = append(act.Interventions, one.Interventions...)
		}
		jan := calendar.MustParseMonth("2026-01")
		year, err := servicelevel.NUXIT().Compare(proContract(), act, jan, jan.AddMonths(11))
		require.NoError(t, err)
		sums := make([]servicelevel.LevelCost, len(year.Levels))
		for m := range 12 {
			month, err := servicelevel.NUXIT().Compare(proContract(), act, jan.AddMonths(m), jan.AddMonths(m))
			require.NoError(t, err)
			for i, l := range month.Levels {
				sums[i].Fees = sums[i].Fees.Add(l.Fees)
				sums[i].Charged += l.Charged
				sums[i].Hours += l.Hours
				if m == 0 {
					sums[i].Cost = new(decimal.Decimal)
				}
				*sums[i].Cost = sums[i].Cost.Add(*l.Cost)
			}
		}
		for i, l := range year.Levels {
			require.True(t, sums[i].Fees.Equal(l.Fees))
			require.Equal(t, sums[i].Charged, l.Charged)
			require.Equal(t, sums[i].Hours, l.Hours)
			require.LessOrEqual(t, l.Cost.Cmp(*sums[i].Cost), 0)
		}
	})
}
