package servicelevel_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
)

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
	u := stated(t, ct, act, "2026-05").Availability[0]
	a := u.Assessment
	assert.Equal(t, penalty.Availability{Down: 2 * time.Hour, Total: 21 * 24 * time.Hour}, a.Availability)
	assert.Contains(t, u.Explained.EN, "2 h of downtime in 504 h (D4, D16)")
	assert.Equal(t, []calendar.Interval{{Start: wall("2026-05-11 00:00"), End: wall("2026-05-21 00:00")}}, a.Breaks)
	assert.Equal(t, "10.00", a.Amount.StringFixed(2))
	assert.True(t, a.Assumed.Has(penalty.D16))

	// Another level that promises it meanwhile is assessed by its own terms, for its own
	// days: 10 % of the rent an hour, for 5 h, 24 h and 30 min, capped.
	ct.Quote, ct.Changes[0].Level = quote(), servicelevel.CriticalBusiness
	s := stated(t, ct, act, "2026-05")
	require.Len(t, s.Availability, 2)
	for i, want := range []struct {
		level  servicelevel.Level
		total  time.Duration
		down   time.Duration
		breaks int
		amount string
	}{
		{servicelevel.Business, 21 * 24 * time.Hour, 2 * time.Hour, 1, "10.00"},
		{servicelevel.CriticalBusiness, 10 * 24 * time.Hour, 29*time.Hour + 30*time.Minute, 0, "100.00"},
	} {
		u := s.Availability[i]
		assert.Equal(t, want.level, u.Level)
		assert.Equal(t, penalty.Availability{Down: want.down, Total: want.total}, u.Assessment.Availability)
		assert.Len(t, u.Assessment.Breaks, want.breaks)
		assert.Equal(t, want.amount, u.Assessment.Amount.StringFixed(2))
		assert.Equal(t, want.level, s.Compensation.Lines[i].Level)
	}
	assert.Equal(t, "110.00 0.00 110.00", totals(s.Compensation))

	// With one clause for all, it takes over without a break.
	ct.Options.Penalty = &penalty.Terms{Target: *dec("0.999"), Rate: *dec("0.05"), Uncapped: true}
	s = stated(t, ct, act, "2026-05")
	require.Len(t, s.Availability, 1)
	a = s.Availability[0].Assessment
	assert.Equal(t, penalty.Availability{Down: 31*time.Hour + 30*time.Minute, Total: 31 * 24 * time.Hour}, a.Availability)
	assert.Empty(t, a.Breaks)
	assert.Equal(t, servicelevel.Business, s.Availability[0].Level)
	assert.Equal(t, "157.50", a.Amount.StringFixed(2))

	// By the quarter, a month at Pro is left out.
	ct.Quote, ct.Changes[0].Level = nil, servicelevel.Pro
	ct.Options = servicelevel.Options{Penalty: &penalty.Terms{Target: *dec("0.999"), Rate: *dec("0.05"), Period: penalty.Quarter}}
	ct.Changes[0].On, ct.Changes[1].On = day("2026-05-01"), day("2026-06-01")
	act.Outages = append(act.Outages, down("2026-04-30 22:00", "2026-05-01 02:00"), down("2026-06-30 23:00", "2026-07-01 01:00"))
	a = stated(t, ct, act, "2026-06").Availability[0].Assessment
	assert.Equal(t, penalty.Availability{Down: 3 * time.Hour, Total: 60 * 24 * time.Hour}, a.Availability)
	assert.Equal(t, "15.00", a.Amount.StringFixed(2))
}

func TestOutageAcrossTwoMonths(t *testing.T) {
	ct := contract("nuxit", servicelevel.Business, "2026-01-01")
	ct.Rent = dec("149.00")
	act := servicelevel.Activity{Outages: []penalty.Outage{down("2026-05-31 23:00", "2026-06-01 02:00")}}
	may, june := stated(t, ct, act, "2026-05"), stated(t, ct, act, "2026-06")
	assert.Equal(t, "7.45 0.00 7.45", totals(may.Compensation))
	assert.Equal(t, "14.90 0.00 14.90", totals(june.Compensation))
	assert.Len(t, june.Availability, 1)
	// Known in June only, May is corrected in June.
	act.Outages[0].Recorded = wall("2026-06-02 09:00")
	may, june = stated(t, ct, act, "2026-05"), stated(t, ct, act, "2026-06")
	assert.Nil(t, may.Compensation)
	assert.Equal(t, []string{"penalty 7.45", "penalty 14.90"}, amounts(june.Compensation))
	assert.Equal(t, month("2026-05"), june.Compensation.Lines[0].Corrects)
	assert.Len(t, june.Availability, 2)
	// Of the months from May on only those are there that are not as they were.
	for end, n := range map[string]int{"2026-05-31 23:10": 2, "2026-06-01 00:00": 2, "2026-06-01 00:10": 3} {
		act.Outages[0] = down("2026-05-31 23:00", end)
		act.Outages[0].Recorded = wall("2026-07-02 09:00")
		assert.Len(t, stated(t, ct, act, "2026-07").Availability, n, end)
	}
}

// TestLateExclusion: what turns out to be force majeure is taken back, with a
// negative quantity.
func TestLateExclusion(t *testing.T) {
	ct := contract("nuxit", servicelevel.Business, "2026-01-01")
	ct.Rent = dec("149.00")
	storm := penalty.Exclusion{Start: wall("2026-05-12 10:00"), End: wall("2026-05-12 11:00"), Reason: penalty.ForceMajeure, Recorded: wall("2026-06-15 10:00")}
	act := servicelevel.Activity{Outages: []penalty.Outage{down("2026-05-12 10:00", "2026-05-12 12:00")}, Exclusions: []penalty.Exclusion{storm}}
	for _, reduction := range []bool{false, true} {
		ct.Options.PriceReduction = reduction
		may, june := stated(t, ct, act, "2026-05"), stated(t, ct, act, "2026-06")
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

// TestQuarter: a quarter is assessed when it ends, also where the plan that promised it has ended
// before; or when the contract ends, on its last statement.
func TestQuarter(t *testing.T) {
	terms := penalty.Terms{Target: *dec("0.999"), Rate: *dec("0.05"), Period: penalty.Quarter}
	ct := contract("nuxit", servicelevel.Business, "2026-01-01")
	ct.Rent, ct.Options.Penalty = dec("149.00"), &terms
	act := servicelevel.Activity{Outages: []penalty.Outage{down("2026-04-10 10:00", "2026-04-10 14:00")}}
	yearly := ct
	year := terms
	yearly.Options.Penalty, year.Period, year.Target = &year, penalty.Year, *dec("0.9999")
	for _, c := range []struct {
		ct servicelevel.Contract
		on string
	}{
		{ct, "2026-06"},
		{change(ct, "2026-05-01", servicelevel.Pro), "2026-06"},
		{yearly, "2026-12"},
		{ending(ct, "2026-05-20"), "2026-05"},
		{ending(ct, "2026-06-01"), "2026-05"},
		{ending(ct, "2026-07-01"), "2026-06"},
		{ending(ct, "2026-06-02"), "2026-06"},
		{ending(ct, "2026-08-02"), "2026-06"},
		{ending(yearly, "2026-05-01"), "2026-04"},
		{ending(yearly, "2026-09-10"), "2026-09"},
		{ending(yearly, "2027-09-10"), "2026-12"},
	} {
		for m := month("2026-04"); m.Compare(month("2027-08")) <= 0; m = m.AddMonths(1) {
			s := stated(t, c.ct, act, m.String())
			if m.String() != c.on {
				assert.Nil(t, s.Compensation, m)
				continue
			}
			require.NotNil(t, s.Compensation, m)
			assert.Equal(t, "29.80 0.00 29.80", totals(s.Compensation)) // the monthly rent, 149.00, × 5 % × 4 (S62)
			assert.False(t, s.Availability[0].Assessment.Provisional)
		}
	}
	late := act.Outages[0]
	late.Recorded = wall("2026-06-10 10:00")
	act.Outages[0] = late
	s := stated(t, ending(yearly, "2026-05-20"), act, "2026-06")
	assert.Equal(t, []string{"penalty 29.80"}, amounts(s.Compensation))
	assert.Equal(t, month("2026-05"), s.Compensation.Lines[0].Corrects)
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
	may, june := stated(t, ct, act, "2026-05"), stated(t, ct, act, "2026-06")
	assert.Equal(t, []string{"penalty 20.00"}, amounts(may.Compensation))
	require.NotNil(t, june.Compensation)
	assert.Equal(t, []string{"penalty -10.00"}, amounts(june.Compensation))
	assert.Equal(t, month("2026-05"), june.Compensation.Lines[0].Corrects)
	act.Exclusions[0].Recorded = wall("2026-05-01 08:00") // announced
	assert.Equal(t, []string{"penalty 10.00"}, amounts(stated(t, ct, act, "2026-05").Compensation))
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
		s := stated(t, ct, act, m)
		require.Len(t, s.Availability, 1)
		assert.Equal(t, want, s.Availability[0].Assessment.Availability.Down, m)
	}
}

// TestYear: a year is assessed in its last month; a rate is a share of the monthly
// rent (S62), a multiple of the pro-rata rent one of the rent of twelve months.
func TestYear(t *testing.T) {
	ct := contract("nuxit", servicelevel.Business, "2026-03-01")
	ct.Rent = dec("100.00")
	ct.Options.Penalty = &penalty.Terms{Target: *dec("0.999"), Rate: *dec("0.01"), Unit: 10 * time.Minute, Counting: penalty.Begun, Period: penalty.Year}
	act := servicelevel.Activity{Outages: []penalty.Outage{down("2026-02-27 10:00", "2026-03-01 08:00")}} // service begins in it
	s := stated(t, ct, act, "2026-11")
	assert.Nil(t, s.Compensation)
	s = stated(t, ct, act, "2026-12")
	assert.Equal(t, 8*time.Hour, s.Availability[0].Assessment.Availability.Down)
	assert.Equal(t, "48.00 0.00 48.00", totals(s.Compensation)) // 48 × 1 % × 100
	assert.Contains(t, s.Availability[0].Explained.FR, "; 48 × 10 min, chaque unité commencée comptant en entier (D11) ; 48 × 1 % du loyer de 100,00 € = 48,00 € (D21)")
	// Known late, it is a correction of the year.
	act.Outages[0].Recorded = wall("2027-02-01 10:00")
	s = stated(t, ct, act, "2027-02")
	assert.Equal(t, []string{"penalty 48.00"}, amounts(s.Compensation))
	assert.Equal(t, month("2026-12"), s.Compensation.Lines[0].Corrects)
	ct.Options.Penalty = &penalty.Terms{Target: *dec("0.999"), Rate: *dec("10"), Basis: penalty.ProRataRent, Period: penalty.Year}
	s = stated(t, ct, act, "2027-02")
	assert.Equal(t, []string{"penalty 10.96"}, amounts(s.Compensation)) // 1200 × 10 × 8 h of the 8760 h of the year (D36)
	ct.Options.Penalty.RentInService = true
	s = stated(t, ct, act, "2027-02")
	assert.Equal(t, []string{"penalty 13.07"}, amounts(s.Compensation)) // of the 7345 h since 1 March
	// A year's rent beyond any amount is refused.
	ct.Rent = dec("9000000000.00")
	for m, acts := range map[string]servicelevel.Activity{"2026-12": {}, "2027-02": act} {
		_, err := servicelevel.NUXIT().Statement(ct, acts, month(m))
		assert.ErrorContains(t, err, "contract.rent: ", m)
	}
}

// TestBands: an explanation of a scale states its band.
func TestBands(t *testing.T) {
	ct := contract("nuxit", servicelevel.Business, "2026-01-01")
	ct.Rent = dec("200.00")
	ct.Options.Penalty = &penalty.Terms{Target: *dec("0.999"), Bands: []penalty.Band{
		{From: *dec("0.99"), Below: *dec("0.999"), Credit: *dec("0.1")}, {Below: *dec("0.99"), Credit: *dec("0.3")},
	}}
	s := stated(t, ct, servicelevel.Activity{Outages: []penalty.Outage{down("2026-05-12 10:00", "2026-05-12 11:00")}}, "2026-05")
	assert.Equal(t, "20.00 0.00 20.00", totals(s.Compensation))
	assert.Contains(t, s.Availability[0].Explained.FR, " ; tranche de 99 % à moins de 99,9 % ; 10 % du loyer de 200,00 € = 20,00 € (D21)")
	assert.Contains(t, s.Availability[0].Explained.EN, "; band from 99% to below 99.9%; 10% of the rent of €200.00 = €20.00 (D21)")
}
