package servicelevel_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
)

// wall is a time of day in Paris: "2026-05-03 22:10" or with seconds.
func wall(s string) time.Time {
	layout := "2006-01-02 15:04:05.999999999"
	if strings.Count(s, ":") == 1 {
		s += ":00"
	}
	t, err := time.ParseInLocation(layout, s, paris)
	if err != nil {
		panic(err)
	}
	return t
}

func day(s string) calendar.Date { return calendar.MustParseDate(s) }

func month(s string) calendar.Month { return calendar.MustParseMonth(s) }

func contract(edition string, level servicelevel.Level, start string) servicelevel.Contract {
	return servicelevel.Contract{ID: "C-1", Customer: "Atelier du Port", Edition: edition, Level: level, Start: day(start)}
}

func session(ticket, start string, worked time.Duration) servicelevel.Intervention {
	return servicelevel.Intervention{Ticket: ticket, Start: wall(start), End: wall(start).Add(worked)}
}

func incident(ticket, at string) servicelevel.Request {
	return servicelevel.Request{Ticket: ticket, Kind: servicelevel.Incident, At: wall(at)}
}

func asked(ticket, at string) servicelevel.Request {
	return servicelevel.Request{Ticket: ticket, At: wall(at)}
}

func down(start, end string) penalty.Outage {
	return penalty.Outage{Start: wall(start), End: wall(end)}
}

func statement(t *testing.T, ct servicelevel.Contract, act servicelevel.Activity, m string) servicelevel.Statement {
	t.Helper()
	c := servicelevel.NUXIT()
	if ct.Edition == "magic" {
		c = servicelevel.Magic()
	}
	s, err := c.Statement(ct, act, month(m))
	require.NoError(t, err)
	require.NoError(t, s.Validate())
	s.Explain()
	return s
}

// totals are net, tax and gross.
func totals(d *servicelevel.Document) string {
	return d.Net.StringFixed(2) + " " + d.Tax.StringFixed(2) + " " + d.Gross.StringFixed(2)
}

// amounts are the amounts of the lines.
func amounts(d *servicelevel.Document) (list []string) {
	for _, l := range d.Lines {
		list = append(list, l.Kind.String()+" "+l.Amount.StringFixed(2))
	}
	return list
}

var sampleRequests = []servicelevel.Request{
	incident("T1", "2026-05-03 22:10"), asked("T2", "2026-05-13 10:00"), asked("T3", "2026-05-14 11:20"),
}

var sampleWork = []servicelevel.Intervention{
	session("T1", "2026-05-03 22:25", 50*time.Minute), session("T2", "2026-05-13 10:00", 65*time.Minute),
	session("T3", "2026-05-15 09:00", 20*time.Minute),
}

func TestSampleA(t *testing.T) {
	s := statement(t, contract("nuxit", servicelevel.Pro, "2026-01-01"), servicelevel.Activity{
		Purchases: []servicelevel.Purchase{
			{ID: "pack-5h", At: wall("2026-03-10 11:00"), Time: 5 * time.Hour},
			{ID: "pack-3h", At: wall("2026-05-20 14:30"), Time: 3 * time.Hour},
		},
		Requests: sampleRequests, Interventions: sampleWork,
	}, "2026-05")
	assert.Equal(t, []string{"fee 45.00", "pack 169.00"}, amounts(&s.Invoice))
	assert.Equal(t, "214.00 42.80 256.80", totals(&s.Invoice))
	assert.Nil(t, s.Compensation)
	assert.Equal(t, servicelevel.AllowanceUse{Granted: 90 * time.Minute, Used: 90 * time.Minute}, s.Allowance)
	assert.Equal(t, 5*time.Hour, s.Credit.Opening)
	assert.Equal(t, 6*time.Hour+30*time.Minute, s.Credit.Closing)
	got := accountOf(&s)
	assert.Equal(t, []string{
		"T1 incident asked 2026-05-03T20:10:00Z earliest 2026-05-03T20:10:00Z worked 50m0s charged 1h0m0s of 2026-05: allowance 1h0m0s, over 0s, outside 0s",
		"T2 request asked 2026-05-13T08:00:00Z earliest 2026-05-13T08:00:00Z worked 1h5m0s charged 1h30m0s of 2026-05: allowance 30m0s, pack-5h 1h0m0s 47.80, over 0s, outside 0s",
		"T3 request asked 2026-05-14T09:20:00Z earliest 2026-05-15T07:00:00Z worked 20m0s charged 30m0s of 2026-05: allowance 0s, pack-5h 30m0s 23.90, over 0s, outside 0s",
	}, got.Tickets)
	assert.Nil(t, s.Tickets[0].Draws)
	assert.Equal(t, []string{
		"pack-5h of 2026-03-10, 5h0m0s for 239.00: 5h0m0s - 1h30m0s = 3h30m0s; earned 71.70, in all 71.70, deferred 167.30",
		"pack-3h of 2026-05-20, 3h0m0s for 169.00: 0s - 0s = 3h0m0s; earned 0.00, in all 0.00, deferred 169.00",
	}, got.Lots)
	require.Len(t, s.Guarantees, 1)
	r := s.Guarantees[0].Response
	assert.True(t, r.Due.Equal(wall("2026-05-04 02:10")))
	assert.Equal(t, penalty.InTime, r.Outcome)
	assert.Equal(t, 15*time.Minute, r.Elapsed)
	assert.Empty(t, s.Availability)
	assert.Equal(t, servicelevel.Citation("D1, D3, D4, D5, D6, D7, D18, D22"), s.Assumptions)
	assert.Contains(t, s.Tickets[1].Explained.FR, "65 min → 3 tranches de 30 min")
	assert.Contains(t, s.Tickets[1].Explained.EN, "65 min → 3 blocks of 30 min")
	assert.Contains(t, s.Tickets[1].Explained.EN, "60 min from the pack of 5 h of 10 March 2026, cost €47.80")
	for _, rule := range []string{"S19", "S43", "S20", "D7"} {
		assert.Contains(t, s.Tickets[1].Explained.FR, rule)
		assert.Contains(t, s.Tickets[1].Explained.EN, rule)
	}
	assert.Equal(t, "NUXIT", s.Provider)
	assert.Equal(t, "MON", s.Invoice.Lines[0].Unit)
	assert.Equal(t, servicelevel.Citation("S38"), s.Invoice.Lines[0].Rules)
	assert.Equal(t, servicelevel.Citation("S23"), s.Invoice.Lines[1].Rules)
}

func TestSampleB(t *testing.T) {
	ct := contract("nuxit", servicelevel.Business, "2026-01-01")
	ct.Rent = dec("149.00")
	s := statement(t, ct, servicelevel.Activity{Outages: []penalty.Outage{
		down("2026-05-12 10:00", "2026-05-12 11:00"), down("2026-05-12 10:30", "2026-05-12 12:00"),
		down("2026-05-12 11:59:59", "2026-05-12 12:00"), down("2026-05-12 12:00", "2026-05-12 12:30"),
	}}, "2026-05")
	assert.Equal(t, "90.00 18.00 108.00", totals(&s.Invoice))
	require.NotNil(t, s.Compensation)
	assert.Equal(t, "18.63 0.00 18.63", totals(s.Compensation))
	require.Len(t, s.Compensation.Lines, 1)
	assert.Equal(t, "O", s.Compensation.Lines[0].Category)
	assert.True(t, s.Compensation.Lines[0].Rate.IsZero())
	require.Len(t, s.Availability, 1)
	a := s.Availability[0].Assessment
	assert.Equal(t, 9000*time.Second, a.Availability.Down)
	assert.Equal(t, penalty.Ratio{Num: 1483, Den: 1488}, a.Availability.Ratio())
	assert.Equal(t, "99.6639 %", a.Availability.String())
	assert.True(t, a.Missed)
	assert.Equal(t, servicelevel.Citation("S61, S62"), s.Availability[0].Rules)
	for _, id := range []string{"D4", "D9", "D10", "D11", "D12", "D13", "D17", "D21", "D22", "D23"} {
		assert.True(t, s.Assumptions.Has(id), id)
	}
}

func TestSampleC(t *testing.T) {
	s := statement(t, contract("magic", servicelevel.Pro, "2026-01-01"), servicelevel.Activity{
		Purchases: []servicelevel.Purchase{{ID: "hours-4", At: wall("2026-03-10 11:00"), Time: 4 * time.Hour, Price: dec("320.00")}},
		Requests:  sampleRequests, Interventions: sampleWork,
	}, "2026-05")
	var drawn []string
	for _, w := range s.Tickets {
		var lots time.Duration
		for _, d := range w.Draws {
			lots += d.Time
		}
		drawn = append(drawn, fmt.Sprint(w.Charged, " ", w.FromAllowance, " ", lots))
	}
	assert.Equal(t, []string{"1h0m0s 1h0m0s 0s", "2h0m0s 30m0s 1h30m0s", "1h0m0s 0s 1h0m0s"}, drawn)
	assert.Equal(t, "45.00 9.00 54.00", totals(&s.Invoice))
	assert.Equal(t, 90*time.Minute, s.Credit.Closing)
	assert.Equal(t, "Magic", s.Provider)
}

func TestChangeOfLevel(t *testing.T) {
	for _, c := range []struct {
		on      string
		proRata bool
		may     []string
		june    []string
		levels  int
		granted time.Duration
	}{
		{"2026-05-01", false, []string{"fee 45.00"}, []string{"fee 45.00"}, 1, 90 * time.Minute},
		{"2026-05-15", false, []string{"fee 15.00"}, []string{"fee 45.00"}, 1, 0},
		{"2026-05-31", false, []string{"fee 15.00"}, []string{"fee 45.00"}, 1, 0},
		{"2026-06-01", false, []string{"fee 15.00"}, []string{"fee 45.00"}, 1, 0},
		{"2026-05-01", true, []string{"fee 45.00"}, []string{"fee 45.00"}, 1, 90 * time.Minute},
		{"2026-05-15", true, []string{"fee 6.77", "fee 24.68"}, []string{"fee 45.00"}, 2, 90 * time.Minute}, // 15 × 14/31, 45 × 17/31
		{"2026-05-31", true, []string{"fee 14.52", "fee 1.45"}, []string{"fee 45.00"}, 2, 90 * time.Minute}, // 15 × 30/31, 45 × 1/31
	} {
		t.Run(fmt.Sprint(c.on, " ", c.proRata), func(t *testing.T) {
			ct := contract("nuxit", servicelevel.Serenity, "2026-01-01")
			ct.Changes = []servicelevel.Change{{On: day(c.on), Level: servicelevel.Pro}}
			ct.Options.ProRata = c.proRata
			may, june := statement(t, ct, servicelevel.Activity{}, "2026-05"), statement(t, ct, servicelevel.Activity{}, "2026-06")
			assert.Equal(t, c.may, amounts(&may.Invoice))
			assert.Equal(t, c.june, amounts(&june.Invoice))
			assert.Len(t, may.Levels, c.levels)
			assert.Equal(t, c.granted, may.Allowance.Granted)
			assert.Equal(t, 90*time.Minute, june.Allowance.Granted)
		})
	}
}

// TestSeveralChangesInAMonth: the allowance of the month is the greatest of all
// levels that held in it, and can be drawn.
func TestSeveralChangesInAMonth(t *testing.T) {
	ct := contract("nuxit", servicelevel.Pro, "2026-01-01")
	ct.Options.ProRata = true
	ct.Changes = []servicelevel.Change{
		{On: day("2026-05-05"), Level: servicelevel.Standard}, {On: day("2026-05-20"), Level: servicelevel.Serenity},
	}
	act := servicelevel.Activity{
		Requests: []servicelevel.Request{asked("T1", "2026-05-21 10:00")}, Interventions: []servicelevel.Intervention{session("T1", "2026-05-21 10:00", time.Hour)},
	}
	s := statement(t, ct, act, "2026-05")
	assert.Equal(t, time.Hour, s.Tickets[0].FromAllowance)
	assert.Equal(t, servicelevel.AllowanceUse{Granted: 90 * time.Minute, Used: time.Hour, Lost: 30 * time.Minute}, s.Allowance)
	assert.Equal(t, []string{"fee 5.81", "fee 5.81"}, amounts(&s.Invoice)) // 45 × 4/31, nothing, 15 × 12/31
	assert.Zero(t, statement(t, ct, act, "2026-06").Allowance.Granted)
}

// Days on a level that promises no availability are no part of what is assessed, in
// the middle of it neither (D16).
func TestAvailabilityOfALevelThatWasLeftForAWhile(t *testing.T) {
	ct := contract("nuxit", servicelevel.Business, "2026-01-01")
	ct.Rent = dec("100")
	ct.Options.ProRata = true
	ct.Changes = []servicelevel.Change{{On: day("2026-05-11"), Level: servicelevel.Pro}, {On: day("2026-05-21"), Level: servicelevel.Business}}
	act := servicelevel.Activity{Outages: []penalty.Outage{
		down("2026-05-10 23:00", "2026-05-11 05:00"), down("2026-05-15 08:00", "2026-05-16 08:00"), down("2026-05-20 23:30", "2026-05-21 01:00"),
	}}
	a := statement(t, ct, act, "2026-05").Availability[0].Assessment
	assert.Equal(t, penalty.Availability{Down: 2 * time.Hour, Total: 21 * 24 * time.Hour}, a.Availability)
	assert.Equal(t, []calendar.Interval{{Start: wall("2026-05-11 00:00"), End: wall("2026-05-21 00:00")}}, a.Breaks)
	assert.Equal(t, "10.00", a.Amount.StringFixed(2))
	assert.True(t, a.Assumed.Has(penalty.D16))

	// Another level that promises it takes over without a break.
	ct.Quote, ct.Changes[0].Level = quote(), servicelevel.CriticalBusiness
	a = statement(t, ct, act, "2026-05").Availability[0].Assessment
	assert.Equal(t, 31*24*time.Hour, a.Availability.Total)
	assert.Empty(t, a.Breaks)

	// By the quarter, a month at Pro is left out.
	ct.Quote, ct.Changes[0].Level = nil, servicelevel.Pro
	ct.Options = servicelevel.Options{Penalty: &penalty.Terms{Target: *dec("0.999"), Rate: *dec("0.05"), Period: penalty.Quarter}}
	ct.Changes[0].On, ct.Changes[1].On = day("2026-05-01"), day("2026-06-01")
	act.Outages = append(act.Outages, down("2026-04-30 22:00", "2026-05-01 02:00"), down("2026-06-30 23:00", "2026-07-01 01:00"))
	a = statement(t, ct, act, "2026-06").Availability[0].Assessment
	assert.Equal(t, penalty.Availability{Down: 3 * time.Hour, Total: 60 * 24 * time.Hour}, a.Availability)
	assert.Equal(t, "15.00", a.Amount.StringFixed(2))
}

// TestClockChange: March 2026 has 743 h, October 745 h; the last nanosecond of
// what they allow is still met (D4, D9).
func TestClockChange(t *testing.T) {
	for _, c := range []struct {
		month   string
		start   string
		hours   time.Duration
		allowed time.Duration
	}{
		{"2026-03", "2026-03-29 01:30", 743, 2674800 * time.Millisecond},
		{"2026-10", "2026-10-25 01:30", 745, 2682 * time.Second},
		{"2026-04", "2026-04-30 01:30", 720, 2592 * time.Second},
		{"2024-02", "2024-02-29 01:30", 696, 2505600 * time.Millisecond},
	} {
		for off := time.Duration(-1); off <= 1; off++ {
			ct := contract("nuxit", servicelevel.Business, "2024-01-01")
			ct.Rent = dec("149.00")
			o := penalty.Outage{Start: wall(c.start)}
			o.End = o.Start.Add(c.allowed + off)
			s := statement(t, ct, servicelevel.Activity{Outages: []penalty.Outage{o}}, c.month)
			a := s.Availability[0].Assessment
			assert.Equal(t, c.hours*time.Hour, a.Availability.Total)
			assert.Equal(t, c.allowed, a.Allowed)
			assert.Equal(t, off > 0, a.Missed, "%s %d", c.month, off)
			assert.Equal(t, c.allowed+off, a.Availability.Down)
		}
	}
}

// TestGuaranteeOverClockChange: four real hours, on whatever the wall shows.
func TestGuaranteeOverClockChange(t *testing.T) {
	s := statement(t, contract("nuxit", servicelevel.Pro, "2026-01-01"), servicelevel.Activity{
		Requests: []servicelevel.Request{incident("T1", "2026-03-29 00:30")},
	}, "2026-03")
	r := s.Guarantees[0].Response
	assert.True(t, r.Due.Equal(wall("2026-03-29 05:30")), r.Due)
	assert.Equal(t, penalty.Late, r.Outcome)
}

func TestWorkOverMidnightAtMonthEnd(t *testing.T) {
	ct := contract("nuxit", servicelevel.Pro, "2026-01-01")
	act := servicelevel.Activity{
		Requests:      []servicelevel.Request{incident("T1", "2026-05-31 23:20")},
		Interventions: []servicelevel.Intervention{session("T1", "2026-05-31 23:40", 65*time.Minute)},
	}
	may, june := statement(t, ct, act, "2026-05"), statement(t, ct, act, "2026-06")
	assert.Equal(t, 90*time.Minute, may.Allowance.Used)
	assert.Equal(t, 65*time.Minute, may.Tickets[0].Worked)
	assert.Empty(t, june.Tickets)
	assert.Zero(t, june.Allowance.Used)
	ct.Options.SplitMonths = true
	may, june = statement(t, ct, act, "2026-05"), statement(t, ct, act, "2026-06")
	assert.Equal(t, 20*time.Minute, may.Tickets[0].Worked)
	assert.Equal(t, 30*time.Minute, may.Tickets[0].Charged)
	assert.Equal(t, 45*time.Minute, june.Tickets[0].Worked)
	assert.Equal(t, time.Hour, june.Tickets[0].Charged) // 65 min are 3 blocks, one of them charged in May
	assert.Equal(t, 30*time.Minute, may.Allowance.Used)
	assert.Equal(t, time.Hour, june.Allowance.Used)
	assert.False(t, june.Tickets[0].Corrects.Valid())
	act.Interventions[0].End = wall("2026-06-01 00:00")
	may, june = statement(t, ct, act, "2026-05"), statement(t, ct, act, "2026-06")
	assert.Equal(t, 20*time.Minute, may.Tickets[0].Worked)
	assert.Empty(t, june.Tickets, "nothing was worked in June")
}

func TestOneDay(t *testing.T) {
	ct := contract("nuxit", servicelevel.Business, "2024-02-29")
	ct.End, ct.Rent = day("2024-03-01"), dec("149.00")
	act := servicelevel.Activity{Outages: []penalty.Outage{down("2024-02-28 12:00", "2024-02-29 01:00"), down("2024-02-29 23:59", "2024-03-02 00:00")}}
	s := statement(t, ct, act, "2024-02")
	assert.Equal(t, []string{"fee 90.00"}, amounts(&s.Invoice)) // whole months (D24)
	a := s.Availability[0].Assessment
	assert.Equal(t, 24*time.Hour, a.Availability.Total)
	assert.Equal(t, 61*time.Minute, a.Availability.Down)
	assert.Equal(t, "7.57", a.Amount.StringFixed(2)) // 149 × 5 % × 61/60 = 7.574…
	assert.True(t, s.Assumptions.Has("D16"))
	assert.True(t, s.Assumptions.Has("D24"))
	ct.Options.ProRata = true
	s = statement(t, ct, act, "2024-02")
	assert.Equal(t, []string{"fee 3.10"}, amounts(&s.Invoice)) // 90 × 1/29
	assert.Equal(t, "1", s.Invoice.Lines[0].Quantity.String())
	assert.Equal(t, "DAY", s.Invoice.Lines[0].Unit)
	assert.Equal(t, 29, s.Invoice.Lines[0].PriceBase)
	after := statement(t, ct, act, "2024-03")
	assert.Empty(t, after.Invoice.Lines)
	assert.Empty(t, after.Levels)
	assert.Empty(t, after.Availability)
	assert.Zero(t, after.Allowance.Granted)
}

func TestOutageAcrossTwoMonths(t *testing.T) {
	ct := contract("nuxit", servicelevel.Business, "2026-01-01")
	ct.Rent = dec("149.00")
	act := servicelevel.Activity{Outages: []penalty.Outage{down("2026-05-31 23:00", "2026-06-01 02:00")}}
	may, june := statement(t, ct, act, "2026-05"), statement(t, ct, act, "2026-06")
	assert.Equal(t, "7.45 0.00 7.45", totals(may.Compensation))
	assert.Equal(t, "14.90 0.00 14.90", totals(june.Compensation))
	assert.Len(t, june.Availability, 1)
	// Known in June only, May is corrected in June.
	act.Outages[0].Recorded = wall("2026-06-02 09:00")
	may, june = statement(t, ct, act, "2026-05"), statement(t, ct, act, "2026-06")
	assert.Nil(t, may.Compensation)
	assert.Equal(t, []string{"penalty 7.45", "penalty 14.90"}, amounts(june.Compensation))
	assert.Equal(t, month("2026-05"), june.Compensation.Lines[0].Corrects)
	assert.Len(t, june.Availability, 2)
	// Of the months from May on only those are there that are not as they were.
	for end, n := range map[string]int{"2026-05-31 23:10": 2, "2026-06-01 00:00": 2, "2026-06-01 00:10": 3} {
		act.Outages[0] = down("2026-05-31 23:00", end)
		act.Outages[0].Recorded = wall("2026-07-02 09:00")
		assert.Len(t, statement(t, ct, act, "2026-07").Availability, n, end)
	}
}

// TestLateExclusion: what turns out to be force majeure is taken back, with a
// negative quantity.
func TestLateExclusion(t *testing.T) {
	ct := contract("nuxit", servicelevel.Business, "2026-01-01")
	ct.Rent = dec("149.00")
	storm := down("2026-05-12 10:00", "2026-05-12 11:00")
	storm.Excluded, storm.Recorded = penalty.ForceMajeure, wall("2026-06-15 10:00")
	act := servicelevel.Activity{Outages: []penalty.Outage{down("2026-05-12 10:00", "2026-05-12 12:00"), storm}}
	for _, reduction := range []bool{false, true} {
		ct.Options.PriceReduction = reduction
		may, june := statement(t, ct, act, "2026-05"), statement(t, ct, act, "2026-06")
		owed, back := may.Compensation, june.Compensation
		sign := int64(1)
		if reduction {
			require.Nil(t, owed)
			owed, back, sign = &may.Invoice, &june.Invoice, -1
		}
		line := owed.Lines[len(owed.Lines)-1]
		assert.Equal(t, sign*1490, centsOf(line.Amount))
		line = back.Lines[len(back.Lines)-1]
		assert.Equal(t, sign*-745, centsOf(line.Amount))
		assert.Equal(t, -sign, line.Quantity.IntPart())
		assert.Equal(t, "7.45", line.Price.StringFixed(2))
		assert.Equal(t, "14.90", june.Availability[0].Before.StringFixed(2))
	}
}

func TestAllowanceUsedUpByFirstTicket(t *testing.T) {
	ct := contract("nuxit", servicelevel.Pro, "2026-01-01")
	act := servicelevel.Activity{
		Purchases:     []servicelevel.Purchase{{ID: "P", At: wall("2026-05-01 00:00"), Time: 3 * time.Hour}},
		Requests:      []servicelevel.Request{asked("T1", "2026-05-04 09:00"), asked("T2", "2026-05-05 09:00")},
		Interventions: []servicelevel.Intervention{session("T1", "2026-05-04 09:00", 61*time.Minute), session("T2", "2026-05-05 09:00", 1)},
	}
	s := statement(t, ct, act, "2026-05")
	assert.Equal(t, 90*time.Minute, s.Tickets[0].FromAllowance)
	assert.Empty(t, s.Tickets[0].Draws)
	assert.Zero(t, s.Tickets[1].FromAllowance)
	require.Len(t, s.Tickets[1].Draws, 1)
	assert.Equal(t, "28.17", s.Tickets[1].Draws[0].Cost.StringFixed(2))
	act.Purchases = nil
	_, err := servicelevel.NUXIT().Statement(ct, act, month("2026-05"))
	requireShort(t, &shortfall{30 * time.Minute, 0, 30 * time.Minute}, err)
}

func TestCreditUsedUpMidTicket(t *testing.T) {
	ct := contract("nuxit", servicelevel.Standard, "2026-01-01")
	act := servicelevel.Activity{
		Purchases:     []servicelevel.Purchase{{ID: "P", At: wall("2026-05-04 09:00"), Time: 3 * time.Hour}},
		Requests:      []servicelevel.Request{asked("T1", "2026-05-04 09:00")},
		Interventions: []servicelevel.Intervention{session("T1", "2026-05-04 09:00", 2*time.Hour), session("T1", "2026-05-04 14:00", 90*time.Minute)},
	}
	_, err := servicelevel.NUXIT().Statement(ct, act, month("2026-05"))
	requireShort(t, &shortfall{90 * time.Minute, time.Hour, 30 * time.Minute}, err)
	var e *credit.ShortfallError
	require.ErrorAs(t, err, &e)
	assert.Equal(t, "T1", e.ID)
	assert.Equal(t, "169.00", e.Offer.Price.StringFixed(2))
	assert.ErrorContains(t, err, "the cheapest packs for it are 1 of 3h0m0s at 169.00 (got \"T1\")")
	ct.Options.Overdraft = 30 * time.Minute
	s := statement(t, ct, act, "2026-05")
	assert.Equal(t, 30*time.Minute, s.Tickets[0].FromOverdraft)
	assert.Equal(t, 30*time.Minute, s.Credit.Overdrawn)
	assert.Equal(t, -30*time.Minute, s.Credit.Closing)
	assert.True(t, s.Assumptions.Has("D8"))
	// The next pack pays for it first.
	act.Purchases = append(act.Purchases, servicelevel.Purchase{ID: "Q", At: wall("2026-06-01 00:00"), Time: 3 * time.Hour})
	s = statement(t, ct, act, "2026-06")
	assert.Equal(t, -30*time.Minute, s.Credit.Opening)
	assert.Equal(t, 150*time.Minute, s.Credit.Closing)
	assert.Zero(t, s.Credit.Used)
	assert.Equal(t, "28.17", s.Credit.Lots[0].Earned.StringFixed(2))
}

func TestRefusals(t *testing.T) {
	pro := contract("nuxit", servicelevel.Pro, "2026-01-01")
	for name, c := range map[string]struct {
		ct    servicelevel.Contract
		act   servicelevel.Activity
		month string
		want  []string
	}{
		"no rent": {ct: contract("nuxit", servicelevel.Business, "2026-01-01"), want: []string{"contract.rent: .*D17"}},
		"rent for a later level": {
			ct:   change(pro, "2027-01-01", servicelevel.Business),
			want: []string{"contract.rent: .*D17"},
		},
		"no quote":         {ct: contract("nuxit", servicelevel.CriticalBusiness, "2026-01-01"), want: []string{`contract.level: .*S72.*critical_business`}},
		"no quote, change": {ct: change(pro, "2026-02-01", servicelevel.CriticalBusiness), want: []string{`contract.changes\[0\].level: .*S72`}},
		"other edition":    {ct: contract("magic", servicelevel.Pro, "2026-01-01"), want: []string{`contract.edition: .*nuxit.*magic`}},
		"telephone": {
			ct: pro,
			act: servicelevel.Activity{
				Requests:      []servicelevel.Request{{Ticket: "T1", Channel: servicelevel.ByTelephone, At: wall("2026-05-04 10:00")}},
				Interventions: []servicelevel.Intervention{session("T1", "2026-05-04 10:00", time.Hour)},
			},
			want: []string{`activity.requests\[0\].channel: .*S28.*telephone`},
		},
		"mail": {
			ct: pro,
			act: servicelevel.Activity{
				Requests:      []servicelevel.Request{{Ticket: "T1", Channel: servicelevel.ByMail, At: wall("2026-05-04 10:00")}},
				Interventions: []servicelevel.Intervention{session("T1", "2026-05-04 10:00", time.Hour)},
			},
			want: []string{`activity.requests\[0\].channel: .*S27.*mail`},
		},
		"before the contract": {ct: pro, month: "2025-12", want: []string{`month: .*2026-01.*2025-12`}},
		"work out of service": {
			ct: ending(pro, "2026-05-10"),
			act: servicelevel.Activity{
				Requests:      []servicelevel.Request{asked("T1", "2025-12-31 10:00")},
				Interventions: []servicelevel.Intervention{session("T1", "2025-12-31 23:59", time.Hour), session("T1", "2026-05-10 00:00", time.Hour)},
			},
			want: []string{`activity.interventions\[0\].start: .*2025-12-31`, `activity.interventions\[1\].start: .*2026-05-10`},
		},
		"work when service ends": {
			ct: ending(pro, "2026-06-01"),
			act: servicelevel.Activity{
				Requests:      []servicelevel.Request{asked("T1", "2026-05-29 10:00")},
				Interventions: []servicelevel.Intervention{session("T1", "2026-06-01 00:00", time.Hour)},
			},
			want: []string{`activity.interventions\[0\].start: .*2026-06-01`},
		},
		"no such pack":  {ct: pro, act: bought(4*time.Hour, nil), want: []string{`activity.purchases\[0\].price: .*4h`}},
		"below minimum": {ct: pro, act: bought(2*time.Hour, dec("100")), want: []string{`activity.purchases\[0\].time: .*3h.*PT2H`}},
		"both bad": {
			ct: servicelevel.Contract{}, month: "0000-00",
			act:  servicelevel.Activity{Interventions: []servicelevel.Intervention{{}}},
			want: []string{"contract.id", "contract.customer", "contract.edition", "contract.start", `activity.interventions\[0\].ticket`, "month"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			m := month("2026-05")
			if c.month == "0000-00" {
				m = calendar.Month{}
			} else if c.month != "" {
				m = month(c.month)
			}
			s, err := servicelevel.NUXIT().Statement(c.ct, c.act, m)
			require.Error(t, err)
			assert.Equal(t, servicelevel.Statement{}, s)
			lines := strings.Split(err.Error(), "\n")
			for _, want := range c.want {
				assert.Regexp(t, "(?m)^"+want, err.Error())
			}
			var f *servicelevel.FieldError
			assert.ErrorAs(t, err, &f)
			if name != "both bad" {
				assert.Len(t, lines, len(c.want))
			}
		})
	}
	_, err := servicelevel.Magic().Statement(contract("magic", servicelevel.Pro, "2026-01-01"), bought(3*time.Hour, nil), month("2026-05"))
	assert.ErrorContains(t, err, "activity.purchases[0].price: must be given, for the plan states no prices")
}

func change(ct servicelevel.Contract, on string, l servicelevel.Level) servicelevel.Contract {
	ct.Changes = []servicelevel.Change{{On: day(on), Level: l}}
	return ct
}

func ending(ct servicelevel.Contract, on string) servicelevel.Contract {
	ct.End = day(on)
	return ct
}

func bought(d time.Duration, price *decimal.Decimal) servicelevel.Activity {
	return servicelevel.Activity{Purchases: []servicelevel.Purchase{{ID: "P", At: wall("2026-05-02 10:00"), Time: d, Price: price}}}
}

// quote is a plan of level 4 as a customer's quote states it.
func quote() *servicelevel.Plan {
	p, _ := servicelevel.NUXIT().Plan(servicelevel.Business)
	p.Level = servicelevel.CriticalBusiness
	p.Name = servicelevel.Wording{FR: "Sur mesure", EN: "Bespoke"}
	p.Includes = []servicelevel.Level{servicelevel.Business}
	p.Fee = servicelevel.Fee{Monthly: *dec("1250.00"), Rules: []string{"Q-77"}}
	p.Allowance.Monthly = 5 * time.Hour
	p.Work.Block = 15 * time.Minute
	p.Guarantee.Terms.Within = 15 * time.Minute
	p.Availability.Terms.Target, p.Availability.Terms.Rate = *dec("0.9999"), *dec("0.1")
	p.Conditions = nil
	return &p
}

func TestQuotedPlan(t *testing.T) {
	ct := change(contract("nuxit", servicelevel.Pro, "2026-01-01"), "2026-05-01", servicelevel.CriticalBusiness)
	ct.Rent, ct.Quote = dec("1000.00"), quote()
	s := statement(t, ct, servicelevel.Activity{
		Requests:      []servicelevel.Request{incident("T1", "2026-05-05 03:00")},
		Interventions: []servicelevel.Intervention{session("T1", "2026-05-05 03:15", 31*time.Minute)},
		Outages:       []penalty.Outage{down("2026-05-05 03:00", "2026-05-05 03:30")},
	}, "2026-05")
	assert.Equal(t, []string{"fee 1250.00"}, amounts(&s.Invoice))
	assert.Equal(t, servicelevel.Citation("Q-77"), s.Invoice.Lines[0].Rules)
	assert.Equal(t, "Sur mesure", strings.Split(strings.TrimPrefix(s.Invoice.Lines[0].Label.FR, "Niveau "), ",")[0])
	assert.Equal(t, 45*time.Minute, s.Tickets[0].Charged)
	assert.Equal(t, 5*time.Hour, s.Allowance.Granted)
	assert.Equal(t, penalty.InTime, s.Guarantees[0].Response.Outcome)
	assert.Equal(t, "50.00 0.00 50.00", totals(s.Compensation))
	april := statement(t, ct, servicelevel.Activity{}, "2026-04")
	assert.Equal(t, []string{"fee 45.00"}, amounts(&april.Invoice))
	ct.Quote.Prices.PackRules = nil
	s = statement(t, ct, bought(3*time.Hour, nil), "2026-05")
	assert.Equal(t, []string{"fee 1250.00", "pack 169.00"}, amounts(&s.Invoice))
	assert.Empty(t, s.Invoice.Lines[1].Rules)
}

// TestQuotedHours: a quote has hours of its own, though the plan on quote that it
// takes the place of is written with the same ones.
func TestQuotedHours(t *testing.T) {
	e := servicelevel.NUXITEdition()
	ct := contract("nuxit", servicelevel.CriticalBusiness, "2026-01-01")
	ct.Rent, ct.Quote = dec("1000.00"), quote()
	ct.Quote.Hours.Schedule.LastYear = calendar.DefaultLastYear - 1
	e.Plans[4].Hours = ct.Quote.Hours
	c, err := servicelevel.Compile(e)
	require.NoError(t, err)
	s, err := c.Statement(ct, servicelevel.Activity{
		Requests:      []servicelevel.Request{asked("T1", "2026-05-05 08:00")},
		Interventions: []servicelevel.Intervention{session("T1", "2026-05-05 08:30", time.Hour)},
	}, month("2026-05"))
	require.NoError(t, err)
	assert.Equal(t, 30*time.Minute, s.Tickets[0].Outside)
}

// TestQuarter: a quarter is assessed when it ends, also where the plan that
// promised it has ended before.
func TestQuarter(t *testing.T) {
	terms := penalty.Terms{Target: *dec("0.999"), Rate: *dec("0.05"), Period: penalty.Quarter}
	ct := contract("nuxit", servicelevel.Business, "2026-01-01")
	ct.Rent, ct.Options.Penalty = dec("149.00"), &terms
	act := servicelevel.Activity{Outages: []penalty.Outage{down("2026-04-10 10:00", "2026-04-10 14:00")}}
	for _, c := range []servicelevel.Contract{ct, change(ct, "2026-05-01", servicelevel.Pro), ending(ct, "2026-05-20")} {
		for _, m := range []string{"2026-04", "2026-05", "2026-07"} {
			s := statement(t, c, act, m)
			assert.Nil(t, s.Compensation, m)
			assert.Empty(t, s.Availability, m)
		}
		s := statement(t, c, act, "2026-06")
		require.NotNil(t, s.Compensation)
		assert.Equal(t, "29.80 0.00 29.80", totals(s.Compensation)) // the monthly rent, 149.00, × 5 % × 4 (S62)
	}
}

func TestLateInterventions(t *testing.T) {
	ct := contract("nuxit", servicelevel.Pro, "2026-01-01")
	act := servicelevel.Activity{Requests: []servicelevel.Request{incident("T1", "2026-05-31 22:00"), incident("T2", "2026-05-10 10:00")}}
	may, june := statement(t, ct, act, "2026-05"), statement(t, ct, act, "2026-06")
	require.Len(t, may.Guarantees, 1)
	assert.Equal(t, "T2", may.Guarantees[0].Ticket)
	require.Len(t, june.Guarantees, 1)
	assert.Equal(t, "T1", june.Guarantees[0].Ticket) // its deadline is 02:00 on 1 June
	assert.Nil(t, may.Compensation)
	assert.True(t, may.Assumptions.Has("D19"))
	ct.Options.Late = &penalty.Terms{Target: *dec("1"), PerOutage: true, Lengths: []penalty.Length{{Credit: *dec("0.05")}}}
	_, err := servicelevel.NUXIT().Statement(ct, act, month("2026-05"))
	require.ErrorContains(t, err, "contract.rent")
	ct.Rent = dec("149.00")
	may = statement(t, ct, act, "2026-05")
	assert.Equal(t, []string{"late 7.45"}, amounts(may.Compensation))
}

// TestLateThatWasInTime: work recorded late turns a missed deadline into a kept
// one; what was charged is given back, and the sum of all statements is nothing.
func TestLateThatWasInTime(t *testing.T) {
	ct := contract("nuxit", servicelevel.Pro, "2026-01-01")
	ct.Rent = dec("149.00")
	ct.Options.Late = &penalty.Terms{Target: *dec("1"), PerOutage: true, Lengths: []penalty.Length{{Credit: *dec("0.05")}}}
	work := session("T2", "2026-05-10 11:00", 20*time.Minute)
	work.Recorded = wall("2026-06-02 09:00")
	act := servicelevel.Activity{
		Requests:      []servicelevel.Request{incident("T2", "2026-05-10 10:00"), incident("T3", "2026-05-11 10:00")},
		Interventions: []servicelevel.Intervention{work},
	}
	may, june, july := statement(t, ct, act, "2026-05"), statement(t, ct, act, "2026-06"), statement(t, ct, act, "2026-07")
	assert.Equal(t, []string{"late 14.90"}, amounts(may.Compensation))
	require.NotNil(t, june.Compensation)
	assert.Equal(t, []string{"late -7.45"}, amounts(june.Compensation))
	assert.Equal(t, month("2026-05"), june.Compensation.Lines[0].Corrects)
	assert.Equal(t, "-1", june.Compensation.Lines[0].Quantity.String())
	require.Len(t, june.Guarantees, 1)
	assert.Equal(t, penalty.InTime, june.Guarantees[0].Response.Outcome)
	assert.Nil(t, july.Compensation)
	roundTrip(t, june)
}

// TestExclusionRecordedLate: maintenance that becomes known later corrects the month.
func TestExclusionRecordedLate(t *testing.T) {
	ct := contract("nuxit", servicelevel.Business, "2026-01-01")
	ct.Rent = dec("100.00")
	act := servicelevel.Activity{
		Outages: []penalty.Outage{down("2026-05-12 10:00", "2026-05-12 14:00")},
		Exclusions: []penalty.Exclusion{{
			Start: wall("2026-05-12 12:00"), End: wall("2026-05-12 14:00"), Reason: penalty.Maintenance, Recorded: wall("2026-06-03 08:00"),
		}},
	}
	may, june := statement(t, ct, act, "2026-05"), statement(t, ct, act, "2026-06")
	assert.Equal(t, []string{"penalty 20.00"}, amounts(may.Compensation))
	require.NotNil(t, june.Compensation)
	assert.Equal(t, []string{"penalty -10.00"}, amounts(june.Compensation))
	assert.Equal(t, month("2026-05"), june.Compensation.Lines[0].Corrects)
	act.Exclusions[0].Recorded = wall("2026-05-01 08:00") // announced
	assert.Equal(t, []string{"penalty 10.00"}, amounts(statement(t, ct, act, "2026-05").Compensation))
}

func TestZoneAndVAT(t *testing.T) {
	ct := contract("nuxit", servicelevel.Business, "2026-01-01")
	ct.Rent, ct.Options.Zone, ct.VAT = dec("149.00"), "Indian/Reunion", servicelevel.VAT{Rate: dec("0.085"), Territory: "RE"}
	act := servicelevel.Activity{Outages: []penalty.Outage{down("2026-04-30 21:00", "2026-04-30 23:00")}} // until 1 May 01:00 there
	april, may := statement(t, ct, act, "2026-04"), statement(t, ct, act, "2026-05")
	assert.Equal(t, "7.45 0.00 7.45", totals(april.Compensation))
	assert.Equal(t, "7.45 0.00 7.45", totals(may.Compensation))
	assert.Equal(t, "90.00 7.65 97.65", totals(&may.Invoice))
	assert.Equal(t, 744*time.Hour, may.Period.Duration())
	assert.Equal(t, 743*time.Hour, statement(t, contract("nuxit", servicelevel.Pro, "2026-01-01"), servicelevel.Activity{}, "2026-03").Period.Duration())
	for _, category := range []string{"Z", "E", "AE", "K", "G", "O"} {
		ct.VAT = servicelevel.VAT{Category: category}
		s := statement(t, ct, act, "2026-05")
		assert.Equal(t, "90.00 0.00 90.00", totals(&s.Invoice))
		assert.Equal(t, category, s.Invoice.Taxes[0].Category)
	}
}

// TestPriceReductionSharesTheTax: a penalty taken off the invoice lowers its VAT.
func TestPriceReductionSharesTheTax(t *testing.T) {
	ct := contract("nuxit", servicelevel.Business, "2026-01-01")
	ct.Rent, ct.Options.PriceReduction = dec("149.00"), true
	s := statement(t, ct, servicelevel.Activity{Outages: []penalty.Outage{down("2026-05-12 10:00", "2026-05-12 12:30")}}, "2026-05")
	assert.Nil(t, s.Compensation)
	assert.Equal(t, []string{"fee 90.00", "penalty -18.63"}, amounts(&s.Invoice))
	assert.Equal(t, "71.37 14.27 85.64", totals(&s.Invoice)) // 14.274
	assert.Len(t, s.Invoice.Taxes, 1)
}

// TestTooMuchMoney: a document never states what could not be read back.
func TestTooMuchMoney(t *testing.T) {
	ct := contract("nuxit", servicelevel.Standard, "2026-01-01")
	ct.VAT.Rate = dec("0")
	act := bought(3*time.Hour, dec("10000000000.00"))
	roundTrip(t, statement(t, ct, act, "2026-05"))
	act.Purchases = append(act.Purchases, servicelevel.Purchase{ID: "Q", At: wall("2026-05-02 10:00"), Time: 3 * time.Hour, Price: dec("0.01")})
	_, err := servicelevel.NUXIT().Statement(ct, act, month("2026-05"))
	assert.ErrorContains(t, err, `contract: must not come to more than 10000000000.00 in a month (got "10000000000.01")`)
	ct.VAT.Rate, act = nil, bought(3*time.Hour, dec("8333333333.34"))
	_, err = servicelevel.NUXIT().Statement(ct, act, month("2026-05"))
	assert.ErrorContains(t, err, `contract: must not come to more than 10000000000.00 in a month (got "10000000000.01")`)
	ct = contract("nuxit", servicelevel.Business, "2026-01-01")
	ct.Rent, ct.Options.PriceReduction = dec("9000000000.00"), true
	out := servicelevel.Activity{Outages: []penalty.Outage{down("2026-05-01 00:00", "2026-05-31 00:00")}}
	_, err = servicelevel.NUXIT().Statement(ct, out, month("2026-05"))
	assert.ErrorContains(t, err, `contract: must not come to more than 10000000000.00 in a month (got "-10799999892")`)
}

// TestPartOfAnEarlierMonth: a correction measures the days in service of its month.
func TestPartOfAnEarlierMonth(t *testing.T) {
	ct := contract("nuxit", servicelevel.Business, "2026-04-15")
	ct.Rent = dec("149.00")
	late := down("2026-04-14 23:00", "2026-04-15 01:00")
	late.Recorded = wall("2026-05-04 10:00")
	s := statement(t, ct, servicelevel.Activity{Outages: []penalty.Outage{late}}, "2026-05")
	require.Len(t, s.Availability, 2)
	assert.Equal(t, 16*24*time.Hour, s.Availability[0].Assessment.Availability.Total)
	assert.Equal(t, time.Hour, s.Availability[0].Assessment.Availability.Down)
}

// TestFactsBesideAMonth: what ends as a month begins, or begins as it ends, is no fact
// of that month.
func TestFactsBesideAMonth(t *testing.T) {
	ct := contract("nuxit", servicelevel.Business, "2026-01-01")
	ct.Rent = dec("149.00")
	beside := func(start, end, recorded string) penalty.Exclusion {
		return penalty.Exclusion{Start: wall(start), End: wall(end), Reason: penalty.Maintenance, Recorded: wall(recorded)}
	}
	act := servicelevel.Activity{
		Outages: []penalty.Outage{down("2026-04-10 10:00", "2026-04-10 11:00"), down("2026-05-01 00:00", "2026-05-01 01:00")},
		Exclusions: []penalty.Exclusion{
			beside("2026-05-31 22:00", "2026-06-01 00:00", "2026-05-31 22:00"),
			beside("2026-07-01 00:00", "2026-07-01 02:00", "2026-06-10 10:00"),
		},
	}
	act.Outages[0].Recorded = wall("2026-06-02 10:00")
	june := statement(t, ct, act, "2026-06")
	require.Len(t, june.Availability, 2)
	assert.Equal(t, month("2026-04"), june.Availability[0].Month)
	assert.Equal(t, month("2026-06"), june.Availability[1].Month)
	assert.Zero(t, june.Availability[1].Assessment.Availability.Down)
}

// TestOutagesAtTheEdgeOfTheYears: in a zone the first month begins before the first
// instant of 1990 in UTC, and outages are measured from there; those of years without
// contracts are facts of no month.
func TestOutagesAtTheEdgeOfTheYears(t *testing.T) {
	ct := contract("nuxit", servicelevel.Business, "1990-01-01")
	ct.Rent = dec("149.00")
	act := servicelevel.Activity{Outages: []penalty.Outage{
		down("1980-05-12 10:00", "1980-05-12 12:00"), down("1989-12-31 23:30", "1990-01-01 00:30"), down("2095-05-12 10:00", "2095-05-12 12:00"),
	}}
	for m, want := range map[string]time.Duration{"1990-01": 30 * time.Minute, "2089-12": 0} {
		s := statement(t, ct, act, m)
		require.Len(t, s.Availability, 1)
		assert.Equal(t, want, s.Availability[0].Assessment.Availability.Down, m)
	}
}

// TestKnownAtTheEnd: what becomes known as the month ends is a fact of the next one,
// which corrects it.
func TestKnownAtTheEnd(t *testing.T) {
	ct := contract("nuxit", servicelevel.Business, "2026-01-01")
	ct.Rent = dec("149.00")
	known, after := wall("2026-05-31 23:59:59.999999999"), wall("2026-06-01 00:00")
	out := down("2026-05-12 10:00", "2026-05-12 12:00")
	storm := penalty.Exclusion{Start: out.Start, End: out.End, Reason: penalty.ForceMajeure}
	for _, c := range []struct {
		outage, exclusion time.Time
		want              time.Duration
		assessed          int // in June
	}{
		{known, after, 2 * time.Hour, 2},
		{known, known, 0, 1},
		{after, after, 0, 1},
		{after, known, 0, 1},
		{after, time.Time{}, 0, 2},
	} {
		out.Recorded, storm.Recorded = c.outage, c.exclusion
		act := servicelevel.Activity{Outages: []penalty.Outage{out}, Exclusions: []penalty.Exclusion{storm}}
		if c.exclusion.IsZero() {
			act.Exclusions = nil
		}
		assert.Equal(t, c.want, statement(t, ct, act, "2026-05").Availability[0].Assessment.Availability.Down, c)
		assert.Len(t, statement(t, ct, act, "2026-06").Availability, c.assessed, c)
	}
}

// TestCompensationAlone: what becomes known after the end is owed by a document of
// its own, beside an invoice with nothing on it.
func TestCompensationAlone(t *testing.T) {
	ct := ending(contract("nuxit", servicelevel.Business, "2026-01-01"), "2026-05-01")
	ct.Rent = dec("149.00")
	late := down("2026-04-12 10:00", "2026-04-12 11:00")
	late.Recorded = wall("2026-05-04 10:00")
	s := statement(t, ct, servicelevel.Activity{Outages: []penalty.Outage{late}}, "2026-05")
	assert.Equal(t, "7.45 0.00 7.45", totals(s.Compensation))
	assert.Equal(t, servicelevel.Document{}, s.Invoice)
	assert.Equal(t, servicelevel.CreditUse{}, s.Credit)
}

func TestRefusedByTheAccount(t *testing.T) {
	ct := contract("nuxit", servicelevel.Standard, "2026-01-01")
	var act servicelevel.Activity
	for i := range 51 { // beyond credit.MaxBought
		act.Purchases = append(act.Purchases, servicelevel.Purchase{
			ID: fmt.Sprint("P", i), At: wall("2026-05-02 10:00").Add(time.Duration(i)), Time: servicelevel.MaxPeriod, Gift: true,
		})
	}
	_, err := servicelevel.NUXIT().Statement(ct, act, month("2026-05"))
	assert.ErrorIs(t, err, credit.ErrFull)
	assert.ErrorContains(t, err, "activity.purchases[50]: ")
}

// TestYear: a year is assessed in its last month; a rate is a share of the monthly
// rent (S62), a multiple of the pro-rata rent one of the rent of twelve months.
func TestYear(t *testing.T) {
	ct := contract("nuxit", servicelevel.Business, "2026-03-01")
	ct.Rent = dec("100.00")
	ct.Options.Penalty = &penalty.Terms{Target: *dec("0.999"), Rate: *dec("0.01"), Unit: 10 * time.Minute, Counting: penalty.Begun, Period: penalty.Year}
	act := servicelevel.Activity{Outages: []penalty.Outage{down("2026-02-27 10:00", "2026-03-01 08:00")}} // service begins in it
	s := statement(t, ct, act, "2026-11")
	assert.Nil(t, s.Compensation)
	s = statement(t, ct, act, "2026-12")
	assert.Equal(t, 8*time.Hour, s.Availability[0].Assessment.Availability.Down)
	assert.Equal(t, "48.00 0.00 48.00", totals(s.Compensation)) // 48 × 1 % × 100
	assert.Contains(t, s.Availability[0].Explained.FR, "par 10 min")
	// Known late, it is a correction of the year.
	act.Outages[0].Recorded = wall("2027-02-01 10:00")
	s = statement(t, ct, act, "2027-02")
	assert.Equal(t, []string{"penalty 48.00"}, amounts(s.Compensation))
	assert.Equal(t, month("2026-12"), s.Compensation.Lines[0].Corrects)
	ct.Options.Penalty = &penalty.Terms{Target: *dec("0.999"), Rate: *dec("10"), Basis: penalty.ProRataRent, Period: penalty.Year}
	s = statement(t, ct, act, "2027-02")
	assert.Equal(t, []string{"penalty 13.07"}, amounts(s.Compensation)) // 1200 × 10 × 8 h of the 7345 h since 1 March
	// A year's rent beyond any amount is refused.
	ct.Rent = dec("9000000000.00")
	for m, acts := range map[string]servicelevel.Activity{"2026-12": {}, "2027-02": act} {
		_, err := servicelevel.NUXIT().Statement(ct, acts, month(m))
		assert.ErrorContains(t, err, "contract.rent: ", m)
	}
}

// TestBands: an explanation of a scale states no rate.
func TestBands(t *testing.T) {
	ct := contract("nuxit", servicelevel.Business, "2026-01-01")
	ct.Rent = dec("200.00")
	ct.Options.Penalty = &penalty.Terms{Target: *dec("0.999"), Bands: []penalty.Band{
		{From: *dec("0.99"), Below: *dec("0.999"), Credit: *dec("0.1")}, {Below: *dec("0.99"), Credit: *dec("0.3")},
	}}
	s := statement(t, ct, servicelevel.Activity{Outages: []penalty.Outage{down("2026-05-12 10:00", "2026-05-12 11:00")}}, "2026-05")
	assert.Equal(t, "20.00 0.00 20.00", totals(s.Compensation))
	assert.Contains(t, s.Availability[0].Explained.FR, "selon le barème")
	assert.Contains(t, s.Availability[0].Explained.EN, "by the scale")
}

// TestExplanations words what figures alone do not show.
func TestExplanations(t *testing.T) {
	ct := contract("nuxit", servicelevel.Pro, "2026-01-01")
	ct.Options.PauseWaiting, ct.Options.ProRata, ct.Options.Overdraft = true, true, 10*time.Hour
	ct.End = day("2026-06-02")
	r := incident("T1", "2026-05-12 10:00")
	r.Waiting = []calendar.Pause{{Start: wall("2026-05-12 10:30")}}
	act := servicelevel.Activity{
		Requests: []servicelevel.Request{r, incident("T2", "2026-05-13 10:00"), asked("T3", "2026-05-14 10:00"), incident("T4", "2026-05-15 10:00:07.5")},
		Interventions: []servicelevel.Intervention{
			session("T1", "2026-05-12 11:00", time.Hour), session("T2", "2026-05-13 14:01", 90*time.Second), session("T3", "2026-05-14 10:00", 2*time.Hour),
		},
	}
	act.Interventions[2].Recorded = wall("2026-06-01 09:00")
	s := statement(t, ct, act, "2026-05")
	for i, want := range [][2]string{
		{
			"incident du 12 mai 2026 à 10:00 ; intervention à commencer en 4 h (S46, D18) ; commencée le 12 mai 2026 à 11:00 : tenu",
			"incident of 12 May 2026 at 10:00; work to begin within 4 h (S46, D18); begun on 12 May 2026 at 11:00: kept",
		},
		{
			"incident du 13 mai 2026 à 10:00 ; intervention à commencer en 4 h, au plus tard le 13 mai 2026 à 14:00 (S46, D18) ; commencée le 13 mai 2026 à 14:01 : manqué de 1 min (D19)",
			"incident of 13 May 2026 at 10:00; work to begin within 4 h, by 13 May 2026 at 14:00 (S46, D18); begun on 13 May 2026 at 14:01: missed by 1 min (D19)",
		},
	} {
		assert.Equal(t, servicelevel.Wording{FR: want[0], EN: want[1]}, s.Guarantees[i].Explained)
	}
	assert.Contains(t, s.Guarantees[2].Explained.FR, "10:00:07.5")
	assert.Contains(t, s.Guarantees[2].Explained.EN, "not yet begun")
	assert.Equal(t, "1 min 30 s → 1 tranche de 30 min (S18, S19) ; 30 min sur l'allocation de mai 2026 (S43, S45)", s.Tickets[1].Explained.FR)
	june := statement(t, ct, act, "2026-06")
	assert.Contains(t, june.Invoice.Lines[0].Explained.FR, "1 jour sur 30 à partir du 1er juin 2026 = 1,50 € (D24, D21)")
	assert.Contains(t, june.Invoice.Lines[0].Explained.EN, "1 of 30 days from 1 June 2026 = €1.50 (D24, D21)")
	assert.Equal(t, "120 min → 4 tranches de 30 min (S18, S19) ; 120 min à découvert (D8) ; dont 120 min hors des heures prévues (S12, S13, S14, S15) ; "+
		"connu après le relevé de mai 2026", june.Tickets[0].Explained.FR)
	assert.Equal(t, "120 min → 4 blocks of 30 min (S18, S19); 120 min overdrawn (D8); of which 120 min outside the plan's hours (S12, S13, S14, S15); "+
		"known after the statement for May 2026", june.Tickets[0].Explained.EN)
}

// TestExplanationsOfWhatIsOwed: the words are one thing for a compensation and another
// for a reduction of the invoice.
func TestExplanationsOfWhatIsOwed(t *testing.T) {
	ct := contract("nuxit", servicelevel.Business, "2026-01-01")
	ct.Rent = dec("149.00")
	ct.Options.Late = &penalty.Terms{Target: *dec("1"), PerOutage: true, Lengths: []penalty.Length{{Credit: *dec("0.05")}}}
	act := servicelevel.Activity{
		Outages:  []penalty.Outage{down("2026-05-12 10:00", "2026-05-12 11:00"), down("2026-04-12 11:00", "2026-04-12 12:00"), down("2026-04-12 10:00", "2026-04-12 11:00")},
		Requests: []servicelevel.Request{incident("T1", "2026-05-10 10:00")},
	}
	act.Outages[2].Recorded = wall("2026-05-04 10:00")
	for _, reduction := range []bool{false, true} {
		ct.Options.PriceReduction = reduction
		s := statement(t, ct, act, "2026-05")
		lines, how := s.Invoice.Lines[1:], "; taken off the invoice"
		if !reduction {
			lines, how = s.Compensation.Lines, "; a compensation outside the scope of VAT"
		}
		require.Len(t, lines, 3)
		for i, want := range []string{
			"interventions begun after the guaranteed time (D19, D23)" + how,
			"availability of April 2026 below what was promised (S61, S62, D17, D23)" + how + "; known after the statement for April 2026",
			"availability of May 2026 below what was promised (S61, S62, D17, D23)" + how,
		} {
			assert.Equal(t, want, lines[i].Explained.EN)
		}
		require.Len(t, s.Availability, 2)
		assert.Equal(t, "7200 s of downtime in 2592000 s (D13, D4); availability 99.7222% (359/360), promised 99.9% (S61, S62, D9): missed by 4608 s; "+
			"7200 s × 5% per 1 h (D10, D11) of a rent of €149.00 (D17) = €14.90 (D21); owed before €7.45", s.Availability[0].Explained.EN)
		assert.Equal(t, "3600 s of downtime in 2678400 s (D13, D4); availability 99.8655% (743/744), promised 99.9% (S61, S62, D9): missed by 921.6 s; "+
			"3600 s × 5% per 1 h (D10, D11) of a rent of €149.00 (D17) = €7.45 (D21)", s.Availability[1].Explained.EN)
	}
	s := statement(t, ct, servicelevel.Activity{}, "2026-05")
	assert.Equal(t, "0 s of downtime in 2678400 s (D13, D4); availability 100.0000% (1), promised 99.9% (S61, S62, D9): kept, to spare 2678.4 s",
		s.Availability[0].Explained.EN)
}

// TestContractsRounding: halves to even, for penalties as for the rest (D21),
// unless the terms say otherwise.
func TestContractsRounding(t *testing.T) {
	ct := contract("nuxit", servicelevel.Business, "2026-01-01")
	ct.Rent, ct.Options.Rounding = dec("149.00"), penalty.HalfEven
	ct.Options.Late = &penalty.Terms{Target: *dec("1"), PerOutage: true, Lengths: []penalty.Length{{Credit: *dec("0.0125")}}} // 1.8625
	act := servicelevel.Activity{
		Requests: []servicelevel.Request{incident("T1", "2026-05-12 10:00")}, Outages: []penalty.Outage{down("2026-05-12 10:00", "2026-05-12 12:30")},
	}
	s := statement(t, ct, act, "2026-05")
	assert.Equal(t, []string{"late 1.86", "penalty 18.62"}, amounts(s.Compensation))
	ct.Options.Rounding = penalty.HalfAway
	s = statement(t, ct, act, "2026-05")
	assert.Equal(t, []string{"late 1.86", "penalty 18.63"}, amounts(s.Compensation))
	ct.Rent, ct.Options.Late.Lengths[0].Credit = dec("0.50"), *dec("0.05") // 0.025
	s = statement(t, ct, act, "2026-05")
	assert.Equal(t, "late 0.03", amounts(s.Compensation)[0])
	ct.Options.Rounding = penalty.HalfEven
	s = statement(t, ct, act, "2026-05")
	assert.Equal(t, "late 0.02", amounts(s.Compensation)[0])
}

// TestPausesBeginWhenTheyBegin: a pause of June is not on the statement of May.
func TestPausesBeginWhenTheyBegin(t *testing.T) {
	ct := contract("nuxit", servicelevel.Pro, "2026-01-01")
	ct.Options.PauseWaiting = true
	r := incident("T1", "2026-05-31 23:00")
	r.Waiting = []calendar.Pause{
		{Start: wall("2026-05-31 23:30"), End: wall("2026-05-31 23:45")}, {Start: wall("2026-06-01 00:00"), End: wall("2026-06-01 06:00")},
	}
	act := servicelevel.Activity{Requests: []servicelevel.Request{r}, Interventions: []servicelevel.Intervention{session("T1", "2026-05-31 23:10", time.Hour)}}
	s := statement(t, ct, act, "2026-05")
	assert.True(t, s.Guarantees[0].Response.Due.Equal(wall("2026-06-01 03:15")), s.Guarantees[0].Response.Due)
	act.Interventions = nil
	assert.Empty(t, statement(t, ct, act, "2026-05").Guarantees)
	s = statement(t, ct, act, "2026-06")
	assert.True(t, s.Guarantees[0].Response.Due.Equal(wall("2026-06-01 09:15")))
}

// TestWholeMonthsAreAnAssumption: D24 is named where a month is not whole or a
// change waits.
func TestWholeMonthsAreAnAssumption(t *testing.T) {
	ct := change(contract("nuxit", servicelevel.Serenity, "2026-01-01"), "2026-03-10", servicelevel.Pro)
	ct.End = day("2026-07-02")
	for m, want := range map[string]bool{"2026-01": false, "2026-02": false, "2026-03": true, "2026-04": false, "2026-06": false, "2026-07": true} {
		s := statement(t, ct, servicelevel.Activity{}, m)
		if want {
			assert.True(t, s.Assumptions.Has("D24"), m)
		} else {
			assert.False(t, s.Assumptions.Has("D24"), m)
		}
	}
}

func TestCapAndMonthsInWords(t *testing.T) {
	ct := contract("nuxit", servicelevel.Business, "2026-01-01")
	ct.Rent = dec("149.00")
	for m, want := range map[string]string{"2026-04": "d'avril 2026", "2026-08": "d'août 2026", "2026-10": "d'octobre 2026", "2026-05": "de mai 2026"} {
		late := session("T1", m+"-01 10:00", 0)
		late.Recorded = wall("2026-11-02 10:00")
		s := statement(t, ct, servicelevel.Activity{
			Requests: []servicelevel.Request{asked("T1", m+"-01 10:00")}, Interventions: []servicelevel.Intervention{late},
		}, "2026-11")
		assert.Contains(t, s.Tickets[0].Explained.FR, "connu après le relevé "+want)
	}
	for end, capped := range map[string]bool{"2026-05-12 06:00": false, "2026-05-12 06:00:00.000000001": true} { // 20 h
		s := statement(t, ct, servicelevel.Activity{Outages: []penalty.Outage{down("2026-05-11 10:00", end)}}, "2026-05")
		assert.Equal(t, "149.00 0.00 149.00", totals(s.Compensation))
		assert.Equal(t, capped, strings.Contains(s.Availability[0].Explained.FR, "plafonné"), end)
		assert.Equal(t, capped, strings.Contains(s.Availability[0].Explained.EN, "capped"))
	}
}

func TestStatementThatDoesNotAddUp(t *testing.T) {
	ct := contract("nuxit", servicelevel.Business, "2026-01-01")
	ct.Rent = dec("149.00")
	cent, absurd := *dec("0.01"), decimal.New(1, 1<<30) // whose digits would fill the memory
	for _, c := range []struct {
		change func(*servicelevel.Statement)
		want   string
	}{
		{func(s *servicelevel.Statement) { s.Contract = "" }, `contract: `},
		{func(s *servicelevel.Statement) { s.Month = calendar.Month{} }, `month: `},
		{func(s *servicelevel.Statement) { s.Period.End = s.Period.Start.Add(-1) }, `period.end: `},
		{func(s *servicelevel.Statement) { s.Invoice.Lines[0].Amount = cent }, `invoice.net: must be the sum of the lines`},
		{func(s *servicelevel.Statement) { s.Invoice.Taxes[0].Net = cent }, `invoice.taxes: must be on the net amount`},
		{func(s *servicelevel.Statement) { s.Invoice.Taxes[0].Tax = cent }, `invoice.tax: must be the sum of the taxes`},
		{func(s *servicelevel.Statement) { s.Invoice.Gross = cent }, `invoice.gross: must be net plus tax`},
		{func(s *servicelevel.Statement) { s.Compensation.Net = cent }, `compensation.net: `},
		{func(s *servicelevel.Statement) { s.Tickets[1].Draws[0].Time++ }, `tickets\[1\].charged: must be the sum of what was drawn`},
		{func(s *servicelevel.Statement) { s.Tickets[0].FromOverdraft++ }, `tickets\[0\].charged: `},
		{func(s *servicelevel.Statement) { s.Allowance.Lost++ }, `allowance.granted: must be used plus lost`},
		{func(s *servicelevel.Statement) { s.Credit.Bought++ }, `credit.closing: must be opening plus bought less used`},
		{func(s *servicelevel.Statement) { s.Credit.Overdrawn++ }, `credit.closing: must be the sum of the lots less what is overdrawn`},
		{func(s *servicelevel.Statement) { s.Credit.Lots[0].Earned = cent }, `credit.lots\[0\].earned: must make the price`},
		{func(s *servicelevel.Statement) { s.Credit.Lots[0].Used++ }, `credit.lots\[0\].closing: must be opening less used`},
		{func(s *servicelevel.Statement) { s.Invoice.Lines[0].Amount = absurd }, `invoice.lines\[0\].amount: .*a number beyond any amount`},
		{func(s *servicelevel.Statement) { s.Credit.Lots[0].Deferred = absurd }, `credit.lots\[0\].deferred: `},
		{func(s *servicelevel.Statement) { s.Guarantees[0].Response.Outcome = penalty.Late }, `guarantees\[0\].response`},
		{func(s *servicelevel.Statement) { s.Availability[0].Assessment.Missed = false }, `availability\[0\].assessment`},
	} {
		s := statement(t, ct, servicelevel.Activity{
			Purchases: []servicelevel.Purchase{{ID: "P", At: wall("2026-04-01 00:00"), Time: 3 * time.Hour}},
			Requests:  sampleRequests, Interventions: sampleWork, Outages: []penalty.Outage{down("2026-05-12 10:00", "2026-05-12 12:30")},
		}, "2026-05")
		c.change(&s)
		assert.Regexp(t, "(?m)^"+c.want, fmt.Sprint(s.Validate()))
	}
}

// sameValue compares what two values say: instants as instants, decimals as
// numbers, exported fields only.
func sameValue(t require.TestingT, path string, a, b reflect.Value) {
	switch x := a.Interface().(type) {
	case time.Time:
		require.True(t, x.Equal(b.Interface().(time.Time)), "%s: %v %v", path, x, b)
		return
	case decimal.Decimal:
		require.True(t, x.Equal(b.Interface().(decimal.Decimal)), "%s: %v %v", path, x, b)
		return
	}
	switch a.Kind() {
	case reflect.Struct:
		for i := range a.NumField() {
			if f := a.Type().Field(i); f.IsExported() {
				sameValue(t, path+"."+f.Name, a.Field(i), b.Field(i))
			}
		}
	case reflect.Slice:
		require.Equal(t, a.Len(), b.Len(), path)
		for i := range a.Len() {
			sameValue(t, fmt.Sprintf("%s[%d]", path, i), a.Index(i), b.Index(i))
		}
	case reflect.Pointer:
		require.Equal(t, a.IsNil(), b.IsNil(), path)
		if !a.IsNil() {
			sameValue(t, path, a.Elem(), b.Elem())
		}
	default:
		require.Equal(t, a.Interface(), b.Interface(), path)
	}
}

// roundTrip writes a value as JSON and reads it back: it must say the same, and be
// written the same again; an unknown field is refused.
func roundTrip[T any](t require.TestingT, v T) {
	b, err := json.Marshal(v)
	require.NoError(t, err)
	var back T
	require.NoError(t, json.Unmarshal(b, &back), string(b))
	sameValue(t, "", reflect.ValueOf(v), reflect.ValueOf(back))
	again, err := json.Marshal(back)
	require.NoError(t, err)
	require.Equal(t, string(b), string(again))
	var kept T
	err = json.Unmarshal([]byte(`{"no_such_field": 1, `+string(b[1:])), &kept)
	require.ErrorContains(t, err, "no_such_field")
	require.Equal(t, *new(T), kept)
}

func TestStatementRoundTrip(t *testing.T) {
	ct := contract("nuxit", servicelevel.Business, "2026-01-01")
	ct.Rent = dec("149.00")
	s := statement(t, ct, servicelevel.Activity{
		Purchases: []servicelevel.Purchase{{ID: "P", At: wall("2026-05-01 00:00"), Time: 3 * time.Hour}},
		Requests:  sampleRequests, Interventions: sampleWork,
		Outages: []penalty.Outage{down("2026-05-12 10:00", "2026-05-12 12:30")},
	}, "2026-05")
	roundTrip(t, s)
	b, err := s.AppendJSON([]byte("x"))
	require.NoError(t, err)
	assert.Equal(t, "x"+encode(t, s), string(b))
	for field, old := range map[string][2]string{
		"invoice.net":       {`"net":"259.00","tax":"51.80","gross"`, `"net":"259.01","tax":"51.80","gross"`},
		"invoice.gross":     {`"gross":"310.80"`, `"gross":"310.81"`},
		"credit.closing":    {`"closing":"PT1H30M","lots"`, `"closing":"PT2H30M","lots"`},
		"allowance.granted": {`"granted":"PT1H30M"`, `"granted":"PT2H"`},
		"schema":            {`palier/1`, `palier/2`},
	} {
		doc := encode(t, s)
		bad := strings.Replace(doc, old[0], old[1], 1)
		require.NotEqual(t, doc, bad, field)
		var back servicelevel.Statement
		assert.ErrorContains(t, json.Unmarshal([]byte(bad), &back), field)
		assert.Equal(t, servicelevel.Statement{}, back)
	}
}

// TestWorkPastTheEnd: a session that goes on after the last day in service has no
// allowance there, whatever a change of level would have given.
func TestWorkPastTheEnd(t *testing.T) {
	ct := ending(change(contract("nuxit", servicelevel.Pro, "2026-01-01"), "2026-04-15", servicelevel.Business), "2026-05-01")
	ct.Rent, ct.Options.SplitMonths, ct.Options.Overdraft = dec("149.00"), true, 10*time.Hour
	act := servicelevel.Activity{
		Requests:      []servicelevel.Request{incident("T1", "2026-04-30 23:30")},
		Interventions: []servicelevel.Intervention{session("T1", "2026-04-30 23:45", 30*time.Minute)},
	}
	april, may := statement(t, ct, act, "2026-04"), statement(t, ct, act, "2026-05")
	assert.Equal(t, 30*time.Minute, april.Tickets[0].FromAllowance)
	assert.Zero(t, may.Tickets[0].Charged, "the block is paid")
	act.Interventions[0].End = act.Interventions[0].End.Add(time.Hour)
	may = statement(t, ct, act, "2026-05")
	require.Len(t, may.Tickets, 1)
	assert.Equal(t, time.Hour, may.Tickets[0].FromOverdraft)
	assert.Zero(t, may.Tickets[0].FromAllowance)
	assert.Zero(t, may.Allowance)
}

// TestClocksGoBackOverTheEndOfAMonth: in St. John's on 1 November 2009 the clocks went
// back from 00:01 to 23:01. November had begun, and what they showed again was not
// October's any more.
func TestClocksGoBackOverTheEndOfAMonth(t *testing.T) {
	zone, err := calendar.LoadLocation("America/St_Johns")
	if err != nil {
		t.Skip(err)
	}
	ct := contract("nuxit", servicelevel.Pro, "2009-01-01")
	ct.Options.Zone, ct.Options.Overdraft = zone.String(), 10*time.Hour
	begins := time.Date(2009, 11, 1, 2, 30, 0, 0, time.UTC)
	worked := func(m string, from, to time.Time) (charged, free time.Duration) {
		act := servicelevel.Activity{
			Requests:      []servicelevel.Request{{Ticket: "T1", Kind: servicelevel.Incident, At: from}},
			Interventions: []servicelevel.Intervention{{Ticket: "T1", Start: from, End: to}},
			Purchases:     []servicelevel.Purchase{{ID: "P1", At: from, Time: 3 * time.Hour}},
		}
		s := statement(t, ct, act, m)
		for _, w := range s.Tickets {
			assert.Equal(t, month(m), w.Month)
			assert.Zero(t, w.Corrects)
			charged += w.Charged
			free += w.FromAllowance
		}
		for _, line := range s.Invoice.Lines {
			assert.Zero(t, line.Corrects)
		}
		assert.Equal(t, free, s.Allowance.Used)
		later := statement(t, ct, act, "2009-12")
		assert.Equal(t, 3*time.Hour, later.Credit.Opening, "it is the allowance of the same month ever after")
		return charged, free
	}
	for _, split := range []bool{false, true} {
		ct.Options.SplitMonths = split
		for _, at := range []time.Time{begins, begins.Add(5 * time.Minute), begins.Add(59 * time.Minute)} {
			charged, free := worked("2009-11", at, at.Add(20*time.Minute))
			assert.Equal(t, []time.Duration{30 * time.Minute, 30 * time.Minute}, []time.Duration{charged, free}, at)
			charged, _ = worked("2009-10", at, at.Add(20*time.Minute))
			assert.Zero(t, charged, at)
		}
		charged, _ := worked("2009-10", begins.Add(-20*time.Minute), begins)
		assert.Equal(t, 30*time.Minute, charged)
	}
	charged, _ := worked("2009-10", begins.Add(-10*time.Minute), begins.Add(40*time.Minute)) // split
	assert.Equal(t, 30*time.Minute, charged)
	charged, _ = worked("2009-11", begins.Add(-10*time.Minute), begins.Add(40*time.Minute))
	assert.Equal(t, 30*time.Minute, charged, "50 min are two blocks, of which October has had one")
}
