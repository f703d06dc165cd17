package servicelevel_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/statement"
)

func TestSampleA(t *testing.T) {
	s := stated(t, contract("nuxit", servicelevel.Pro, "2026-01-01"), servicelevel.Activity{
		Purchases: []servicelevel.Purchase{
			{ID: "pack-5h", At: wall("2026-03-10 11:00"), Time: 5 * time.Hour},
			{ID: "pack-3h", At: wall("2026-05-20 14:30"), Time: 3 * time.Hour},
		},
		Requests: sampleRequests, Interventions: sampleWork,
	}, "2026-05")
	assert.Equal(t, []string{"fee 45.00", "pack 169.00"}, amounts(&s.Invoice))
	assert.Equal(t, "214.00 42.80 256.80", totals(&s.Invoice))
	assert.Nil(t, s.Compensation)
	assert.Equal(t, statement.AllowanceUse{Granted: 90 * time.Minute, Used: 90 * time.Minute}, s.Allowance)
	assert.Equal(t, 5*time.Hour, s.Credit.Opening)
	assert.Equal(t, 6*time.Hour+30*time.Minute, s.Credit.Closing)
	got := accountOf(&s)
	assert.Equal(t, []string{
		"T1 incident asked 2026-05-03T20:10:00Z earliest 2026-05-03T20:10:00Z worked 50m0s charged 1h0m0s of 2026-05: allowance 1h0m0s, lots [], over 0s, outside 0s, corrects 0000-00",
		"T2 request asked 2026-05-13T08:00:00Z earliest 2026-05-13T08:00:00Z worked 1h5m0s charged 1h30m0s of 2026-05: allowance 30m0s, lots [\"pack-5h 1h0m0s 47.80\"], over 0s, outside 0s, corrects 0000-00",
		"T3 request asked 2026-05-14T09:20:00Z earliest 2026-05-15T07:00:00Z worked 20m0s charged 30m0s of 2026-05: allowance 0s, lots [\"pack-5h 30m0s 23.90\"], over 0s, outside 0s, corrects 0000-00",
	}, got.Tickets)
	assert.Nil(t, s.Tickets[0].Draws)
	assert.Equal(t, []string{
		"pack-5h of 2026-03-10, 5h0m0s for 239.00: 5h0m0s - 1h30m0s - 0s - 0s - 0s - 0s - 0s = 3h30m0s; earned 71.70, in all 71.70, deferred 167.30, repaid 0.00, gone 0.00, until 0000-00-00",
		"pack-3h of 2026-05-20, 3h0m0s for 169.00: 0s - 0s - 0s - 0s - 0s - 0s - 0s = 3h0m0s; earned 0.00, in all 0.00, deferred 169.00, repaid 0.00, gone 0.00, until 0000-00-00",
	}, got.Lots)
	require.Len(t, s.Guarantees, 1)
	r := s.Guarantees[0].Response
	assert.True(t, r.Due.Equal(wall("2026-05-04 02:10")))
	assert.Equal(t, response.InTime, r.Outcome)
	assert.Equal(t, 15*time.Minute, r.Elapsed)
	assert.Empty(t, s.Availability)
	assert.Equal(t, "D1, D3, D4, D5, D6, D7, D18, D22", decisionsOf(s.Assumptions))
	assert.Contains(t, s.Tickets[1].Explained.FR, "65 min → 3 tranches de 30 min")
	assert.Contains(t, s.Tickets[1].Explained.EN, "65 min → 3 blocks of 30 min")
	assert.Contains(t, s.Tickets[1].Explained.EN, "60 min from the pack of 5 h of 10 March 2026, already paid €47.80 of €239.00")
	for _, rule := range []string{"S19", "S43", "S20", "D7"} {
		assert.Contains(t, s.Tickets[1].Explained.FR, rule)
		assert.Contains(t, s.Tickets[1].Explained.EN, rule)
	}
	assert.Equal(t, "NUXIT", s.Provider)
	assert.Equal(t, "MON", s.Invoice.Lines[0].Unit)
	assert.Equal(t, plans.Citation("S38"), s.Invoice.Lines[0].Rules)
	assert.Equal(t, plans.Citation("S23"), s.Invoice.Lines[1].Rules)
}

func TestSampleB(t *testing.T) {
	ct := contract("nuxit", servicelevel.Business, "2026-01-01")
	ct.Rent = dec("149.00")
	s := stated(t, ct, servicelevel.Activity{Outages: []penalty.Outage{
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
	assert.Equal(t, plans.Citation("S61, S62"), s.Availability[0].Rules)
	for _, id := range []string{"D4", "D9", "D10", "D11", "D12", "D13", "D17", "D21", "D22", "D23"} {
		assert.True(t, rests(s.Assumptions, id), id)
	}
}

func TestSampleC(t *testing.T) {
	s := stated(t, contract("magic", servicelevel.Pro, "2026-01-01"), servicelevel.Activity{
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
	june := stated(t, ct, act, "2026-06")
	require.Len(t, june.Availability, 2)
	assert.Equal(t, month("2026-04"), june.Availability[0].Month)
	assert.Equal(t, month("2026-06"), june.Availability[1].Month)
	assert.Zero(t, june.Availability[1].Assessment.Availability.Down)
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
		assert.Equal(t, c.want, stated(t, ct, act, "2026-05").Availability[0].Assessment.Availability.Down, c)
		assert.Len(t, stated(t, ct, act, "2026-06").Availability, c.assessed, c)
	}
}
